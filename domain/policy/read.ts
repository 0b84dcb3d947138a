import { sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { pool } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import { clean } from "../input.ts";
import { allCommunities } from "../place/tree.ts";
import { NotFound } from "../refusal.ts";
import { type PolicyParts, policyParts } from "./parts.ts";
import { type PolicyState, policyStateOf } from "./publish.ts";
import { type Standing, standingOf } from "./standing.ts";

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
  /** The first and the last day on which it holds; the last is known once another one follows. */
  validFrom: string | null;
  ends: string | null;
  standing: Standing;
  /** What people said to "did this answer it?", for who leads. */
  answers: Answers | null;
};

type Answers = { helped: number; notHelped: number };

type Row = Omit<PolicyLine, "state" | "publishedAt" | "standing"> & {
  publishedAt: string | null;
  withdrawnAt: string | null;
  today: string;
};

const lineOf = <R extends Row>({
  publishedAt,
  withdrawnAt,
  today,
  ...row
}: R): Omit<R, "publishedAt" | "withdrawnAt" | "today"> & Pick<PolicyLine, "publishedAt" | "state" | "standing"> => {
  const dates = {
    publishedAt: publishedAt === null ? null : new Date(publishedAt),
    withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
  };
  return { ...row, publishedAt: dates.publishedAt, state: policyStateOf(dates), standing: standingOf(row, today) };
};

const parts = sql.join(
  policyParts.map((part) => sql`t.${sql.identifier(part)}`),
  sql`, `,
);

const columns = (locale: Locale) => sql`
  select p.id, p.category, p.published_at as "publishedAt", p.withdrawn_at as "withdrawnAt",
    p.valid_from::text as "validFrom", app.policy_ends(p)::text as ends, app.policy_day(p.community_id)::text as today, t.*,
    case when p.community_id = any (app.coordinates()) then coalesce((
      select jsonb_build_object('helped', a.helped, 'notHelped', a.not_helped) from policy_answers a
      where a.community_id = p.community_id and a.policy_id = p.id), '{"helped": 0, "notHelped": 0}') end as answers
  from policies p
  join lateral (
    select t.locale, t.title, t.body, ${parts} from policy_texts t where t.community_id = p.community_id and t.policy_id = p.id
    order by (t.locale = ${locale}) desc, (t.locale = 'zh-CN') desc, t.locale limit 1) t on true`;

/** The communities whose policies are listed: one's own, or all of them for who has none. */
const communitiesOf = async (viewer: Viewer) =>
  (viewer.communities.length ? viewer.communities : await allCommunities()).map(({ id }) => id);

const policiesMost = 200;

