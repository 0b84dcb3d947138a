import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centsOf, typedCents } from "./money.ts";
import { perDoor, type Share, shareOut } from "./shares.ts";

const percent = (p: number): Share => ({ kind: "percent", percent: p });
const amount = (cents: number): Share => ({ kind: "amount", cents });
const rest: Share = { kind: "rest" };

describe("how a sum is shared", () => {
  test("three times 33.33 % is not the whole, and says what is missing", () => {
    expect(shareOut(100_000_00, [percent(33.33), percent(33.33), percent(33.33)])).toEqual({
      refused: "missing",
      cents: 1000,
    });
  });

  test("three who share what is left pay a third each, to the cent", () => {
    expect(shareOut(100_000_00, [rest, rest, rest])).toEqual([33_333_34, 33_333_33, 33_333_33]);
  });

  test("an amount, a percentage and the rest", () => {
    expect(shareOut(1_000_000_00, [percent(50), amount(200_000_00), rest])).toEqual([
      500_000_00, 200_000_00, 300_000_00,
    ]);
  });

  test("what does not divide goes to the largest remainder", () => {
    expect(shareOut(1, [percent(50), percent(50)])).toEqual([1, 0]);
    expect(shareOut(100, [percent(33.3), percent(33.3), percent(33.4)])).toEqual([33, 33, 34]);
  });

  test.each([
    [[percent(60), percent(50)], { refused: "tooMuch", cents: 1000 }],
    [[amount(10_001), rest], { refused: "tooMuch", cents: 1 }],
    [[percent(-1), rest], { refused: "negative" }],
    [[amount(-5), rest], { refused: "negative" }],
    [[percent(99.9999)], { refused: "missing", cents: 1 }],
    [[], { refused: "missing", cents: 10_000 }],
  ] as const)("%j is refused with what is wrong", (shares, refusal) => {
    expect(shareOut(10_000, shares)).toEqual(refusal);
  });

  const anyShare = fc.oneof(
    fc.integer({ min: 0, max: 400_000 }).map((n) => percent(n / 10_000)),
    fc.integer({ min: 0, max: 3_000_000 }).map(amount),
    fc.constant(rest),
  );

  test("adds up to exactly the whole, or is refused", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.array(anyShare, { maxLength: 8 }),
        (cents, shares) => {
          const result = shareOut(cents, shares);
          if (!Array.isArray(result)) return result.refused === "negative" || result.cents > 0;
          expect(result.reduce((a, b) => a + b, 0)).toBe(cents);
          expect(result.every((n) => Number.isInteger(n) && n >= 0)).toBe(true);
          // Nobody is further than a cent from what they agreed to; an amount is that amount.
          shares.forEach((s, i) => {
            if (s.kind === "amount") expect(result[i]).toBe(s.cents);
            if (s.kind === "percent") expect(Math.abs((result[i] ?? 0) - (cents * s.percent) / 100)).toBeLessThan(1.01);
          });
          return true;
        },
      ),
    );
  });

  test("by door it adds up too", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 1, max: 5000 }), (cents, doors) => {
        const { each, more } = perDoor(cents, doors) ?? { each: 0, more: 0 };
        return each * (doors - more) + (each + 1) * more === cents;
      }),
    );
    expect(perDoor(5, 0)).toBeNull();
  });
});

describe("a sum as people write it", () => {
  test.each([
    ["1250000", 125_000_000],
    ["1,250,000.50", 125_000_050],
    ["１２．５", 1250],
    ["¥ 300 元", 30_000],
    ["0", 0],
  ])("%s", (typed, cents) => expect(centsOf(typed)).toBe(cents));

  test.each(["", "-5", "1.234", "abc", "1e6", "999999999999"])("%s is none", (typed) =>
    expect(centsOf(typed)).toBeNull(),
  );

  test("is shown as it is typed again", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (cents) => centsOf(typedCents(cents)) === cents));
  });
});
