import { expect, type Locator, type Page } from "@playwright/test";
import { zh } from "./words.ts";

/** Waits until the page's form is in the hands of its scripts: what follows depends on them. */
export async function alive(page: Page): Promise<void> {
  const form = page.locator("main form").first();
  // React leaves its mark on what it has taken over.
  await expect
    .poll(() => form.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps"))))
    .toBe(true);
}

/** Marks an open page, so that a test can tell whether it was ever loaded anew. */
export async function mark(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  return async () => {
    expect(await page.evaluate(() => "stayed" in window), `${page.url()} was not loaded anew`).toBe(true);
  };
}

/** The form of an act, opened by its link or unfolded where it does not stand open. */
export async function act(page: Page, title: string): Promise<Locator> {
  const form = page.locator(`form[aria-label="${title}"]`);
  const closed = page
    .locator('details:not([open]) > summary, main nav a[href*="?do="]')
    .filter({ hasText: new RegExp(`^${title}$`) });
  // The page may be bringing itself up to date, by which a form can come to stand open.
  await expect(async () => {
    if (!(await form.isVisible())) await closed.click({ timeout: 1000 });
    await expect(form).toBeVisible({ timeout: 1500 });
  }).toPass({ timeout: 10_000 });
  return form;
}

/** Sends a form and waits until what it wrote stands on the page. */
export async function send(form: Locator, button: string, appears: Locator): Promise<void> {
  await form.getByRole("button", { name: button, exact: true }).click();
  await expect(appears).toBeVisible();
}

/** Writes in the thread of an open concern. */
export async function reply(page: Page, text: string, audience: "everyone" | "working" = "everyone"): Promise<void> {
  await alive(page);
  const form = page.locator(`form[aria-label="${zh("thread.reply")}"]`);
  if (audience === "working") await form.getByLabel(zh("thread.audience.working")).check();
  await form.getByLabel(zh("thread.reply")).fill(text);
  await send(
    form,
    audience === "working" ? zh("thread.sendWorking") : zh("thread.sendEveryone"),
    page.getByRole("listitem").filter({ hasText: text }),
  );
}

/** The entries of the thread that hold a text. */
export const entries = (page: Page, text: string): Locator => page.locator("ol.thread > li").filter({ hasText: text });

/** The badge in the header: how much is unread. */
export const unread = (page: Page): Locator => page.locator('header a[href="/notifications"] b');

/** The number of a concern from its address. */
export function numberOf(page: Page): string {
  const number = /\/concerns\/(\d{4}-\d+)/.exec(page.url())?.[1];
  if (!number) throw new Error(`no concern at ${page.url()}`);
  return number;
}

/** A day and time as its field takes it, some days from today in the community's time. */
export function localTime(days: number, time: string): string {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + days * 86_400_000);
  return `${day}T${time}`;
}

/** Fails where anything of this stands anywhere in what the server sent for the page, shown or not. */
export async function holdsNothingOf(page: Page, secrets: readonly string[]): Promise<void> {
  const html = await page.content();
  // A number within an id or a nonce is chance.
  const found = (secret: string) =>
    /^\d+$/.test(secret) ? new RegExp(`(?<![\\w+/-])${secret}(?![\\w+/-])`).test(html) : html.includes(secret);
  expect(secrets.filter(found)).toEqual([]);
}

/** Goes on in the report from the place to the person: what others raised is something else. */
export async function toWho(page: Page): Promise<void> {
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await expect(page).toHaveURL(/#(similar|who)$/);
  if (page.url().endsWith("#similar")) await page.getByRole("link", { name: zh("report.similar.none") }).click();
}
