import { getTranslations } from "#components/i18n.ts";
import { exportVisits } from "#domain/visit/export.ts";
import { answerFile } from "../../ledger-file.ts";

/** The visits of the community as a file. */
export const GET = (request: Request): Promise<Response> =>
  answerFile(request, "visits", async (who, asked) => {
    const [t, visits, print, words] = await Promise.all([
      getTranslations("ledger"),
      getTranslations("visits"),
      getTranslations("print"),
      getTranslations("words"),
    ]);
    return exportVisits(who, asked, {
      sheet: visits("title"),
      columns: [
        ...[visits("startsAt"), t("columns.building"), t("columns.entrance"), t("columns.floor"), t("columns.door")],
        ...[print("state"), visits("purpose")],
      ],
      status: (key) => words(`visitStatuses.${key}`),
    });
  });
