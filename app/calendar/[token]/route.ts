import { createHash } from "node:crypto";
import { throttle } from "#domain/account/sign-in.ts";
import { readCalendar } from "#domain/calendar/read.ts";
import { Refusal } from "#domain/refusal.ts";
import { clientAddress } from "../../session.ts";
import { waitOf } from "../../waits.ts";

/**
 * A calendar that a program follows: no session, the address alone opens it. A program that has it already is told so in
 * a few bytes.
 */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const secret = /^([\w-]{20,100})\.ics$/.exec((await params).token)?.[1];
  if (!secret) return missing();
  try {
    // Generous: the programs of a whole office come from one address, each several times an hour.
    await throttle(`calendar ${await clientAddress()}`, 1200, "1 hour");
  } catch (error) {
    if (error instanceof Refusal)
      return new Response(null, { status: 429, headers: { "retry-after": `${waitOf(error)}` } });
    throw error;
  }
  const text = await readCalendar(secret, new URL(request.url).searchParams.get("lang"));
  if (text === null) return missing();
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  // Kept by the program that asked, and asked about each time.
  const headers = { etag, "cache-control": "private, no-cache" };
  if (has(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(text, {
    headers: {
      ...headers,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="doorstep.ics"',
    },
  });
}

const missing = () => new Response(null, { status: 404, headers: { "cache-control": "private, no-store" } });

/** Whether one of the tags that a program has is this one; a proxy that packs an answer marks its tag as weak. */
const has = (given: string | null, etag: string) =>
  given
    ?.split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === etag || tag === "*") ?? false;
