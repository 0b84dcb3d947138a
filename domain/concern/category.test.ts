import { describe, expect, test } from "vitest";
import { organizationKinds } from "../organization/kind.ts";
import { categories, categoryKeys, suggestCategory } from "./category.ts";

describe("the suggested category", () => {
  test.each([
    ["走廊的消火栓拧开没有水", "fire"],
    ["我们这部电梯又困人了", "lift"],
    ["楼上装修，周末也不停", "noise"],
    ["想问孩子九月入园要什么材料", "schooling"],
    ["住院的钱医保怎么报销", "medical"],
    ["地库充电桩坏了三个", "parking"],
    ["電梯門夾到我媽媽", "lift"],
    ["走廊的滅火器過期了", "fire"],
    ["孩子轉學要甚麼材料", "schooling"],
    ["樓上的鄰居半夜搬東西", "neighbours"],
    ["媽媽獨居，想申請補貼", "welfare"],
    ["The lift is stuck on floor 7 again", "lift"],
    ["Rubbish has not been collected since Monday", "cleaning"],
    ["My son needs a kindergarten place", "schooling"],
    ["There is a LEAK under the roof", "building"],
  ])("of “%s” is %s", (text, category) => expect(suggestCategory(text)?.category).toBe(category));

  test("comes with the longest word that speaks for it", () => {
    expect(suggestCategory("消防通道和消火栓都堵了")).toEqual({ category: "fire", because: "消火栓" });
    expect(suggestCategory("The fire extinguisher is missing")).toEqual({ category: "fire", because: "extinguisher" });
  });

  test("is the one that more is said about", () => {
    // One word for the building, two for the lift.
    expect(suggestCategory("屋顶漏进来的水流进电梯，轿厢里一直湿")?.category).toBe("lift");
    // The longer word outweighs the shorter one.
    expect(suggestCategory("健身器材旁边有垃圾")?.category).toBe("grounds");
  });

  test.each(["", "   ", "你好", "谢谢你们来看我", "Good evening", "😀", "12345", "\0"])(
    "of %j is nothing at all: nothing speaks for any",
    (text) => expect(suggestCategory(text)).toBeUndefined(),
  );

  test.each([
    ["The street in front of the gate is dark", "tree"],
    ["She carried a blouse and a wallet up", "wall"],
    ["There is a cloud of dust every morning", "loud"],
    ["A slight problem with my key", "light"],
  ])("of “%s” is not decided by a word inside another word (%s)", (text, inside) =>
    expect(suggestCategory(text)?.because).not.toBe(inside),
  );

  test.each([
    ["楼下对讲按了没声音，客人只能打电话", "security"],
    ["楼上装修队从楼下搬水泥，楼上楼下都是灰", "noise"],
    ["樓下的樹枝壓到樓上的窗", "grounds"],
    ["楼上那家半夜拖椅子", "neighbours"],
    ["昨天我站在楼上看了一会儿月亮", undefined],
  ])("of “%s”, where a word of place does not outweigh what it is about, is %s", (text, category) =>
    expect(suggestCategory(text)?.category).toBe(category),
  );

  test("is found for each category by each of its own words", () => {
    for (const key of categoryKeys) {
      for (const word of categories[key].words) expect([word, suggestCategory(word)?.category]).toEqual([word, key]);
    }
  });
});

describe("the categories", () => {
  test("go to units that exist, and know in how many days an answer is due", () => {
    for (const { units, answerDays } of Object.values(categories)) {
      expect(units.length).toBeGreaterThan(0);
      for (const unit of units) expect(organizationKinds).toContain(unit);
      expect(units).not.toContain("agency");
      expect(answerDays).toBeGreaterThanOrEqual(1);
      expect(answerDays).toBeLessThanOrEqual(7);
    }
  });

  test("propose privacy for what is personal", () => {
    for (const key of ["medical", "welfare", "schooling", "neighbours", "other"] as const) {
      expect(categories[key].privacy).toBe("private");
    }
    for (const key of ["fire", "lift", "property"] as const) expect(categories[key].privacy).toBe("neighbourhood");
  });

  test("do not share words: a word speaks for one category", () => {
    const words = Object.values(categories).flatMap((category): readonly string[] => category.words);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
    // They are looked for in lower case.
    expect(words.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });
});
