import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clean, lengthOf } from "../input.ts";
import { raiseInput, titleOf } from "./raise.ts";

describe("the title of a concern", () => {
  test.each([
    ["电梯又停了。上周也停过一次。", "电梯又停了"],
    ["电梯又停了！怎么办？", "电梯又停了"],
    ["The lift stopped again. Last week too.", "The lift stopped again"],
    ["第一行\n第二行", "第一行"],
    ["单元门锁坏了", "单元门锁坏了"],
    ["  ¿Hola?  ", "¿Hola"],
  ])("of “%s” is its first sentence", (body, title) => expect(titleOf(body)).toBe(title));

  test("that would be long ends at a pause, else in the middle, and says so", () => {
    const paused = `${"电".repeat(20)}，${"梯".repeat(40)}`;
    expect(titleOf(paused)).toBe(`${"电".repeat(20)}…`);
    expect(titleOf("梯".repeat(60))).toBe(`${"梯".repeat(39)}…`);
    // A pause after a few words leaves too little.
    expect(titleOf(`你好，${"梯".repeat(60)}`)).toBe(`你好，${"梯".repeat(36)}…`);
  });

  test("does not cut a rare character or an emoji in two", () => {
    expect(titleOf("𠮷".repeat(60))).toBe(`${"𠮷".repeat(39)}…`);
    expect(titleOf("😀".repeat(40))).toBe("😀".repeat(40));
  });

  const words = fc.constantFrom(
    "电梯",
    "停水",
    "。",
    "！",
    "?",
    "\n",
    ", ",
    "，",
    ". ",
    " ",
    "😀",
    "𠮷",
    "lift",
    "No. 5",
  );
  test("is there, is one line, and has at most 40 characters, whatever is written", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const body = clean(parts.join(""));
        fc.pre(body !== "");
        const title = titleOf(body);
        expect(title).not.toBe("");
        expect(title).not.toContain("\n");
        expect(lengthOf(title)).toBeLessThanOrEqual(40);
        expect(title.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the form of a concern", () => {
  const form = {
    key: "0f8fad5b-d9cb-469f-a165-70867728950e",
    community: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    spot: "area:lift",
    body: "电梯停了",
    category: "auto",
    privacy: "neighbourhood",
  };
  const wrong = (change: Record<string, unknown>) =>
    raiseInput.safeParse({ ...form, ...change }).error?.issues.map((issue) => String(issue.path[0])) ?? [];

  test("needs little more than a text and a place", () => {
    expect(raiseInput.parse(form)).toMatchObject({
      entrance: null,
      floor: null,
      attachments: [],
      shareContact: false,
      name: null,
      phone: null,
      email: null,
      visit: null,
    });
  });

  test.each([
    ["body", ""],
    ["body", "x".repeat(4001)],
    ["category", "everything"],
    ["privacy", "public"],
    ["spot", "area:moon"],
    ["spot", "lift"],
    ["spot", `door:${"9".repeat(21)}`],
    ["floor", "1.5"],
    ["floor", "900"],
    ["floor", "seventh"],
    ["entrance", "2单元"],
    ["community", ""],
    ["key", "once"],
    ["phone", "call me"],
    ["email", "nowhere"],
    ["attachments", ["not-an-id"]],
    ["attachments", Array.from({ length: 7 }, () => form.key)],
  ])("refuses %s = %j at that field", (field, value) => expect(wrong({ [field]: value })).toEqual([field]));

  test("lets no NUL byte through in a door, which the database would choke on", () => {
    const parsed = raiseInput.safeParse({ ...form, spot: "door:15\u000002", door: "15\u000002" });
    expect(JSON.stringify(parsed.data ?? null)).not.toContain("\\u0000");
  });
});
