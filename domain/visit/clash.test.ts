import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clashesOf, forbids, type Situation } from "./clash.ts";

const hour = 3_600_000;
const at = (clock: number) => 1_800_000_000_000 + clock * hour;
const span = (from: number, to: number) => ({ start: at(from), end: at(to) });

const calm: Situation = {
  now: at(0),
  visit: span(19, 19.2),
  shifts: [{ ...span(18.5, 21), onDuty: true }],
  guide: null,
  wish: null,
  others: [],
};
const kinds = (more: Partial<Situation>) => clashesOf({ ...calm, ...more }).map((c) => c.kind);

describe("what speaks against a visit at a time", () => {
  test("is nothing within a shift of the team, when nobody is elsewhere", () => expect(kinds({})).toEqual([]));

  test("is another door at the same time, by so much as a minute", () => {
    expect(kinds({ others: [{ ...span(19.19, 19.4), door: "1401", walk: 0 }] })).toEqual(["busy"]);
    expect(kinds({ others: [{ ...span(19.2, 19.4), door: "1401", walk: 0 }] })).toEqual([]);
  });

  test("is a door so near in time that one cannot walk there, before or after", () => {
    expect(kinds({ others: [{ ...span(18.9, 18.98), door: "1401", walk: 4 }] })).toEqual(["tight"]);
    expect(kinds({ others: [{ ...span(19.22, 19.4), door: "1401", walk: 4 }] })).toEqual(["tight"]);
    expect(kinds({ others: [{ ...span(19.3, 19.5), door: "1401", walk: 4 }] })).toEqual([]);
  });

  test("is a time that is over, outside every shift, or in one that the team does not go on", () => {
    expect(kinds({ now: at(20) })).toEqual(["past"]);
    expect(kinds({ visit: span(20.9, 21.1) })).toEqual(["outside_shift"]);
    expect(kinds({ shifts: [{ ...span(18.5, 21), onDuty: false }] })).toEqual(["off_duty"]);
  });

  test("is a guide who is not there, and a household that chose otherwise or would rather be called", () => {
    expect(kinds({ guide: [span(19.5, 21)] })).toEqual(["no_guide"]);
    expect(kinds({ guide: [] })).toEqual(["no_guide"]);
    expect(kinds({ wish: [span(19.1, 21)] })).toEqual(["not_wished"]);
    expect(kinds({ wish: "call" })).toEqual(["rather_call"]);
    expect(kinds({ wish: [span(19, 20)], guide: [span(18, 21)] })).toEqual([]);
  });
});

test("two visits are at the same time exactly when they share a moment", () => {
  const minutes = fc.integer({ min: 0, max: 300 });
  const length = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(minutes, length, minutes, length, fc.integer({ min: 0, max: 10 }), (a, la, b, lb, walk) => {
      const visit = { start: at(0) + a * 60_000, end: at(0) + (a + la) * 60_000 };
      const other = { start: at(0) + b * 60_000, end: at(0) + (b + lb) * 60_000, door: "x", walk };
      const found = clashesOf({ ...calm, now: 0, visit, shifts: [], others: [other] });
      const shared = Math.max(a, b) < Math.min(a + la, b + lb);
      expect(found.some((c) => c.kind === "busy")).toBe(shared);
      expect(found.some(forbids)).toBe(shared);
      const gap = Math.max(b - (a + la), a - (b + lb));
      expect(found.some((c) => c.kind === "tight")).toBe(!shared && gap < walk);
    }),
  );
});
