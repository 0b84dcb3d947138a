import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { events } from "#db/schema/index.ts";

export type Audience = "everyone" | "working";

export type NewEvent = {
  community: string;
  subject: {
    type:
      | "concern"
      | "room"
      | "problem"
      | "meeting"
      | "agreement"
      | "following"
      | "story"
      | "visit"
      | "round"
      | "account"
      | "household"
      | "organization"
      | "community";
    id: string;
  };
  kind: string;
  /** `office`: coordinators and administrators only. */
  audience: Audience | "office";
  actor: string | null;
  from?: string;
  to?: string;
  message?: string;
  data?: Record<string, unknown>;
};

/** Events of the installation, not of a community. */
export const nowhere = "00000000-0000-0000-0000-000000000000";

/**
 * Writes an event in the transaction of the change it tells of. The database numbers and chains it, and tells whoever
 * should know. Texts of people do not belong in `data`: the log cannot be erased.
 */
export async function record(tx: Transaction, e: NewEvent): Promise<void> {
  // Written out, since the log's own columns (seq, at, hash) are the database's to fill.
  await tx.execute(sql`
    insert into ${events} (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, message_id, data)
    values (${e.community}, ${e.subject.type}, ${e.subject.id}, ${e.kind}, ${e.audience}, ${e.actor},
      ${e.from ?? null}, ${e.to ?? null}, ${e.message ?? null}::uuid, ${JSON.stringify(e.data ?? {})}::jsonb)`);
}
