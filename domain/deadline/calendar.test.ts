import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { localTimeOf, momentOf } from "../time.ts";
import {
  addWorking,
  afterPause,
  type Hours,
  isWorking,
  usualHours,
  type WorkCalendar,
  workingBetween,
} from "./calendar.ts";

const shanghai = "Asia/Shanghai";
const usual: WorkCalendar = { timeZone: shanghai, hours: usualHours, exceptions: [] };
const due = (from: string, minutes: number, calendar = usual) =>
  localTimeOf(addWorking(calendar, momentOf(from, calendar.timeZone), minutes), calendar.timeZone);
const between = (from: string, to: string, calendar = usual) =>
  workingBetween(calendar, momentOf(from, calendar.timeZone), momentOf(to, calendar.timeZone));

describe("working time", () => {
  test("goes on after noon, after the night, after the weekend", () => {
    expect(due("2026-11-27T16:00", 180)).toBe("2026-11-30T10:30");
    expect(due("2026-11-26T11:30", 60)).toBe("2026-11-26T14:00");
    expect(due("2026-11-26T08:00", 420)).toBe("2026-11-26T17:30");
    expect(due("2026-11-26T08:00", 421)).toBe("2026-11-27T09:01");
    expect(due("2026-11-28T12:00", 30)).toBe("2026-11-30T09:30");
    expect(between("2026-11-27T16:00", "2026-11-30T10:30")).toBe(180);
    expect(between("2026-11-28T00:00", "2026-11-30T00:00")).toBe(0);
  });

  test("ends with a span, not with the beginning of the next one", () => {
    expect(due("2026-11-26T09:00", 180)).toBe("2026-11-26T12:00");
    expect(due("2026-11-27T16:30", 60)).toBe("2026-11-27T17:30");
  });

  test("with nothing to add is now, or when work begins again", () => {
    expect(due("2026-11-26T10:00", 0)).toBe("2026-11-26T10:00");
    expect(due("2026-11-26T12:30", 0)).toBe("2026-11-26T13:30");
    expect(due("2026-11-27T18:00", 0)).toBe("2026-11-30T09:00");
  });

  test("leaves out a holiday, and counts a weekend that is worked for it as a full day", () => {
    const exceptions = [
      { day: "2026-10-01", works: false },
      { day: "2026-10-02", works: false },
      { day: "2026-10-10", works: true },
    ];
    const calendar = { ...usual, exceptions };
    expect(due("2026-09-30T17:00", 60, calendar)).toBe("2026-10-05T09:30");
    expect(due("2026-10-09T17:00", 60, calendar)).toBe("2026-10-10T09:30");
    expect(between("2026-10-10T00:00", "2026-10-11T00:00", calendar)).toBe(420);
  });

  test("is what passes, not what clocks show, where they change", () => {
    const night = [7, 1].map((weekday) => ({ weekday, opens: "00:00", closes: "06:00" }));
    const calendar = { timeZone: "America/New_York", hours: night, exceptions: [] };
    expect(between("2026-03-08T00:00", "2026-03-08T06:00", calendar)).toBe(300);
    expect(between("2026-11-01T00:00", "2026-11-01T06:00", calendar)).toBe(420);
    expect(due("2026-03-08T00:00", 301, calendar)).toBe("2026-03-09T00:01");
  });

  test("counts no time twice where clocks skip the break between two spans", () => {
    const hours = [
      { weekday: 7, opens: "01:00", closes: "02:30" },
      { weekday: 7, opens: "02:45", closes: "04:00" },
    ];
    const calendar = { timeZone: "America/New_York", hours, exceptions: [] };
    expect(between("2026-03-08T00:00", "2026-03-08T23:00", calendar)).toBeLessThanOrEqual(180);
  });

  test("of an office in which nobody ever works comes to an end", () => {
    const closed = { timeZone: shanghai, hours: [], exceptions: [] };
    expect(between("2026-01-01T00:00", "2030-01-01T00:00", closed)).toBe(0);
    expect(addWorking(closed, new Date("2026-01-01"), 1).getFullYear()).toBeGreaterThan(2030);
  });
});

