import { licence } from "#domain/figures/open/export.ts";
import { definition } from "#domain/figures/open/measures.ts";
import { openFile, openHeaders } from "../open-file.ts";

/** A data set for programs. */
export async function GET(request: Request): Promise<Response> {
  const file = await openFile(request);
  if (!file) return new Response(null, { status: 404 });
  const { of, table, lines } = file;
  return Response.json(
    { community: { code: of.community.code, name: of.name }, table, licence, definition, rows: lines },
    { headers: openHeaders },
  );
}
