import type { Page } from "@playwright/test";
import { phrases } from "#domain/phrases.ts";
import { expect, test } from "./support/test.ts";

// An old person's phone: 320 px wide, large type. Nothing sticks out, no word of the ways on is broken, and what is
// written on a door stands on it.

const wide = 320;

const pages = [
  "/",
  "/board",
  "/stories",
  "/policies",
  "/figures/public",
  "/report",
  "/report#where",
  "/follow",
  "/join",
];

/** What does not fit there. */
async function misfits(page: Page): Promise<string[]> {
  return page.evaluate((most) => {
    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > most) found.push(`the page is ${scrollWidth} px wide`);
    const lines = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size;
    };
    for (const way of document.querySelectorAll("header nav a, header nav summary, .head-acts button, .head-acts a"))
      if (way.checkVisibility() && lines(way) > 1) found.push(`“${way.textContent}” is broken`);
    for (const door of document.querySelectorAll(".leaf")) {
      const { left, right, top, bottom } = door.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(door);
      for (const r of range.getClientRects())
        if (r.width && (r.left < left || r.right > right || r.top < top || r.bottom > bottom))
          found.push(`“${door.textContent}” does not stand on its door`);
    }
    for (const figure of document.querySelectorAll("li > .num > span"))
      if (lines(figure) > 1) found.push(`the figure “${figure.textContent}” is broken`);
    for (const count of document.querySelectorAll(".houses .count > [aria-hidden]"))
      if (count.getClientRects().length > 1) found.push(`the count “${count.textContent}” is broken`);
    return found;
  }, wide);
}

for (const locale of ["zh-CN", "zh-TW", "en"] as const)
  test(`in large type on 320 px everything fits, in ${locale}`, async ({ visitor, baseURL }) => {
    const page = await visitor({ viewport: { width: wide, height: 640 }, locale, hasTouch: true });
    await page.context().addCookies([{ name: "size", value: "large", url: baseURL as string }]);
    const found: Record<string, string[]> = {};
    for (const path of pages) {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("data-size", "large");
      const here = await misfits(page);
      if (here.length) found[path] = here;
    }
    expect(found).toEqual({});
  });

test("Chinese words on an English page are read aloud as Chinese, and a title breaks between words", async ({
  visitor,
}) => {
  const page = await visitor({ locale: "en", viewport: { width: 390, height: 844 } });
  await page.goto("/board");
  const untold = await page
    .locator("main :is(h2, h3) bdi")
    .evaluateAll(
      (titles) =>
        titles.filter((t) => /[\u4e00-\u9fff]/.test(t.textContent ?? "") && t.getAttribute("lang") !== "zh").length,
    );
  expect(untold).toBe(0);
  // (A title of one phrase has nowhere to break, and other tests publish such.)
  const titles = page.locator('main h3 a[href^="/concerns/"]');
  const long = (await titles.allTextContents()).findIndex((title) => phrases(title.trim()).length > 1);
  expect(long).toBeGreaterThanOrEqual(0);
  await titles.nth(long).click();
  const title = page.locator("h1 bdi");
  await expect(title).toHaveAttribute("lang", "zh");
  await expect(title.locator("wbr").first()).toBeAttached();
});
