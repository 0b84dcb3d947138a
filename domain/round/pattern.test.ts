import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, localTimeOf, momentOf } from "../time.ts";
import { createInput } from "./create.ts";
import { daysBetween, kindsOf, localSpan, readPattern, type Span, shiftsOf, usualPattern } from "./pattern.ts";

const zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"] as const;

const clock = fc
  .integer({ min: 0, max: 24 * 12 - 1 })
  .map((n) => `${String(Math.floor(n / 12)).padStart(2, "0")}:${String((n % 12) * 5).padStart(2, "0")}`);

const span: fc.Arbitrary<Span> = fc
  .record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), a: clock, b: clock })
  .filter(({ a, b }) => a !== b)
  .map(({ days, a, b }) => {
    const [from = a, to = b] = [a, b].toSorted();
    return { days, from, to };
  });

// Some years, with every change of clocks in them.
const day = fc
  .integer({ min: 0, max: 365 * 4 })
  .map((n) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));

const plus = (first: string, days: number) =>
  new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether some clock shows this time on this day: a clock put forward leaves some out, which are then moved on. */
const isShown = (on: string, at: string, timeZone: string) =>
  localTimeOf(momentOf(`${on}T${at}`, timeZone), timeZone) === `${on}T${at}`;

describe("shifts of a pattern", () => {
  test("are each on a day of the round, on a weekday of the span, from and to what the clock on the wall shows", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), span, day, fc.integer({ min: 0, max: 20 }), (zone, one, first, more) => {
        const last = plus(first, more);
        const shifts = shiftsOf([one], first, last, zone);
        for (const shift of shifts) {
          expect(shift.startsAt.getTime()).toBeLessThan(shift.endsAt.getTime());
          const on = dayOf(shift.startsAt, zone);
          expect(on >= first && on <= last).toBe(true);
          const local = localSpan(shift, zone);
          expect(one.days).toContain(local.day);
          if (isShown(on, one.from, zone)) expect(local.from).toBe(one.from);
          if (isShown(on, one.to, zone)) expect(local.to).toBe(one.to);
        }
        const wanted = Array.from({ length: more + 1 }, (_, i) => plus(first, i)).filter((d) =>
          one.days.includes(new Date(`${d}T12:00:00Z`).getUTCDay() || 7),
        );
        // One that falls wholly into the hour left out is none; every other day has its own.
        const missing = wanted.filter((d) => !shifts.some((s) => dayOf(s.startsAt, zone) === d));
        for (const d of missing) expect(isShown(d, one.from, zone)).toBe(false);
        expect(shifts.length + missing.length).toBe(wanted.length);
      }),
      { numRuns: 60 },
    );
  });

  test("of spans that do not meet never overlap, in order", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), span, span, day, (zone, a, b, first) => {
        fc.pre(!a.days.some((d) => b.days.includes(d)) || a.to <= b.from || b.to <= a.from);
        const shifts = shiftsOf([a, b], first, plus(first, 13), zone);
        for (const [i, shift] of shifts.entries()) {
          const before = shifts[i - 1];
          if (before) expect(before.endsAt.getTime()).toBeLessThanOrEqual(shift.startsAt.getTime());
        }
      }),
      { numRuns: 100 },
    );
  });

  test("stay at half past six through the night in which clocks change", () => {
    const evening: Span = { days: [6, 7, 1], from: "18:30", to: "21:00" };
    const utc = (zone: string, first: string) =>
      shiftsOf([evening], first, plus(first, 2), zone).map((s) => s.startsAt.toISOString().slice(11, 16));
    expect(utc("Europe/Berlin", "2026-03-28")).toEqual(["17:30", "16:30", "16:30"]);
    expect(utc("America/New_York", "2026-10-31")).toEqual(["22:30", "23:30", "23:30"]);
    expect(utc("Asia/Shanghai", "2026-03-28")).toEqual(["10:30", "10:30", "10:30"]);
  });

  test("in an hour that is left out are none; one that reaches beyond it begins at the change", () => {
    const sunday = "2026-03-29";
    const one = (from: string, to: string) => shiftsOf([{ days: [7], from, to }], sunday, sunday, "Europe/Berlin");
    expect(one("02:10", "02:50")).toEqual([]);
    expect(one("02:30", "04:00")).toEqual([
      { startsAt: new Date("2026-03-29T01:00:00Z"), endsAt: new Date("2026-03-29T02:00:00Z") },
    ]);
    expect(one("01:00", "02:30")).toEqual([
      { startsAt: new Date("2026-03-29T00:00:00Z"), endsAt: new Date("2026-03-29T01:00:00Z") },
    ]);
  });

  test("as they are offered: nine a week, of nine kinds", () => {
    const shifts = shiftsOf(Object.values(usualPattern), "2026-11-30", "2026-12-20", "Asia/Shanghai");
    expect(shifts).toHaveLength(27);
    const kinds = kindsOf(shifts, "Asia/Shanghai");
    expect(kinds.map((k) => k.key)).toEqual([
      ...[1, 2, 3, 4, 5].map((d) => `${d}-18:30-21:00`),
      ...[6, 7].flatMap((d) => [`${d}-09:30-12:00`, `${d}-14:00-17:00`]),
    ]);
    expect(kinds.map((k) => k.shifts.length)).toEqual(Array(9).fill(3));
  });
});

