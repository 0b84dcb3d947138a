import { expect, test } from "vitest";
import { daysAhead, publicDays } from "./public-days.ts";

test("the year as it was announced: holidays, and the weekends that are worked in exchange", () => {
  expect(publicDays(2026)).toEqual([
    { first: "2026-01-01", last: "2026-01-03", name: "元旦", works: false },
    { first: "2026-01-04", last: "2026-01-04", name: "元旦", works: true },
    { first: "2026-02-14", last: "2026-02-14", name: "春节", works: true },
    { first: "2026-02-15", last: "2026-02-23", name: "春节", works: false },
    { first: "2026-02-28", last: "2026-02-28", name: "春节", works: true },
    { first: "2026-04-04", last: "2026-04-06", name: "清明", works: false },
    { first: "2026-05-01", last: "2026-05-05", name: "劳动节", works: false },
    { first: "2026-05-09", last: "2026-05-09", name: "劳动节", works: true },
    { first: "2026-06-19", last: "2026-06-21", name: "端午", works: false },
    { first: "2026-09-20", last: "2026-09-20", name: "国庆节", works: true },
    { first: "2026-09-25", last: "2026-09-27", name: "中秋", works: false },
    { first: "2026-10-01", last: "2026-10-07", name: "国庆节", works: false },
    { first: "2026-10-10", last: "2026-10-10", name: "国庆节", works: true },
  ]);
});

test("nothing is reckoned for a year that has not been announced", () => {
  expect(publicDays(2099)).toEqual([]);
  const years = (today: string) => daysAhead(today).map(({ year, days }) => [year, days.length]);
  expect(years("2098-11-28")).toEqual([
    [2098, 0],
    [2099, 0],
  ]);
  // What is over is not offered.
  expect(years("2025-11-28")).toEqual([
    [2025, 0],
    [2026, 13],
  ]);
  expect(daysAhead("2026-10-07")[0]?.days.map(({ first }) => first)).toEqual(["2026-10-01", "2026-10-10"]);
});
