import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "../testing/chars.ts";
import { listInput, stateFilters } from "./list.ts";
import { concernStatuses } from "./rules.ts";

describe("the address of the list", () => {
  test("takes what it offers", () => {
    const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const asked = { state: "open", category: "lift", building: id, unit: id, mine: "1", overdue: "1", q: " 电梯 " };
    expect(listInput.parse({ ...asked, after: `1764000000123456-${id}` })).toEqual({
      ...asked,
      q: "电梯",
      after: `1764000000123456-${id}`,
    });
    expect(listInput.parse({})).toEqual({});
  });

  test.each([
    ["state", "everything"],
    ["category", "__proto__"],
    ["building", "3幢"],
    ["unit", "' or 1=1"],
    ["mine", "0"],
    ["overdue", "yes"],
    ["q", ["a", "b"]],
    ["after", "yesterday"],
    ["after", "-1-0f8fad5b-d9cb-469f-a165-70867728950e"],
    ["after", `1764000000123456-${"-".repeat(36)}`],
    ["after", `1764000000123456-${"0".repeat(36)}`],
  ])("that says %s = %j is as if that were not there", (name, value) => {
    expect(listInput.parse({ [name]: value })[name as "q"]).toBeUndefined();
  });

  test("never fails, whatever stands in it", () => {
    const value = fc.oneof(anyText(60), fc.array(fc.string(), { maxLength: 3 }), fc.anything({ maxDepth: 1 }));
    fc.assert(
      fc.property(fc.record({ state: value, category: value, q: value, after: value, unit: value }), (address) => {
        expect(listInput.safeParse(address).success).toBe(true);
      }),
    );
  });

  test("searches for no more than a hundred characters, cleaned of what cannot be kept", () => {
    expect(listInput.parse({ q: "电".repeat(500) }).q).toHaveLength(100);
    expect(listInput.parse({ q: "电\0梯\u202e" }).q).toBe("电梯");
  });
});

test("the states of the list hold every state that is confirmed, each either open, done or closed", () => {
  const ends = [...stateFilters.open, ...stateFilters.done, ...stateFilters.closed];
  expect(ends.toSorted()).toEqual(concernStatuses.filter((s) => s !== "unconfirmed").toSorted());
  const steps = [...stateFilters.new, ...stateFilters.going, ...stateFilters.waiting];
  expect(steps.toSorted()).toEqual([...stateFilters.open].toSorted());
});
