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
  origin: "online" | "doorstep" | "phone" | "letter" | "mail" | "import";
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
  /** How many households say that it is theirs too, and whether the viewer is one of them. */
  voices: number;
  voiced: boolean;
  /** The doors they live behind, where the viewer leads or works here as an officer. */
  voiceDoors: string[];
  /** What those households think of what was done, for those who work on it. */
  ratings: { rated: number; unsolved: number };
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
    const [found, timeline] = await Promise.all([headOf(tx, viewer, number), timelineOf(tx, { number })]);
    if (!found) throw new NotFound();
    return { ...found, timeline };
  });
}

type AssignmentRow = Omit<AssignmentLine, "own" | "dueAt" | "answeredAt"> & {
  dueAt: string;
  answeredAt: string | null;
};

type HeadRow = Omit<ConcernHead, "nextAt" | "createdAt"> & {
  nextAt: string | null;
  createdAt: string;
  readSeq: number | null;
  assignments: AssignmentRow[];
};

async function headOf(
  tx: Transaction,
  viewer: Viewer,
  number: string,
): Promise<Omit<ConcernPage, "timeline"> | undefined> {
  const [row] = await tx.execute<HeadRow>(sql`
    select c.id, c.community_id as "communityId", c.number, c.title, c.body, c.category, c.privacy, c.status, c.urgency, c.origin,
      b.name as building, e.name as entrance, c.floor, c.area, p.name as reporter, h.door,
      c.owner_id as "ownerId", o.name as owner, c.next_at as "nextAt", c.next_step as "nextStep", c.next_note as "nextNote",
      c.created_at as "createdAt", c.rating, c.close_reason as "closeReason", c.visit_id as "visitId",
      c.voices, exists (
        select from concern_people v where v.community_id = c.community_id and v.concern_id = c.id and v.role = 'voice'
          and v.user_id = app.user()) as voiced,
      case when c.community_id = any (app.officer_in()) then coalesce((
        select jsonb_agg(concat_ws(' ', vb.name, ve.name, vh.door) order by vb.ordinal, ve.ordinal, vh.floor, vh.door)
        from concern_people v
        join households vh on vh.community_id = v.community_id and vh.id = v.household_id
        join entrances ve on ve.community_id = vh.community_id and ve.id = vh.entrance_id
        join buildings vb on vb.community_id = ve.community_id and vb.id = ve.building_id
        where v.community_id = c.community_id and v.concern_id = c.id and v.role = 'voice'), '[]') else '[]' end as "voiceDoors",
      (select jsonb_build_object('rated', count(*), 'unsolved', count(*) filter (where not r.solved)) from concern_ratings r
        where r.community_id = c.community_id and r.concern_id = c.id) as ratings,
      app.capacities(c.community_id, c.id, c.owner_id) as capacities,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'size', a.size, 'width', a.width, 'height', a.height)
          order by a.created_at, a.id)
        from attachments a where a.community_id = c.community_id and a.concern_id = c.id and a.message_id is null
          and a.visit_note_id is null), '[]') as photos,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'organizationId', a.organization_id, 'organization', x.name,
          'organizationEn', x.name_en, 'status', a.status, 'dueAt', a.due_at, 'answeredAt', a.answered_at) order by a.assigned_at, a.id)
        from assignments a join organizations x on x.id = a.organization_id
        where a.community_id = c.community_id and a.concern_id = c.id), '[]') as assignments,
      (select r.seq from thread_reads r
        where r.community_id = c.community_id and r.concern_id = c.id and r.user_id = app.user()) as "readSeq"
    from concerns c
    left join buildings b on b.community_id = c.community_id and b.id = c.building_id
    left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
    left join users o on o.id = c.owner_id
    left join lateral (
      select p.name, p.household_id from concern_people p
      where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter' limit 1) p on true
    left join households h on h.community_id = c.community_id and h.id = p.household_id
    where c.number = ${number}`);
  if (!row) return undefined;
  const { assignments, readSeq, ...concern } = row;
  return {
    concern: { ...concern, nextAt: dateOf(row.nextAt), createdAt: new Date(row.createdAt) },
    assignments: assignments.map((a) => ({
      ...a,
      dueAt: new Date(a.dueAt),
      answeredAt: dateOf(a.answeredAt),
      own: viewer.claims.organizations.includes(a.organizationId),
    })),
    readSeq: viewer.user ? (readSeq ?? 0) : null,
  };
}

const dateOf = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));
