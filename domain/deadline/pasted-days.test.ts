import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asText, daysOf, pastedInput, stretchInput } from "./pasted-days.ts";

const community = "0198c0de-0000-7000-8000-000000000001";
const read = (days: string) => pastedInput.safeParse({ community, days });
const wrong = (days: string) => read(days).error?.issues.map((i) => (i as { params?: object }).params);

describe("a list of days, as somebody copies it", () => {
  test.each([
    ["2026-10-01 至 2026-10-07 国庆节", { first: "2026-10-01", last: "2026-10-07", name: "国庆节", works: false }],
    [
      "2026年10月1日（周四）至7日 国庆节放假",
      { first: "2026-10-01", last: "2026-10-07", name: "国庆节", works: false },
    ],
    ["2026年1月28日-2月3日：春节", { first: "2026-01-28", last: "2026-02-03", name: "春节", works: false }],
    ["2026/10/10 国庆节调休上班", { first: "2026-10-10", last: "2026-10-10", name: "国庆节", works: true }],
    ["2027.2.6 補班 春節", { first: "2027-02-06", last: "2027-02-06", name: "春節", works: true }],
    ["20270101,開國紀念日", { first: "2027-01-01", last: "2027-01-01", name: "開國紀念日", works: false }],
    [
      "2027-02-17 to 2027-02-19 Lunar New Year",
      { first: "2027-02-17", last: "2027-02-19", name: "Lunar New Year", works: false },
    ],
  ])("%s", (text, stretch) => {
    expect(read(text).data?.days).toEqual([stretch]);
  });

  test("several lines, empty ones left out; a line that is not understood is named", () => {
    expect(read("2026-10-01 国庆节\n\n2026-12-25 圣诞节\n").data?.days).toHaveLength(2);
    expect(wrong("2026-10-01 国庆节\n10月10日 上班")).toEqual([{ key: "dayLine", line: 2 }]);
    for (const line of [
      "2026-02-30 春节",
      "2026-10-07 至 2026-10-01 国庆节",
      "2026-10-01",
      "2026-01-01 至 2026-12-31 全年",
      "国庆节",
    ])
      expect(wrong(line)).toEqual([{ key: "dayLine", line: 1 }]);
    expect(wrong(" \n")).toEqual([{ key: "required" }]);
    expect(wrong("2026-10-01 国庆节\n".repeat(61))).toEqual([{ key: "tooManyLines", max: 60 }]);
  });

  test("whatever is typed is read or refused, never broken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const { data } = read(text);
        for (const stretch of data?.days ?? []) expect(daysOf(stretch).length).toBeGreaterThan(0);
      }),
    );
  });
});

test("a stretch is the same after its way through an address; one that is not one is refused", () => {
  const stretch = { first: "2026-02-28", last: "2026-03-02", name: "a/b", works: true };
  expect(stretchInput.parse(asText(stretch))).toEqual(stretch);
  expect(daysOf(stretch).map(({ day }) => day)).toEqual(["2026-02-28", "2026-03-01", "2026-03-02"]);
  for (const text of [
    "",
    "2026-02-30/2026-03-01/0/x",
    "2026-03-02/2026-03-01/0/x",
    "2026-01-01/2026-12-31/0/x",
    "2026-01-01/2026-01-01/2/x",
  ])
    expect(stretchInput.safeParse(text).success).toBe(false);
});
