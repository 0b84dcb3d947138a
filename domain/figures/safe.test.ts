import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attack, boxOf, type Cell, type Facts, foundOut, inSteps, percentInSteps, safe, spread } from "./safe.ts";

const cells = (of: Record<string, [count: number, households: number]>): Map<string, Cell> =>
  new Map(Object.entries(of).map(([name, [count, households]]) => [name, { count, households }]));
const counted = [5, 10, 25];
const table = (rows: string[]): Facts => ({ sums: [{ whole: "all", parts: rows }], within: [] });

describe("rounding", () => {
  test("goes to the nearest step, and an attacker knows all that it may have been", () => {
    expect([0, 2, 3, 7, 8, 12, 13].map((n) => inSteps(n, 5))).toEqual([0, 0, 5, 5, 10, 10, 15]);
    for (const step of [1, 5, 10, 25])
      for (let n = 5; n < 200; n++) {
        const value = inSteps(n, step);
        if (value === 0) continue;
        const { lo, hi } = boxOf({ value, step });
        const all = Array.from({ length: 260 }, (_, i) => i).filter((m) => m >= 5 && inSteps(m, step) === value);
        expect([lo, hi]).toEqual([all[0], all.at(-1)]);
      }
  });

  test("of shares leaves whatever may have been, and no more", () => {
    for (const step of [5, 10, 25])
      for (let whole = 10; whole < 60; whole++)
        for (let part = 0; part <= whole; part++) {
          const value = percentInSteps(part, whole, step);
          const boxes = attack(
            ["part", "rest", "whole"],
            {
              counts: [{ cell: "whole", told: { value: whole, step: 1 } }],
              shares: [{ part: "part", rest: "rest", whole: "whole", told: { value, step } }],
            },
            { sums: [], within: [] },
          );
          const all = Array.from({ length: whole + 1 }, (_, i) => i).filter(
            (p) => percentInSteps(p, whole, step) === value,
          );
          expect(boxes.get("part")).toEqual({ lo: all[0], hi: all.at(-1) });
          expect(boxes.get("rest")).toEqual({ lo: whole - (all.at(-1) ?? 0), hi: whole - (all[0] ?? 0) });
        }
  });
});