describe("what a form says of a pattern", () => {
  const fields = {
    eveningDays: [1],
    eveningFrom: "18:30",
    eveningTo: "21:00",
    morningDays: [] as number[],
    morningFrom: "",
    morningTo: "",
    afternoonDays: [] as number[],
    afternoonFrom: "",
    afternoonTo: "",
  };

  test("is its spans; a part of the day without a day may say anything", () => {
    expect(readPattern({ ...fields, morningFrom: "rubbish" })).toEqual({
      spans: [{ days: [1], from: "18:30", to: "21:00" }],
      problems: [],
    });
  });

  test.each([
    [{ eveningTo: "18:30" }, "eveningTo", "endsBeforeStart"],
    [{ eveningFrom: "21:00", eveningTo: "18:30" }, "eveningTo", "endsBeforeStart"],
    [{ eveningFrom: "00:00", eveningTo: "23:59" }, "eveningTo", "tooLongShift"],
    [{ eveningFrom: "25:00" }, "eveningFrom", "clock"],
    [{ eveningTo: "" }, "eveningTo", "clock"],
    [{ eveningDays: [] }, "eveningDays", "noDays"],
    [{ morningDays: [1], morningFrom: "18:00", morningTo: "19:00" }, "morningFrom", "overlaps"],
  ])("%j is wrong at %s: %s", (more, field, key) => {
    expect(readPattern({ ...fields, ...more }).problems).toEqual([{ field, key }]);
  });

  test("on two days that are not the same does not overlap", () => {
    const other = { ...fields, morningDays: [2], morningFrom: "18:00", morningTo: "19:00" };
    expect(readPattern(other).problems).toEqual([]);
  });
});

describe("a new round", () => {
  const id = "00000000-0000-4000-8000-000000000001";
  const form = {
    key: id,
    community: id,
    name: "冬季走访",
    startsOn: "2026-12-01",
    endsOn: "2026-12-20",
    target: "1100",
    minutes: "12",
    eveningDays: ["", "1", "2"],
    eveningFrom: "18:30",
    eveningTo: "21:00",
    morningDays: "",
    afternoonDays: "",
    size: "2",
    officers: ["", id],
  };

  test("is read from what a form sends", () => {
    expect(createInput.parse(form)).toMatchObject({
      target: 1100,
      minutes: 12,
      eveningDays: [1, 2],
      officers: [id],
      morningDays: [],
    });
    expect(createInput.parse({ ...form, size: "２" }).size).toBe(2);
  });

  test.each([
    [{ endsOn: "2026-11-30" }, "endsOn", "lastBeforeFirst"],
    [{ endsOn: "2036-11-30" }, "endsOn", "tooManyDays"],
    [{ startsOn: "2026-02-30" }, "startsOn", "day"],
    [{ startsOn: "" }, "startsOn", "day"],
    [{ name: " " }, "name", "required"],
    [{ name: "x".repeat(81) }, "name", "tooLong"],
    [{ size: "0" }, "size", "between"],
    [{ size: "two" }, "size", "between"],
    [{ size: "2.5" }, "size", "between"],
    [{ size: "-1" }, "size", "between"],
    [{ minutes: "4" }, "minutes", "between"],
    [{ minutes: "121" }, "minutes", "between"],
    [{ target: "0" }, "target", "between"],
    [{ target: "" }, "target", "between"],
    [{ officers: "" }, "officers", "chooseOfficer"],
    [{ officers: undefined }, "officers", "chooseOfficer"],
    [{ eveningDays: "8" }, "eveningDays", undefined],
    [{ eveningDays: "" }, "eveningDays", "noDays"],
    [{ eveningTo: "18:30" }, "eveningTo", "endsBeforeStart"],
  ])("%j is refused at %s", (more, field, key) => {
    const parsed = createInput.safeParse({ ...form, ...more });
    const issues = parsed.error?.issues as { path: PropertyKey[]; message: string; params?: { key: string } }[];
    expect(issues.map((i) => i.path[0])).toEqual([field]);
    if (key) expect([issues[0]?.params?.key, issues[0]?.message]).toContain(key);
  });

  test("has a day more than lie between its first and last", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(3);
    expect(daysBetween("2026-03-28", "2026-03-28")).toBe(1);
  });
});
