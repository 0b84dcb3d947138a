import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findProblems, leastHouseholds, thresholds } from "./find.ts";
import { dot, group } from "./group.ts";
import { type Before, settle } from "./settle.ts";
import { concern, generated } from "./testing.ts";
import { spaceOf } from "./vector.ts";
import { tellingWords } from "./words.ts";

const noise = [
  "春天花坛要换土",
  "借书室几点关门",
  "快递柜总是满的",
  "儿童滑梯有裂缝",
  "路灯晚上忽明忽暗",
  "雨棚漏水滴在门口",
].map((title, i) => concern(`n${i}`, title));
const hydrants = ["三楼消火栓没有水", "消火栓拧开没有水", "走廊消火栓没水压", "消火栓里没有水出来"].map((title, i) =>
  concern(`h${i}`, title, { category: "fire" }),
);
const lifts = ["电梯半夜停在七楼", "电梯又停了困住人", "电梯停在两层中间"].map((title, i) =>
  concern(`l${i}`, title, { category: "lift", buildingId: "b3" }),
);
const ids = (found: { concerns: string[] }[]) => found.map((f) => f.concerns.toSorted());

describe("what belongs together", () => {
  test("is found, called by its most telling words, and what stands alone is left alone", async () => {
    const found = await findProblems([...noise, ...hydrants, ...lifts]);
    expect(ids(found)).toEqual([
      ["h0", "h1", "h2", "h3"],
      ["l0", "l1", "l2"],
    ]);
    expect(found[0]).toMatchObject({ category: "fire", households: 4, problem: null });
    expect(found[0]?.words[0]).toContain("消火栓");
    expect(found[1]?.words[0]).toContain("电梯");
  });

  test("is proposed from several households, however often one of them said it", async () => {
    const often = hydrants.map((c) => ({ ...c, who: ["one household"] }));
    expect(await findProblems([...noise, ...often])).toEqual([]);
    expect(await findProblems([])).toEqual([]);
    expect(await findProblems(hydrants.slice(0, leastHouseholds - 1))).toEqual([]);
  });

  test("joins a problem that there is, and two problems never become one", async () => {
    const known = hydrants.map((c, i) => ({ ...c, problem: i < 2 ? "p1" : i === 2 ? "p2" : null }));
    const found = await findProblems([...noise, ...known, ...lifts]);
    const added = found.filter((f) => f.problem);
    expect(added).toHaveLength(1);
    expect(added[0]?.concerns).toEqual(["h3"]);
    expect(found.flatMap((f) => f.concerns)).not.toContain("h0");
  });

  test("does not chain together: every group is as alike within as it must be to be joined", async () => {
    const words = Array.from({ length: 168 }, (_, i) => String.fromCodePoint(0x5000 + i * 7));
    // Each shares half of its title with the next: a chain from the first to the last.
    const chain = Array.from({ length: 40 }, (_, i) => concern(`k${i}`, words.slice(i * 4, i * 4 + 8).join("")));
    const groups = await group(spaceOf(chain), thresholds);
    expect(Math.max(...groups.map((g) => g.members.length))).toBeLessThan(12);
    for (const g of groups) expect(g.likeness).toBeGreaterThanOrEqual(thresholds.join - 1e-6);
  });
});

describe("for any concerns", () => {
  const some = fc.array(
    fc.record({
      title: fc.string({ unit: fc.constantFrom(..."电梯停消火栓水停车噪声夜"), minLength: 0, maxLength: 8 }),
      category: fc.constantFrom("fire" as const, "lift" as const, "other" as const),
      problem: fc.constantFrom(null, null, null, "p", "q"),
    }),
    { maxLength: 40 },
  );

  test("each stands in one group at most, none behind a problem is proposed, and the same is found again", async () => {
    await fc.assert(
      fc.asyncProperty(some, async (given) => {
        const concerns = given.map(({ title, ...more }, i) => concern(`c${i}`, title, more));
        const found = await findProblems(concerns);
        const all = found.flatMap((f) => f.concerns);
        expect(new Set(all).size).toBe(all.length);
        for (const id of all) expect(concerns.find((c) => c.id === id)?.problem).toBeNull();
        for (const f of found) if (!f.problem) expect(f.households).toBeGreaterThanOrEqual(leastHouseholds);
        expect(await findProblems(concerns)).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  test("a vector has length one at most", () => {
    fc.assert(
      fc.property(some, (given) => {
        const { vectors } = spaceOf(given.map(({ title }, i) => concern(`c${i}`, title)));
        for (const v of vectors) {
          expect(dot(v, v)).toBeLessThan(1 + 1e-4);
        }
      }),
    );
  });

  test("themes among four thousand are found again, whole and unmixed", async () => {
    const { concerns, themes } = generated(4_000);
    const found = await findProblems(concerns, { most: 1_000 });
    let right = 0;
    let all = 0;
    for (const f of found) {
      const of = f.concerns.map((id) => themes.get(id) ?? -1);
      const most = Math.max(...[...new Set(of)].map((t) => of.filter((x) => x === t && t >= 0).length), 0);
      right += most;
      all += of.length;
    }
    expect(right / all).toBeGreaterThan(0.95);
    expect(right / themes.size).toBeGreaterThan(0.8);
  }, 60_000);
});

describe("what was proposed before", () => {
  const found = (concerns: string[], problem: string | null = null) => ({
    concerns,
    problem,
    category: "fire" as const,
    words: [],
    likeness: 1,
    households: concerns.length,
  });
  const four = ["a", "b", "c", "d"];
  const proposed = (more: Partial<Before>): Before => ({
    id: "x",
    concerns: four,
    decision: null,
    problem: null,
    ...more,
  });

  test("and found again as it was, stays; found otherwise, gives way", () => {
    expect(settle([found(four)], [proposed({})])).toEqual({ fresh: [], same: ["x"], outdated: [] });
    const more = found([...four, "e"]);
    expect(settle([more], [proposed({})])).toEqual({ fresh: [more], same: [], outdated: ["x"] });
    expect(settle([], [proposed({})])).toEqual({ fresh: [], same: [], outdated: ["x"] });
  });

  test("and set aside, comes back only when it has grown by half", () => {
    const aside = [proposed({ decision: "set_aside" })];
    expect(settle([found(four)], aside).fresh).toEqual([]);
    expect(settle([found([...four, "e"])], aside).fresh).toEqual([]);
    expect(settle([found(["a", "b", "c"])], aside).fresh).toEqual([]);
    expect(settle([found([...four, "e", "f"])], aside).fresh).toHaveLength(1);
    expect(settle([found(["d", "v", "w", "x"])], aside).fresh).toHaveLength(1);
    expect(settle([found(four, "p")], aside).fresh).toHaveLength(1);
  });
});

test("words are whole, of many titles and of few others, and say nothing twice", () => {
  const titles = ["3幢消火栓漏水很久", "消火栓漏水了", "5幢的消火栓漏水", "关于消火栓的问题"];
  const words = tellingWords(titles, () => 4);
  expect(words.slice(0, 2)).toEqual(["消火栓", "漏水"]);
  expect(words.join("")).not.toMatch(/关于|问题|幢/);
  expect(tellingWords([], () => 0)).toEqual([]);
});
