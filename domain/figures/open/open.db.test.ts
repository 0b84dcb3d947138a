import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { loadDemo } from "#db/demo/load.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { behind } from "../../testing/stage.ts";
import { viewerFor } from "../../testing/viewer.ts";
import { asked } from "../ask.ts";
import { figures } from "../breakdown.ts";
import { type RateCounts, rateMeasures } from "../measures.ts";
import { countOpenFigures } from "./count.ts";
import { openLines } from "./export.ts";
import { openBys, openTables } from "./measures.ts";
import { openFigures } from "./read.ts";
import type { Counted } from "./tell.ts";

// What everybody may read, of the demo community: it is counted as the figures of those who work there are, as far as
// neighbours read it, and it is what the worker kept.

let demo: TestDatabase;
let community = "";
const worker = () => pool("doorstep_worker");
const count = (at?: Date) => worker().transaction((tx) => countOpenFigures(tx, { community }, at));
const rows = () => demo.admin`select by, until::text, key, measure, value, step from open_figures order by 1, 2, 3, 4`;

beforeAll(async () => {
  demo = await testDatabase();
  await loadDemo(demo.url);
  const [row] = await demo.admin<{ id: string }[]>`select id from communities where demo`;
  community = row?.id ?? "";
}, 120_000);
afterAll(() => demo.close());

describe("what is counted for everybody", () => {
  test("is what officers are counted, of whom private concerns are kept as well", async () => {
    const [officer] = await demo.admin<{ user_id: string }[]>`
      select user_id from accounts where email = 'officer@demo.doorstep.test'`;
    const viewer = await viewerFor(demo.admin, officer?.user_id ?? "");
    const now = new Date();
    const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0)).toISOString().slice(0, 10);
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 5, 1)).toISOString().slice(0, 10);
    const { asked: of } = asked(viewer, { from: from.slice(0, 7), to: end.slice(0, 7) }, now);
    const known = await figures(viewer, of);
    const counted = await demo.admin<Counted[]>`
      select by, key, to_char(month, 'YYYY-MM') as month, measure, n, households, newcomers
      from app.open_counts(${community}, 'Asia/Shanghai', ${from}, ${end})`;
    const sum = (by: string, key: string, measure: string | undefined, month?: string) =>
      counted
        .filter((c) => c.by === by && c.key === key && c.measure === measure && (!month || c.month === month))
        .reduce((n, c) => n + c.n, 0);
    const row = (by: string, key: string, month?: string) =>
      Object.fromEntries(rateMeasures.map((m) => [m, sum(by, key, m, month)]));
    const only = (c: RateCounts) => Object.fromEntries(rateMeasures.map((m) => [m, c[m]]));
    expect(known.total.raised).toBeGreaterThan(50);
    expect(row("total", "")).toEqual(only(known.total));
    for (const m of known.months) expect([m.month, row("total", "", m.month)]).toEqual([m.month, only(m)]);
    for (const c of known.categories) expect([c.category, row("category", c.category)]).toEqual([c.category, only(c)]);
    for (const b of known.buildings) expect([b.name, row("building", b.id ?? "none")]).toEqual([b.name, only(b)]);
    for (const u of known.units) expect([u.name, row("unit", u.id)]).toEqual([u.name, only(u)]);
    for (const [part, rest, whole] of [
      ["in_time", "late", "due"],
      ["solved", "unsolved", "raised"],
      ["satisfied", "unsatisfied", "rated"],
    ])
      for (const w of counted.filter((c) => c.measure === whole)) {
        expect(sum(w.by, w.key, part, w.month) + sum(w.by, w.key, rest, w.month)).toBe(w.n);
      }
    // Households that raised none before add up to those of all months.
    const [all] = await demo.admin<{ n: number }[]>`
      select count(distinct o.household)::int as n from app.open_concerns(${community}, ${from}, ${end}) o, app.open_measured(o.c, 'Asia/Shanghai') m
      where m.measure = 'raised' and m.month between ${from} and ${end}`;
    expect(counted.filter((c) => c.by === "total" && c.measure === "raised").reduce((n, c) => n + c.newcomers, 0)).toBe(
      all?.n,
    );
    for (const c of counted) expect(c.households).toBeLessThanOrEqual(c.n);
  });

  test("is told once, and stays as it was told whatever happens to a concern afterwards", async () => {
    expect(await openFigures(community)).toBeNull();
    await count();
    const first = await rows();
    expect(first.length).toBeGreaterThan(200);
    await behind(
      demo.admin,
      (sql) => sql`
        update concerns set privacy = 'private' where id in (
          select id from concerns where privacy = 'neighbourhood' order by created_at limit 20)`,
    );
    await count();
    expect(await rows()).toEqual(first);
    // A month later the next one is told beside it.
    await count(new Date(Date.now() + 32 * 86_400_000));
    const later = await rows();
    expect(later.length).toBeGreaterThan(first.length);
    const key = (r: Record<string, unknown>) => `${r.by} ${r.until} ${r.key} ${r.measure}`;
    const now = new Map(later.map((r) => [key(r), r]));
    for (const r of first) expect(now.get(key(r))).toEqual(r);
    // (A year of months, four times over.)
  }, 120_000);

  test("tells nothing of fewer than five households, and everything in steps", async () => {
    for (const r of await rows()) {
      if (r.value === null) continue;
      if (r.measure === "raised" && r.by === "total") expect(r.value).toBeGreaterThanOrEqual(5);
      else if (/median|p90|doors/.test(r.measure)) expect(r.value).toBeGreaterThan(0);
      else {
        expect(r.step % 5).toBe(0);
        expect(r.value % r.step).toBe(0);
        if (!/answered|solved|satisfied/.test(r.measure)) expect(r.value).toBeGreaterThanOrEqual(5);
      }
    }
  });

  test("is read by everybody as it was kept, page and file alike", async () => {
    const page = await openFigures(community);
    expect(page?.total.told.raised?.step).toBe(1);
    expect(page?.categories.some((c) => c.told.raised)).toBe(true);
    expect(page?.doors?.buildings).toHaveLength(6);
    for (const by of openBys) {
      const lines = await openLines(community, { table: by }, ({ key, name }) => name ?? key);
      expect(lines.length).toBeGreaterThan(1);
      expect(new Set(lines.map((l) => l.measure))).toEqual(new Set(openTables[by]));
      for (const l of lines) expect((l.value === null) === (l.rounded_to === null)).toBe(true);
    }
  });

  test("is written by queued work alone, and changed by nobody", async () => {
    const change = (who: "doorstep_app" | "doorstep_worker", text: string) =>
      pool(who)
        .client.unsafe(text)
        .then(
          () => "done",
          (e: { code: string }) => e.code,
        );
    for (const who of ["doorstep_app", "doorstep_worker"] as const) {
      expect(await change(who, "update open_figures set value = 1, step = 1")).toBe("42501");
      expect(await change(who, "delete from open_figures")).toBe("42501");
    }
    expect(
      await change(
        "doorstep_app",
        `insert into open_figures (community_id, since, until, by, key, measure, definition) values ('${community}', now(), now(), 'unit', 'x', 'raised', 1)`,
      ),
    ).toBe("42501");
  });
});
