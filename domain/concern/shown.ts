import type { AssignmentStatus } from "../assignment/rules.ts";
import type { Attached } from "../attachment/attached.ts";
import type { Standing } from "../deadline/standing.ts";
import type { MeetingLine } from "../meeting/list.ts";
import type { Area } from "../place/area.ts";
import type { RoomLine } from "../room/list.ts";
import type { Following } from "../step/page.ts";
import type { Writing } from "../thread/writing.ts";
import type { CategoryKey, Privacy } from "./category.ts";
import type { Capacity, ConcernStatus } from "./rules.ts";
import type { TimelineItem } from "./timeline.ts";

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
