import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { ConcernHead } from "./shown.ts";

/** What may stand around a concern: what its page asks for, where there is any. */
type Around =
  | "assignments"
  | "files"
  | "labels"
  | "voices"
  | "ratings"
  | "problem"
  | "merged"
  | "rooms"
  | "meetings"
  | "following";

/** What stands in the row of a concern, and what the viewer is to it. */
export type HeadRow = Pick<
  ConcernHead,
  | "id"
  | "communityId"
  | "number"
  | "title"
  | "body"
  | "category"
  | "privacy"
  | "status"
  | "urgency"
  | "origin"
  | "externalNumber"
  | "building"
  | "entrance"
  | "floor"
  | "area"
  | "ownerId"
  | "owner"
  | "nextStep"
  | "nextNote"
  | "nudges"
  | "rating"
  | "closeReason"
  | "visitId"
  | "voices"
  | "capacities"
> & {
  nextAt: string | null;
  createdAt: string;
  nudgedAt: string | null;
  answeredAt: string | null;
  answerDueAt: string;
  solveDueAt: string | null;
  mergedIntoId: string | null;
  splitFromId: string | null;
  /** Whoever wrote it for themselves: veiled to those who may not know who raised it. */
  raisedBy: string | null;
  readSeq: number | null;
  muted: boolean;
  around: Around[];
};

/** A concern by its number, as far as the viewer of the transaction reads it. */
export async function headOf(tx: Transaction, number: string): Promise<HeadRow | undefined> {
  const [row] = await tx.execute<HeadRow>(sql`
    select c.id, c.community_id as "communityId", c.number, c.title, c.body, c.category, c.privacy, c.status, c.urgency, c.origin,
      c.external_number as "externalNumber", b.name as building, e.name as entrance, c.floor, c.area,
      c.owner_id as "ownerId", o.name as owner, c.next_at as "nextAt", c.next_step as "nextStep", c.next_note as "nextNote",
      c.created_at as "createdAt", c.answered_at as "answeredAt", c.answer_due_at as "answerDueAt", c.solve_due_at as "solveDueAt",
      c.nudges, c.nudged_at as "nudgedAt", c.rating, c.close_reason as "closeReason", c.visit_id as "visitId", c.voices,
      c.merged_into as "mergedIntoId", c.split_from as "splitFromId",
      case when c.origin in ('online', 'mail') then c.created_by end as "raisedBy",
      app.capacities(c.community_id, c.id, c.owner_id) as capacities,
      (select r.seq from thread_reads r
        where r.community_id = c.community_id and r.concern_id = c.id and r.user_id = app.user()) as "readSeq",
      exists (select from thread_mutes u where u.community_id = c.community_id and u.concern_id = c.id and u.user_id = app.user()) as muted,
      app.stands_around(c.community_id, c.id) as around
    from concerns c
    left join buildings b on b.community_id = c.community_id and b.id = c.building_id
    left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
    left join users o on o.id = c.owner_id
    where c.number = ${number}`);
  return row && { ...row, around: row.around ?? [] };
}

type Raiser = { name: string | null; byHelper: boolean; door: string | null };

/** Who raised it, where the viewer may know that. */
export async function raiserOf(tx: Transaction, number: string): Promise<Raiser | undefined> {
  const [row] = await tx.execute<Raiser>(sql`
    select p.name, p.helper_id is not null as "byHelper", h.door
    from concerns c
    join concern_people p on p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter'
    left join households h on h.community_id = p.community_id and h.id = p.household_id
    where c.number = ${number} order by p.id limit 1`);
  return row;
}
