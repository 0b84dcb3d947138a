import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentOf } from "../../time.ts";
import { plan } from "./plan.ts";
import { begin, faultsOf, inputs, minute, timing } from "./testing.ts";
import type { PlanInput, Span } from "./types.ts";

const small = { iterations: 60, proof: 8 };

/** A community in which everything fits. */
function village(households: number, more: Partial<PlanInput> = {}): PlanInput {
  return {
    households: Array.from({ length: households }, (_, i) => ({
      id: `h${i}`,
      entrance: `e${i % 2}`,
      floor: 1 + (i % 7),
    })),
    entrances: [
      { id: "e0", building: "b" },
      { id: "e1", building: "b" },
    ],
    teams: [
      { id: "t0", officers: ["a", "b"] },
      { id: "t1", officers: ["c", "d"] },
    ],
    shifts: [0, 1, 2].map((d) => ({
      id: `s${d}`,
      start: begin + d * 1440 * minute,
      end: begin + (d * 1440 + 120) * minute,
      teams: ["t0", "t1"],
    })),
    timing,
    ...more,
  };
}

const reasons = async (input: PlanInput) => (await plan(input, small)).unplanned.map((u) => u.reason);

describe("any plan", () => {
  test("keeps every rule, plans or reports each household once, and uses no fewer team-evenings than are proven", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const before = structuredClone(input);
        const made = await plan(input, small);
        expect(faultsOf(input, made)).toEqual([]);
        expect(made.figures.bound).toBeLessThanOrEqual(made.figures.used);
        expect(input).toEqual(before);
      }),
      { numRuns: 300 },
    );
  }, 15_000);

  test("counts what it uses, the wishes it keeps and the loads as they are", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const { visits, figures } = await plan({ ...input, fixed: [] }, { iterations: 20, proof: 0 });
        expect(figures.used).toBe(new Set(visits.map((v) => `${v.team} ${v.shift}`)).size);
        const wished = new Set(input.households.filter((h) => h.wish !== "call" && h.wish?.length).map((h) => h.id));
        expect(figures.wishes).toEqual({ kept: visits.filter((v) => wished.has(v.household)).length, of: wished.size });
        const duty = input.teams.filter((t) => input.shifts.some((s) => s.teams.includes(t.id)));
        const load = duty.map((t) => visits.filter((v) => v.team === t.id).length);
        expect(figures.load).toEqual({ min: Math.min(...load, duty.length ? 99 : 0), max: Math.max(...load, 0) });
      }),
      { numRuns: 50 },
    );
  });

  test("is the same again for the same seed and number of rounds", async () => {
    await fc.assert(
      fc.asyncProperty(inputs, fc.integer({ min: 0 }), async (input, seed) => {
        const [a, b] = await Promise.all([plan(input, { ...small, seed }), plan(input, { ...small, seed })]);
        expect({ ...a, figures: { ...a.figures, time: 0 } }).toEqual({ ...b, figures: { ...b.figures, time: 0 } });
      }),
      { numRuns: 15 },
    );
  });
});

describe("what cannot be planned is reported with its reason", () => {
  test("without teams, without shifts, without anybody on duty, in shifts shorter than a visit", async () => {
    expect(await reasons(village(2, { teams: [], shifts: [] }))).toEqual(["no_teams", "no_teams"]);
    expect(await reasons(village(1, { shifts: [] }))).toEqual(["no_shifts"]);
    expect(
      await reasons(village(1, { shifts: [{ id: "s", start: begin, end: begin + 7_200_000, teams: [] }] })),
    ).toEqual(["no_teams"]);
    expect(
      await reasons(village(1, { shifts: [{ id: "s", start: begin, end: begin + 11 * minute, teams: ["t0"] }] })),
    ).toEqual(["too_short"]);
  });

  test("for wishes and guides", async () => {
    const early: Span[] = [{ start: begin, end: begin + 30 * minute }];
    const late: Span[] = [{ start: begin + 60 * minute, end: begin + 90 * minute }];
    const never: Span[] = [{ start: begin - 90 * minute, end: begin + 11 * minute }];
    const one = (wish: Span[] | "call" | undefined, guide?: Span[]) =>
      reasons(
        village(0, {
          households: [{ id: "h", entrance: "e", floor: 1, wish }],
          entrances: [{ id: "e", building: "b", guide }],
        }),
      );
    expect(await one("call")).toEqual(["rather_call"]);
    expect(await one(never)).toEqual(["wish_outside_shifts"]);
    expect(await one(undefined, never)).toEqual(["no_guide"]);
    expect(await one(undefined, [])).toEqual(["no_guide"]);
    expect(await one(early, late)).toEqual(["wish_without_guide"]);
    expect(await one(early, early)).toEqual([]);
    expect(await one([])).toEqual([]);
  });

  test("for want of room: the others are planned", async () => {
    const made = await plan(village(80), small);
    expect(new Set(made.unplanned.map((u) => u.reason))).toEqual(new Set(["no_capacity"]));
    expect(made.visits.length).toBeGreaterThan(48);
    expect(made.figures).toMatchObject({ used: 6, bound: 6, gap: 0 });
  });

  test("two who wish for the same quarter of an hour of the only team", async () => {
    const wish = [{ start: begin, end: begin + 15 * minute }];
    const input = village(2, {
      teams: [{ id: "t0", officers: [] }],
      shifts: [{ id: "s", start: begin, end: begin + 7_200_000, teams: ["t0"] }],
    });
    const made = await plan({ ...input, households: input.households.map((h) => ({ ...h, wish })) }, small);
    expect(made.visits).toHaveLength(1);
    expect(made.unplanned.map((u) => u.reason)).toEqual(["no_capacity"]);
  });
});

