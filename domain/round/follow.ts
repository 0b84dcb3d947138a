import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

type Ref = { id: string; communityId: string };

/** The round that an open page follows; nothing where the viewer does not walk or lead it. */
export async function followedRound(viewer: Viewer, id: string): Promise<Ref | null> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<Ref>(sql`select id, community_id as "communityId" from rounds where id = ${id}`),
  );
  return row && viewer.claims.officerIn.includes(row.communityId) ? row : null;
}

/** A word that is another one as soon as a visit of the round, the round itself or a refusal has changed. */
export async function stampOf(tx: Transaction, { id, communityId }: Ref): Promise<string> {
  const [row] = await tx.execute<{ stamp: string }>(sql`
    select md5(concat_ws('|', r.name, r.status, r.target, r.starts_on, r.ends_on,
      (select concat_ws(' ', count(*), sum(v.sequence), max(v.changed_at)) from visits v where v.community_id = r.community_id and v.round_id = r.id),
      (select concat_ws(' ', count(*), count(x.lifted_at), max(x.created_at)) from visit_refusals x where x.community_id = r.community_id))) as stamp
    from rounds r where r.community_id = ${communityId} and r.id = ${id}`);
  return row?.stamp ?? "";
}

/** The state of a round now, for a page that may have missed something. */
export const roundStamp = (viewer: Viewer, round: Ref): Promise<string> =>
  asViewer(viewer.claims, (tx) => stampOf(tx, round));

/** Whether one of these visits, as far as the viewer sees them, is of the round. */
export async function touchesRound(viewer: Viewer, round: Ref, visits: string[]): Promise<boolean> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ found: boolean }>(sql`
      select exists (select from visits where community_id = ${round.communityId} and round_id = ${round.id}
        and id = any(${`{${visits.join(",")}}`}::uuid[])) as found`),
  );
  return row?.found ?? false;
}
