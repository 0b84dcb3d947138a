import type { Page } from "@playwright/test";
import axe from "axe-core";
import { phone } from "./test.ts";

// What a page is looked over for: the rules that axe knows, the width of a screen, the height of a thumb.

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/**
 * What breaks the rules of WCAG 2.2 A and AA and of good practice. A page is given axe once, however often it is asked,
 * and axe is asked for what is broken alone: to name all that is right takes it three times as long.
 * @param rules those alone that can come out otherwise than before
 */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const runOnly = rules ? { type: "rule" as const, values: rules } : { type: "tag" as const, values: tags };
  const found = await page.evaluate(async (runOnly) => {
    const given = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await given.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, html }) => ({ target, html })) }));
  }, runOnly);
  return found.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(" ")} ${n.html.slice(0, 120)}`));
}

/** What folds is opened, since what is in it counts as well: a dozen of them, where a page has a fold a person. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    const folds = document.querySelectorAll<HTMLDetailsElement>("main details");
    for (const fold of [...folds].slice(0, 12)) fold.open = true;
  });

/** What axe finds in either colours, or in light ones alone; with what folds opened. */
export async function faultsOf(page: Page, alsoDark: boolean): Promise<string[]> {
  await unfold(page);
  const light = await violations(page);
  if (!alsoDark) return light;
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await violations(page, ["color-contrast", "link-in-text-block"]);
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

/** How much wider a page is than the screen, and what sticks out; nothing where it fits. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const screen = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - screen;
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > screen + 1);
    const last = wide.slice(-2).map((e) => e.outerHTML.slice(0, 90));
    return over > 0 ? [`${over}px: ${last.join(" | ")}`] : [];
  });

/** What is pressed on a phone and is less than 44 pixels high. */
export const tooLow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wrong = new Set<string>();
    for (const target of document.querySelectorAll("a, button, summary, select, input, textarea")) {
      const covers = getComputedStyle(target, "::after").position === "absolute";
      // A link in a line of text is as high as its line.
      if (getComputedStyle(target).display === "inline" && !covers) continue;
      if (target.matches("input[type=hidden]") || !target.checkVisibility()) continue;
      // A box is pressed by its label, a link that covers its row by the row.
      const box = target.matches("input[type=radio], input[type=checkbox]");
      const pressed = (box ? target.closest("label") : covers ? target.closest("li") : null) ?? target;
      const { height, width } = pressed.getBoundingClientRect();
      // What is there for screen readers and keyboards alone is no target of a thumb.
      if (width <= 1 || height <= 1 || height >= 43.5) continue;
      wrong.add(`${Math.round(height)}px ${target.outerHTML.replace(/ class="[^"]*"/, "").slice(0, 90)}`);
    }
    return [...wrong];
  });

/** What sticks out on the narrowest phone, and in large type. */
export async function misfitsOf(page: Page): Promise<string[]> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const narrow = await tooWide(page);
  await page.setViewportSize(phone);
  await page.evaluate(() => document.documentElement.setAttribute("data-size", "large"));
  const large = await tooWide(page);
  if (usual) await page.setViewportSize(usual);
  return [...narrow.map((misfit) => `at 320: ${misfit}`), ...large.map((misfit) => `in large type: ${misfit}`)];
}
