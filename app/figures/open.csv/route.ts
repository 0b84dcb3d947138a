import { openAsCsv } from "#domain/figures/open/export.ts";
import { openFile, openHeaders } from "../open-file.ts";

/** A data set for spreadsheets. */
export async function GET(request: Request): Promise<Response> {
  const file = await openFile(request);
  if (!file) return new Response(null, { status: 404 });
  return new Response(openAsCsv(file.lines), {
    headers: {
      ...openHeaders,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="figures-${file.table}.csv"`,
    },
  });
}
