import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Box, boxOf } from "../safe.ts";
import { openShareKeys, openShares } from "./measures.ts";
import { type Counted, type Earlier, type OpenFigure, tell, tellDoors } from "./tell.ts";

// Random communities through a year, told of month after month. The attacker here is another than the one in safe.ts: a
// reader with a pencil, who takes published tables from one another.

type Concern = { month: number; category: string; building: string; household: number; solved: boolean };

const categories = ["fire", "lift", "noise"];
const buildings = ["one", "two"];
const monthsMost = 5;
const concern = fc.record<Concern>({
  month: fc.nat(monthsMost - 1),
  category: fc.constantFrom("fire", "fire", "lift", "noise"),
  building: fc.constantFrom(...buildings),
  household: fc.nat(40),
  solved: fc.boolean(),
});
const monthOf = (n: number) => `2026-${String(n + 1).padStart(2, "0")}-01`;
const endOf = (n: number) => new Date(Date.UTC(2026, n + 1, 0)).toISOString().slice(0, 10);

const rows = [
  { by: "total" as const, key: "", is: () => true },
  ...categories.map((key) => ({ by: "category" as const, key, is: (c: Concern) => c.category === key })),
  ...buildings.map((key) => ({ by: "building" as const, key, is: (c: Concern) => c.building === key })),
];
const measures = {
  raised: () => true,
  solved: (c: Concern) => c.solved,
  unsolved: (c: Concern) => !c.solved,
};
const size = (of: Concern[]) => ({ n: of.length, households: new Set(of.map((c) => c.household)).size });

function countedOf(all: Concern[], last: number): Counted[] {
  const counted: Counted[] = [];
  for (const { by, key, is } of rows)
    for (const [measure, holds] of Object.entries(measures)) {
      const some = all.filter((c) => is(c) && holds(c));
      for (let m = 0; m <= last; m++) {
        const inMonth = some.filter((c) => c.month === m);
        if (!inMonth.length) continue;
        const known = new Set(some.filter((c) => c.month < m).map((c) => c.household));
        const newcomers = size(inMonth.filter((c) => !known.has(c.household))).households;
        counted.push({ by, key, month: monthOf(m), measure, ...size(inMonth), newcomers });
      }
    }
  return counted;
}

/** What is told at the end of each month. */
function year(all: Concern[], ends: number): Earlier[] {
  const told: Earlier[] = [];
  for (let last = 0; last < ends; last++) {
    const now = tell({
      months: Array.from({ length: last + 1 }, (_, m) => monthOf(m)),
      until: endOf(last),
      keys: { category: categories, building: buildings, unit: [] },
      counted: countedOf(all, last),
      timed: [],
      earlier: told,
    });
    told.push(...now.map((f) => ({ ...f, until: endOf(last) })));
  }
  return told;
}

const open: Box = { lo: 0, hi: Number.POSITIVE_INFINITY };
const raisedOf = (told: readonly (OpenFigure & { until: string })[], until: string, by: string, key: string): Box => {
  const f = told.find((t) => t.until === until && t.by === by && t.key === key && t.measure === "raised");
  return f?.told ? boxOf(f.told) : open;
};
const less = (a: Box, b: Box): Box => ({ lo: Math.max(0, a.lo - b.hi), hi: a.hi - b.lo });
const wide = ({ lo, hi }: Box) => expect(hi - lo + 1).toBeGreaterThanOrEqual(5);

