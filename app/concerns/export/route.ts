import { getTranslations } from "#components/i18n.ts";
import { exportConcerns } from "#domain/concern/export.ts";
import { answerFile } from "../../ledger-file.ts";

/** The concerns of the community as a file. */
export const GET = (request: Request): Promise<Response> =>
  answerFile(request, "concerns", async (who, asked) => {
    const [t, title, print, words] = await Promise.all([
      getTranslations("concernImport"),
      getTranslations("concerns"),
      getTranslations("print"),
      getTranslations("words"),
    ]);
    return exportConcerns(who, asked, {
      sheet: title("title"),
      columns: [
        ...[
          t("columns.number"),
          t("columns.raised"),
          t("columns.title"),
          t("columns.body"),
          t("columns.category"),
          print("state"),
        ],
        ...[t("columns.building"), t("columns.entrance"), t("columns.answered"), words("statuses.closed")],
      ],
      category: (key) => words(`categories.${key}`),
      status: (key) => words(`statuses.${key}`),
    });
  });