describe("what is told", () => {
  test("follows the rule: nothing of fewer than five households, the rest in steps", () => {
    const told = safe({
      cells: cells({ all: [61, 40], a: [22, 20], b: [24, 12], c: [12, 6], d: [3, 2] }),
      counts: ["all", "a", "b", "c", "d"].map((cell) => ({ cell, steps: cell === "all" ? [1, ...counted] : counted })),
      shares: [],
      facts: table(["a", "b", "c", "d"]),
    });
    expect(told.counts.map(({ told }) => told)).toEqual([
      { value: 61, step: 1 },
      { value: 20, step: 5 },
      { value: 25, step: 5 },
      { value: 10, step: 5 },
      null,
    ]);
  });

  test("one household that says a lot is still one", () => {
    const told = safe({
      cells: cells({ all: [90, 40], a: [70, 39], b: [20, 1] }),
      counts: [
        { cell: "all", steps: [5, 10, 25] },
        { cell: "b", steps: counted },
      ],
      shares: [],
      facts: table(["a", "b"]),
    });
    expect(told.counts.map(({ told }) => told)).toEqual([{ value: 90, step: 5 }, null]);
  });

  test("by the rule alone the one row that is left out would be known exactly from the sum; so more is left out", () => {
    // Told 10 and 5 of 19: the two that are shown are 12 and 7 at the most, whoever adds up knows that nothing is left.
    const all = cells({ all: [19, 19], a: [12, 12], b: [7, 7], c: [0, 0] });
    const rule = [
      { cell: "all", told: { value: 19, step: 1 } },
      { cell: "a", told: { value: 10, step: 5 } },
      { cell: "b", told: { value: 5, step: 5 } },
      { cell: "c", told: null },
    ];
    const narrow = attack(all.keys(), { counts: rule, shares: [] }, table(["a", "b", "c"]));
    expect(narrow.get("c")).toEqual({ lo: 0, hi: 6 });
    const few = cells({ all: [15, 14], a: [13, 13], c: [2, 1] });
    const naive = [
      { cell: "all", told: { value: 15, step: 1 } },
      { cell: "a", told: { value: 13, step: 1 } },
    ];
    expect(attack(few.keys(), { counts: naive, shares: [] }, table(["a", "c"])).get("c")).toEqual({ lo: 2, hi: 2 });
    const exact = safe({
      cells: few,
      counts: [
        { cell: "all", steps: [1, ...counted] },
        { cell: "a", steps: [1, ...counted] },
      ],
      shares: [],
      facts: table(["a", "c"]),
    });
    expect(foundOut(few, attack(few.keys(), exact, table(["a", "c"])))).toEqual([]);
    expect(exact.counts.every(({ told }) => told?.step === 1)).toBe(false);
  });

  test("a share of few would tell how many were not content; it is told more coarsely, or not at all", () => {
    // 80 % of 15 are 12: three were not, and by the rule alone everybody could work that out.
    const few = cells({ whole: [15, 14], part: [12, 12], rest: [3, 3] });
    const share = { part: "part", rest: "rest", whole: "whole" };
    const rule = {
      counts: [{ cell: "whole", told: { value: 15, step: 5 } }],
      shares: [{ ...share, told: { value: 80, step: 5 } }],
    };
    expect(attack(few.keys(), rule, { sums: [], within: [] }).get("rest")).toEqual({ lo: 3, hi: 3 });
    const told = safe({
      cells: few,
      counts: [{ cell: "whole", steps: counted }],
      shares: [{ ...share, steps: [5, 10, 25] }],
      facts: { sums: [], within: [] },
    });
    expect(told).toEqual({
      counts: [{ cell: "whole", told: { value: 15, step: 5 } }],
      shares: [{ ...share, told: { value: 75, step: 25 } }],
    });
  });

  test("of two exact sums told one after the other the difference would tell of one household; the second is told in steps", () => {
    const two = cells({ before: [60, 40], now: [62, 41], between: [2, 1] });
    const facts: Facts = { sums: [{ whole: "now", parts: ["before", "between"] }], within: [] };
    const before = { counts: [{ cell: "before", told: { value: 60, step: 1 } }], shares: [] };
    const naive = { counts: [...before.counts, { cell: "now", told: { value: 62, step: 1 } }], shares: [] };
    expect(foundOut(two, attack(two.keys(), naive, facts))).toEqual(["between"]);
    const told = safe({ cells: two, counts: [{ cell: "now", steps: [1, ...counted] }], shares: [], facts, before });
    expect(told.counts[0]?.told?.step).not.toBe(1);
    const all = { counts: [...before.counts, ...told.counts], shares: [] };
    expect(foundOut(two, attack(two.keys(), all, facts))).toEqual([]);
  });
});

/** A community: of each row how many concerns, how many were solved, of how many households. */
const row = fc
  .record({ solved: fc.nat(14), open: fc.nat(8), homes: fc.double({ min: 0.3, max: 1, noNaN: true }) })
  .map(({ solved, open, homes }) => ({ solved, open, homes }));
const community = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 5 }),
  later: fc.array(row, { minLength: 5, maxLength: 5 }),
});

const size = (count: number, homes: number): Cell => ({
  count,
  households: count && Math.max(1, Math.round(count * homes)),
});

/** All cells of two months told one after the other, each by row. */
function world({ rows, later }: { rows: { solved: number; open: number; homes: number }[]; later: typeof rows }) {
  const all = new Map<string, Cell>();
  const sums: { whole: string; parts: string[] }[] = [];
  const put = (name: string, of: typeof rows) => {
    const add = (key: string, part: number, rest: number, homes: number) => {
      all.set(`${name} ${key} part`, size(part, homes));
      all.set(`${name} ${key} rest`, size(rest, homes));
      all.set(`${name} ${key} whole`, size(part + rest, homes));
      sums.push({ whole: `${name} ${key} whole`, parts: [`${name} ${key} part`, `${name} ${key} rest`] });
    };
    for (const [i, r] of of.entries()) add(String(i), r.solved, r.open, r.homes);
    const total = (what: "solved" | "open") => of.reduce((n, r) => n + r[what], 0);
    add("all", total("solved"), total("open"), 1);
    for (const what of ["part", "rest", "whole"])
      sums.push({ whole: `${name} all ${what}`, parts: of.map((_, i) => `${name} ${i} ${what}`) });
  };
  const months = rows.map((r, i) => later[i] ?? r);
  put("first", rows);
  put("month", months);
  put(
    "second",
    rows.map((r, i) => ({
      solved: r.solved + (months[i]?.solved ?? 0),
      open: r.open + (months[i]?.open ?? 0),
      homes: Math.max(r.homes, months[i]?.homes ?? 0),
    })),
  );
  for (const key of [...rows.keys(), "all"])
    for (const what of ["part", "rest", "whole"])
      sums.push({ whole: `second ${key} ${what}`, parts: [`first ${key} ${what}`, `month ${key} ${what}`] });
  const wanted = (name: string) => ({
    counts: [...rows.keys(), "all"].map((key) => ({
      cell: `${name} ${key} whole`,
      steps: key === "all" ? [1, ...counted] : counted,
    })),
    shares: [...rows.keys(), "all"].map((key) => ({
      part: `${name} ${key} part`,
      rest: `${name} ${key} rest`,
      whole: `${name} ${key} whole`,
      steps: [5, 10, 25],
    })),
  });
  return { all, facts: { sums, within: [] }, wanted };
}

