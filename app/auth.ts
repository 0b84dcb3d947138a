import { headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { authSecret, type Settings, settings } from "#db/settings.ts";
import { accountForEmail } from "#domain/account/oidc.ts";
import { endSessions, openSession, sessionDays, signIn, signInInput } from "#domain/account/sign-in.ts";
import { viewerOf } from "#domain/account/viewer.ts";
import { Refusal } from "#domain/refusal.ts";
import { clientAddress } from "./session.ts";

type Claims = { sub: string; email?: string; email_verified?: boolean };

/** The organization's own sign-in. Most providers tell the address only when asked for it, not in the token. */
const openIdProvider = (oidc: NonNullable<Settings["oidc"]>): OAuthConfig<Claims> => ({
  id: "oidc",
  name: oidc.name,
  type: "oauth",
  wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  clientId: oidc.clientId,
  clientSecret: oidc.clientSecret,
  authorization: { params: { scope: "openid email profile" } },
  idToken: true,
  userinfo: {
    request: async ({ client, tokens }) => {
      // What has arrived is the library's own token set, which checks that both speak of the same person.
      const set = tokens as Parameters<typeof client.userinfo>[0] & { claims: () => Claims };
      const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(set) : {};
      return { ...set.claims(), ...more };
    },
  },
  checks: ["pkce", "state", "nonce"],
  profile: ({ sub, email, email_verified }) => ({ id: sub, email: email_verified === true ? (email ?? null) : null }),
});

/**
 * next-auth holds the signed-in browser in its encrypted cookie; what is in it is only the id of a session of ours, which
 * every request checks. Signing in by form goes through app/sign-in/actions.ts, which sets the same cookie and works
 * without JavaScript; a provider (OIDC_*) goes through here.
 */
export function authOptions(): NextAuthOptions {
  const { oidc } = settings();
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: sessionDays * 86_400 },
    pages: { signIn: "/sign-in", signOut: "/settings", error: "/sign-in", verifyRequest: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { login: {}, password: {} },
        async authorize(given) {
          const parsed = signInInput.safeParse(given);
          if (!parsed.success) return null;
          const agent = (await headers()).get("user-agent");
          const opened = await signIn(parsed.data, { address: await clientAddress(), agent }).catch((error) => {
            if (error instanceof Refusal) return null;
            throw error;
          });
          return opened && { id: opened.userId, sid: opened.session };
        },
      }),
      ...(oidc ? [openIdProvider(oidc)] : []),
    ],
    events: {
      // A cookie that is taken away alone would leave the session to whoever has a copy of it.
      signOut: async ({ token }) => {
        const { user } = await viewerOf(typeof token?.sid === "string" ? token.sid : null, null);
        if (user) await endSessions(user.id, { only: user.session });
      },
    },
    callbacks: {
      // A provider says who somebody is; only an invitation makes an account.
      signIn: async ({ user, account }) =>
        account?.provider !== "oidc" || Boolean(user.email && (await accountForEmail(user.email))),
      jwt: async ({ token, user, account }) => {
        if (!user) return { sid: token.sid };
        if (account?.provider !== "oidc") return { sid: (user as { sid?: string }).sid };
        const known = user.email ? await accountForEmail(user.email) : undefined;
        return known ? { sid: await openSession(known, (await headers()).get("user-agent")) } : {};
      },
      redirect: ({ url, baseUrl }) =>
        url.startsWith("/") ? `${baseUrl}${url}` : new URL(url).origin === baseUrl ? url : baseUrl,
    },
  };
}
