import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import postgres from "postgres";
import { startEmbedded } from "#db/embedded.ts";
import { type Account, openWire, sessionOf } from "./session.ts";
import { dataFolder } from "./settings.ts";
import type { Wire } from "./wire.ts";

export type { Account };
export { expect };

export type Looks = {
  phone?: boolean;
  locale?: "zh-CN" | "zh-TW" | "en";
  dark?: boolean;
  javaScript?: boolean;
};

export const phone = { width: 390, height: 844 };

type Fixtures = {
  /** A person with a browser of their own: signed in as a demo account, or a stranger. Closed when the test ends. */
  person: (account: Account | null, looks?: Looks) => Promise<Page>;
  /** A browser of one's own with any options: for sessions that a test ends, accounts that it makes. */
  visitor: (options: BrowserContextOptions) => Promise<Page>;
  /** The same without a window: reads pages and posts their forms, see wire.ts. */
  wire: (account: Account | null, locale?: string) => Promise<Wire>;
  /** An empty page that reads HTML. */
  reader: Page;
  unthrottled: undefined;
};

type Shared = {
  /** The portal's database, as its administrator: to prepare and to check, never to do what the pages should do. */
  sql: postgres.Sql;
};

export const test = base.extend<Fixtures, Shared>({
  sql: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern
    async ({}, use) => {
      // The server runs already: this only says where.
      const { url } = await startEmbedded(dataFolder);
      const sql = postgres(url, { max: 2, onnotice: () => {} });
      await use(sql);
      await sql.end({ timeout: 1 });
    },
    { scope: "worker" },
  ],

  // All tests come from one address, far more often than a person would: each begins with a clean slate.
  unthrottled: [
    async ({ sql }, use) => {
      await sql`delete from throttles`;
      await use(undefined);
    },
    { auto: true },
  ],

  reader: async ({ browser }, use) => {
    const page = await browser.newPage();
    await use(page);
    await page.close();
  },

  wire: async ({ browser, reader }, use) => {
    const open: Wire[] = [];
    await use(async (account, locale) => {
      const wire = await openWire(browser, reader, account, locale);
      open.push(wire);
      return wire;
    });
    await Promise.all(open.map((wire) => wire.request.dispose()));
  },

  person: async ({ browser, visitor }, use) => {
    await use(async (account, { phone: small, locale, dark, javaScript = true } = {}) =>
      visitor({
        storageState: account ? await sessionOf(browser, account) : undefined,
        viewport: small ? phone : undefined,
        hasTouch: small,
        locale,
        colorScheme: dark ? "dark" : "light",
        javaScriptEnabled: javaScript,
      }),
    );
  },

  visitor: async ({ browser }, use) => {
    const opened: Page[] = [];
    const problems: string[] = [];
    await use(async (options) => {
      const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
      const context = await browser.newContext(given);
      const page = await context.newPage();
      page.on("pageerror", (error) => {
        // A worker whose script could not be fetched is tried again the next time.
        if (!/fetching the script/.test(error.message)) problems.push(`${page.url()}: ${error.message}`);
      });
      page.on("console", (message) => {
        // What a test cuts off cannot be fetched; everything else that a page complains about is a fault.
        if (
          message.type() === "error" &&
          !/net::ERR_|fetching the script|status of 4(?:0[0-9]|10)/.test(message.text())
        )
          problems.push(`${page.url()}: ${message.text()}`);
      });
      opened.push(page);
      return page;
    });
    await Promise.all(opened.map((page) => page.context().close()));
    expect(problems, "no page reported an error or a breach of its content policy").toEqual([]);
  },
});
