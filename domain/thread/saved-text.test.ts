import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillReply, type Known, placeholders, unknownPlaceholder } from "./saved-text.ts";

const known: Known = {
  number: "2611-0042",
  title: "灯坏了",
  reporter: "王秀英",
  owner: "李强",
  due: "11月30日",
  unit: "安居物业",
};

describe("a saved reply", () => {
  test("is filled in with what is known of the concern", () => {
    expect(fillReply("{reporter}您好：{number}《{title}》由{ unit }办理，{due} 前答复。{owner}", known)).toBe(
      "王秀英您好：2611-0042《灯坏了》由安居物业办理，11月30日 前答复。李强",
    );
  });

  test("names the first place that nothing is known of", () => {
    expect(unknownPlaceholder("{number} {phone} {x}")).toBe("phone");
    expect(unknownPlaceholder("{}")).toBe("");
    expect(unknownPlaceholder("没有 { 花括号")).toBeNull();
    expect(unknownPlaceholder(placeholders.map((p) => `{${p}}`).join(""))).toBeNull();
  });

  test("never fills in what was filled in, and leaves the rest as it was typed", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, title) => {
        const rest = before.replaceAll(/[{}]/g, "");
        expect(fillReply(`${rest}{title}${rest}`, { ...known, title: `{owner}${title}` })).toBe(
          `${rest}{owner}${title}${rest}`,
        );
      }),
    );
  });
});
