import fc from "fast-check";
import { expect, test } from "vitest";
import { heldTogether, phrases, spokenIn } from "./phrases.ts";

test("a heading may break between words, never inside of one", () => {
  expect(phrases("跟着引路的阿姨上十五楼")).toEqual(["跟着", "引路的", "阿姨上", "十五楼"]);
  expect(phrases("服务中心九点到五点，上班的人去不了").join("|")).toMatch(/五点，\|/);
  expect(phrases("她说“一分钟也算数”，就走了").join("|")).toMatch(/“一分钟/);
  expect(phrases("Raise a concern")).toEqual(["Raise a concern"]);
});

test("no piece is lost or begins with a closing mark", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."消防设施用旧了，靠不住。“”（）12 ab") }), (text) => {
      const pieces = phrases(text);
      expect(pieces.join("")).toBe(text);
      for (const piece of pieces.slice(1)) expect(piece).not.toMatch(/^[，。”）]/);
    }),
  );
});

test("in a picture the same words are held together, and nothing is added that is seen", () => {
  const held = heldTogether("上十五楼，Lift 12 坏了");
  expect(held.replaceAll("\u2060", "")).toBe("上十五楼，Lift 12 坏了");
  expect(held).toContain("十\u2060五\u2060楼");
  expect(heldTogether("Raise a concern")).toBe("Raise a concern");
});

test("words are read aloud in the language of their letters", () => {
  expect(spokenIn("3 幢 2 单元")).toBe("zh");
  expect(spokenIn("The lift is broken")).toBe("en");
  expect(spokenIn("12:30")).toBeUndefined();
});