describe("in any community", () => {
  test("the attack finds nothing, not even with what was told before; by the rule alone it often would", () => {
    let found = 0;
    let told = 0;
    fc.assert(
      fc.property(community, (of) => {
        const { all, facts, wanted } = world(of);
        const before = safe({ cells: all, ...wanted("first"), facts });
        const now = safe({ cells: all, ...wanted("second"), facts, before });
        const both = { counts: [...before.counts, ...now.counts], shares: [...before.shares, ...now.shares] };
        expect(foundOut(all, attack(all.keys(), both, facts))).toEqual([]);
        for (const [cell, box] of attack(all.keys(), both, facts)) {
          // What the attacker believes is true, so that nothing is safe by a mistake.
          const { count } = all.get(cell) ?? { count: -1 };
          expect(box.lo).toBeLessThanOrEqual(count);
          expect(box.hi).toBeGreaterThanOrEqual(count);
        }
        told += both.counts.filter((c) => c.told).length;
        for (const c of both.counts) if (c.told) expect(all.get(c.cell)?.households).toBeGreaterThanOrEqual(5);
        // The rule alone: every count in its finest step, every share in steps of five.
        const rule = (name: string) => {
          const { counts, shares } = wanted(name);
          const big = (cell: string) => (all.get(cell)?.households ?? 0) >= 5;
          const n = (cell: string) => all.get(cell)?.count ?? 0;
          return {
            counts: counts.map(({ cell, steps: [step = 1] }) => ({
              cell,
              told: big(cell) ? { value: inSteps(n(cell), step), step } : null,
            })),
            shares: shares.map(({ part, rest, whole }) => ({
              part,
              rest,
              whole,
              told: big(whole) && n(whole) >= 10 ? { value: percentInSteps(n(part), n(whole), 5), step: 5 } : null,
            })),
          };
        };
        const [a, b] = [rule("first"), rule("second")];
        const naive = { counts: [...a.counts, ...b.counts], shares: [...a.shares, ...b.shares] };
        if (foundOut(all, attack(all.keys(), naive, facts)).length) found += 1;
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(50);
    expect(told).toBeGreaterThan(300);
  }, 60_000);

  test("trying out all communities that fit what is told leaves every small count open, too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.nat(13), homes: fc.double({ min: 0.4, max: 1, noNaN: true }) }), {
          minLength: 2,
          maxLength: 4,
        }),
        (rows) => {
          const names = rows.map((_, i) => String(i));
          const all = new Map(rows.map(({ n, homes }, i) => [String(i), size(n, homes)]));
          all.set(
            "all",
            size(
              rows.reduce((sum, r) => sum + r.n, 0),
              1,
            ),
          );
          const { counts } = safe({
            cells: all,
            counts: [...names, "all"].map((cell) => ({ cell, steps: cell === "all" ? [1, ...counted] : counted })),
            shares: [],
            facts: table(names),
          });
          const boxes = counts.map(({ told }) => (told ? boxOf(told) : { lo: 0, hi: 60 }));
          const total = boxes.at(-1) ?? { lo: 0, hi: 0 };
          // Every community that fits, by brute force.
          let fitting: number[][] = [[]];
          for (const { lo, hi } of boxes.slice(0, -1))
            fitting = fitting.flatMap((some) => {
              const left = total.hi - some.reduce((sum, n) => sum + n, 0);
              return Array.from({ length: Math.max(0, Math.min(hi, left) - lo + 1) }, (_, i) => [...some, lo + i]);
            });
          fitting = fitting.filter((some) => some.reduce((sum, n) => sum + n, 0) >= total.lo);
          for (const [i, name] of names.entries())
            if ((all.get(name)?.households ?? 0) < 5)
              expect(new Set(fitting.map((some) => some[i])).size).toBeGreaterThanOrEqual(spread);
        },
      ),
      { numRuns: 80 },
    );
  }, 60_000);
});
