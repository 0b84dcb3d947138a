import { type SQL, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";

/** So many of a kind at once; the rest a minute later. */
const batch = 200;

/** Days before the day on which something is expected. */
const ahead = 3;

type Marked = { community: string; agreement: string; data: Record<string, string> };

/**
 * Reminds of measures and stages that are due in a few days, and says which are late: each once for the day that is
 * expected, by the clock of the community. The mark and the event are one transaction.
 * @param at now
 */
export async function remindOfWorks(tx: Transaction, at: string): Promise<void> {
  const today = sql`(${at}::timestamptz at time zone c.time_zone)::date`;
  const carried = sql`join agreements a on a.community_id = x.community_id and a.id = x.agreement_id and a.status = 'concluded'
    join communities c on c.id = x.community_id`;
  const day = {
    measures: sql`coalesce(x.expected_on, x.due_on)`,
    stages: sql`coalesce(x.expected_until, x.planned_until)`,
  };
  const due = (expected: SQL) =>
    sql`x.reminded_at is null and ${expected} between ${today} and ${today} + ${ahead}::int`;
  const late = (expected: SQL) => sql`x.escalated_at is null and ${expected} < ${today}`;
  const measures = (mark: SQL, when: SQL) => sql`
    update measures m set ${mark} = ${at}::timestamptz from (
      select x.community_id, x.id from measures x ${carried}
      where x.status in ('planned', 'underway') and ${when} ${atMost(batch)} for update of x skip locked) due
    where m.community_id = due.community_id and m.id = due.id
    returning m.community_id as community, m.agreement_id as agreement,
      jsonb_build_object('measure', m.id, 'organization', m.organization_id, 'on', coalesce(m.expected_on, m.due_on)) as data`;
  const stages = (mark: SQL, when: SQL) => sql`
    update tender_stages s set ${mark} = ${at}::timestamptz from (
      select x.community_id, x.id from tender_stages x ${carried}
      where x.status <> 'done' and ${when} ${atMost(batch)} for update of x skip locked) due
    where s.community_id = due.community_id and s.id = due.id
    returning s.community_id as community, s.agreement_id as agreement,
      jsonb_build_object('stage', s.id, 'stageKind', s.kind, 'on', coalesce(s.expected_until, s.planned_until)) as data`;
  await say(tx, "works_due", measures(sql`reminded_at`, due(day.measures)));
  await say(tx, "works_late", measures(sql`escalated_at`, late(day.measures)));
  await say(tx, "works_due", stages(sql`reminded_at`, due(day.stages)));
  await say(tx, "works_late", stages(sql`escalated_at`, late(day.stages)));
}

async function say(tx: Transaction, kind: "works_due" | "works_late", mark: SQL): Promise<void> {
  for (const { community, agreement, data } of await tx.execute<Marked>(mark))
    await tx.execute(sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, data)
      values (${community}, 'agreement', ${agreement}, ${kind}, 'working', ${JSON.stringify(data)}::jsonb)`);
}
