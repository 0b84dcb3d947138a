import type { CategoryKey } from "../../concern/category.ts";
import { gramsOf } from "../../concern/likeness.ts";
import type { Area } from "../../place/area.ts";

/** What is known of a concern for finding what it has in common with others. */
export type Raised = {
  id: string;
  title: string;
  body: string;
  category: CategoryKey;
  buildingId: string | null;
  area: Area | null;
  /** Milliseconds. */
  at: number;
  /** Whose it is: households, as reporters and voices. */
  who: readonly string[];
  /** The open problem that it stands behind already. */
  problem: string | null;
};

/** A concern as numbers: what it says that others say too, by weight, the heaviest first; of length one at most. */
export type Vector = { grams: Int32Array; weights: Float32Array };

export type Space = { vectors: Vector[] /** In how many concerns each gram stands. */; counts: Int32Array };

/** A title says what it is about; of the text, its beginning. */
const titleWeight = 2;
const bodyLength = 240;

/** So many of the heaviest are kept: what else a long text says in passing is not what it is about. */
const kept = 40;

/** What the same category, with its place, weighs beside words. */
const features = { category: 0.5, building: 0.8, area: 0.8 };

/**
 * The concerns as vectors: pairs of characters and words, each the heavier the fewer concerns have it; and category, with
 * building and area, as if they were words. What stands in a single concern says nothing of others: it only makes the rest weigh less.
 */
export function spaceOf(concerns: readonly Raised[]): Space {
  const vocabulary = new Map<string, number>();
  const numberOf = (gram: string) => {
    const known = vocabulary.get(gram);
    if (known !== undefined) return known;
    vocabulary.set(gram, vocabulary.size);
    return vocabulary.size - 1;
  };
  const texts = concerns.map((c) => {
    const found = new Map<number, number>();
    const add = (text: string, times: number) => {
      for (const [gram, weight] of gramsOf(text)) {
        const n = numberOf(gram);
        found.set(n, Math.max(found.get(n) ?? 0, weight * times));
      }
    };
    add(c.body.slice(0, bodyLength), 1);
    add(c.title, titleWeight);
    if (c.category !== "other") {
      found.set(numberOf(`category ${c.category}`), features.category);
      if (c.buildingId) found.set(numberOf(`at ${c.category} ${c.buildingId}`), features.building);
      if (c.area) found.set(numberOf(`in ${c.category} ${c.area}`), features.area);
    }
    return found;
  });
  const counts = new Int32Array(vocabulary.size);
  for (const text of texts) for (const gram of text.keys()) counts[gram] = (counts[gram] ?? 0) + 1;
  const idf = (gram: number) => Math.log(1 + concerns.length / (counts[gram] ?? 1));
  const vectors = texts.map((text) => {
    const heaviest = [...text]
      .map(([gram, weight]) => [gram, weight * idf(gram)] as const)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, kept);
    const length = Math.sqrt(heaviest.reduce((sum, [, w]) => sum + w * w, 0)) || 1;
    // (It counts for how long a vector is: who says much of their own has less in common with anybody.)
    const shared = heaviest.filter(([gram]) => (counts[gram] ?? 0) > 1);
    return {
      grams: Int32Array.from(shared, ([gram]) => gram),
      weights: Float32Array.from(shared, ([, w]) => w / length),
    };
  });
  return { vectors, counts };
}
