import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toldRate } from "./public.ts";

describe("a rate as everybody is told it", () => {
  test.each([
    [149, 172, { percent: 85, step: 5, orMore: false, part: 150, whole: 170 }],
    [30, 45, { percent: 70, step: 10, orMore: false, part: 30, whole: 45 }],
    [431, 612, { percent: 70, step: 1, orMore: false, part: 430, whole: 610 }],
    [109, 110, { percent: 90, step: 5, orMore: true, part: 110, whole: 110 }],
    [23, 25, { percent: 80, step: 10, orMore: true, part: 25, whole: 25 }],
    [4, 30, null],
    [19, 19, null],
    [0, 0, null],
  ])("%i of %i", (part, whole, told) => expect(toldRate(part, whole)).toEqual(told));

  test("leaves several parts and wholes that it could be, each time", () => {
    const told = (part: number, whole: number) => JSON.stringify(toldRate(part, whole));
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 900 }), fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
        const part = Math.round(whole * share);
        const seen = told(part, whole);
        if (seen === "null") return;
        // All that would be told in the same words, among all that is near.
        const alike: [number, number][] = [];
        for (let w = Math.max(0, whole - 6); w <= whole + 6; w++)
          for (let p = Math.max(0, part - 6); p <= Math.min(w, part + 6); p++)
            if (told(p, w) === seen) alike.push([p, w]);
        expect(new Set(alike.map(([p]) => p)).size).toBeGreaterThanOrEqual(2);
        expect(new Set(alike.map(([, w]) => w)).size).toBeGreaterThanOrEqual(2);
        expect(alike.length).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 400 },
    );
  });
});