/**
 * The policy explanations that a viewer may read, the latest first: those published that hold or are to come, and all of
 * those they lead.
 */
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
        and (p.community_id = any (app.coordinates()) or coalesce(app.policy_ends(p), 'infinity') >= app.policy_day(p.community_id))
        ${category ? sql`and p.category = ${category}` : sql``}
        ${
          q
            ? sql`and exists (select from policy_texts x where x.community_id = p.community_id and x.policy_id = p.id
                and (x.search || x.search_parts) @@ app.gram_query(${q}))`
            : sql``
        }
      order by coalesce(p.published_at, p.created_at) desc, p.id ${atMost(policiesMost)}`),
  );
  return [...rows].map((row) => lineOf(row));
}

/** So many have to say that it did not answer them, before who leads is told that it is not understood. */
const notUnderstoodFrom = 3;

/** Those of a list that as many did not understand as did, or more: the worst first. */
export const notUnderstood = (lines: readonly PolicyLine[]): PolicyLine[] =>
  lines
    .filter((p) => p.state === "published" && p.standing !== "expired" && p.answers)
    .filter(({ answers }) => answers && answers.notHelped >= Math.max(notUnderstoodFrom, answers.helped))
    .toSorted((a, b) => (b.answers?.notHelped ?? 0) - (a.answers?.notHelped ?? 0));

/** A version of an explanation: one that went before it or follows it. */
type PolicyVersion = {
  id: string;
  validFrom: string | null;
  ends: string | null;
  state: PolicyState;
  standing: Standing;
};

export type PolicyPage = PolicyLine &
  PolicyParts & {
    communityId: string;
    /** What holds instead, where this one does not: of its versions. */
    instead: string | null;
    /** All its versions, the latest first, where there are several. */
    versions: PolicyVersion[];
  };

type VersionRow = Omit<PolicyVersion, "state" | "standing"> & {
  publishedAt: string | null;
  withdrawnAt: string | null;
  today: string;
};

/** One policy explanation with its versions. @throws NotFound */
export async function policyPage(viewer: Viewer, id: string, locale: Locale): Promise<PolicyPage> {
  return asViewer(viewer.claims, async (tx) => {
    const [[row], versions] = await Promise.all([
      tx.execute<Row & PolicyParts & Pick<PolicyPage, "communityId">>(sql`
        select r.*, p.community_id as "communityId" from (${columns(locale)} where p.id = ${id}) r join policies p on p.id = r.id`),
      tx.execute<VersionRow>(sql`
        with recursive earlier as (
          select p.* from policies p where p.id = ${id}
          union select p.* from policies p join earlier e on p.community_id = e.community_id and p.id = e.replaces
        ), later as (
          select p.* from policies p where p.id = ${id}
          union select p.* from policies p join later l on p.community_id = l.community_id and p.replaces = l.id
        ), versions as (select id, community_id from earlier union select id, community_id from later)
        select p.id, p.valid_from::text as "validFrom", app.policy_ends(p)::text as ends, app.policy_day(p.community_id)::text as today,
          p.published_at as "publishedAt", p.withdrawn_at as "withdrawnAt"
        from versions v join policies p on p.community_id = v.community_id and p.id = v.id
        join communities k on k.id = p.community_id
        order by coalesce(p.valid_from, (coalesce(p.published_at, p.created_at) at time zone k.time_zone)::date) desc, p.created_at desc`),
    ]);
    if (!row) throw new NotFound();
    const line = lineOf(row);
    const all = [...versions].map(({ publishedAt, withdrawnAt, today, ...v }) => ({
      ...v,
      state: policyStateOf({
        publishedAt: publishedAt === null ? null : new Date(publishedAt),
        withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
      }),
      standing: standingOf(v, today),
    }));
    const holds = all.find((v) => v.state === "published" && v.standing === "valid");
    return {
      ...line,
      instead: line.standing === "valid" || !holds || holds.id === id ? null : holds.id,
      versions: all.length > 1 ? all : [],
    };
  });
}

/** Whether something was here that everybody could read, and has been taken back. */
export async function policyGone(id: string): Promise<boolean> {
  const [row] = await pool("doorstep_app").db.execute<{ gone: boolean }>(sql`select app.policy_gone(${id}) as gone`);
  return row?.gone ?? false;
}

export type PolicyTexts = {
  id: string;
  communityId: string;
  category: CategoryKey;
  validFrom: string | null;
  validUntil: string | null;
  texts: ({ locale: Locale; title: string; body: string } & PolicyParts)[];
};

/** All its texts, for who changes them. @throws NotFound where the viewer does not lead its community */
export async function policyTexts(viewer: Viewer, id: string): Promise<PolicyTexts> {
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<PolicyTexts, "id" | "texts"> & PolicyTexts["texts"][number]>(sql`
      select p.community_id as "communityId", p.category, p.valid_from::text as "validFrom", p.valid_until::text as "validUntil",
        t.locale, t.title, t.body, ${parts}
      from policies p join policy_texts t on t.community_id = p.community_id and t.policy_id = p.id
      where p.id = ${id} and p.community_id = any (app.coordinates())`),
  );
  const [first] = rows;
  if (!first) throw new NotFound();
  const { communityId, category, validFrom, validUntil } = first;
  return {
    ...{ id, communityId, category, validFrom, validUntil },
    texts: [...rows].map(({ communityId: _, category: __, validFrom: ___, validUntil: ____, ...text }) => text),
  };
}
