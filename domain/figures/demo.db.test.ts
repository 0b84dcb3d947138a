import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemo } from "#db/demo/load.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import type { Viewer } from "../account/viewer.ts";
import { viewerFor } from "../testing/viewer.ts";
import { type Asked, asked } from "./ask.ts";
import { behind } from "./behind.ts";
import { figures } from "./breakdown.ts";
import { dutyMeasures, type Measure, rateMeasures } from "./measures.ts";

// Every figure of the demo community is what its list holds.

let demo: TestDatabase;
beforeAll(async () => {
  demo = await testDatabase();
  await loadDemo(demo.url);
}, 120_000);
afterAll(() => demo.close());

const as = async (account: string) => {
  const [row] = await demo.admin<{ user_id: string }[]>`
    select user_id from accounts where email = ${`${account}@demo.doorstep.test`}`;
  return viewerFor(demo.admin, row?.user_id ?? "");
};

/** All lines of a list, by its pages; none of them twice. */
async function lengthOf(viewer: Viewer, what: Measure, of: Asked): Promise<number> {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await behind(viewer, of, { what, after });
    ids.push(...page.lines.map((line) => line.id));
    if (!page.after) break;
    after = page.after;
  }
  expect(new Set(ids).size).toBe(ids.length);
  return ids.length;
}

type Cell = { what: Measure; count: number; of: Partial<Asked> };

/** Every figure of the page, with what narrows it. */
async function cellsOf(viewer: Viewer, of: Asked): Promise<Cell[]> {
  const { total, months, categories, buildings, units } = await figures(viewer, of);
  const rates = (row: typeof total, narrowed: Partial<Asked>) =>
    rateMeasures.map((what) => ({ what, count: row[what], of: narrowed }));
  return [
    ...rates(total, {}),
    ...months.flatMap((row) => rates(row, { from: row.month, to: row.month })),
    ...categories.flatMap((row) => rates(row, { category: row.category })),
    ...buildings.flatMap((row) => rates(row, { building: row.id ?? "none" })),
    ...units.flatMap((row) => rates(row, { unit: row.id })),
    ...units.flatMap((row) => dutyMeasures.map((what) => ({ what, count: row[what], of: { unit: row.id } }))),
  ];
}

describe.each(["coordinator", "officer", "property"])("for the %s", (who) => {
  test("each figure is as long as the list behind it", async () => {
    const viewer = await as(who);
    const all = asked(viewer, {}, new Date()).asked;
    const cells = await cellsOf(viewer, all);
    expect(cells.length).toBeGreaterThan(60);
    expect(cells.filter((cell) => cell.count > 0).length).toBeGreaterThan(40);
    for (const { what, count, of } of cells) {
      const length = await lengthOf(viewer, what, { ...all, ...of });
      // What a unit gave back it may not be able to read any more.
      if (who === "property" && (what === "given" || what === "returned" || what.startsWith("receiv")))
        expect(length, `${what} ${JSON.stringify(of)}`).toBeLessThanOrEqual(count);
      else expect([what, of, length]).toEqual([what, of, count]);
    }
  }, 60_000);
});

test("months, categories and buildings add up to the whole", async () => {
  const viewer = await as("coordinator");
  const { total, months, categories, buildings } = await figures(viewer, asked(viewer, {}, new Date()).asked);
  for (const rows of [months, categories, buildings] as (typeof total)[][])
    for (const m of rateMeasures) expect(rows.reduce((sum, row) => sum + row[m], 0)).toBe(total[m]);
});
