import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

export type AgreementAsk = {
  id: string;
  title: string;
  /** What it waits for: this viewer's signature, or their household's vote, by then. */
  asks: "sign" | "vote";
  until: Date | null;
};

/** The agreements that wait for the viewer: to be signed for their unit, or voted on for their household. */
export async function agreementsAsking(viewer: Viewer): Promise<AgreementAsk[]> {
  if (!viewer.claims.organizations.length && !viewer.claims.households.length) return [];
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<AgreementAsk, "until"> & { until: string | null }>(sql`
      select a.id, a.title, 'sign' as asks, null as until from agreement_parties p
      join agreements a on a.community_id = p.community_id and a.id = p.agreement_id and a.status = 'signing'
      where p.organization_id = any ((select app.organizations())::uuid[]) and p.left_at is null
        and app.signs_for(p.organization_id, ${viewer.user?.id ?? null}::uuid)
        and not exists (select from signatures s where s.community_id = p.community_id and s.party_id = p.id and s.ordinal = a.version)
      union all
      select distinct a.id, a.title, 'vote', x.closes_at::text from poll_roll r
      join polls x on x.community_id = r.community_id and x.id = r.poll_id and x.closed_at is null and x.closes_at > now()
      join agreements a on a.community_id = x.community_id and a.id = x.agreement_id and a.status = 'consent' and a.version = x.ordinal
      where r.household_id = any ((select app.households())::uuid[])
        and not exists (select from ballots b where b.community_id = r.community_id and b.poll_id = r.poll_id and b.household_id = r.household_id)
        and not exists (select from ownerships o where o.community_id = r.community_id and o.household_id = r.household_id and o.let_out)
      order by 4 nulls first, 1 limit 20`),
  );
  return [...rows].map((row) => ({ ...row, until: row.until ? new Date(row.until) : null }));
}