// Any week with at least one span, any holidays, any zone.
const clock = (minutes: number) =>
  minutes === 1440
    ? "24:00"
    : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
  .map((edges) => [...edges].sort((a, b) => a - b))
  .map((edges) =>
    Array.from({ length: Math.floor(edges.length / 2) }, (_, i) => ({
      opens: clock((edges[2 * i] ?? 0) * 15),
      closes: clock((edges[2 * i + 1] ?? 0) * 15),
    })),
  );
const week = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
  .chain((days) => fc.tuple(...days.map((weekday) => spans.map((list) => list.map((s) => ({ weekday, ...s }))))))
  .map((lists): Hours[] => lists.flat());
const exceptions = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 0, max: 120 }).map((n) => Temporal.PlainDate.from("2026-01-20").add({ days: n }).toString()),
    works: fc.boolean(),
  }),
  { maxLength: 20, selector: ({ day }) => day },
);
const zones = fc.constantFrom(shanghai, "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe");
const calendars = fc.record({ timeZone: zones, hours: week, exceptions });
// Around the changes of clocks in spring, on both sides of the earth.
const moments = fc
  .date({ min: new Date("2026-01-25"), max: new Date("2026-05-10"), noInvalidDate: true })
  .map((d) => new Date(Math.floor(d.getTime() / 60_000) * 60_000));
const amounts = fc.integer({ min: 0, max: 6000 });

describe("for any week, holidays, zone", () => {
  test("what was added lies between", () => {
    fc.assert(
      fc.property(calendars, moments, amounts, (calendar, from, minutes) => {
        expect(workingBetween(calendar, from, addWorking(calendar, from, minutes))).toBeCloseTo(minutes, 6);
      }),
    );
  });

  test("what lies between leads there, or to the last moment of work before", () => {
    fc.assert(
      fc.property(calendars, moments, moments, (calendar, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const minutes = workingBetween(calendar, from, to);
        fc.pre(minutes > 0);
        const reached = addWorking(calendar, from, minutes);
        expect(reached.getTime()).toBeLessThanOrEqual(to.getTime());
        expect(workingBetween(calendar, reached, to)).toBe(0);
      }),
    );
  });

  test("nothing is due when nobody works", () => {
    fc.assert(
      fc.property(calendars, moments, amounts, (calendar, from, minutes) => {
        expect(isWorking(calendar, addWorking(calendar, from, minutes))).toBe(true);
      }),
    );
  });

  test("later and more is never due earlier", () => {
    fc.assert(
      fc.property(calendars, moments, moments, amounts, amounts, (calendar, a, b, m, n) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [less, more] = m < n ? [m, n] : [n, m];
        const first = addWorking(calendar, early, less).getTime();
        expect(first).toBeLessThanOrEqual(addWorking(calendar, late, less).getTime());
        expect(first).toBeLessThanOrEqual(addWorking(calendar, early, more).getTime());
        expect(first).toBeGreaterThanOrEqual(early.getTime());
      }),
    );
  });

  test("in two steps is as far as in one", () => {
    fc.assert(
      fc.property(calendars, moments, amounts, amounts, (calendar, from, m, n) => {
        fc.pre(n > 0);
        const once = addWorking(calendar, from, m + n);
        expect(addWorking(calendar, addWorking(calendar, from, m), n)).toEqual(once);
      }),
    );
  });

  test("a pause of any length leaves as much time as there was when it began", () => {
    fc.assert(
      fc.property(calendars, moments, amounts, moments, moments, (calendar, raised, minutes, a, b) => {
        const at = addWorking(calendar, raised, minutes);
        const [paused, resumed] = a < b ? [a, b] : [b, a];
        const moved = afterPause(calendar, at, paused, resumed);
        const shift = workingBetween(calendar, paused, resumed);
        expect(workingBetween(calendar, at, moved)).toBeCloseTo(shift, 6);
        if (paused <= at) {
          expect(workingBetween(calendar, resumed, moved)).toBeCloseTo(workingBetween(calendar, paused, at), 6);
        }
        if (shift === 0) expect(moved).toEqual(at);
      }),
    );
  });
});
