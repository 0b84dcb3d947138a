import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf } from "./line.ts";
import type { CarriedMeasure, StageLine } from "./read.ts";

const stage = (more: Partial<StageLine> = {}): StageLine => ({
  id: "s",
  kind: "works",
  status: "planned",
  plannedFrom: "2027-01-01",
  plannedUntil: "2027-01-10",
  expectedFrom: null,
  expectedUntil: null,
  startedOn: null,
  endedOn: null,
  note: null,
  delays: [],
  files: [],
  ...more,
});
const measure = (more: Partial<CarriedMeasure> = {}): CarriedMeasure => ({
  id: "m",
  what: "x",
  organizationId: null,
  unit: null,
  unitEn: null,
  status: "planned",
  dueOn: "2027-01-10",
  expectedOn: null,
  startedOn: null,
  doneOn: null,
  doneNote: null,
  reason: null,
  delays: [],
  files: [],
  told: { asked: 0, yes: 0, no: 0, notYet: 0 },
  mine: false,
  ...more,
});
const line = (stages: StageLine[], measures: CarriedMeasure[], today = "2027-01-05") =>
  lineOf({ stages, measures }, "2027-01-01", today);

describe("the line", () => {
  test("is none where nothing has a day", () => {
    expect(line([], [])).toBeNull();
    expect(line([], [measure({ dueOn: null })])).toBeNull();
  });

  test("runs from the first day to the last, both whole, with today in the middle of its day", () => {
    const found = line([stage()], []);
    expect(found).toMatchObject({ from: "2027-01-01", until: "2027-01-10", today: 45 });
    expect(found?.bars[0]).toMatchObject({
      planned: { from: 0, to: 100 },
      actual: null,
      later: null,
      state: "planned",
    });
  });

  test("shows what runs up to today, what comes later than planned, and what is late", () => {
    const runs = stage({ status: "underway", startedOn: "2027-01-02", expectedUntil: "2027-01-20" });
    expect(line([runs], [])?.bars[0]).toMatchObject({
      planned: { from: 0, to: 50 },
      actual: { from: 5, to: 25 },
      later: { from: 50, to: 100 },
      state: "underway",
    });
    expect(line([runs], [], "2027-01-21")?.bars[0]?.state).toBe("late");
    expect(line([], [measure({ status: "dropped" })], "2028-01-01")?.bars[0]?.state).toBe("dropped");
  });

  test("is not made small by a warranty of years: that one runs to its end", () => {
    const warranty = stage({ id: "w", kind: "warranty", plannedFrom: "2027-01-11", plannedUntil: "2029-01-10" });
    const found = line([stage(), warranty], []);
    expect(found?.until).toBe("2027-01-12");
    expect(found?.bars[1]?.planned?.to).toBe(100);
    expect(found?.bars[0]?.planned?.to).toBeGreaterThan(80);
  });

  test("has few marks, however long it is, and everything on it", () => {
    const day = fc
      .date({ min: new Date("2020-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, day, day, (a, b, c, today) => {
        const [from = a, until = b] = [a, b].toSorted();
        const found = line([stage({ plannedFrom: from, plannedUntil: until })], [measure({ dueOn: c })], today);
        expect(found?.marks.length).toBeLessThanOrEqual(6);
        const places =
          found?.bars.flatMap((x) => [x.planned, x.actual, x.later]).flatMap((x) => (x ? [x.from, x.to] : [])) ?? [];
        for (const at of [...places, found?.today ?? 0]) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
