import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byDay, chosenOf, multirange, offersAhead, offersOf } from "./offers.ts";

const shift = (from: string, to: string, id = "s") => ({
  id,
  startsAt: new Date(`2026-12-12T${from}+08:00`),
  endsAt: new Date(`2026-12-12T${to}+08:00`),
});
const clocks = (from: string, to: string) =>
  offersOf([shift(from, to)]).map((o) =>
    [o.start, o.end].map((at) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)).join("–"),
  );

const minute = 60_000;
const shifts = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 16 * 60 })), { maxLength: 8 })
  .map((gaps) => {
    let at = Date.parse("2026-12-12T00:00:00Z");
    return gaps.map(([gap, length], i) => {
      const startsAt = new Date(at + gap * minute);
      at = startsAt.getTime() + length * minute;
      return { id: `s${i}`, startsAt, endsAt: new Date(at) };
    });
  });

describe("what can be chosen of a round's shifts", () => {
  test.each([
    ["18:30", "21:00", ["18:30–21:00"]],
    ["09:00", "12:00", ["09:00–12:00"]],
    ["09:30", "14:30", ["09:30–11:30", "11:30–14:30"]],
    ["09:00", "17:00", ["09:00–11:00", "11:00–13:00", "13:00–15:00", "15:00–17:00"]],
    ["18:00", "18:20", ["18:00–18:20"]],
  ])("%s to %s: %j", (from, to, expected) => expect(clocks(from, to)).toEqual(expected));

  test("is all of each shift, without a gap, each part about two hours", () => {
    fc.assert(
      fc.property(shifts, (list) => {
        for (const s of list) {
          const parts = offersOf([s]);
          expect(parts[0]?.start).toBe(s.startsAt.getTime());
          expect(parts.at(-1)?.end).toBe(s.endsAt.getTime());
          parts.forEach((p, i) => {
            if (i > 0) expect(p.start).toBe(parts[i - 1]?.end);
            if (parts.length > 1) {
              expect(p.end - p.start).toBeGreaterThanOrEqual(90 * minute);
              expect(p.end - p.start).toBeLessThan(210 * minute);
            }
          });
        }
        const ids = offersOf(list).map((o) => o.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test("is found again from the times that were kept, however many of them touch", () => {
    fc.assert(
      fc.property(shifts, fc.infiniteStream(fc.boolean()), (list, ticks) => {
        const offers = offersOf(list);
        const ticked = offers.filter(() => ticks.next().value);
        // Kept as PostgreSQL does: spans that touch become one.
        const kept = ticked.reduce<{ start: number; end: number }[]>((found, { start, end }) => {
          const last = found.at(-1);
          if (last?.end === start) last.end = end;
          else found.push({ start, end });
          return found;
        }, []);
        expect(chosenOf(offers, kept)).toEqual(ticked.map((o) => o.id));
      }),
    );
  });

  test("does not begin in the past", () => {
    const day = shift("09:00", "17:00");
    expect(offersAhead([day], Date.parse("2026-12-12T11:00:00+08:00")).map((o) => o.id)).toEqual(["s_3", "s_4"]);
  });

  test("stands under the day on which it begins in the community", () => {
    const late = { id: "l", startsAt: new Date("2026-12-12T15:30:00Z"), endsAt: new Date("2026-12-12T16:30:00Z") };
    expect(byDay(offersOf([shift("18:30", "21:00"), late]), "Asia/Shanghai").map((d) => d.day)).toEqual(["2026-12-12"]);
    expect(byDay(offersOf([late]), "UTC").map((d) => d.day)).toEqual(["2026-12-12"]);
    expect(byDay(offersOf([late]), "Pacific/Auckland").map((d) => d.day)).toEqual(["2026-12-13"]);
  });
});

test("spans are written as PostgreSQL reads them", () => {
  expect(multirange([])).toBe("{}");
  expect(multirange([{ start: 0, end: 1000 }])).toBe("{[1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z)}");
});
