import { NotFound } from "#domain/refusal.ts";
import { bePresent, presenceInput } from "#domain/thread/presence.ts";
import { sameOrigin, viewer } from "../../session.ts";

/** An open page says that somebody reads, writes, or leaves. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const parsed = presenceInput.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return new Response(null, { status: 400 });
  const who = await viewer();
  if (!who.user) return new Response(null, { status: 401 });
  try {
    await bePresent(who, parsed.data);
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
  return new Response(null, { status: 204 });
}
