import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import { clean } from "../input.ts";
import { allCommunities } from "../place/tree.ts";
import { NotFound } from "../refusal.ts";
import { type PolicyState, policyStateOf } from "./publish.ts";

/** What the address of the list says; anything it does not understand is as if it were not there. */
export const policiesInput = z.object({
  category: z.enum(categoryKeys).optional().catch(undefined),
  q: z
    .string()
    .transform((v) => clean(v).slice(0, 100))
    .optional()
    .catch(undefined),
});

export type PolicyLine = {
  id: string;
  category: CategoryKey;
  state: PolicyState;
  publishedAt: Date | null;
  /** In the reader's language where there are words in it, else in the one that everybody here reads. */
  locale: Locale;
  title: string;
  body: string;
};

type Row = Omit<PolicyLine, "state" | "publishedAt"> & { publishedAt: string | null; withdrawnAt: string | null };

const lineOf = ({ publishedAt, withdrawnAt, ...row }: Row): PolicyLine => {
  const dates = {
    publishedAt: publishedAt === null ? null : new Date(publishedAt),
    withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
  };
  return { ...row, publishedAt: dates.publishedAt, state: policyStateOf(dates) };
};

const columns = (locale: Locale) => sql`
  select p.id, p.category, p.published_at as "publishedAt", p.withdrawn_at as "withdrawnAt", t.locale, t.title, t.body
  from policies p
  join lateral (
    select t.locale, t.title, t.body from policy_texts t where t.community_id = p.community_id and t.policy_id = p.id
    order by (t.locale = ${locale}) desc, (t.locale = 'zh-CN') desc limit 1) t on true`;

/** The communities whose policies are listed: one's own, or all of them for who has none. */
const communitiesOf = async (viewer: Viewer) =>
  (viewer.communities.length ? viewer.communities : await allCommunities()).map(({ id }) => id);

const policiesMost = 200;

/** The policy explanations that a viewer may read, the latest first: those published, and all of those they lead. */
export async function listPolicies(
  viewer: Viewer,
  { category, q }: z.output<typeof policiesInput>,
  locale: Locale,
): Promise<PolicyLine[]> {
  const communities = await communitiesOf(viewer);
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Row>(sql`
      ${columns(locale)}
      where p.community_id = any (${`{${communities.join(",")}}`}::uuid[])
        ${category ? sql`and p.category = ${category}` : sql``}
        ${
          q
            ? sql`and exists (select from policy_texts x where x.community_id = p.community_id and x.policy_id = p.id
                and x.search @@ app.gram_query(${q}))`
            : sql``
        }
      order by coalesce(p.published_at, p.created_at) desc, p.id limit ${policiesMost}`),
  );
  return [...rows].map(lineOf);
}

/** One policy explanation. @throws NotFound */
export async function policyPage(
  viewer: Viewer,
  id: string,
  locale: Locale,
): Promise<PolicyLine & { communityId: string }> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<Row & { communityId: string }>(sql`
      select r.*, p.community_id as "communityId" from (${columns(locale)} where p.id = ${id}) r join policies p on p.id = r.id`),
  );
  if (!row) throw new NotFound();
  const { communityId, ...rest } = row;
  return { ...lineOf(rest), communityId };
}

/** All its texts, for who changes them. @throws NotFound where the viewer does not lead its community */
export async function policyTexts(
  viewer: Viewer,
  id: string,
): Promise<{
  id: string;
  communityId: string;
  category: CategoryKey;
  texts: { locale: Locale; title: string; body: string }[];
}> {
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ communityId: string; category: CategoryKey; locale: Locale; title: string; body: string }>(sql`
      select p.community_id as "communityId", p.category, t.locale, t.title, t.body from policies p
      join policy_texts t on t.community_id = p.community_id and t.policy_id = p.id
      where p.id = ${id} and p.community_id = any (app.coordinates())`),
  );
  const [first] = rows;
  if (!first) throw new NotFound();
  return {
    id,
    communityId: first.communityId,
    category: first.category,
    texts: [...rows].map(({ locale, title, body }) => ({ locale, title, body })),
  };
}
