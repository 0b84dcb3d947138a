import type { Area } from "../place/area.ts";
import type { CategoryKey } from "./category.ts";

/** What two concerns are compared by. */
export type Likeable = {
  text: string;
  category: CategoryKey | null;
  buildingId: string | null;
  entranceId: string | null;
  area: Area | null;
};

/** From here on a concern is worth being shown as perhaps the same. */
export const alike = 0.35;

/** What the same category and place add to what the texts have in common (0 to 1). */
const bonus = { category: 0.18, building: 0.1, entrance: 0.1, area: 0.12 } as const;

const textWeight = 1.25;

/** Characters that stand in any text: a pair with one of them says little. The database leaves such pairs out too. */
export const commonCharacters =
  "的了是在我你他她它您们这那就都也和与及或到对为以被把给让从向又很还已经会能可请没要一个吗呢吧啊之其而但如因所不有";

/** Words that stand in any concern, or only say where somebody stood. */
const commonWords = new Set(
  "小区 社区 問題 问题 反映 居民 住户 住戶 业主 業主 希望 解决 解決 处理 處理 情况 情況 楼上 樓上 楼下 樓下 门口 門口 現在 现在 時候 时候 the and for is are was not no to of in on at it we our my this that there has have been".split(
    " ",
  ),
);

const little = 0.2;

/** A text as pairs of characters and whole words, each with what it weighs. */
export function gramsOf(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [run] of text
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/[a-z0-9à-ɏ]+|[぀-ヿ㐀-鿿가-힯豈-﫿]+/g)) {
    if (/^[a-z0-9à-ɏ]/.test(run)) {
      if (run.length > 1) found.set(run, commonWords.has(run) || /^\d+$/.test(run) ? little : 1);
      continue;
    }
    const chars = Array.from(run);
    for (let i = 0; i + 1 < chars.length; i++) {
      const [a = "", b = ""] = [chars[i], chars[i + 1]];
      const common = commonCharacters.includes(a) || commonCharacters.includes(b) || commonWords.has(a + b);
      found.set(a + b, common ? little : 1);
    }
  }
  return found;
}

const sum = (weights: Iterable<number>) => [...weights].reduce((total, weight) => total + weight, 0);

/** How much two texts have in common: 0 nothing, 1 the same words. A short one within a long one counts for less. */
export function textLikeness(a: Map<string, number>, b: Map<string, number>): number {
  const all = Math.sqrt(sum(a.values()) * sum(b.values()));
  if (!all) return 0;
  const shared = sum([...a].filter(([gram]) => b.has(gram)).map(([, weight]) => weight));
  return shared / all;
}

/** How like two concerns are, by text, category and place: from `alike` on they may be the same thing. */
export function likeness(a: Likeable, b: Likeable): number {
  const same = <K extends keyof Likeable>(key: K) => a[key] !== null && a[key] === b[key];
  const bonuses =
    (same("category") && a.category !== "other" ? bonus.category : 0) +
    (same("buildingId") ? bonus.building : 0) +
    (same("entranceId") ? bonus.entrance : 0) +
    (same("area") ? bonus.area : 0);
  return textWeight * textLikeness(gramsOf(a.text), gramsOf(b.text)) + bonuses;
}

/** How like, in three steps that have words. */
export const degrees = ["very", "rather", "perhaps"] as const;

export type Degree = (typeof degrees)[number];

export const degreeOf = (score: number): Degree => (score >= 0.8 ? "very" : score >= 0.55 ? "rather" : "perhaps");

/** What speaks for two concerns being the same, to be said beside them. */
export type WhyAlike = { words: string[] } & Record<"category" | "building" | "entrance" | "area", boolean>;

/** So many words that both say are named, the longest first. */
const wordsMost = 3;

export function whyAlike(a: Likeable, b: Likeable): WhyAlike {
  const same = <K extends keyof Likeable>(key: K) => a[key] !== null && a[key] === b[key];
  return {
    words: sharedWords(a.text, b.text),
    category: same("category") && a.category !== "other",
    building: same("buildingId"),
    entrance: same("entranceId"),
    area: same("area"),
  };
}

/** What both texts say: whole words, and runs of characters without those that stand in any text at their ends. */
function sharedWords(a: string, b: string): string[] {
  const said = [...gramsOf(b)].filter(([, weight]) => weight === 1).map(([gram]) => gram);
  const grams = new Map([...gramsOf(a)].filter(([gram]) => said.includes(gram)));
  const found = new Set<string>();
  for (const [run] of a
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/[a-z0-9à-ɏ]+|[぀-ヿ㐀-鿿가-힯豈-﫿]+/g)) {
    if (/^[a-z0-9à-ɏ]/.test(run)) {
      if (grams.has(run)) found.add(run);
      continue;
    }
    const chars = Array.from(run);
    let word = "";
    for (const [i, char] of chars.entries()) {
      if (grams.has(char + (chars[i + 1] ?? ""))) word ||= char;
      if (word && grams.has(char + (chars[i + 1] ?? ""))) word += chars[i + 1];
      else if (word) {
        found.add(word);
        word = "";
      }
    }
  }
  const longest = [...found].toSorted((x, y) => y.length - x.length);
  return longest.filter((word, i) => !longest.slice(0, i).some((other) => other.includes(word))).slice(0, wordsMost);
}
