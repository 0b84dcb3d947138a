import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { settings } from "#db/settings.ts";
import { authOptions } from "../../auth.ts";
import { safeNext } from "../../session.ts";

type Handler = (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/**
 * Leads to the organization's own sign-in (OIDC_*). next-auth starts it by a form that carries a token of its own; done
 * here on the server, a plain link is enough, and no script is needed.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { oidc, baseUrl } = settings();
  if (!oidc) return new Response(null, { status: 404 });
  const handle = NextAuth(authOptions()) as Handler;
  const auth = (path: string[], init?: { method: "POST"; headers: HeadersInit; body: string }) =>
    handle(new NextRequest(`${baseUrl}/api/auth/${path.join("/")}`, init), {
      params: Promise.resolve({ nextauth: path }),
    });

  const asked = await auth(["csrf"]);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const jar = await cookies();
  for (const cookie of asked.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (name && value)
      jar.set(name, decodeURIComponent(value), {
        httpOnly: true,
        sameSite: "lax",
        secure: baseUrl.startsWith("https"),
      });
  }
  const answer = await auth(["signin", "oidc"], {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      csrfToken,
      callbackUrl: safeNext(request.nextUrl.searchParams.get("next")),
      json: "true",
    }).toString(),
  });
  const { url } = (await answer.json()) as { url?: string };
  const leading = new Headers({ location: url ?? `${baseUrl}/sign-in?error=OAuthSignin`, "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) leading.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers: leading });
}
