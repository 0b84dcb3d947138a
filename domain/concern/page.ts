import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { AssignmentStatus } from "../assignment/rules.ts";
import type { Attached } from "../attachment/attached.ts";
import type { Area } from "../place/area.ts";
import { NotFound } from "../refusal.ts";
import type { CategoryKey, Privacy } from "./category.ts";
import type { Capacity, ConcernStatus } from "./rules.ts";
import { type TimelineItem, timelineOf } from "./timeline.ts";

export type ConcernHead = {
  id: string;
  communityId: string;
  number: string;
  title: string;
  body: string;
  category: CategoryKey;
  privacy: Privacy;
  status: ConcernStatus;
  urgency: "normal" | "urgent";
  origin: "online" | "doorstep";
  building: string | null;
  entrance: string | null;
  floor: number | null;
  area: Area | null;
  /** The reporter's door, where the viewer may know it. */
  door: string | null;
  /** The reporter's name, where the viewer may know it. */
  reporter: string | null;
  ownerId: string | null;
  owner: string | null;
  nextAt: Date | null;
  nextStep: string | null;
  nextNote: string | null;
  createdAt: Date;
  rating: number | null;
  closeReason: string | null;
  visitId: string | null;
  capacities: Capacity[];
  photos: Attached[];
};

export type AssignmentLine = {
  id: string;
  organizationId: string;
  organization: string;
  organizationEn: string | null;
  status: AssignmentStatus;
  dueAt: Date;
  answeredAt: Date | null;
  own: boolean;
};

export type ConcernPage = {
  concern: ConcernHead;
  timeline: TimelineItem[];
  assignments: AssignmentLine[];
  /** The last event that the viewer had read before this page. */
  readSeq: number | null;
};

/**
 * All that the page of a concern shows to this viewer.
 * @throws NotFound
 */
export async function concernPage(viewer: Viewer, number: string): Promise<ConcernPage> {
  return asViewer(viewer.claims, async (tx) => {
    // Sent together: by number each finds the concern for itself, so that nothing waits for an answer.
    const [head, timeline, assignments, read] = await Promise.all([
      headOf(tx, number),
      timelineOf(tx, { number }),
      assignmentsOf(tx, viewer, number),
      readSeqOf(tx, viewer, number),
    ]);
    if (!head) throw new NotFound();
    return { concern: head, timeline, assignments, readSeq: read };
  });
}

async function headOf(tx: Transaction, number: string): Promise<ConcernHead | undefined> {
  const [row] = await tx.execute<ConcernHead & { nextAt: string | null; createdAt: string }>(sql`
    select c.id, c.community_id as "communityId", c.number, c.title, c.body, c.category, c.privacy, c.status, c.urgency, c.origin,
      b.name as building, e.name as entrance, c.floor, c.area, p.name as reporter, h.door,
      c.owner_id as "ownerId", o.name as owner, c.next_at as "nextAt", c.next_step as "nextStep", c.next_note as "nextNote",
      c.created_at as "createdAt", c.rating, c.close_reason as "closeReason", c.visit_id as "visitId",
      app.capacities(c.community_id, c.id, c.owner_id) as capacities,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'size', a.size, 'width', a.width, 'height', a.height)
          order by a.created_at, a.id)
        from attachments a where a.community_id = c.community_id and a.concern_id = c.id and a.message_id is null
          and a.visit_note_id is null), '[]') as photos
    from concerns c
    left join buildings b on b.community_id = c.community_id and b.id = c.building_id
    left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
    left join users o on o.id = c.owner_id
    left join lateral (
      select p.name, p.household_id from concern_people p
      where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter' limit 1) p on true
    left join households h on h.community_id = c.community_id and h.id = p.household_id
    where c.number = ${number}`);
  return row && { ...row, nextAt: dateOf(row.nextAt), createdAt: new Date(row.createdAt) };
}

async function assignmentsOf(tx: Transaction, viewer: Viewer, number: string): Promise<AssignmentLine[]> {
  const rows = await tx.execute<Omit<AssignmentLine, "own"> & { dueAt: string; answeredAt: string | null }>(sql`
    select a.id, a.organization_id as "organizationId", o.name as organization, o.name_en as "organizationEn", a.status,
      a.due_at as "dueAt", a.answered_at as "answeredAt"
    from concerns c
    join assignments a on a.community_id = c.community_id and a.concern_id = c.id
    join organizations o on o.id = a.organization_id
    where c.number = ${number}
    order by a.assigned_at, a.id`);
  return [...rows].map((row) => ({
    ...row,
    dueAt: new Date(row.dueAt),
    answeredAt: dateOf(row.answeredAt),
    own: viewer.claims.organizations.includes(row.organizationId),
  }));
}

async function readSeqOf(tx: Transaction, viewer: Viewer, number: string): Promise<number | null> {
  if (!viewer.user) return null;
  const [row] = await tx.execute<{ seq: number }>(sql`
    select r.seq from concerns c
    join thread_reads r on r.community_id = c.community_id and r.concern_id = c.id and r.user_id = ${viewer.user.id}
    where c.number = ${number}`);
  return row?.seq ?? 0;
}

const dateOf = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));
