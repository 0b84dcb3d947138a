import type { CategoryKey } from "../../concern/category.ts";
import type { Raised } from "./vector.ts";

/** A concern with only what a test says of it. */
export const concern = (id: string, title: string, more: Partial<Raised> = {}): Raised => ({
  id,
  title,
  body: "",
  category: "other",
  buildingId: null,
  area: null,
  at: 0,
  who: [`who ${id}`],
  problem: null,
  ...more,
});

/** Numbers that look random and are the same each time. */
function drawn(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const common = 0x4e00;

/**
 * Generated concerns: themes of made-up words, each told by some in their own order with words of no meaning between, and
 * half of all about nothing in particular. With how many there are the number of themes grows, not only their size.
 */
export function generated(n: number, seed = 7): { concerns: Raised[]; themes: Map<string, number> } {
  const random = drawn(seed);
  const word = (length: number) =>
    Array.from({ length }, () => String.fromCodePoint(common + Math.floor(random() * 3000))).join("");
  const fillers = Array.from({ length: 120 }, () => word(2));
  const filler = () => fillers[Math.floor(random() * fillers.length)] as string;
  const kinds: CategoryKey[] = ["fire", "property", "lift", "parking", "noise", "cleaning"];
  const themes = Array.from({ length: Math.max(3, Math.round(n / 80)) }, (_, i) => ({
    words: Array.from({ length: 4 }, () => word(3)),
    category: kinds[i % kinds.length] as CategoryKey,
    building: `b${i % 12}`,
  }));
  const of = new Map<string, number>();
  const concerns = Array.from({ length: n }, (_, i) => {
    const id = `c${i}`;
    const theme = random() < 0.5 ? Math.floor(random() * themes.length) : -1;
    const t = themes[theme];
    if (t) of.set(id, theme);
    const said = t ? t.words.filter(() => random() < 0.75) : [];
    const own = Array.from({ length: 3 }, () => word(2));
    return concern(id, [...said, filler(), own[0]].join("，"), {
      body: Array.from({ length: 18 }, filler).concat(own, said).join("，"),
      category: t?.category ?? (kinds[i % kinds.length] as CategoryKey),
      buildingId: t?.building ?? `b${i % 12}`,
    });
  });
  return { concerns, themes: of };
}