describe("a plan", () => {
  test("uses one team-evening where one will do, and says that it is proven", async () => {
    const { figures, visits } = await plan(village(8), { iterations: 200 });
    expect(figures).toMatchObject({ used: 1, bound: 1, gap: 0 });
    expect(visits).toHaveLength(8);
  });

  test("lets those come who know the household", async () => {
    const input = village(8);
    const made = await plan({ ...input, households: input.households.map((h) => ({ ...h, knownBy: "t1" })) }, small);
    expect(made.figures.known).toEqual({ met: 8, of: 8 });
  });

  test("spreads the load evenly", async () => {
    const { load } = (await plan(village(40), { iterations: 300 })).figures;
    expect(load.max - load.min).toBeLessThanOrEqual(8);
  });

  test("walks around what is fixed, and counts its evening", async () => {
    const fixed = [{ household: "h3", team: "t0", start: begin + 30 * minute, end: begin + 50 * minute }];
    const input = village(8, { fixed });
    const made = await plan(input, small);
    expect(faultsOf(input, made)).toEqual([]);
    expect(made.visits.map((v) => v.household)).not.toContain("h3");
    expect(made.figures).toMatchObject({ used: 1, bound: 1 });
  });

  test("counts in instants: an evening in which the clock is set back is an hour longer", async () => {
    const zone = "America/New_York";
    const shift = {
      start: momentOf("2026-11-01T00:30", zone).getTime(),
      end: momentOf("2026-11-01T02:30", zone).getTime(),
    };
    const input = village(14, {
      teams: [{ id: "t0", officers: ["a"] }],
      shifts: [{ ...shift, id: "s", teams: ["t0"] }],
    });
    const made = await plan(
      { ...input, households: input.households.map((h) => ({ ...h, floor: 1, entrance: "e0" })) },
      small,
    );
    expect(made.visits).toHaveLength(14);
    expect(made.visits.at(-1)?.end).toBe(shift.start + 14 * 12 * minute);
  });

  test("stopped early is valid, and says so", async () => {
    const input = village(60);
    const stop = new AbortController();
    let steps = 0;
    const made = await plan(input, {
      budget: 60_000,
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === "improving" && ++steps === 3) stop.abort();
      },
    });
    expect(made.stopped).toBe(true);
    expect(faultsOf(input, made)).toEqual([]);
    expect(made.visits.length).toBeGreaterThan(0);
    expect(made.figures.time).toBeLessThan(5000);
  });

  test("stopped before it began reports everybody", async () => {
    const made = await plan(village(5), { signal: AbortSignal.abort() });
    expect(made.unplanned.map((u) => u.reason)).toEqual(Array(5).fill("stopped"));
    expect(made.figures).toMatchObject({ used: 0, bound: 0, gap: 0 });
  });

  test("lets others work meanwhile", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await plan(village(60), { budget: 600 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });

  test("of nobody is empty", async () => {
    expect(await plan(village(0), small)).toMatchObject({
      visits: [],
      unplanned: [],
      stopped: false,
      figures: { used: 0, bound: 0 },
    });
  });

  test("is refused for what is not there, is there twice, or is no time", async () => {
    const input = village(2);
    await expect(plan({ ...input, entrances: [] }, small)).rejects.toThrow(RangeError);
    await expect(plan({ ...input, households: [...input.households, ...input.households] }, small)).rejects.toThrow(
      "same id",
    );
    await expect(plan({ ...input, timing: { ...timing, visit: 0 } }, small)).rejects.toThrow("timing.visit");
    await expect(plan({ ...input, timing: { ...timing, floor: Number.NaN } }, small)).rejects.toThrow("timing.floor");
    const fixed = [{ household: "h0", team: "nobody", start: begin, end: begin + minute }];
    await expect(plan({ ...input, fixed }, small)).rejects.toThrow("unknown team nobody");
  });
});
