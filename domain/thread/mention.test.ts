import { describe, expect, test } from "vitest";
import { labelled, type Named, namesIn } from "./mention.ts";

const person = (id: string, name: string, detail: string | null = null): Named => ({
  id,
  kind: "user",
  name,
  name_en: null,
  detail,
});
const fire: Named = { id: "fire", kind: "organization", name: "区消防大队", name_en: "Fire Brigade", detail: null };
const names = (text: string, readers: Named[], others: { name: string; name_en: string | null }[] = []) => {
  const { named, ...wrong } = namesIn(text, readers, others);
  return { named: named.map(({ id }) => id), ...wrong };
};

describe("a text names", () => {
  test("whoever stands right behind an @, in the middle of Chinese too, and each once", () => {
    const readers = [person("wang", "王强"), fire];
    expect(names("请@王强看一下，@区消防大队也来。＠王强", readers)).toEqual({ named: ["wang", "fire"] });
    expect(names("ask @fire brigade today", readers)).toEqual({ named: ["fire"] });
  });

  test("the longest name that fits", () => {
    expect(names("@王强华 来", [person("a", "王强"), person("b", "王强华")])).toEqual({ named: ["b"] });
    expect(names("@王强来", [person("a", "王强"), person("b", "王强华")])).toEqual({ named: ["a"] });
  });

  test("nobody by an address, a lone @, or a name that nobody has", () => {
    expect(names("写信到 wang@王强.cn 或 a.b@wang.cn，@ 王强，@李四", [person("wang", "王强")])).toEqual({ named: [] });
  });

  test("one of two who are called the same only by what tells them apart", () => {
    const two = [person("a", "王强", "一科"), person("b", "王强", "二科")];
    expect(labelled(two).map(({ label }) => label)).toEqual(["王强（一科）", "王强（二科）"]);
    expect(names("@王强 来", two)).toEqual({ named: [], unclear: "王强" });
    expect(names("@王强（二科）来", two)).toEqual({ named: ["b"] });
  });

  test("not whoever could not read it: that is said", () => {
    expect(names("@李四 来", [person("a", "王强")], [{ name: "李四", name_en: null }])).toEqual({
      named: [],
      blind: "李四",
    });
    // A namesake who can read it is meant.
    expect(names("@王强 来", [person("a", "王强")], [{ name: "王强", name_en: null }])).toEqual({ named: ["a"] });
  });
});
