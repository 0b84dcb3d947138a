import { expect, test } from "vitest";
import { saysOtherwise } from "./material.ts";

const text = { title: "电梯停在三楼", body: "电梯又停了，两个孩子困在里面。请尽快来修。" };

test.each([
  ["the same", {}, false],
  ["set otherwise", { body: "电梯又停了。\n两个孩子困在里面，请尽快来修！" }, false],
  ["a character put right", { body: "电梯又停了，二个孩子困在里面。请尽快来修。" }, false],
  ["in full-width figures", { title: "电梯停在３楼" }, false],
  ["a sentence more", { body: `${text.body}物业三天都没有人接电话，邻居们都很着急。` }, true],
  ["a sentence less", { body: "请尽快来修。" }, true],
  ["another matter", { title: "楼道的灯不亮", body: "二楼到五楼的灯都不亮，老人走楼梯要摸黑。" }, true],
])("%s: whether it says something else", (_, more, expected) => {
  expect(saysOtherwise(text, { ...text, ...more })).toBe(expected);
});

test("a long text of another length is not compared for ever", () => {
  expect(saysOtherwise(text, { title: text.title, body: "别的".repeat(1000) })).toBe(true);
});
