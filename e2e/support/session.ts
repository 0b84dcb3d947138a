import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { demoAccounts, demoPassword } from "#db/demo/accounts.ts";
import { formWith, type Wire, wireWith } from "./wire.ts";
import { zh } from "./words.ts";

export type Account = (typeof demoAccounts)[number]["key"];

export const emailOf = (account: Account): string => `${demoAccounts.find(({ key }) => key === account)?.email}`;

type State = Exclude<BrowserContextOptions["storageState"], string | undefined>;

const kept = new Map<string, State>();

/**
 * The cookie of a demo account, signed in once by the form and shared by the tests that do not end it.
 * @param login its key, or the address of somebody else who signs in with the demo's password
 */
export async function sessionOf(browser: Browser, login: Account | `${string}@${string}`): Promise<State> {
  const email = login.includes("@") ? login : emailOf(login as Account);
  const known = kept.get(email);
  if (known) return known;
  const state = await freshSession(browser, email);
  kept.set(email, state);
  return state;
}

/** A session of its own, for a test that ends it or changes its account. */
export async function freshSession(browser: Browser, login: string, password = demoPassword): Promise<State> {
  const reader = await browser.newPage();
  const wire = await wireWith(reader, undefined);
  try {
    const page = await wire.get("/sign-in");
    const answer = await wire.post(page, formWith(page, { label: zh("signIn.title") }), { login, password });
    if (answer.location !== "/desk") throw new Error(`${login} could not sign in: ${answer.text.slice(0, 200)}`);
    return await wire.request.storageState();
  } finally {
    await wire.request.dispose();
    await reader.close();
  }
}

/** A wire as a demo account or a stranger. */
export const openWire = async (
  browser: Browser,
  reader: Page,
  account: Account | null,
  locale?: string,
): Promise<Wire> => wireWith(reader, account ? await sessionOf(browser, account) : undefined, locale);
