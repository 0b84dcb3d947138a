import { request as http } from "@playwright/test";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { formWith } from "./support/wire.ts";
import { en, tw, zh } from "./support/words.ts";

// Story lines 17 and 21: everybody can look, at once, on any phone; what they see is true within a minute, and what is
// taken down is gone.

/** A page as one stranger's browser gets it. */
async function stranger(headers: Record<string, string> = {}) {
  const context = await http.newContext({
    baseURL: address,
    extraHTTPHeaders: { "accept-language": "zh-CN", ...headers },
  });
  return async (path: string, more: Record<string, string> = {}) => {
    const answer = await context.get(path, { headers: more, maxRedirects: 0, failOnStatusCode: false });
    return { status: answer.status(), headers: answer.headers(), html: await answer.text() };
  };
}

test("strangers get the same page, without anything of anybody in it, and are told cheaply that nothing changed", async ({
  wire,
}) => {
  const [one, other] = [await stranger(), await stranger({ "user-agent": "old phone" })];
  await one("/problems");
  const [a, b] = [await one("/problems"), await other("/problems")];
  expect(a.headers.etag).toMatch(/^"[\w-]{22}"$/);
  expect(b.html).toBe(a.html);
  expect(a.headers["cache-control"]).toBe("no-cache");
  expect(a.headers["set-cookie"]).toBeUndefined();
  // No script may run but the site's own and those that stand in the page.
  expect(a.headers["content-security-policy"]).toMatch(/script-src 'self'( 'sha256-[\w+/=]+')+;/);
  const again = await one("/problems", { "if-none-match": a.headers.etag ?? "" });
  expect([again.status, again.html]).toEqual([304, ""]);

  // Somebody who is known gets a page of their own, and leaves nothing of it behind.
  const coordinator = await wire("coordinator");
  const own = await coordinator.get("/problems");
  expect(own.html).toContain(zh("shell.nav.households"));
  expect(own.headers["cache-control"]).toContain("no-store");
  expect((await other("/problems")).html).not.toContain(zh("shell.nav.households"));
});

test("a language stands in the address that is passed on, and another can be chosen there", async ({ visitor }) => {
  const get = await stranger();
  expect((await get("/problems?lang=en")).html).toContain('lang="en"');
  expect((await get("/problems?lang=zh-TW")).html).toContain(tw("problem.introPublic"));
  expect((await get("/problems?lang=klingon")).html).toContain(zh("problem.introPublic"));

  const page = await visitor({ locale: "zh-CN" });
  const wrong: string[] = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto("/problems?lang=en");
  await expect(page.getByText(en("problem.introPublic"))).toBeVisible();
  await page.getByRole("button", { name: "简体" }).click();
  await expect(page.getByText(zh("problem.introPublic"))).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
  await page.getByRole("button", { name: zh("shell.large") }).click();
  await expect(page.locator("html")).toHaveAttribute("data-size", "large");
  // What the page is made of may run, kept page or not.
  await page.locator("main a[href^='/problems/']").first().click();
  await expect(page).toHaveURL(/\/problems\/\d{4}-\d{4}$/);
  expect(wrong).toEqual([]);
});

test("what is taken down is gone for everybody at once, and its address says so", async ({ wire, sql }) => {
  const [problem] = await sql<[{ number: string; title: string; face: string }]>`
    select number, title, face from problems where published_at is not null order by created_at limit 1`;
  const path = `/problems/${problem.number}`;
  const get = await stranger();
  const [list, page] = [await get("/problems"), await get(path)];
  expect([page.status, page.html.includes(problem.title), list.html.includes(problem.title)]).toEqual([
    200,
    true,
    true,
  ]);

  const coordinator = await wire("coordinator");
  const hide = await coordinator.get(`${path}?do=hide`);
  await coordinator.submit(hide, formWith(hide, { label: zh("problem.acts.hide") }));
  // (The word of it reaches the process that keeps pages a moment after the answer.)
  await expect.poll(async () => (await get(path, { "if-none-match": page.headers.etag ?? "" })).status).toBe(410);
  const gone = await get(path);
  expect(gone.html).toContain(zh("errors.gone"));
  expect(gone.html).not.toContain(problem.title);
  expect((await get("/problems")).html).not.toContain(problem.title);
  // Of what was never public nothing is said, whether it is there or not.
  expect((await get("/problems/2611-0000")).headers.location).toContain("/sign-in");

  const publish = await coordinator.get(`${path}?do=publish`);
  await coordinator.submit(publish, formWith(publish, { label: zh("problem.acts.publish") }), {
    face: problem.face,
    read: "on",
  });
  await expect.poll(async () => (await get(path)).html.includes(problem.title)).toBe(true);
});

test("an address where nothing is says so in words, with scripts or without, known or not", async ({
  wire,
  visitor,
}) => {
  const get = await stranger();
  for (const path of ["/nothing", "/nothing?lang=en", "/policies/nothing"]) {
    const { status, headers, html } = await get(path, { "accept-encoding": "gzip" });
    expect([path, status, headers["content-type"]]).toEqual([path, 404, "text/html; charset=utf-8"]);
    expect(html).toContain(`<h1>${(path.endsWith("en") ? en : zh)("errors.notFound")}</h1>`);
    expect(html).toContain('content="noindex"');
  }
  const officer = await wire("officer");
  const missing = await officer.get("/concerns/2611-0000");
  expect([missing.status, missing.heading]).toEqual([404, zh("errors.notFound")]);
  // It is there with its scripts as well, and lets itself be left.
  const page = await visitor({ locale: "zh-CN" });
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto("/nothing");
  await expect(page.getByRole("heading", { name: zh("errors.notFound") })).toBeVisible();
  await page.getByRole("link", { name: zh("errors.home") }).click();
  await expect(page).toHaveURL("/");
  expect(wrong).toEqual([]);
});
