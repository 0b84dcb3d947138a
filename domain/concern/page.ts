import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { AssignmentStatus } from "../assignment/rules.ts";
import type { Attached } from "../attachment/attached.ts";
import { isNudgeDue, type Office } from "../deadline/due.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standing, standingOf } from "../deadline/standing.ts";
import type { MeetingLine } from "../meeting/list.ts";
import type { Area } from "../place/area.ts";
import { NotFound } from "../refusal.ts";
import type { RoomLine } from "../room/list.ts";
import type { Following } from "../step/page.ts";
import { type Writing, writesNothing, writingOf } from "../thread/writing.ts";
import { type AssignmentRow, aroundOf } from "./around.ts";
import type { CategoryKey, Privacy } from "./category.ts";
import { headOf, raiserOf } from "./head.ts";
import { type Capacity, type ConcernStatus, mayNudge } from "./rules.ts";
import { type TimelineItem, timelineOf } from "./timeline.ts";

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
  /** How it is followed to its end, for those who are in it; null for everybody else, and where it is not. */
  following: Following | null;
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
    // Sent together: by number each finds the concern for itself, so that nothing waits for an answer. What the timeline names
    // and what stands around the concern is asked in a second go, and only what there is.
    const asked = Promise.all([headOf(tx, number), raiserOf(tx, number)]);
    const about = asked.then(([head, raiser]) => ({
      open: raiser !== undefined,
      raisedBy: head?.raisedBy ?? null,
      files: head?.around.includes("files") ?? false,
    }));
    const around = asked.then(([head]) => head && aroundOf(tx, viewer, head));
    const [[head, raiser], found, timeline, writing, offices] = await Promise.all([
      asked,
      around,
      timelineOf(tx, { number, about }),
      viewer.user
        ? writingOf(tx, sql`(select community_id, id from concerns where number = ${number})`)
        : writesNothing,
      officesOf(tx, viewer.claims.memberIn),
    ]);
    if (!head || !found) throw new NotFound();
    const { readSeq, muted, nextAt, createdAt, answeredAt, answerDueAt, solveDueAt, nudgedAt, ...row } = head;
    const { around: _around, raisedBy: _raisedBy, mergedIntoId: _into, splitFromId: _from, ...concern } = row;
    const { assignments, rooms, meetings, following, ...told } = found;
    const office = offices.get(head.communityId);
    const now = new Date();
    return {
      concern: {
        ...concern,
        ...told,
        door: raiser?.door ?? null,
        reporter: raiser?.name ?? null,
        byHelper: raiser?.byHelper ?? false,
        nextAt: dateOf(nextAt),
        createdAt: new Date(createdAt),
        standing: standingOf(office, { ...head, answeredAt, answerDueAt, solveDueAt }, now),
        mayNudge:
          office !== undefined &&
          mayNudge(head.status, head.capacities) &&
          isNudgeDue(office.calendar, dateOf(nudgedAt), now),
      },
      assignments: assignments.map((a) => ({
        ...a,
        dueAt: new Date(a.dueAt),
        answeredAt: dateOf(a.answeredAt),
        standing: standingOfUnit(office, a, head.status, now),
        own: viewer.claims.organizations.includes(a.organizationId),
      })),
      timeline,
      writing,
      rooms,
      meetings,
      following,
      readSeq: viewer.user ? (readSeq ?? 0) : null,
      muted,
    };
  });
}

/** How it stands with a unit's answer; null where nothing is due from it. */
function standingOfUnit(
  office: Office | undefined,
  a: AssignmentRow,
  status: ConcernStatus,
  now: Date,
): Standing | null {
  const waits = a.status === "assigned" || a.status === "accepted";
  if (!office || !waits || ["solved", "confirmed", "closed"].includes(status)) return null;
  return standing(office.calendar, { of: "unit", at: new Date(a.dueAt) }, { now, paused: status === "waiting" });
}

const dateOf = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));
