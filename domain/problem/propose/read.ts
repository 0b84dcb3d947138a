import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../../account/viewer.ts";
import type { CategoryKey, Privacy } from "../../concern/category.ts";
import type { ConcernStatus } from "../../concern/rules.ts";

export type Proposal = {
  id: string;
  words: string[];
  category: CategoryKey;
  likeness: number;
  households: number;
  /** The problem that it would add to. */
  problem: { number: string; title: string } | null;
  since: Date;
  buildings: { name: string; n: number }[];
  concerns: {
    number: string;
    title: string;
    status: ConcernStatus;
    privacy: Privacy;
    building: string | null;
    createdAt: Date;
  }[];
};

export type SearchState = {
  askedAt: Date;
  finishedAt: Date | null;
  progress: number;
  failed: boolean;
  concerns: number | null;
  groups: number | null;
};

type Row = Omit<Proposal, "since" | "concerns"> & {
  since: string;
  concerns: (Omit<Proposal["concerns"][number], "createdAt"> & { createdAt: string })[];
};

/** What waits to be decided, those of most households first, and how the last search went: for who leads. */
export async function proposalsOf(
  viewer: Viewer,
  community: string,
): Promise<{ proposals: Proposal[]; search: SearchState | null }> {
  return asViewer(viewer.claims, async (tx) => {
    const [rows, [search]] = await Promise.all([
      tx.execute<Row>(sql`
        select p.id, p.words, p.category, p.likeness, p.households,
          (select jsonb_build_object('number', x.number, 'title', x.title) from problems x
            where x.community_id = p.community_id and x.id = p.problem_id) as problem,
          m.since, m.concerns, coalesce((
            select jsonb_agg(jsonb_build_object('name', z.name, 'n', z.n) order by z.n desc, z.name) from (
              select b.name, count(*)::int as n from problem_proposal_concerns y
              join concerns c on c.community_id = y.community_id and c.id = y.concern_id
              join buildings b on b.community_id = c.community_id and b.id = c.building_id
              where y.community_id = p.community_id and y.proposal_id = p.id group by b.name) z), '[]') as buildings
        from problem_proposals p
        cross join lateral (
          select min(c.created_at) as since, coalesce(jsonb_agg(jsonb_build_object('number', c.number, 'title', c.title, 'status', c.status,
            'privacy', c.privacy, 'building', b.name, 'createdAt', c.created_at) order by c.created_at desc), '[]') as concerns
          from problem_proposal_concerns x
          join concerns c on c.community_id = x.community_id and c.id = x.concern_id
          left join buildings b on b.community_id = c.community_id and b.id = c.building_id
          where x.community_id = p.community_id and x.proposal_id = p.id
            -- (What was put behind a problem meanwhile is decided.)
            and not exists (select from problem_concerns pc where pc.community_id = c.community_id and pc.concern_id = c.id)) m
        where p.community_id = ${community} and p.decided_at is null and m.since is not null
        order by p.households desc, p.likeness desc limit 60`),
      tx.execute<Omit<SearchState, "askedAt" | "finishedAt"> & { askedAt: string; finishedAt: string | null }>(sql`
        select s.asked_at as "askedAt", s.finished_at as "finishedAt", s.progress, s.failed is not null as failed, s.concerns, s.groups
        from problem_searches s where s.community_id = ${community} order by s.asked_at desc limit 1`),
    ]);
    return {
      proposals: [...rows].map((row) => ({
        ...row,
        since: new Date(row.since),
        concerns: row.concerns.map((c) => ({ ...c, createdAt: new Date(c.createdAt) })),
      })),
      search: search
        ? {
            ...search,
            askedAt: new Date(search.askedAt),
            finishedAt: search.finishedAt ? new Date(search.finishedAt) : null,
          }
        : null,
    };
  });
}
