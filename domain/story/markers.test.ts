import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksOf, concernMarker, inline, unknownMarkers } from "./markers.ts";

describe("a story as it was typed", () => {
  test("is paragraphs, headings, and what stands between them", () => {
    expect(
      blocksOf(
        "## 敲门\n走了 [[figure:doors_visited]] 户。\n第二行。\n\n[[quote:1]]\n后面。\n[[problem]]\n[[photo:12]]",
      ),
    ).toEqual([
      { kind: "heading", parts: [{ kind: "text", text: "敲门" }] },
      {
        kind: "paragraph",
        parts: [
          { kind: "text", text: "走了 " },
          { kind: "figure", key: "doors_visited", argument: "" },
          { kind: "text", text: " 户。\n第二行。" },
        ],
      },
      { kind: "quote", ordinal: 1 },
      { kind: "paragraph", parts: [{ kind: "text", text: "后面。" }] },
      { kind: "problem" },
      { kind: "photo", ordinal: 12 },
    ]);
  });

  test("a figure may say of what", () => {
    expect(inline("[[figure:problem_households:2026-8101]]")).toEqual([
      { kind: "figure", key: "problem_households", argument: "2026-8101" },
    ]);
  });

  test("a concern stands in a line of its own; what is astray within one is not read as text", () => {
    expect(blocksOf("甲\n\n[[concern:2026-0001]]")).toEqual([
      { kind: "paragraph", parts: [{ kind: "text", text: "甲" }] },
      { kind: "concern", number: "2026-0001" },
    ]);
    expect(blocksOf(`甲${concernMarker("2026-0001")}乙[[quote:1]]丙[[problem]]`)).toEqual([
      { kind: "paragraph", parts: [{ kind: "text", text: "甲乙丙" }] },
    ]);
    expect(unknownMarkers("[[concern:2026-0001]] [[concern]] [[concern:x]]")).toEqual(["[[concern]]", "[[concern:x]]"]);
  });

  test("what stands for nothing is named", () => {
    expect(unknownMarkers("[[quote:1]] [[quote]] [[图:1]] [[figure:doors_visited]] [[figure:X]]")).toEqual([
      "[[quote]]",
      "[[图:1]]",
      "[[figure:X]]",
    ]);
  });

  test("loses no word, whatever is typed", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("甲", "乙乙", "## ", "\n", "[[quote:1]]", "[[", "]]", " ")), (pieces) => {
        const body = pieces.join("");
        const shown = blocksOf(body)
          .flatMap((b) => ("parts" in b ? b.parts : []))
          .map((p) => (p.kind === "text" ? p.text : ""))
          .join("");
        const count = (text: string) => text.split("").filter((c) => "甲乙".includes(c)).length;
        expect(count(shown)).toBe(count(body));
      }),
    );
  });
});
