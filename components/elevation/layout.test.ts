import { describe, expect, test } from "vitest";
import type { Building, Door, Entrance } from "#domain/round/elevation.ts";
import { type DoorLook, doorLooks } from "#domain/visit/rules.ts";
import { facadeOf, floorsOf, gridOf, skylineOf } from "./layout.ts";

const none = Object.fromEntries(doorLooks.map((look) => [look, 0])) as Record<DoorLook, number>;

/** An entrance from its floors: `{ 15: ["1501", "1502"] }`. */
function entrance(floors: Record<number, string[]>, looks: Record<string, Partial<Door>> = {}): Entrance {
  return {
    id: Object.values(floors).flat().join(),
    name: "1单元",
    doors: Object.values(floors).flat().length,
    visited: 0,
    looks: none,
    floors: Object.entries(floors).map(([floor, doors]) => ({
      floor: Number(floor),
      doors: doors.map((door) => ({ id: door, door, look: "open", fresh: false, ...looks[door] })),
    })),
  };
}
const building = (...entrances: Entrance[]): Building => ({
  id: "b",
  name: "1幢",
  doors: entrances.reduce((n, e) => n + e.doors, 0),
  visited: 0,
  looks: none,
  entrances,
});
const numbers = (grid: (Door | null)[][]) => grid.map((row) => row.map((d) => d?.door ?? "-").join(" "));

describe("the floors of a building", () => {
  test("are those with doors, from the top down: one left out in counting leaves no gap, a basement lies lowest", () => {
    const b = building(
      entrance({ 15: ["1501"], 12: ["1201"], [-1]: ["B101"] }),
      entrance({ 12: ["1201"], 2: ["201"] }),
    );
    expect(floorsOf(b)).toEqual([15, 12, 2, -1]);
  });
});

describe("the doors of an entrance", () => {
  test("lie above one another by what follows the floor in their number, also where one is missing", () => {
    const e = entrance({ 3: ["301", "302", "303"], 2: ["203", "202"], 1: ["102"] });
    expect(numbers(gridOf(e, [3, 2, 1]))).toEqual(["301 302 303", "- 202 203", "- 102 -"]);
  });

  test("lie in the order of their numbers, as people count, where these say nothing of the floor", () => {
    const e = entrance({ 2: ["10", "9"], 1: ["8", "7", "A"] });
    expect(numbers(gridOf(e, [2, 1]))).toEqual(["9 10 -", "7 8 A"]);
  });

  test("leave a floor empty that only another entrance has", () => {
    expect(numbers(gridOf(entrance({ 1: ["101", "102"] }), [2, 1]))).toEqual(["- -", "101 102"]);
    expect(numbers(gridOf(entrance({}), [2, 1]))).toEqual(["-", "-"]);
  });

  test("are each there once, however wild the ledger", () => {
    const e = entrance({ 12: ["1201", "1202", "12"], 11: ["1101甲", "1101乙"], 1: ["商铺1", "101"] });
    const shown = gridOf(e, [12, 11, 1]).flat().filter(Boolean);
    expect(new Set(shown.map((d) => d?.door))).toEqual(new Set(e.floors.flatMap((f) => f.doors.map((d) => d.door))));
    expect(shown).toHaveLength(7);
  });
});

describe("a façade", () => {
  const looks = {
    "201": { look: "visited", fresh: true },
    "102": { look: "visited" },
    "101": { look: "refuses" },
  } as const;
  const facade = facadeOf(
    building(entrance({ 2: ["201", "202"], 1: ["101", "102"] }, looks), entrance({ 2: ["201"] })),
  );
  const points = (path: string) => path.match(/[\d.]+ [\d.]+/g) ?? [];

  test("has a point for each door, in the path of its look, and light where somebody was let in just now", () => {
    const at = Object.fromEntries(facade.marks.map(({ look, path }) => [look, points(path)]));
    expect(Object.keys(at)).toEqual(["visited", "refuses", "open"]);
    expect([at.visited?.length, at.refuses?.length, at.open?.length]).toEqual([2, 1, 2]);
    expect(points(facade.lit)).toEqual([at.visited?.[0]]);
    const all = Object.values(at).flat();
    expect(new Set(all).size).toBe(all.length);
    for (const point of all) {
      const [x = 0, y = 0] = point.split(" ").map(Number);
      expect(x).toBeGreaterThan(facade.left);
      expect(x + 13).toBeLessThan(facade.width);
      expect(y).toBeGreaterThanOrEqual(facade.top);
      expect(y + 17).toBeLessThan(facade.ground);
    }
  });

  test("names its highest and lowest floor, and every fifth, but none so near that they touch", () => {
    const floors = Object.fromEntries(Array.from({ length: 26 }, (_, i) => [i + 1, [`${i + 1}01`]]));
    expect(facadeOf(building(entrance(floors))).floors.map((f) => f.floor)).toEqual([26, 20, 15, 10, 5, 1]);
  });

  test("shortens the name of an entrance that is wider than its doors", () => {
    const narrow = { ...entrance({ 1: ["101"] }), name: "东区第12单元" };
    const wide = entrance({ 1: ["101", "102", "103", "104"] });
    expect(facadeOf(building(narrow, wide)).entrances.map((e) => e.name)).toEqual(["12", "1单元"]);
  });
});

test("the skyline is as high as its highest house, and as full as it has been visited", () => {
  const low = { ...building(entrance({ 1: ["101"], 2: ["201"] })), visited: 1 };
  const high = building(entrance({ 1: ["1"], 2: ["2"], 3: ["3"], 4: ["4"] }), entrance({ 1: ["1"] }));
  const outlines = skylineOf([low, high, building()]);
  expect(outlines.map((o) => o.height)).toEqual([0.5, 1, 0.15]);
  expect(outlines.map((o) => o.done)).toEqual([0.5, 0, 0]);
  expect(outlines[1]?.width).toBeGreaterThan(outlines[0]?.width ?? 0);
});
