import { getTranslations } from "#components/i18n.ts";
import { exportHouseholds } from "#domain/household/export.ts";
import { answerFile } from "../../ledger-file.ts";

const columns = ["building", "entrance", "door", "floor", "holder", "phone", "people", "rented", "remark"] as const;

/** The ledger as it is now, as a file. */
export const GET = (request: Request): Promise<Response> =>
  answerFile(request, "households", async (who, asked) => {
    const [t, words] = await Promise.all([getTranslations("ledger"), getTranslations("households")]);
    return exportHouseholds(who, asked, {
      columns: columns.map((column) => t(`columns.${column}`)),
      sheet: words("title"),
      yes: t("yes"),
      no: t("no"),
    });
  });
