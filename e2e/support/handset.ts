import { type BrowserContext, chromium, expect, type Page } from "@playwright/test";
import { demoPassword } from "#db/demo/accounts.ts";
import { type Account, emailOf } from "./session.ts";
import { address } from "./settings.ts";
import { phone } from "./test.ts";
import { zh } from "./words.ts";

/** A phone with a folder of its own: what it keeps is still there after it was restarted. */
export async function handset(
  folder: string,
  { offline = false } = {},
): Promise<{ phone: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM_PATH,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    baseURL: address,
    viewport: phone,
    hasTouch: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    offline,
  });
  context.setDefaultTimeout(20_000);
  const page = context.pages()[0] ?? (await context.newPage());
  return { phone: context, page };
}

/** Signs in by the form that stands on the page. */
export async function signIn(page: Page, account: Account): Promise<void> {
  const form = page.locator(`form[aria-label="${zh("signIn.title")}"]`);
  await form.locator("input[name=login]").fill(emailOf(account));
  await form.locator("input[name=password]").fill(demoPassword);
  await form.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** The addresses of the pages that the phone keeps. */
export const keptPages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      if (name.startsWith("pages-"))
        for (const { url } of await (await caches.open(name)).keys())
          found.push(new URL(url).pathname + new URL(url).search);
    return found.toSorted();
  });

/** Waits until the phone keeps these pages. */
export async function keeps(page: Page, paths: string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        const kept = await keptPages(page);
        return paths.filter((path) => !kept.includes(path));
      },
      { timeout: 30_000 },
    )
    .toEqual([]);
}

/** All that is left of the portal in a browser. */
export const leftOn = (page: Page) =>
  page.evaluate(async () => ({
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map((db) => db.name),
    local: localStorage.length,
    session: sessionStorage.length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

/** The door that stands open on the sheet. */
export const openDoor = (page: Page) => page.locator('li[id^="door-"]:has(> details[open])');

/** Unfolds a door of the sheet. */
export async function unfold(page: Page, visit: string) {
  const door = page.locator(`#door-${visit}`);
  if (!(await door.locator("> details").evaluate((d) => (d as HTMLDetailsElement).open)))
    await door.locator("> details > summary").click();
  return door;
}

/** Presses a fold within something open, if it is closed. */
export async function fold(within: ReturnType<typeof openDoor>, title: string): Promise<void> {
  await within.locator("details:not([open]) > summary").filter({ hasText: title }).click();
}
