import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

/** The next step of a case that somebody follows to its end. */
export type StepAhead = {
  number: string;
  title: string;
  step: string;
  titles: Partial<Record<string, string>> | null;
  at: Date | null;
  timed: boolean;
  /** All steps are settled: what is missing is the family's word. */
  family: boolean;
};

const most = 8;

/**
 * What comes next in the cases that an officer follows, the nearest date first: those they own, and the steps on which
 * they go along themselves.
 */
export async function stepsAhead(viewer: Viewer): Promise<StepAhead[]> {
  if (!viewer.claims.officerIn.length || !viewer.user) return [];
  const me = viewer.user.id;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<StepAhead, "at"> & { at: string | null }>(sql`
      select c.number, c.title, coalesce(s.title, '') as step, s.titles, s.at, coalesce(s.timed, false) as timed, s.id is null as family
      from (
        select x.community_id, x.subject_id from access x
        where x.principal = ${me} and x.reason in ('owner', 'accompanying') group by 1, 2 offset 0) m
      join concern_followings f on f.community_id = m.community_id and f.concern_id = m.subject_id and f.ended_at is null
      join concerns c on c.community_id = f.community_id and c.id = f.concern_id
      left join lateral (
        select s.* from concern_steps s where s.community_id = f.community_id and s.following_id = f.id and s.status = 'open'
          and (c.owner_id = ${me} or s.officer_id = ${me})
        order by s.at nulls last, s.ordinal limit 1) s on true
      where s.id is not null or c.owner_id = ${me}
      order by s.at nulls last, c.next_at nulls last ${atMost(most)}`),
  );
  return [...rows].map((row) => ({ ...row, at: row.at ? new Date(row.at) : null }));
}
