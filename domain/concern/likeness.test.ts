import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "../testing/chars.ts";
import {
  alike,
  commonCharacters,
  degreeOf,
  gramsOf,
  type Likeable,
  likeness,
  textLikeness,
  whyAlike,
} from "./likeness.ts";

const nowhere = { category: null, buildingId: null, entranceId: null, area: null } as const;
const said = (text: string, more: Partial<Likeable> = {}): Likeable => ({ ...nowhere, text, ...more });
const between = (a: string, b: string) => textLikeness(gramsOf(a), gramsOf(b));

describe("how like two concerns are", () => {
  const lift = { category: "lift", buildingId: "3", entranceId: "3-2", area: "lift" } as const;

  test.each([
    ["电梯又坏了，困住了两个老人", "3幢电梯经常坏，上周还困住了人", {}],
    ["楼下垃圾桶满了没人收，臭得很", "垃圾桶好几天没人收，一楼都是臭味", {}],
    ["电梯按了没反应", "轿厢门关不上，停在五楼", lift],
    ["The lift is stuck again on the fifth floor", "Lift stuck between floors since Monday", { category: "lift" }],
    ["The lift does not move", "电梯停了，上不了楼", lift],
  ] as const)("%s — and — %s: may be the same", (a, b, place) => {
    expect(likeness(said(a, place), said(b, place))).toBeGreaterThanOrEqual(alike);
  });

  test.each([
    ["电梯又坏了，困住了两个老人", "楼上半夜拖椅子，孩子睡不着", {}],
    ["我们小区的问题希望能解决", "请问小区现在有没有幼儿园，希望处理", {}],
    ["小区门口的路灯不亮", "地下车库漏水，车子都淋湿了", { category: "other" }],
    ["楼道里堆了旧家具", "楼道窗户的玻璃碎了", { buildingId: "3" }],
  ] as const)("%s — and — %s: are not", (a, b, place) => {
    expect(likeness(said(a, place), said(b, place))).toBeLessThan(alike);
  });

  test("place and category speak for it, and never against", () => {
    const [a, b] = ["电梯门关不上", "电梯晃得厉害"];
    const grown = [{}, { category: "lift" }, { category: "lift", buildingId: "3" }, lift].map((place) =>
      likeness(said(a, place as Partial<Likeable>), said(b, place as Partial<Likeable>)),
    );
    expect(grown).toEqual(grown.toSorted((x, y) => x - y));
    expect(new Set(grown).size).toBe(4);
    // What neither says is nothing in common.
    expect(likeness(said("甲乙"), said("丙丁"))).toBe(0);
  });

  test("what stands in every text counts for little", () => {
    expect(between("我的问题", "我的希望")).toBeLessThan(between("消防通道", "消防栓"));
    expect([...gramsOf("我们")]).toEqual([["我们", 0.2]]);
  });

  test("the database leaves the same characters out", () => {
    expect(readFileSync("db/sql/1-before.sql", "utf8")).toContain(`'[${commonCharacters}]'`);
  });

  test("reads any width and case, and keeps scripts apart", () => {
    expect(gramsOf("ＬＩＦＴ电梯")).toEqual(
      new Map([
        ["lift", 1],
        ["电梯", 1],
      ]),
    );
    expect([...gramsOf("灯，坏").keys()]).toEqual([]);
  });

  test("of any two texts is the same both ways, none below nothing, the text itself the most", () => {
    fc.assert(
      fc.property(anyText(40), anyText(40), (a, b) => {
        const found = between(a, b);
        expect(found).toBeCloseTo(between(b, a), 9);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1 + 1e-9);
        if (gramsOf(a).size) expect(between(a, a)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("what speaks for it", () => {
  test.each([
    ["电梯又坏了，困住了两个老人", "3幢电梯经常坏，上周还困住了老人", ["电梯", "困住", "老人"]],
    ["The lift is stuck on the 5th floor", "Lift stuck since Monday", ["stuck", "lift"]],
    ["我们小区的问题", "我们小区的希望", []],
    ["电梯停了", "路灯不亮", []],
  ])("%s — and — %s: %j", (a, b, words) => {
    expect(whyAlike(said(a), said(b)).words).toEqual(words);
  });

  test("names what is the same, never what neither says", () => {
    const place = { category: "other", buildingId: "3", entranceId: null, area: "lift" } as const;
    expect(whyAlike(said("甲", place), said("乙", place))).toEqual({
      words: [],
      category: false,
      building: true,
      entrance: false,
      area: true,
    });
  });

  test("each degree has its span", () => {
    expect([0.36, 0.55, 0.8, 1.6].map(degreeOf)).toEqual(["perhaps", "rather", "very", "very"]);
  });
});
