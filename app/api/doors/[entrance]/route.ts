import { id } from "#domain/input.ts";
import { doorsOf } from "#domain/place/tree.ts";

/** The doors of an entrance, floor by floor: the address tree is no secret. */
export async function GET(_request: Request, { params }: { params: Promise<{ entrance: string }> }): Promise<Response> {
  const parsed = id.safeParse((await params).entrance);
  if (!parsed.success) return Response.json([], { status: 404 });
  return Response.json(await doorsOf(parsed.data), { headers: { "cache-control": "public, max-age=300" } });
}
