import { getTranslations } from "#components/i18n.ts";
import { exportHouseholds, exportInput } from "#domain/household/export.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer } from "../../session.ts";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** The ledger as it is now, as a file: for whoever leads the community. */
export async function GET(request: Request): Promise<Response> {
  const who = await viewer();
  const [community] = who.claims.coordinates;
  const parsed = exportInput.safeParse({ community, as: new URL(request.url).searchParams.get("as") });
  if (!parsed.success) return new Response(null, { status: 404 });
  const [t, words] = await Promise.all([getTranslations("ledger"), getTranslations("households")]);
  const columns = ["building", "entrance", "door", "floor", "holder", "phone", "people", "rented", "remark"] as const;
  try {
    const file = await exportHouseholds(who, parsed.data, {
      columns: columns.map((column) => t(`columns.${column}`)),
      sheet: words("title"),
      yes: t("yes"),
      no: t("no"),
    });
    return new Response(file, {
      headers: {
        "content-type": types[parsed.data.as],
        "content-disposition": `attachment; filename="households.${parsed.data.as}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
