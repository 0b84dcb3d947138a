import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { AssignmentStatus } from "../assignment/rules.ts";
import type { Attached } from "../attachment/attached.ts";
import { isNudgeDue } from "../deadline/due.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standing, standingOf } from "../deadline/standing.ts";
import { type MeetingLine, meetingsAbout } from "../meeting/list.ts";
import type { Area } from "../place/area.ts";
import { NotFound } from "../refusal.ts";
import { type RoomLine, roomsOf } from "../room/list.ts";
import { type Writing, writesNothing, writingOf } from "../thread/writing.ts";
import type { CategoryKey, Privacy } from "./category.ts";
import { type Capacity, type ConcernStatus, mayNudge } from "./rules.ts";
import { type TimelineItem, timelineOf } from "./timeline.ts";
import { ownVoice } from "./voice.ts";

export type OtherConcern = { number: string; title: string };

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
  origin: "online" | "doorstep" | "phone" | "letter" | "mail" | "import" | "open311";
  /** Its number in the list that it was imported from. */
  externalNumber: string | null;
  building: string | null;
  entrance: string | null;
  floor: number | null;
  area: Area | null;
  /** The reporter's door, where the viewer may know it. */
  door: string | null;
  /** The reporter's name, where the viewer may know it. */
  reporter: string | null;
  /** They act for the household: told to those who may know who raised it. */
  byHelper: boolean;
  ownerId: string | null;
  owner: string | null;
  nextAt: Date | null;
  nextStep: string | null;
  nextNote: string | null;
  /** How it stands with what is due. */
  standing: Standing | null;
  /** How often whoever raised it asked again without an answer since, and whether they may now. */
  nudges: number;
  mayNudge: boolean;
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
  /** The one that it was merged into, the letter it was part of, and what was merged into it: as far as the viewer may see them. */
  mergedInto: OtherConcern | null;
  splitFrom: OtherConcern | null;
  merged: OtherConcern[];
  /** The common problem that it stands behind. */
  problem: OtherConcern | null;
  /** For those who work in the community. */
  labels: { id: string; name: string }[];
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
  /** Why the unit gave it back, and whose it says it is. */
  returnReason: string | null;
  suggestedId: string | null;
  /** How it stands with the unit's answer; null where nothing is due from it. */
  standing: Standing | null;
  own: boolean;
  /** Who in the unit has it in hand: for the unit, and for officers. */
  handler: { id: string; name: string } | null;
};

export type ConcernPage = {
  concern: ConcernHead;
  timeline: TimelineItem[];
  assignments: AssignmentLine[];
  writing: Writing;
  /** The side rooms that the viewer may know of. */
  rooms: RoomLine[];
  /** The meetings about it that the viewer may know of. */
  meetings: MeetingLine[];
  /** The last event that the viewer had read before this page. */
  readSeq: number | null;
  /** The viewer hears no more of it. */
  muted: boolean;
};

/**
 * All that the page of a concern shows to this viewer.
 * @throws NotFound
 */
export async function concernPage(viewer: Viewer, number: string): Promise<ConcernPage> {
  return asViewer(viewer.claims, async (tx) => {
    // Sent together: by number each finds the concern for itself, so that nothing waits for an answer.
    const [found, timeline, writing, rooms, meetings] = await Promise.all([
      headOf(tx, viewer, number),
      timelineOf(tx, { number }),
      viewer.user
        ? writingOf(tx, sql`(select community_id, id from concerns where number = ${number})`)
        : writesNothing,
      viewer.user ? roomsOf(tx, number) : [],
      viewer.user ? meetingsAbout(tx, { concern: number }) : [],
    ]);
    if (!found) throw new NotFound();
    return { ...found, timeline, writing, rooms, meetings };
  });
}

type AssignmentRow = Omit<AssignmentLine, "own" | "dueAt" | "answeredAt" | "standing"> & {
  dueAt: string;
  answeredAt: string | null;
};

type HeadRow = Omit<ConcernHead, "nextAt" | "createdAt" | "standing" | "mayNudge"> & {
  nextAt: string | null;
  createdAt: string;
  nudgedAt: string | null;
  answeredAt: string | null;
  answerDueAt: string;
  solveDueAt: string | null;
  readSeq: number | null;
  muted: boolean;
  assignments: AssignmentRow[];
};