describe("a year told month by month", () => {
  test("lets nobody take a few households out of it", () => {
    let shown = 0;
    fc.assert(
      fc.property(fc.array(concern, { minLength: 30, maxLength: 90 }), (all) => {
        const told = year(all, monthsMost);
        for (let last = 0; last < monthsMost; last++) {
          for (const { by, key, is } of rows) {
            const until = endOf(last);
            const now = raisedOf(told, until, by, key);
            const soFar = all.filter((c) => c.month <= last && is(c));
            if (now !== open) {
              shown += 1;
              expect(size(soFar).households).toBeGreaterThanOrEqual(5);
              expect(soFar.length).toBeGreaterThanOrEqual(now.lo);
              expect(soFar.length).toBeLessThanOrEqual(now.hi);
            }
            // What has come since any earlier end.
            for (let first = 0; first < last; first++) {
              const between = soFar.filter((c) => c.month > first);
              if (size(between).households < 5) wide(less(now, raisedOf(told, endOf(first), by, key)));
            }
          }
          // What is left of the whole when all but one row are taken away.
          for (const by of ["category", "building"] as const) {
            const of = rows.filter((r) => r.by === by);
            for (const { key, is } of of) {
              const others = of.filter((r) => r.key !== key).map((r) => raisedOf(told, endOf(last), by, r.key));
              const sum = { lo: others.reduce((n, b) => n + b.lo, 0), hi: others.reduce((n, b) => n + b.hi, 0) };
              if (size(all.filter((c) => c.month <= last && is(c))).households < 5)
                wide(less(raisedOf(told, endOf(last), "total", ""), sum));
            }
          }
          // Of a share of about so many: how many were solved, and how many not.
          for (const { by, key, is } of rows) {
            const f = told.find(
              (t) => t.until === endOf(last) && t.by === by && t.key === key && t.measure === "solved",
            );
            if (!f?.told) continue;
            const whole = raisedOf(told, endOf(last), by, key);
            const some = all.filter((c) => c.month <= last && is(c));
            const possible = new Map([
              ["solved", new Set<number>()],
              ["unsolved", new Set<number>()],
            ]);
            for (let w = Math.max(10, whole.lo); w <= Math.min(whole.hi, 200); w++)
              for (let part = 0; part <= w; part++)
                if (Math.floor((100 * part) / w / f.told.step + 0.5) * f.told.step === f.told.value) {
                  possible.get("solved")?.add(part);
                  possible.get("unsolved")?.add(w - part);
                }
            for (const [measure, holds] of [
              ["solved", measures.solved],
              ["unsolved", measures.unsolved],
            ] as const)
              if (size(some.filter(holds)).households < 5)
                expect(possible.get(measure)?.size).toBeGreaterThanOrEqual(5);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(shown).toBeGreaterThan(300);
  }, 120_000);

  test("tells what is large enough: the whole exactly, rows and months in steps, shares of it", () => {
    const all = Array.from({ length: 120 }, (_, i) => ({
      month: i % 3,
      category: i % 2 ? "fire" : i % 4 ? "lift" : "noise",
      building: i < 70 ? "one" : "two",
      household: i,
      solved: i % 5 > 0,
    }));
    const told = year(all, 3).filter((f) => f.until === endOf(2));
    const of = (by: string, key: string, measure: string) =>
      told.find((f) => f.by === by && f.key === key && f.measure === measure)?.told;
    expect(of("total", "", "raised")).toEqual({ value: 120, step: 1 });
    expect(of("total", "", "solved")).toEqual({ value: 80, step: 5 });
    expect(of("category", "fire", "raised")).toEqual({ value: 60, step: 5 });
    expect(of("building", "two", "raised")).toEqual({ value: 50, step: 5 });
    expect(of("month", "2026-03", "raised")).toEqual({ value: 40, step: 5 });
    // Each month is told once.
    expect(told.filter((f) => f.by === "month").map((f) => f.key)).toEqual(Array(6).fill("2026-03"));
    for (const share of openShareKeys) expect(openShares[share].whole).toBeTruthy();
  });
});

describe("the doors of a round", () => {
  test("are told in steps, of few that are left nothing is known", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ doors: fc.integer({ min: 1, max: 300 }), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
          { minLength: 1, maxLength: 6 },
        ),
        (of) => {
          const given = of.map(({ doors, part }, i) => ({ id: String(i), doors, visited: Math.round(doors * part) }));
          const told = tellDoors(given);
          for (const { id, doors, visited } of given) {
            const f = told.find((t) => t.key === id && t.measure === "visited")?.told;
            if (!f) continue;
            const { lo, hi } = boxOf(f);
            expect(visited).toBeGreaterThanOrEqual(5);
            if (doors - visited < 5) wide({ lo: Math.max(0, doors - hi), hi: doors - lo });
          }
        },
      ),
    );
  });
});
