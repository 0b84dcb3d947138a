import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";

/** Counts the votes whose time is over, and lets their agreements go on. The database counts, and refuses before the time. */
export async function closePolls(tx: Transaction): Promise<void> {
  const closed = await tx.execute<{ community: string; agreement: string }>(sql`
    update polls set closed_at = now(), consented = false where closed_at is null and closes_at <= now()
    returning community_id as community, agreement_id as agreement`);
  for (const poll of closed) await tx.execute(sql`select app.settle_agreement(${poll.community}, ${poll.agreement})`);
}