async function headOf(
  tx: Transaction,
  viewer: Viewer,
  number: string,
): Promise<Omit<ConcernPage, "timeline" | "writing" | "rooms" | "meetings"> | undefined> {
  const [[row], offices] = await Promise.all([
    tx.execute<HeadRow>(sql`
    select c.id, c.community_id as "communityId", c.number, c.title, c.body, c.category, c.privacy, c.status, c.urgency, c.origin,
      c.external_number as "externalNumber",
      b.name as building, e.name as entrance, c.floor, c.area, p.name as reporter, p.helper_id is not null as "byHelper", h.door,
      c.owner_id as "ownerId", o.name as owner, c.next_at as "nextAt", c.next_step as "nextStep", c.next_note as "nextNote",
      c.created_at as "createdAt", c.answered_at as "answeredAt", c.answer_due_at as "answerDueAt", c.solve_due_at as "solveDueAt",
      c.nudges, c.nudged_at as "nudgedAt", c.rating, c.close_reason as "closeReason", c.visit_id as "visitId",
      c.voices, exists (
        select from concern_people v where v.community_id = c.community_id and v.concern_id = c.id
          and ${ownVoice("v")}) as voiced,
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
      (select jsonb_build_object('number', x.number, 'title', x.title) from concerns x
        where x.community_id = c.community_id and x.id = c.merged_into) as "mergedInto",
      (select jsonb_build_object('number', x.number, 'title', x.title) from concerns x
        where x.community_id = c.community_id and x.id = c.split_from) as "splitFrom",
      coalesce((select jsonb_agg(jsonb_build_object('number', x.number, 'title', x.title) order by x.created_at) from concerns x
        where x.community_id = c.community_id and x.merged_into = c.id), '[]') as merged,
      (select jsonb_build_object('number', x.number, 'title', x.title) from problem_concerns pc
        join problems x on x.community_id = pc.community_id and x.id = pc.problem_id
        where pc.community_id = c.community_id and pc.concern_id = c.id) as problem,
      coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) order by l.name) from concern_labels x
        join labels l on l.community_id = x.community_id and l.id = x.label_id
        where x.community_id = c.community_id and x.concern_id = c.id), '[]') as labels,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'size', a.size, 'width', a.width, 'height', a.height)
          order by a.created_at, a.id)
        from attachments a where a.community_id = c.community_id and a.concern_id = c.id and a.message_id is null
          and a.visit_note_id is null), '[]') as photos,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'organizationId', a.organization_id, 'organization', x.name,
          'organizationEn', x.name_en, 'status', a.status, 'dueAt', a.due_at, 'answeredAt', a.answered_at,
          'returnReason', a.return_reason, 'suggestedId', a.suggested_id, 'handler', (
            select jsonb_build_object('id', u.id, 'name', u.name) from assignment_handlers h join users u on u.id = h.user_id
            where h.community_id = a.community_id and h.assignment_id = a.id)) order by a.assigned_at, a.id)
        from assignments a join organizations x on x.id = a.organization_id
        where a.community_id = c.community_id and a.concern_id = c.id), '[]') as assignments,
      (select r.seq from thread_reads r
        where r.community_id = c.community_id and r.concern_id = c.id and r.user_id = app.user()) as "readSeq",
      exists (select from thread_mutes u where u.community_id = c.community_id and u.concern_id = c.id and u.user_id = app.user()) as muted
    from concerns c
    left join buildings b on b.community_id = c.community_id and b.id = c.building_id
    left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
    left join users o on o.id = c.owner_id
    left join lateral (
      select p.name, p.household_id, p.helper_id from concern_people p
      where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter' limit 1) p on true
    left join households h on h.community_id = c.community_id and h.id = p.household_id
    where c.number = ${number}`),
    officesOf(tx, viewer.claims.memberIn),
  ]);
  if (!row) return undefined;
  const { assignments, readSeq, muted, answeredAt, answerDueAt, solveDueAt, nudgedAt, ...concern } = row;
  const office = offices.get(row.communityId);
  const now = new Date();
  const ofUnit = (a: AssignmentRow): Standing | null => {
    const waits = a.status === "assigned" || a.status === "accepted";
    if (!office || !waits || ["solved", "confirmed", "closed"].includes(row.status)) return null;
    return standing(office.calendar, { of: "unit", at: new Date(a.dueAt) }, { now, paused: row.status === "waiting" });
  };
  return {
    concern: {
      ...concern,
      nextAt: dateOf(row.nextAt),
      createdAt: new Date(row.createdAt),
      standing: standingOf(office, row, now),
      mayNudge:
        office !== undefined &&
        mayNudge(row.status, row.capacities) &&
        isNudgeDue(office.calendar, dateOf(nudgedAt), now),
    },
    assignments: assignments.map((a) => ({
      ...a,
      dueAt: new Date(a.dueAt),
      answeredAt: dateOf(a.answeredAt),
      standing: ofUnit(a),
      own: viewer.claims.organizations.includes(a.organizationId),
    })),
    readSeq: viewer.user ? (readSeq ?? 0) : null,
    muted,
  };
}

const dateOf = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));
