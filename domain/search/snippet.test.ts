import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf, snippetOf, soughtWords } from "./snippet.ts";

test("what was typed is looked for word by word", () => {
  expect(soughtWords(" 电梯 困人，Lift lift ")).toEqual(["电梯", "困人", "lift"]);
  expect(soughtWords(undefined)).toEqual([]);
});

test("what was looked for is marked, in any case, the longer word first", () => {
  expect(piecesOf("The LIFT and 电梯间的灯", ["lift", "电梯", "电梯间"]).filter((p) => p.found)).toEqual([
    { at: 4, text: "LIFT", found: true },
    { at: 13, text: "电梯间", found: true },
  ]);
  expect(piecesOf("什么都没有", ["电梯"])).toEqual([{ at: 0, text: "什么都没有", found: false }]);
  expect(piecesOf("", ["电梯"])).toEqual([{ at: 0, text: "", found: false }]);
});

test("the pieces put together are the text, whatever is looked for", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 4 }),
      (text, words) => {
        const pieces = piecesOf(text, words.map((w) => w.toLowerCase()).filter(Boolean));
        expect(pieces.map((p) => p.text).join("")).toBe(text);
      },
    ),
  );
});

test("a long text is cut around what was found", () => {
  const text = `${"前".repeat(200)}电梯坏了${"后".repeat(200)}`;
  const snippet = snippetOf(text, ["电梯"], 60);
  expect(snippet).toContain("电梯坏了");
  expect(snippet).toMatch(/^….*…$/u);
  expect(Array.from(snippet)).toHaveLength(62);
  expect(snippetOf("短的\n话", ["电梯"])).toBe("短的 话");
  expect(snippetOf("𠮷".repeat(300), [], 10)).toBe(`${"𠮷".repeat(10)}…`);
});
