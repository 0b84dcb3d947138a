import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, suggestCategory } from "../concern/category.ts";
import { gramsOf } from "../concern/likeness.ts";

export type PolicyAnswer = { id: string; locale: Locale; title: string; body: string };

/** So many are offered. */
const answersMost = 2;

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

/** Published explanations that may answer at once what somebody is about to raise: for anybody, account or not. */
export async function policyAnswers(
  viewer: Viewer,
  asked: { community: string; body: string; category?: CategoryKey | null },
  locale: Locale,
): Promise<PolicyAnswer[]> {
  const category = asked.category ?? suggestCategory(asked.body)?.category ?? null;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<PolicyAnswer & { category: CategoryKey }>(sql`
      select p.id, p.category, t.locale, t.title, t.body from policies p
      join policy_texts t on t.community_id = p.community_id and t.policy_id = p.id
      where p.community_id = ${asked.community} and p.published_at is not null and p.withdrawn_at is null
        and (t.search @@ app.any_gram_query(${asked.body}) or t.locale = ${locale})
      limit 600`),
  );
  const scored = Map.groupBy(rows, (row) => row.id)
    .values()
    .map((texts) => {
      // Found in whichever language it was asked, shown in the reader's where there are words in it.
      const score = Math.max(...texts.map((t) => answering({ text: asked.body, category }, t)));
      const shown = texts.find((t) => t.locale === locale) ?? texts.find((t) => t.locale === "zh-CN") ?? texts[0];
      return { score, shown };
    });
  return [...scored]
    .filter(({ score }) => score >= answers)
    .sort((a, b) => b.score - a.score)
    .slice(0, answersMost)
    .flatMap(({ shown }) =>
      shown ? [{ id: shown.id, locale: shown.locale, title: shown.title, body: shown.body }] : [],
    );
}
