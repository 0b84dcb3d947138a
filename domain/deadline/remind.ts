import { type SQL, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";

/** So many of a kind at once; the rest a minute later. */
const batch = 200;

/** What was to be solved longer ago than this is no news: who has known of it so far hears nothing of it now. */
const news = sql`interval '7 days'`;

type Marked = { community_id: string; concern_id: string; data: Record<string, string> };

// While a concern waits for whoever raised it, nobody else is late; what is solved waits for them as well.
const runs = sql`c.closed_at is null and c.status in ('new', 'taken', 'assigned')`;

/**
 * Reminds of what is due soon, and says what has become late: a unit's answer, the first answer to a concern, and that it
 * is not solved by its time. The
 * mark that it was said and the event that says it are one transaction, so that a killed process has said both or
 * neither.
 * @param at now
 */
export async function remindAndEscalate(tx: Transaction, at: string): Promise<void> {
  const unit = (mark: SQL, when: SQL) => sql`
    update assignments a set ${mark} = ${at}::timestamptz from (
      select x.community_id, x.id from assignments x
      join concerns c on c.community_id = x.community_id and c.id = x.concern_id and ${runs}
      where x.status in ('assigned', 'accepted') and ${when} ${atMost(batch)} for update of x skip locked) due
    where a.community_id = due.community_id and a.id = due.id
    returning a.community_id, a.concern_id, jsonb_build_object('assignment', a.id, 'organization', a.organization_id, 'dueAt', a.due_at) as data`;
  const concern = (mark: SQL, when: SQL, due = sql`answer_due_at`) => sql`
    update concerns c set ${mark} = ${at}::timestamptz from (
      select c.community_id, c.id from concerns c where ${runs} and ${when}
      ${atMost(batch)} for update skip locked) due
    where c.community_id = due.community_id and c.id = due.id
    returning c.community_id, c.id as concern_id, jsonb_build_object('dueAt', c.${due}) as data`;
  const reminded = sql`reminded_at`;
  const escalated = sql`escalated_at`;
  const now = sql`${at}::timestamptz`;
  await say(tx, "reminded", unit(reminded, sql`x.reminded_at is null and x.remind_at <= ${now} and x.due_at > ${now}`));
  await say(tx, "escalated", unit(escalated, sql`x.escalated_at is null and x.due_at <= ${now}`));
  await say(
    tx,
    "reminded",
    concern(
      reminded,
      sql`c.answered_at is null and c.reminded_at is null and c.remind_at <= ${now} and c.answer_due_at > ${now}`,
    ),
  );
  await say(
    tx,
    "escalated",
    concern(escalated, sql`c.answered_at is null and c.escalated_at is null and c.answer_due_at <= ${now}`),
  );
  await say(
    tx,
    "unsolved_late",
    concern(
      sql`solve_escalated_at`,
      sql`c.solved_at is null and c.solve_escalated_at is null and c.solve_due_at <= ${now} and c.solve_due_at > ${now} - ${news}`,
      sql`solve_due_at`,
    ),
  );
}

async function say(tx: Transaction, kind: "reminded" | "escalated" | "unsolved_late", mark: SQL): Promise<void> {
  const marked = await tx.execute<Marked>(mark);
  for (const { community_id, concern_id, data } of marked) {
    await tx.execute(sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, data)
      values (${community_id}, 'concern', ${concern_id}, ${kind}, 'working', ${JSON.stringify(data)}::jsonb)`);
  }
}
