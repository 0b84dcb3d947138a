import type { Page } from "@playwright/test";
import axe from "axe-core";
import { phone } from "./test.ts";

// What a page is looked over for: the rules that axe knows, the width of a screen, the height of a thumb.

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** The rules about colours: half and more of the time that axe takes, and no words change what they find. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** Gives every page of a browser axe as it is opened: to hand it over page by page takes it as long as many a rule. */
export const withAxe = (page: Page) => page.context().addInitScript(axe.source);

/** The rules to ask for: all, all but those about colours, or these alone. */
type Rules = "all" | "but colours" | "colours";

/** What breaks the rules; axe is asked for what is broken alone: to name all that is right takes it three times as long. */
async function broken(page: Page, rules: Rules): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ({ rules, tags, ofColours }) => {
      const given = (window as unknown as { axe: typeof axe }).axe;
      const options =
        rules === "colours"
          ? { runOnly: { type: "rule" as const, values: ofColours } }
          : {
              runOnly: { type: "tag" as const, values: tags },
              rules: Object.fromEntries(ofColours.map((rule) => [rule, { enabled: rules === "all" }])),
            };
      const exclude = rules === "colours" ? alike() : [];
      const context = exclude.length ? { include: [document.documentElement], exclude } : document;
      const { violations } = await given.run(context, { ...options, resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, html }) => ({ target, html })) }));

      /**
       * Of neighbours that are made alike, all but two and the last: a hundred rows of one make have one set of colours.
       * Alike is what differs in its words, addresses and names alone, all the way down.
       */
      function alike(): Element[] {
        const ofWords =
          /^(?:id|href|src|srcset|alt|title|value|name|for|action|datetime|action|aria-(?:label|labelledby|describedby|controls))$/;
        const makes = new Map<Element, string>();
        const makeOf = (element: Element): string => {
          const own = [...element.attributes].filter((a) => !ofWords.test(a.name)).map((a) => `${a.name}=${a.value}`);
          const said = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
          const make = `${element.localName} ${own} ${said} (${[...element.children].map(makeOf)})`;
          makes.set(element, make);
          return make;
        };
        makeOf(document.body);
        const found: Element[] = [];
        const look = (parent: Element) => {
          const kinds = new Map<string, Element[]>();
          for (const child of parent.children) {
            const make = makes.get(child) ?? "";
            const kind = kinds.get(make) ?? [];
            kinds.set(make, [...kind, child]);
          }
          for (const kind of kinds.values()) {
            found.push(...kind.slice(2, -1));
            for (const child of [...kind.slice(0, 2), ...kind.slice(2).slice(-1)]) look(child);
          }
        };
        look(document.body);
        return found;
      }
    },
    { rules, tags, ofColours },
  );
  return found.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(" ")} ${n.html.slice(0, 120)}`));
}

/** What breaks the rules of WCAG 2.2 A and AA and of good practice, of which there is nothing to leave out. */
export const violations = (page: Page): Promise<string[]> => broken(page, "all");

/** What folds is opened, since what is in it counts as well: a dozen of them, where a page has a fold a person. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    const folds = document.querySelectorAll<HTMLDetailsElement>("main details");
    for (const fold of [...folds].slice(0, 12)) fold.open = true;
  });

/**
 * What axe finds, with what folds opened.
 * @param colours in which the rules about colours are asked as well
 */
export async function faultsOf(page: Page, colours: readonly ("light" | "dark")[]): Promise<string[]> {
  await unfold(page);
  const found = await broken(page, "but colours");
  for (const colorScheme of colours) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await broken(page, "colours")).map((fault) => `${colorScheme}: ${fault}`));
  }
  if (colours.includes("dark")) await page.emulateMedia({ colorScheme: "light" });
  return found;
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
