import { describe, expect, test } from "vitest";
import { listIn, offersOf } from "./offers.ts";
import { isPast, mayMove, nextOf, papersOf, stepStatuses } from "./rules.ts";

describe("the transition table of the step", () => {
  test("lets the family tick and untick, and no more", () => {
    const allowed = stepStatuses.flatMap((from) =>
      stepStatuses.filter((to) => mayMove(from, to, ["family"])).map((to) => `${from} ${to}`),
    );
    expect(allowed).toEqual(["open done", "done open"]);
  });

  test("lets those who accompany settle and take up, and nobody else anything", () => {
    for (const to of ["done", "not_needed"] as const) {
      expect(mayMove("open", to, ["carer"])).toBe(true);
      expect(mayMove(to, "open", ["carer"])).toBe(true);
      expect(mayMove("open", to, [])).toBe(false);
    }
  });
});

test.each([
  ["- 合同\n* 居住证\n• 疫苗本", ["合同", "居住证", "疫苗本"]],
  ["1. 合同\n2、居住证\n（3）疫苗本\n④ 体检", ["合同", "居住证", "疫苗本", "体检"]],
  ["一、合同\n二、居住证", ["合同", "居住证"]],
  ["  - Lease\nNot in the list - at all\n-", ["Lease"]],
  ["2026 年起不看户口。\n1.5 公里以内\n3岁以上", []],
  ["", []],
])("the list in %j", (text, lines) => {
  expect(listIn(text)).toEqual(lines);
});

test("lists of different length are not taken for translations of one another", () => {
  const texts = [
    { policy: "p", locale: "zh-CN", title: "入园", body: "- 一\n- 二" },
    { policy: "p", locale: "en", title: "Kindergarten", body: "- one" },
    { policy: "q", locale: "zh-CN", title: "没有清单", body: "没有。" },
  ];
  expect(offersOf(texts, "zh-TW")).toEqual([
    {
      title: "入园",
      steps: [
        { key: "p.0", title: "一", titles: { "zh-CN": "一" }, papers: "" },
        { key: "p.1", title: "二", titles: { "zh-CN": "二" }, papers: "" },
      ],
    },
  ]);
  expect(offersOf(texts, "en")[0]?.steps.map((s) => s.title)).toEqual(["one"]);
});

test("what comes next is the earliest date among what is open, else the first in order", () => {
  const one = (status: "open" | "done" | "not_needed", at: string | null) => ({
    status,
    at: at ? new Date(at) : null,
    timed: true,
  });
  const [a, b, c] = [one("open", null), one("open", "2026-02-02"), one("done", "2026-01-01")];
  expect(nextOf([a, b, c])).toBe(b);
  expect(nextOf([c, a])).toBe(a);
  expect(nextOf([c])).toBeNull();
});

test("a day without a time is over when the day is", () => {
  const at = new Date("2026-03-01T09:00:00+08:00");
  expect(isPast({ at, timed: true }, new Date("2026-03-01T09:00:00+08:00"))).toBe(true);
  expect(isPast({ at, timed: false }, new Date("2026-03-01T23:59:00+08:00"))).toBe(false);
  expect(isPast({ at, timed: false }, new Date("2026-03-02T00:00:00+08:00"))).toBe(true);
  expect(isPast({ at: null, timed: false }, new Date())).toBe(false);
});

test("papers are lines", () => expect(papersOf(" 户口簿 \n\n 照片 ")).toEqual(["户口簿", "照片"]));
