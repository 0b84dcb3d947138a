import { describe, expect, test } from "vitest";
import { type Asked, addressOf, mostMonths, periodOf, spanOf, usualSpan } from "./ask.ts";
import { leastWhole, percent } from "./measures.ts";

const now = new Date("2026-11-30T17:00:00Z");
const zone = "Asia/Shanghai";
const community = { id: "k", code: "k", name: "甲", nameEn: null, timeZone: zone, demo: false };

describe("the months that are asked for", () => {
  test("are the twelve up to the one that the community's clock shows", () => {
    expect(usualSpan(now, zone)).toEqual({ from: "2026-01", to: "2026-12" });
    expect(usualSpan(now, "Europe/Berlin")).toEqual({ from: "2025-12", to: "2026-11" });
  });

  test("are a year where one end is given, and what was asked for where it can be shown", () => {
    expect(spanOf({ to: "2026-06" }, now, zone)).toEqual({ from: "2025-07", to: "2026-06", errors: {} });
    expect(spanOf({ from: "2026-03" }, now, zone)).toEqual({ from: "2026-03", to: "2026-12", errors: {} });
    expect(spanOf({ from: "2026-03", to: "2026-03" }, now, zone)).toEqual({
      from: "2026-03",
      to: "2026-03",
      errors: {},
    });
  });

  test("are the usual ones where the end lies before the beginning, or too far behind it, and that is said", () => {
    const usual = usualSpan(now, zone);
    expect(spanOf({ from: "2026-07", to: "2026-06" }, now, zone)).toEqual({ ...usual, errors: { to: "order" } });
    expect(spanOf({ from: "2020-01" }, now, zone)).toEqual({ ...usual, errors: { from: "span" } });
    expect(mostMonths).toBe(36);
    expect(spanOf({ from: "2024-01", to: "2026-12" }, now, zone).errors).toEqual({});
    expect(spanOf({ from: "2023-12", to: "2026-12" }, now, zone).errors).toEqual({ from: "span" });
  });

  test("begin and end at midnight of the community, also where clocks change", () => {
    const of = (timeZone: string, from: string, to: string) =>
      periodOf({ from, to, community: { ...community, timeZone } });
    expect(of(zone, "2026-10", "2026-10")).toEqual({
      start: new Date("2026-09-30T16:00:00Z"),
      end: new Date("2026-10-31T16:00:00Z"),
    });
    expect(of("Europe/Berlin", "2026-10", "2026-10")).toEqual({
      start: new Date("2026-09-30T22:00:00Z"),
      end: new Date("2026-10-31T23:00:00Z"),
    });
  });
});

test("an address says what is asked for, with something changed or left out", () => {
  const asked: Asked = { community, from: "2026-01", to: "2026-03", unit: "u", category: "lift", of: "all" };
  expect(addressOf("/figures", asked, { category: "fire", unit: undefined })).toBe(
    "/figures?community=k&from=2026-01&to=2026-03&category=fire",
  );
});

test("a percentage is rounded down, and not told of so few that it would mislead", () => {
  expect(percent(0, leastWhole)).toBe(0);
  expect(percent(9, leastWhole)).toBe(90);
  expect(percent(199, 200)).toBe(99);
  expect(percent(200, 200)).toBe(100);
  expect(percent(9, 9)).toBeNull();
  expect(percent(0, 0)).toBeNull();
});
