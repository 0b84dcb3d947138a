import { expect, test } from "vitest";
import type { UnitOption } from "../organization/options.ts";
import { likelyUnits } from "./likely-units.ts";

const unit = (id: string, kind: UnitOption["kind"]): UnitOption => ({ id, name: id, nameEn: null, kind });
const units = [
  unit("committee", "committee"),
  unit("fire", "fire"),
  unit("homeowners", "homeowners"),
  unit("property", "property"),
];
/** Fire is usually for the fire brigade and the property company. */
const proposed = (of: number, given: Record<string, number>) =>
  likelyUnits(units, "fire", { of, given })
    .filter((u) => u.proposed)
    .map((u) => u.id);

test("with nothing before, the rule proposes", () => {
  expect(proposed(0, {})).toEqual(["fire", "property"]);
  expect(proposed(3, { committee: 3 })).toEqual(["fire", "property"]);
});

test("what was done before speaks for a unit that the rule does not know, and against one that it does", () => {
  expect(proposed(10, { property: 9, homeowners: 6, fire: 1 })).toEqual(["property", "homeowners", "fire"]);
  expect(proposed(12, { property: 12, homeowners: 5 })).toEqual(["property"]);
});

test("every unit stays to be chosen, with its figure, the likeliest first", () => {
  const found = likelyUnits(units, "fire", { of: 15, given: { property: 12, committee: 2 } });
  expect(found.map((u) => [u.id, u.given, u.of, u.usual])).toEqual([
    ["property", 12, 15, true],
    ["committee", 2, 15, false],
    ["fire", 0, 15, true],
    ["homeowners", 0, 15, false],
  ]);
});
