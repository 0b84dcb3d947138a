import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { CategoryKey } from "../concern/category.ts";
import { afterPause } from "./calendar.ts";
import { type Dues, duesOf, type Pause, withinADay } from "./due.ts";
import { officeOf } from "./office.ts";
import type { Urgency } from "./target.ts";

type Clocked = {
  communityId: string;
  id: string;
  createdAt: Date;
  answeredAt: Date | null;
  answerDueAt: Date;
  solvedAt: Date | null;
  solveDueAt: Date | null;
  pausedAt: Date | null;
};

/** When somebody looks at it at the latest whose turn it is now: within a day of work. */
export const nextDay = async (tx: Transaction, concern: { communityId: string }, now: Date): Promise<Date> =>
  withinADay((await officeOf(tx, concern.communityId)).calendar, now);

/** What is due later because the concern waited for whoever raised it until now. What is done already is not due. */
export async function afterWaiting(tx: Transaction, concern: Clocked, now: Date) {
  if (!concern.pausedAt) return {};
  const { calendar } = await officeOf(tx, concern.communityId);
  const moved = (due: Date) => afterPause(calendar, due, concern.pausedAt as Date, now);
  return {
    ...(concern.answeredAt ? {} : { answerDueAt: moved(concern.answerDueAt) }),
    ...(concern.solveDueAt ? { solveDueAt: moved(concern.solveDueAt) } : {}),
  };
}

/**
 * What is due where a concern is sorted otherwise: counted anew from when its clock began, with the time it waited for
 * whoever raised it left out. What is done already keeps the moment it was due.
 */
export async function sortedAnew(
  tx: Transaction,
  concern: Clocked,
  as: { category: CategoryKey; urgency: Urgency },
): Promise<Partial<Dues>> {
  const office = await officeOf(tx, concern.communityId);
  const { from, pauses } = await clockOf(tx, concern);
  const dues = duesOf(office, { ...as, from, pauses });
  return {
    ...(concern.answeredAt ? {} : { answerDueAt: dues.answerDueAt, remindAt: dues.remindAt }),
    ...(concern.solvedAt ? {} : { solveDueAt: dues.solveDueAt }),
  };
}

/** When the clock of a concern began, and the waits that are over, as its log tells. */
async function clockOf(tx: Transaction, concern: Clocked): Promise<{ from: Date; pauses: Pause[] }> {
  const rows = await tx.execute<{ at: string; from: string; to: string }>(sql`
    select e.at, e.from_status as "from", e.to_status as "to" from events e
    where e.community_id = ${concern.communityId} and e.subject_id = ${concern.id}
      and (e.from_status in ('unconfirmed', 'waiting') or e.to_status = 'waiting') order by e.seq`);
  let from = concern.createdAt;
  let since: Date | undefined;
  const pauses: Pause[] = [];
  for (const row of rows) {
    const at = new Date(row.at);
    if (row.from === "unconfirmed") from = at;
    if (row.to === "waiting") since = at;
    // A wait that ended by being solved or closed did not stop the clock for anything that was still due.
    else if (row.from === "waiting" && since && ["taken", "assigned"].includes(row.to))
      pauses.push({ from: since, to: at });
  }
  return { from, pauses };
}
