import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { otherTimes } from "./other-times.ts";

const zone = { timeZone: "Asia/Shanghai", minutes: 12 };
/** 2026-12-11 is a Friday. */
const span = (day: string, from: string, to: string) => ({
  start: Date.parse(`2026-12-${day}T${from}:00+08:00`),
  end: Date.parse(`2026-12-${day}T${to}:00+08:00`),
});
const friday = span("11", "18:30", "21:00");
const monday = span("14", "18:30", "21:00");
const saturday = span("12", "09:30", "14:30");
const knocked = (day: string, at: string) => ({ ...span(day, at, at), end: span(day, at, at).start + 12 * 60_000 });

describe("a door where nobody was home", () => {
  test("on a working evening is tried at the weekend", () => {
    expect(otherTimes([knocked("10", "19:00")], [friday, saturday, monday], zone)).toEqual([saturday]);
  });

  test("in the evening and on a Saturday morning is tried on a Saturday afternoon", () => {
    const attempts = [knocked("10", "19:00"), knocked("05", "10:00")];
    expect(otherTimes(attempts, [friday, saturday, monday], zone)).toEqual([span("12", "12:00", "14:30")]);
  });

  test("on a weekend morning is tried on working evenings, and on the afternoon of the same day", () => {
    expect(otherTimes([knocked("05", "10:00")], [friday, saturday], zone)).toEqual([
      friday,
      span("12", "12:00", "14:30"),
    ]);
  });

  test("at every kind of time is tried at the one tried least", () => {
    const attempts = [knocked("07", "19:00"), knocked("08", "19:00"), knocked("05", "10:00")];
    expect(otherTimes(attempts, [friday, span("12", "09:30", "12:00")], zone)).toEqual([span("12", "09:30", "12:00")]);
  });

  test("has no better time where there are evenings alone, no shifts, or no attempts", () => {
    expect(otherTimes([knocked("10", "19:00")], [friday, monday], zone)).toBeUndefined();
    expect(otherTimes([knocked("10", "19:00")], [], zone)).toBeUndefined();
    expect(otherTimes([], [friday, saturday], zone)).toBeUndefined();
  });

  test("is not sent to a part of a shift that is shorter than a visit", () => {
    // Five minutes of it lie before five o'clock, which would be an afternoon.
    const early = span("11", "16:55", "21:00");
    expect(otherTimes([knocked("10", "19:00")], [early, saturday], zone)).toEqual([saturday]);
  });

  test("is judged by the community's clock, also where clocks change", () => {
    const inBerlin = { timeZone: "Europe/Berlin", minutes: 12 };
    // The clocks go back on Sunday, 25 October 2026: 10:00 there is 09:00Z.
    const sunday = { start: Date.parse("2026-10-25T09:00:00Z"), end: Date.parse("2026-10-25T13:00:00Z") };
    const attempt = { start: Date.parse("2026-10-24T08:00:00Z"), end: Date.parse("2026-10-24T08:12:00Z") };
    expect(otherTimes([attempt], [sunday], inBerlin)).toEqual([
      { start: Date.parse("2026-10-25T11:00:00Z"), end: Date.parse("2026-10-25T13:00:00Z") },
    ]);
  });

  test("is sent to times within the shifts, in order, never to a kind tried while another was not", () => {
    const hour = 3_600_000;
    const monday8 = Date.parse("2026-12-07T00:00:00+08:00");
    const spans = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 10 })), { maxLength: 12 })
      .map((list) => {
        let at = monday8;
        return list.map(([gap, length]) => {
          const start = at + gap * hour;
          at = start + length * hour;
          return { start, end: at };
        });
      });
    const attempts = fc.array(
      fc.integer({ min: 0, max: 24 * 14 }).map((h) => ({ start: monday8 - h * hour, end: monday8 - h * hour + 1 })),
      { maxLength: 5 },
    );
    const kind = (at: number) => {
      const there = new Date(at + 8 * hour);
      const [day, clock] = [there.getUTCDay(), there.getUTCHours()];
      return `${day === 0 || day === 6} ${clock < 12 ? 0 : clock < 17 ? 1 : 2}`;
    };
    fc.assert(
      fc.property(attempts, spans, (tries, shifts) => {
        const found = otherTimes(tries, shifts, zone);
        if (!found) return;
        const tried = new Set(tries.map((t) => kind(t.start)));
        const hours = shifts.flatMap((s) =>
          Array.from({ length: (s.end - s.start) / hour }, (_, i) => s.start + i * hour),
        );
        const fresh = hours.filter((h) => !tried.has(kind(h)));
        const proposed = hours.filter((h) => found.some((f) => f.start <= h && h < f.end));
        if (fresh.length) expect(proposed).toEqual(fresh);
        expect(proposed.length).toBeGreaterThan(0);
        expect(proposed.length).toBeLessThan(hours.length);
        found.forEach((f, i) => {
          if (i > 0) expect(f.start).toBeGreaterThan(found[i - 1]?.end as number);
        });
      }),
    );
  });
});
