import type { CategoryKey } from "../../concern/category.ts";
import { group } from "./group.ts";
import { type Raised, spaceOf } from "./vector.ts";
import { tellingWords } from "./words.ts";

/** Concerns that may be one problem. */
export type Found = {
  /** Ids, those most like all others first. */
  concerns: string[];
  category: CategoryKey;
  words: string[];
  likeness: number;
  households: number;
  /** The problem that they would be added to; null: a new one. */
  problem: string | null;
};

/** Tuned by hand on real messages: see the figures in docs/operations.md. */
export const thresholds = { pair: 0.12, join: 0.09 } as const;

/** A group is proposed from so many households on. */
export const leastHouseholds = 3;

/**
 * Finds the concerns that belong together, and those that belong to a problem that there is: the largest groups first.
 * Pure; it gives way to others as it goes.
 */
export async function findProblems(
  concerns: readonly Raised[],
  {
    onProgress,
    most = 60,
    ...chosen
  }: { onProgress?: (done: number) => Promise<void>; most?: number; pair?: number; join?: number } = {},
): Promise<Found[]> {
  const space = spaceOf(concerns);
  await onProgress?.(0);
  const problems = [...new Set(concerns.flatMap((c) => (c.problem ? [c.problem] : [])))];
  const seeds = problems.map((p) => concerns.flatMap((c, i) => (c.problem === p ? [i] : [])));
  const groups = await group(space, { ...thresholds, ...chosen, seeds, onProgress });
  const count = counter(concerns.map((c) => c.title));
  return groups
    .map((g) => {
      const fresh = g.members.map((i) => concerns[i] as Raised).filter((c) => !c.problem);
      return { ...g, fresh, households: new Set(fresh.flatMap((c) => c.who)).size };
    })
    .filter(({ fresh, households, seed }) =>
      seed === null ? fresh.length >= leastHouseholds && households >= leastHouseholds : fresh.length > 0,
    )
    .sort((a, b) => b.households - a.households || b.fresh.length - a.fresh.length || b.likeness - a.likeness)
    .slice(0, most)
    .map(({ fresh, households, likeness, seed }) => ({
      concerns: fresh.map((c) => c.id),
      category: mostFrequent(fresh.map((c) => c.category)),
      words: tellingWords(
        fresh.map((c) => c.title),
        count,
      ),
      likeness,
      households,
      problem: seed === null ? null : (problems[seed] ?? null),
    }));
}

/** In how many titles a text stands; asked for the few texts that a group may be called by. */
function counter(titles: readonly string[]): (text: string) => number {
  const known = new Map<string, number>();
  const plain = titles.map((t) => t.normalize("NFKC").toLowerCase());
  const sample = plain.length > 5_000 ? plain.filter((_, i) => i % Math.ceil(plain.length / 5_000) === 0) : plain;
  const scale = plain.length / Math.max(1, sample.length);
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const n = sample.filter((t) => t.includes(text)).length * scale;
    known.set(text, n);
    return n;
  };
}

function mostFrequent(categories: readonly CategoryKey[]): CategoryKey {
  const counts = new Map<CategoryKey, number>();
  for (const c of categories) counts.set(c, (counts.get(c) ?? 0) + 1);
  const said = [...counts].filter(([c]) => c !== "other").sort((a, b) => b[1] - a[1])[0];
  return said && said[1] * 2 >= categories.length
    ? said[0]
    : ([...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "other");
}
