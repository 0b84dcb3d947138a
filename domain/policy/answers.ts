import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, suggestCategory } from "../concern/category.ts";
import { answering, answers } from "./answering.ts";
import { type PolicyParts, policyParts, wholeText } from "./parts.ts";

export type PolicyAnswer = { id: string; locale: Locale; title: string; body: string };

/** So many are offered. */
const answersMost = 2;

/** Published explanations that may answer at once what somebody is about to raise: for anybody, account or not. */
export async function policyAnswers(
  viewer: Viewer,
  asked: { community: string; body: string; category?: CategoryKey | null },
  locale: Locale,
): Promise<PolicyAnswer[]> {
  const category = asked.category ?? suggestCategory(asked.body)?.category ?? null;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<PolicyAnswer & PolicyParts & { category: CategoryKey }>(sql`
      select p.id, p.category, t.locale, t.title, t.body, ${sql.join(
        policyParts.map((part) => sql`t.${sql.identifier(part)}`),
        sql`, `,
      )} from policies p
      join policy_texts t on t.community_id = p.community_id and t.policy_id = p.id
      where p.community_id = ${asked.community} and app.policy_holds(p)
        and ((t.search || t.search_parts) @@ app.any_gram_query(${asked.body}) or t.locale = ${locale})
      order by p.published_at desc, p.id, t.locale limit 600`),
  );
  const scored = Map.groupBy(rows, (row) => row.id)
    .values()
    .map((texts) => {
      // Found in whichever language it was asked, shown in the reader's where there are words in it.
      const score = Math.max(
        ...texts.map((t) => answering({ text: asked.body, category }, { ...t, body: wholeText(t) })),
      );
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
