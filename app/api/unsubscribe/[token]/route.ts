import { unsubscribe } from "#domain/notification/unsubscribe.ts";
import { NotFound } from "#domain/refusal.ts";

type Context = { params: Promise<{ token: string }> };

/**
 * The one click of a mail program (RFC 8058): it posts, without a page and without cookies. Whoever opens the address in a
 * browser is asked on a page: programs that look at links must not end anything.
 */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  try {
    await unsubscribe({ token: (await params).token, what: "stop" });
    return new Response(null, { status: 200 });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  return new Response(null, { status: 303, headers: { location: `/unsubscribe/${encodeURIComponent(token)}` } });
}
