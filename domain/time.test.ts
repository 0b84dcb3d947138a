import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, daysLater, localTimeOf, momentOf, spanOfDay } from "./time.ts";

const shanghai = "Asia/Shanghai";
const newYork = "America/New_York";
const hour = 3_600_000;

describe("a clock on the wall", () => {
  test("is read in the community's time zone, whatever the server's is", () => {
    expect(momentOf("2026-11-24T18:00", shanghai).toISOString()).toBe("2026-11-24T10:00:00.000Z");
    expect(momentOf("2026-11-24T18:00", newYork).toISOString()).toBe("2026-11-24T23:00:00.000Z");
    expect(momentOf("2026-07-01T18:00:30", newYork).toISOString()).toBe("2026-07-01T22:00:30.000Z");
  });

  test("that skips an hour in spring moves what was meant in it on", () => {
    expect(momentOf("2026-03-08T02:30", newYork).toISOString()).toBe("2026-03-08T07:30:00.000Z");
    expect(localTimeOf(momentOf("2026-03-08T02:30", newYork), newYork)).toBe("2026-03-08T03:30");
  });

  test("that shows an hour twice in autumn means the first time", () => {
    expect(momentOf("2026-11-01T01:30", newYork).toISOString()).toBe("2026-11-01T05:30:00.000Z");
  });

  test("shows to the minute what an input of a browser takes", () => {
    expect(localTimeOf(new Date("2026-11-24T10:05:59Z"), shanghai)).toBe("2026-11-24T18:05");
    expect(localTimeOf(new Date("2026-12-31T16:00:00Z"), shanghai)).toBe("2027-01-01T00:00");
  });

  test("read and shown again shows the same, to the minute, in zones of every kind", () => {
    const zones = [shanghai, newYork, "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "UTC"];
    const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const shown = localTimeOf(at, zone);
        expect(localTimeOf(momentOf(shown, zone), zone)).toBe(shown);
      }),
    );
  });
});

describe("a day", () => {
  test("is the day where the community is", () => {
    const at = new Date("2026-11-24T17:00:00Z");
    expect(dayOf(at, shanghai)).toBe("2026-11-25");
    expect(dayOf(at, newYork)).toBe("2026-11-24");
  });

  test("lasts 24 hours, but 23 and 25 when the clocks change", () => {
    const length = (day: string, zone: string) => {
      const { start, end } = spanOfDay(day, zone);
      return (end.getTime() - start.getTime()) / hour;
    };
    expect(length("2026-11-24", shanghai)).toBe(24);
    expect(length("2026-03-08", newYork)).toBe(23);
    expect(length("2026-11-01", newYork)).toBe(25);
  });

  test("begins where the one before it ends, also where midnight itself is skipped", () => {
    // Beirut turns its clocks at midnight: 29 March 2026 begins at one o'clock.
    expect(spanOfDay("2026-03-28", "Asia/Beirut").end).toEqual(spanOfDay("2026-03-29", "Asia/Beirut").start);
    expect(localTimeOf(spanOfDay("2026-03-29", "Asia/Beirut").start, "Asia/Beirut")).toBe("2026-03-29T01:00");
  });
});

describe("some days later", () => {
  test("is a clock time on that day: six in the evening unless said otherwise", () => {
    const at = new Date("2026-11-24T02:00:00Z");
    expect(localTimeOf(daysLater(at, 1, shanghai), shanghai)).toBe("2026-11-25T18:00");
    expect(localTimeOf(daysLater(at, 7, shanghai, "09:15"), shanghai)).toBe("2026-12-01T09:15");
  });

  test("counts the days of the community, not of London", () => {
    // Seven in the morning on the 25th in Shanghai is still the 24th in UTC.
    expect(localTimeOf(daysLater(new Date("2026-11-24T23:00:00Z"), 1, shanghai), shanghai)).toBe("2026-11-26T18:00");
  });

  test("keeps the clock time across a change of clocks, in both directions", () => {
    const before = momentOf("2026-03-07T18:00", newYork);
    const after = daysLater(before, 2, newYork);
    expect(localTimeOf(after, newYork)).toBe("2026-03-09T18:00");
    expect((after.getTime() - before.getTime()) / hour).toBe(47);
    const autumn = momentOf("2026-10-31T18:00", newYork);
    expect((daysLater(autumn, 1, newYork).getTime() - autumn.getTime()) / hour).toBe(25);
  });

  test("goes over the end of months and leap years", () => {
    expect(localTimeOf(daysLater(momentOf("2028-02-28T12:00", shanghai), 1, shanghai), shanghai)).toBe(
      "2028-02-29T18:00",
    );
    expect(localTimeOf(daysLater(momentOf("2026-12-31T12:00", shanghai), 1, shanghai), shanghai)).toBe(
      "2027-01-01T18:00",
    );
  });
});
