import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";

/** Days before its last one on which an explanation is to be looked at again. */
const ahead = 30;

/** So many at once; the rest a minute later. */
const batch = 50;

/**
 * Tells whoever wrote an explanation, and who leads the community, that it ends soon and that nothing follows it: once. The
 * mark and what is said of it are one transaction.
 */
export async function remindOfPolicies(tx: Transaction, at: string): Promise<void> {
  const ending = await tx.execute<{ community: string; id: string; author: string | null; until: string }>(sql`
    update policies p set end_told = ${at}::timestamptz from (
      select p.community_id, p.id from policies p join communities k on k.id = p.community_id
      where p.published_at is not null and p.withdrawn_at is null and p.end_told is null
        and p.valid_until between (${at}::timestamptz at time zone k.time_zone)::date
          and (${at}::timestamptz at time zone k.time_zone)::date + ${ahead}::int
        and not exists (select from policies n where n.community_id = p.community_id and n.replaces = p.id)
      ${atMost(batch)} for update of p skip locked) due
    where p.community_id = due.community_id and p.id = due.id
    returning p.community_id as community, p.id, p.created_by as author, p.valid_until::text as until`);
  for (const { community, id, author, until } of ending) {
    const data = JSON.stringify({ policy: id, until });
    const [event] = await tx.execute<{ seq: number }>(sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, data)
      values (${community}, 'community', ${community}, 'policy_ends', 'office', ${data}::jsonb) returning seq`);
    await tx.execute(sql`
      insert into notifications (community_id, id, user_id, policy_id, kind, seq)
      select ${community}, gen_random_uuid(), a.user_id, ${id}, 'policy_ends', ${event?.seq ?? 0}
      from accounts a
      where a.disabled_at is null and exists (
        select from memberships m join community_organizations co on co.organization_id = m.organization_id
        where m.user_id = a.user_id and m.ended_at is null and co.community_id = ${community}
          and (m.role = 'coordinator' or a.user_id = ${author}))
      on conflict do nothing`);
  }
}
