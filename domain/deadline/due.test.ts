import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categoryKeys } from "../concern/category.ts";
import { momentOf } from "../time.ts";
import { addWorking, usualHours, type WorkCalendar, workingBetween } from "./calendar.ts";
import { duesOf, isNudgeDue, remindAt, withinADay } from "./due.ts";
import { standing, standingOf } from "./standing.ts";

const zone = "Asia/Shanghai";
const calendar: WorkCalendar = { timeZone: zone, hours: usualHours, exceptions: [] };
const office = { calendar, targets: [] };
const at = (local: string) => momentOf(local, zone);
const categories = fc.constantFrom(...categoryKeys);
const moments = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
  .map((d) => new Date(Math.floor(d.getTime() / 60_000) * 60_000));

describe("what is due", () => {
  test("is sooner where it is urgent, and answered before it is solved", () => {
    fc.assert(
      fc.property(categories, moments, (category, from) => {
        const normal = duesOf(office, { category, urgency: "normal", from });
        const urgent = duesOf(office, { category, urgency: "urgent", from });
        expect(urgent.answerDueAt.getTime()).toBeLessThan(normal.answerDueAt.getTime());
        expect(normal.answerDueAt.getTime()).toBeLessThan(normal.solveDueAt?.getTime() ?? 0);
      }),
    );
  });

  test("goes by a target of the community for its category and urgency, and no other", () => {
    const targets = [{ category: "lift", urgency: "urgent", answerMinutes: 30, solveMinutes: null }];
    const from = at("2026-11-26T09:00");
    const urgent = duesOf({ calendar, targets }, { category: "lift", urgency: "urgent", from });
    expect(urgent).toEqual({ answerDueAt: at("2026-11-26T09:30"), solveDueAt: null, remindAt: null });
    const normal = duesOf({ calendar, targets }, { category: "lift", urgency: "normal", from });
    expect(normal.answerDueAt).toEqual(at("2026-11-26T17:30"));
  });

  test("is reminded of when a quarter is left, at least two hours; what is shorter is not", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 5000 }), (from, minutes) => {
        const due = addWorking(calendar, from, minutes);
        const reminded = remindAt(calendar, from, due);
        if (minutes <= 120) expect(reminded).toBeNull();
        else expect(workingBetween(calendar, reminded as Date, due)).toBeCloseTo(Math.max(minutes / 4, 120), 6);
      }),
    );
  });

  test("may be asked about again after a day of work, whatever nights and weekends lie between", () => {
    expect(isNudgeDue(calendar, null, new Date())).toBe(true);
    const friday = at("2026-11-27T16:00");
    expect(isNudgeDue(calendar, friday, at("2026-11-30T15:59"))).toBe(false);
    expect(isNudgeDue(calendar, friday, at("2026-11-30T16:00"))).toBe(true);
    expect(withinADay(calendar, friday)).toEqual(at("2026-11-30T16:00"));
  });
});

describe("how it stands", () => {
  const now = at("2026-11-26T09:00");
  const to = (local: string) => standing(calendar, { of: "unit", at: at(local) }, { now, paused: false });

  test("is told in whole days, hours or minutes of work, never more than there is", () => {
    expect(to("2026-11-30T12:00")).toMatchObject({ state: "left", unit: "days", amount: 2 });
    expect(to("2026-11-27T10:59")).toMatchObject({ state: "left", unit: "hours", amount: 8 });
    expect(to("2026-11-26T09:59")).toMatchObject({ state: "left", unit: "minutes", amount: 59 });
    expect(to("2026-11-26T09:00")).toMatchObject({ state: "late" });
  });

  test("has no time left where it is due at night: then only the clock tells", () => {
    const evening = { now: at("2026-11-26T18:00"), paused: false };
    expect(standing(calendar, { of: "unit", at: at("2026-11-26T20:00") }, evening)).toMatchObject({ amount: 0 });
  });

  test("of a concern is that of its first answer, then of its solution; of what is over, none", () => {
    const row = {
      status: "taken",
      answeredAt: null,
      answerDueAt: "2026-11-27T09:00Z",
      solveDueAt: "2026-12-03T09:00Z",
    };
    const of = (more: Partial<Omit<typeof row, "answeredAt">> & { answeredAt?: string | null }) =>
      standingOf(office, { ...row, ...more }, now);
    expect(of({})?.of).toBe("answer");
    expect(of({ answeredAt: "2026-11-26T01:00Z" })?.of).toBe("solve");
    expect(of({ answeredAt: "2026-11-26T01:00Z", status: "waiting" })?.state).toBe("paused");
    for (const status of ["unconfirmed", "solved", "confirmed", "closed"]) expect(of({ status })).toBeNull();
    expect(standingOf(undefined, row, now)).toBeNull();
  });
});
