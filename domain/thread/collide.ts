import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { Refusal } from "../refusal.ts";

/**
 * Whether somebody else has written what this writer can read, since they saw the thread: then what they send comes back
 * once, to be looked at again.
 * @param seen the last event that stood on their page
 * @throws Refusal with who wrote, and the event that has now been seen
 */
export async function noneMeanwhile(
  tx: Transaction,
  { community, thread, seen }: { community: string; thread: string; seen: number | null | undefined },
): Promise<void> {
  if (seen === null || seen === undefined) return;
  const [last] = await tx.execute<{ seq: number; who: string | null }>(sql`
    select e.seq, coalesce(o.name, case when u.works_in <> '{}' then u.name end) as who
    from events e
    join messages m on m.community_id = e.community_id and m.id = e.message_id and m.deleted_at is null
    left join organizations o on o.id = m.organization_id
    left join users u on u.id = m.author_id
    where e.community_id = ${community} and e.subject_id = ${thread} and e.seq > ${seen}
      and e.actor_id is distinct from app.user()
    order by e.seq desc limit 1`);
  if (!last) return;
  if (last.who) throw new Refusal("writtenMeanwhile", { params: { who: last.who, seen: last.seq } });
  throw new Refusal("reporterWroteMeanwhile", { params: { seen: last.seq } });
}
