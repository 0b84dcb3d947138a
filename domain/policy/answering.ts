import { type CategoryKey, suggestCategory } from "../concern/category.ts";
import { gramsOf } from "../concern/likeness.ts";

/** From here on an explanation may answer what somebody writes. */
export const answers = 0.42;

const sameCategory = 0.15;

/**
 * How much of what somebody writes an explanation speaks of: of the words that say something, 0 none to 1 all; the title's
 * count twice. What is of the same kind needs less.
 */
export function answering(
  asked: { text: string; category: CategoryKey | null },
  policy: { title: string; body: string; category: CategoryKey },
): number {
  const telling = [...gramsOf(asked.text)].filter(([, weight]) => weight === 1).map(([gram]) => gram);
  const [title, body] = [gramsOf(policy.title), gramsOf(policy.body)];
  const shared = telling.map((gram) => (title.has(gram) ? 2 : body.has(gram) ? 1 : 0));
  // One word is chance: three characters make two pairs.
  const words = telling.reduce((n, gram, i) => n + (shared[i] ? (/^[a-z0-9]/.test(gram) ? 2 : 1) : 0), 0);
  if (words < 3) return 0;
  const covered = Math.min(1, shared.reduce<number>((total, n) => total + n, 0) / telling.length);
  return covered + (asked.category === policy.category ? sameCategory : 0);
}

/** At a door two are offered, as soon as a few words are written down. */
const offeredMost = 2;

/** Those that speak of what was heard at a door: by its words, the nearest first. */
export function speakingOf<P extends { title: string; body: string; category: CategoryKey }>(
  heard: string,
  policies: readonly P[],
): P[] {
  const category = suggestCategory(heard)?.category ?? null;
  return policies
    .map((policy) => ({ policy, score: answering({ text: heard, category }, policy) }))
    .filter(({ score }) => score >= answers)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, offeredMost)
    .map(({ policy }) => policy);
}
