import { describe, expect, test } from "vitest";
import { hoursInput, overlap, spansOf } from "./hours.ts";

const noon = [
  { opens: "09:00", closes: "12:00" },
  { opens: "13:30", closes: "17:30" },
];

describe("the hours of a day as people type them", () => {
  test.each([
    "09:00-12:00, 13:30-17:30",
    "9:00–12:00、13:30–17:30",
    "９：００－１２：００；１３：３０～１７：３０",
    "9:00至12:00 13:30到17:30",
    "09:00 - 12:00\n13:30 - 17:30",
  ])("are read from %s", (typed) => {
    expect(spansOf(typed)).toEqual(noon);
  });

  test("may be none, and may last until midnight", () => {
    expect(spansOf("  ")).toEqual([]);
    expect(spansOf("18:00-24:00")).toEqual([{ opens: "18:00", closes: "24:00" }]);
  });

  test.each([
    "上午",
    "9-12",
    "12:00-09:00",
    "09:00-09:00",
    "25:00-26:00",
    "09:00-12:00 午休",
    "24:00-24:00",
    "9:61-10:00",
  ])("are not read from %s", (typed) => {
    expect(spansOf(typed)).toBeNull();
  });

  test("do not overlap", () => {
    expect(overlap(noon)).toBe(false);
    expect(overlap([...noon, { opens: "11:00", closes: "13:00" }])).toBe(true);
    const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((d) => [`day${d}`, d < 6 ? "9:00-12:00" : ""]));
    const key = "0b0f5c1c-2f9b-4c5e-8a55-3a8b4a5e7a10";
    const wrong = hoursInput.safeParse({ key, community: key, ...week, day2: "9:00-12:00 11:00-13:00" });
    expect(wrong.error?.issues.map((i) => i.path[0])).toEqual(["day2"]);
    expect(hoursInput.safeParse({ key, community: key, ...week }).success).toBe(true);
  });
});
