import { isIPv6 } from "node:net";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { decode, encode } from "next-auth/jwt";
import { cache } from "react";
import { authSecret, settings } from "#db/settings.ts";
import { sessionDays } from "#domain/account/sign-in.ts";
import { type SignedIn, type Viewer, viewerOf } from "#domain/account/viewer.ts";
import { NotFound } from "#domain/refusal.ts";

const secure = () => settings().baseUrl.startsWith("https:");

/** next-auth's own cookie: an encrypted token that carries the session id. */
const sessionCookie = () => `${secure() ? "__Secure-" : ""}next-auth.session-token`;

const followCookie = "doorstep.follow";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// What a cookie says does not change; decrypting it costs more than asking the database whether its session holds.
const decoded = new Map<string, { sid: string | null; until: number }>();
const decodedMost = 5000;

async function sessionIdOf(token: string): Promise<string | null> {
  const known = decoded.get(token);
  if (known && known.until > Date.now()) return known.sid;
  const payload = await decode({ token, secret: authSecret() }).catch(() => null);
  const sid = typeof payload?.sid === "string" && uuid.test(payload.sid) ? payload.sid : null;
  if (decoded.size >= decodedMost) decoded.clear();
  decoded.set(token, { sid, until: Date.now() + 60_000 });
  return sid;
}

/** The session id in the cookie, whether or not the session still holds. */
export async function sessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie())?.value;
  return token ? sessionIdOf(token) : null;
}

/** The secret of the tracking link that this browser followed. */
export const followSecret = async (): Promise<string | null> => (await cookies()).get(followCookie)?.value ?? null;

/** Who asks. Once a request, and checked against the database each time. */
export const viewer = cache(async (): Promise<Viewer> => viewerOf(await sessionId(), await followSecret()));

/**
 * The viewer of a page that needs a session; a stranger is sent to sign in and comes back.
 * @param at the path of the page
 * @param query what stands behind it in its address
 */
export async function signedIn(
  at: string,
  query: Record<string, string | undefined> = {},
): Promise<Viewer & { user: SignedIn }> {
  const found = await viewer();
  if (!found.user) {
    const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
    const params = new URLSearchParams(given);
    redirect(`/sign-in?next=${encodeURIComponent(params.size ? `${at}?${params}` : at)}`);
  }
  return found as Viewer & { user: SignedIn };
}

/** Keeps a session in this browser. */
export async function keepSession(session: string): Promise<void> {
  const maxAge = sessionDays * 86_400;
  const value = await encode({ token: { sid: session }, secret: authSecret(), maxAge });
  (await cookies()).set(sessionCookie(), value, {
    httpOnly: true,
    sameSite: "lax",
    secure: secure(),
    path: "/",
    maxAge,
  });
}

/** Forgets the session in this browser. */
export async function dropSession(): Promise<void> {
  const jar = await cookies();
  jar.delete(sessionCookie());
  jar.delete(followCookie);
}

/** Keeps the secret of a tracking link in this browser. */
export async function keepFollow(secret: string): Promise<void> {
  (await cookies()).set(followCookie, secret, {
    httpOnly: true,
    sameSite: "lax",
    secure: secure(),
    path: "/",
    maxAge: 180 * 86_400,
  });
}

/** Where a request came from, for throttling: the connection's own address, or a trusted proxy's word. */
export async function clientAddress(): Promise<string> {
  const head = await headers();
  const told = settings().trustProxy ? head.get("x-forwarded-for")?.split(",").at(-1)?.trim() : null;
  return countedAs(told || head.get("x-doorstep-address") || "unknown");
}

/** As what an address is counted: whoever has one of IPv6 has its whole /64. */
export function countedAs(address: string): string {
  const [bare = ""] = address.toLowerCase().split("%");
  const [, four] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare) ?? [];
  if (four || !isIPv6(bare)) return four ?? address;
  const [before = [], after = []] = bare.split("::").map((half) => half.split(":").filter(Boolean));
  const left = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const network = [...before, ...left, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}

/** Whether a request to an endpoint comes from a page of this site (browsers say so; forms of other sites cannot). */
export function sameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host;
}

/** A path of this site to go to after signing in; anything else leads to the desk. */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next)) return "/desk";
  try {
    const url = new URL(next, "http://here.invalid");
    const path = url.pathname + url.search + url.hash;
    // Resolved, "/.//x" has become "//x", which is another site.
    return url.origin === "http://here.invalid" && !path.startsWith("//") ? path : "/desk";
  } catch {
    return "/desk";
  }
}

/** What the domain says does not exist is a page that does not exist. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
}
