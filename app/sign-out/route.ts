import { endSessions } from "#domain/account/sign-in.ts";
import { dropSession, sameOrigin, viewer } from "../session.ts";

/** Ends the session. What this browser keeps of the portal goes with it: pages, photos, entries. */
export async function POST(request: Request): Promise<Response> {
  if (!sameOrigin(request)) return new Response(null, { status: 403 });
  const { user } = await viewer();
  if (user) await endSessions(user.id, { only: user.session });
  await dropSession();
  return new Response(null, {
    status: 303,
    headers: { location: "/", "clear-site-data": '"cache", "storage"', "cache-control": "no-store" },
  });
}
