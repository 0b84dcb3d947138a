import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { concerns } from "./casework.ts";
import { inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { buildings, communities, entrances } from "./place.ts";
import { problems } from "./problems.ts";

/**
 * People at one table: about a problem, or (private) about a single concern. Times are moments; they are shown in the
 * community's zone.
 */
export const meetings = pgTable(
  "meetings",
  {
    ...inCommunity(),
    kind: text().notNull(),
    title: text().notNull(),
    problemId: uuid(),
    concernId: uuid(),
    status: text().notNull().default("finding"),
    place: text().notNull(),
    /** What those invited should know beforehand. */
    note: text(),
    startsAt: moment(),
    endsAt: moment(),
    organizerId: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    /** How often time, place or state has changed: what calendars ask for. Kept by a trigger, like `changedAt`. */
    sequence: integer().notNull().default(0),
    changedAt: moment().notNull().defaultNow(),
    cancelReason: text(),
    /** When the minutes were sent to all present, and until when they may object. */
    minutesSentAt: moment(),
    objectUntil: moment(),
    settledAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("meetings_problem").on(t.communityId, t.problemId),
    index("meetings_concern").on(t.communityId, t.concernId),
    index("meetings_next").on(t.communityId, t.startsAt),
    check("meetings_kind", sql`${t.kind} in ('joint','inspection','three_party')`),
    check("meetings_about", sql`(${t.problemId} is null) <> (${t.concernId} is null)`),
    // What is said at a meeting on a single concern is for those at the table alone.
    check("meetings_private", sql`(${t.kind} = 'three_party') = (${t.concernId} is not null)`),
    check("meetings_status", sql`${t.status} in ('finding','called','held','sent','settled','cancelled')`),
    check("meetings_span", sql`(${t.startsAt} is null) = (${t.endsAt} is null) and ${t.startsAt} < ${t.endsAt}`),
    check("meetings_called", sql`${t.status} in ('finding','cancelled') or ${t.startsAt} is not null`),
  ],
);

/** Who is invited: a unit, a person, or a household. */
export const meetingParties = pgTable(
  "meeting_parties",
  {
    communityId: uuid().notNull(),
    meetingId: uuid().notNull(),
    principal: uuid().notNull(),
    kind: text().notNull(),
    invitedBy: uuid().references(() => users.id),
    invitedAt: moment().notNull().defaultNow(),
    /** Whether they come, once the time is known. */
    reply: text(),
    repliedBy: uuid().references(() => users.id),
    repliedAt: moment(),
    attended: boolean(),
    /** Who came for them, as it stands in the minutes. */
    attendees: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.meetingId, t.principal] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    index("meeting_parties_principal").on(t.principal),
    check("meeting_parties_kind", sql`${t.kind} in ('organization','user','household')`),
    check("meeting_parties_reply", sql`${t.reply} in ('yes','no')`),
  ],
);

/** A time that is proposed while a meeting looks for one. */
export const meetingTimes = pgTable(
  "meeting_times",
  { ...inCommunity(), meetingId: uuid().notNull(), startsAt: moment().notNull(), endsAt: moment().notNull() },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    uniqueIndex("meeting_times_once").on(t.communityId, t.meetingId, t.startsAt),
    check("meeting_times_span", sql`${t.startsAt} < ${t.endsAt}`),
  ],
);

/** What a party says to a proposed time. */
export const meetingChoices = pgTable(
  "meeting_choices",
  {
    communityId: uuid().notNull(),
    timeId: uuid().notNull(),
    principal: uuid().notNull(),
    choice: text().notNull(),
    chosenBy: uuid()
      .notNull()
      .references(() => users.id),
    chosenAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.timeId, t.principal] }),
    foreignKey({ columns: [t.communityId, t.timeId], foreignColumns: [meetingTimes.communityId, meetingTimes.id] }),
    check("meeting_choices_choice", sql`${t.choice} in ('yes','if_need_be','no')`),
  ],
);

/** A point to be talked about; any party may propose one. */
export const agendaItems = pgTable(
  "agenda_items",
  {
    ...inCommunity(),
    meetingId: uuid().notNull(),
    ordinal: integer().notNull().default(0),
    title: text().notNull(),
    proposedBy: uuid().references(() => users.id),
    /** The party for which it was proposed; null: whoever called the meeting. */
    principal: uuid(),
    status: text().notNull().default("taken"),
    /** A word to whoever proposed it, where it was declined. */
    answer: text(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    index("agenda_items_meeting").on(t.communityId, t.meetingId, t.ordinal),
    check("agenda_items_status", sql`${t.status} in ('proposed','taken','declined')`),
  ],
);

/** The minutes, line by line, so that two may write at once; a line is changed against the version that was read. */
export const minuteLines = pgTable(
  "minute_lines",
  {
    ...inCommunity(),
    meetingId: uuid().notNull(),
    agendaItemId: uuid(),
    ordinal: integer().notNull(),
    /** `decision`: what was agreed on, which can become a measure. */
    kind: text().notNull().default("note"),
    body: text().notNull(),
    version: integer().notNull().default(1),
    writtenBy: uuid().references(() => users.id),
    writtenAt: moment().notNull().defaultNow(),
    removedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    foreignKey({ columns: [t.communityId, t.agendaItemId], foreignColumns: [agendaItems.communityId, agendaItems.id] }),
    index("minute_lines_meeting").on(t.communityId, t.meetingId, t.ordinal),
    check("minute_lines_kind", sql`${t.kind} in ('note','decision')`),
  ],
);

/** What a line of the minutes said before it was changed: nothing that was written is lost. Kept by a trigger. */
export const minuteLineVersions = pgTable(
  "minute_line_versions",
  {
    communityId: uuid().notNull(),
    lineId: uuid().notNull(),
    version: integer().notNull(),
    body: text().notNull(),
    writtenBy: uuid(),
    writtenAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.lineId, t.version] }),
    foreignKey({ columns: [t.communityId, t.lineId], foreignColumns: [minuteLines.communityId, minuteLines.id] }),
  ],
);

/** What somebody who was present has against the minutes. */
export const minuteObjections = pgTable(
  "minute_objections",
  {
    ...inCommunity(),
    meetingId: uuid().notNull(),
    principal: uuid().notNull(),
    body: text().notNull(),
    raisedBy: uuid()
      .notNull()
      .references(() => users.id),
    raisedAt: moment().notNull().defaultNow(),
    /** How it was taken up. */
    answer: text(),
    answeredBy: uuid().references(() => users.id),
    answeredAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    index("minute_objections_meeting").on(t.communityId, t.meetingId),
  ],
);

/** What is to be looked at on a site inspection, and what was found there. */
export const inspectionItems = pgTable(
  "inspection_items",
  {
    ...inCommunity(),
    meetingId: uuid().notNull(),
    ordinal: integer().notNull(),
    what: text().notNull(),
    buildingId: uuid(),
    entranceId: uuid(),
    floor: integer(),
    addedBy: uuid().references(() => users.id),
    finding: text(),
    note: text(),
    foundBy: uuid().references(() => users.id),
    foundAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    foreignKey({ columns: [t.communityId, t.buildingId], foreignColumns: [buildings.communityId, buildings.id] }),
    foreignKey({ columns: [t.communityId, t.entranceId], foreignColumns: [entrances.communityId, entrances.id] }),
    index("inspection_items_meeting").on(t.communityId, t.meetingId, t.ordinal),
    check("inspection_items_finding", sql`${t.finding} in ('fine','defect','missing','not_reached')`),
    check("inspection_items_found", sql`(${t.finding} is null) = (${t.foundAt} is null)`),
  ],
);
