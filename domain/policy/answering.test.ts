import { describe, expect, test } from "vitest";
import { answering, answers, speakingOf } from "./answering.ts";

const kindergarten = {
  category: "schooling",
  title: "外来务工人员的孩子，怎么上附近的幼儿园",
  body: "不看户口，看居住证。父母一方有本区居住证、孩子满三周岁，就可以报名。带三样：居住证、出生证明、租房合同。",
} as const;

describe("whether an explanation may answer what somebody writes", () => {
  test.each([
    ["我是外地来打工的，孩子想上幼儿园，怎么报名？", "schooling"],
    ["孩子三岁了，幼儿园报名要不要居住证", null],
    ["没有本地户口，孩子可以上附近的幼儿园吗", "schooling"],
  ] as const)("%s: it may", (text, category) => {
    expect(answering({ text, category }, kindergarten)).toBeGreaterThanOrEqual(answers);
  });

  test.each([
    ["幼儿园门口每天早上堵车，一路按喇叭", "schooling"],
    ["大门口的路灯坏了三盏，晚上骑车看不见坎。", "water_power"],
    ["电梯困住了两个孩子", "lift"],
    ["孩子", "schooling"],
    ["", null],
  ] as const)("%s: it does not", (text, category) => {
    expect(answering({ text, category }, kindergarten)).toBeLessThan(answers);
  });
});

test("at a door those are offered that speak of what was heard, the nearest first, and no more than two", () => {
  const fire = { category: "fire", title: "电动车在楼道充电怎么罚", body: "楼道里不能充电。" } as const;
  const all = [fire, kindergarten, { ...kindergarten, title: "幼儿园报名要带什么", body: "居住证。" }, kindergarten];
  expect(speakingOf("孩子想上幼儿园，怎么报名", all)).toHaveLength(2);
  expect(speakingOf("楼上有人把电动车推进楼道充电", all)).toEqual([fire]);
  expect(speakingOf("老人身体挺好", all)).toEqual([]);
  expect(speakingOf("", all)).toEqual([]);
});
