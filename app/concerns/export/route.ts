import { getTranslations } from "#components/i18n.ts";
import { exportConcerns } from "#domain/concern/export.ts";
import { answerFile } from "../../ledger-file.ts";

/** The concerns of the community as a file. */
export const GET = (request: Request): Promise<Response> =>
  answerFile(request, "concerns", async (who, asked) => {
    const [t, title, print, words] = await Promise.all([
      getTranslations("concernImport.columns"),
      getTranslations("concerns"),
      getTranslations("print"),
      getTranslations("words"),
    ]);
    return exportConcerns(who, asked, {
      sheet: title("title"),
      columns: [
        ...[t("number"), t("raised"), t("title"), t("body"), t("category"), print("state")],
        ...[t("building"), t("entrance"), t("answered"), words("statuses.closed")],
      ],
      category: (key) => words(`categories.${key}`),
      status: (key) => words(`statuses.${key}`),
    });
  });
