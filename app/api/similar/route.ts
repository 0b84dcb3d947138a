import { throttle } from "#domain/account/sign-in.ts";
import { similarInput } from "#domain/concern/similar.ts";
import { Refusal } from "#domain/refusal.ts";
import { listen } from "../../report/listen.ts";
import { clientAddress, viewer as currentViewer, sameOrigin } from "../../session.ts";
import { waitOf } from "../../waits.ts";

const empty = (status: number) => new Response(null, { status });

/** What may be the same as what is being written, as far as the writer may see it; nothing of the text is kept. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return empty(403);
  const asked = similarInput.safeParse(await request.json().catch(() => null));
  if (!asked.success) return empty(400);
  const viewer = await currentViewer();
  try {
    await throttle(`similar ${viewer.user?.id ?? (await clientAddress())}`, viewer.user ? 240 : 60, "1 hour");
  } catch (error) {
    if (error instanceof Refusal)
      return new Response(null, { status: 429, headers: { "retry-after": `${waitOf(error)}` } });
    throw error;
  }
  return Response.json(await listen(viewer, asked.data), { headers: { "cache-control": "private, no-store" } });
}
