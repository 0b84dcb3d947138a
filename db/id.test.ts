import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { idFrom, newId } from "./id.ts";

const uuid = z.uuid();
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 })
  .map((points) => String.fromCodePoint(...points));

describe("an id made from parts", () => {
  test("is the same for the same parts, today and on every machine", () => {
    expect(idFrom("key", "concern.raise", "{}")).toBe(idFrom("key", "concern.raise", "{}"));
    // Written down once: a change of the recipe would make every earlier submission a new one.
    expect(idFrom("a", "b")).toBe("facdde7a-bf1e-8c5b-b012-73ab2e282f79");
  });

  test("is a UUID that PostgreSQL and the forms accept", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), (parts) => {
        const made = idFrom(...parts);
        expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(uuid.safeParse(made).success).toBe(true);
      }),
    );
  });

  test("tells apart where one part ends and the next begins", () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom("a", "1", ":", "梯") }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(idFrom(...one) === idFrom(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 500 },
    );
    expect(idFrom("ab", "c")).not.toBe(idFrom("a", "bc"));
    expect(idFrom("1:a")).not.toBe(idFrom("", "1:a"));
    expect(idFrom("a", "")).not.toBe(idFrom("a"));
  });
});

describe("a new id", () => {
  test("never comes twice, and later ones sort after earlier ones", () => {
    const ids = Array.from({ length: 2000 }, newId);
    expect(new Set(ids).size).toBe(2000);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every((made) => uuid.safeParse(made).success)).toBe(true);
  });
});
