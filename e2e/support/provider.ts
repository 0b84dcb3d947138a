import type { Server } from "node:http";
import { Provider } from "oidc-provider";
import { address, providerPort } from "./settings.ts";

/** The settings of a portal that trusts this provider. */
export const providerSettings = {
  OIDC_ISSUER: `http://localhost:${providerPort}`,
  OIDC_CLIENT_ID: "doorstep",
  OIDC_CLIENT_SECRET: "a-secret-of-the-tests-and-nothing-else",
  OIDC_NAME: "区政务网",
};

/** A person's account at the provider: any name signs in; `unverified-` ones have an address that nobody has checked. */
const accountOf = (id: string) => ({
  accountId: id,
  claims: () => ({
    sub: id,
    email: id.replace(/^unverified-/, ""),
    email_verified: !id.startsWith("unverified-"),
  }),
});

/** A real OpenID provider, as a city or an agency runs one: it asks who one is and whether the portal may know. */
export async function openProvider(): Promise<Server> {
  const provider = new Provider(providerSettings.OIDC_ISSUER, {
    clients: [
      {
        client_id: providerSettings.OIDC_CLIENT_ID,
        client_secret: providerSettings.OIDC_CLIENT_SECRET,
        redirect_uris: [`${address}/api/auth/callback/oidc`],
      },
    ],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    findAccount: (_context, id) => accountOf(id),
    cookies: { keys: ["only-for-the-tests"] },
  });
  return await new Promise<Server>((done) => {
    const server = provider.listen(providerPort, "127.0.0.1", () => done(server));
  });
}
