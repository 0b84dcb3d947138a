import { version } from "#domain/agreement/version.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer } from "../../../../../session.ts";

type Context = { params: Promise<{ id: string; ordinal: string }> };

/** The one text whose SHA-256 the parties signed: for anybody who reads the agreement to work out with any tool. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id, ordinal } = await params;
  const gone = () => new Response(null, { status: 404, headers: { "cache-control": "private, no-store" } });
  if (!anId.safeParse(id).success || !/^[1-9]\d{0,5}$/.test(ordinal)) return gone();
  try {
    const found = await version(await viewer(), id, Number(ordinal));
    return new Response(found.whole, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="agreement-${found.ordinal}.txt"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return gone();
    throw error;
  }
}
