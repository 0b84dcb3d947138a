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
import { grams, inCommunity, moment, told } from "./columns.ts";
import { organizations, users } from "./people.ts";
import { buildings, communities, entrances } from "./place.ts";
import { visits } from "./visits.ts";

/**
 * One thing one household (or passer-by) raises. Nothing here tells who raised it or behind which door:
 * neighbours may read this row. Who raised it stands in `concern_people`, how to reach them in `concern_contacts`.
 */
export const concerns = pgTable(
  "concerns",
  {
    ...inCommunity(),
    number: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    category: text().notNull(),
    privacy: text().notNull(),
    status: text().notNull(),
    urgency: text().notNull().default("normal"),
    origin: text().notNull(),
    buildingId: uuid(),
    entranceId: uuid(),
    floor: integer(),
    /** A common area (corridor, lift, garage …), or null: at home. */
    area: text(),
    visitId: uuid(),
    ownerId: uuid().references(() => users.id),
    nextAt: moment(),
    nextStep: text(),
    /** What comes next in the owner's own words, where the step alone does not say it. */
    nextNote: text(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    answeredAt: moment(),
    answerDueAt: moment().notNull(),
    solvedAt: moment(),
    closedAt: moment(),
    closeReason: text(),
    /** 1 to 5, as the reporter said when confirming. */
    rating: integer(),
    /** By when it should be solved, in working time; null where its category has no such target. */
    solveDueAt: moment(),
    /** Since when the clock of its deadlines stands still, waiting for whoever raised it. */
    pausedAt: moment(),
    /** How often its units gave it back, and whoever raised it asked again without having had an answer. */
    returns: integer().notNull().default(0),
    nudges: integer().notNull().default(0),
    nudgedAt: moment(),
    /** When its owner is to be reminded of the first answer; when it was done, and when whoever leads was told that it is late. */
    remindAt: moment(),
    remindedAt: moment(),
    escalatedAt: moment(),
    /** When it was said that it is not solved by its time. */
    solveEscalatedAt: moment(),
    /** How many households said that it is theirs too; kept by a trigger. Who they are stands in `concern_people`. */
    voices: integer().notNull().default(0),
    /** How many of them said what they think of the solution that stands, and are satisfied with it; kept by a trigger. */
    ratedVoices: integer().notNull().default(0),
    gladVoices: integer().notNull().default(0),
    /** Whoever raised it said that what was done does not solve it, and has not rated it since; kept by a trigger. */
    refused: boolean().notNull().default(false),
    /** The concern that this one was found to be the same as; undone by reopening. */
    mergedInto: uuid(),
    /** The letter that this one was a part of. */
    splitFrom: uuid(),
    /** Its number in the list it was imported from, and that list. */
    externalNumber: text(),
    ledgerId: uuid(),
    /** What that list said of it, text and answer, as a hash: the same list again changes nothing. */
    externalMark: text(),
    search: grams().generatedAlwaysAs(sql`app.grams(title || ' ' || body || ' ' || number)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.buildingId], foreignColumns: [buildings.communityId, buildings.id] }),
    foreignKey({ columns: [t.communityId, t.entranceId], foreignColumns: [entrances.communityId, entrances.id] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    foreignKey({ columns: [t.communityId, t.mergedInto], foreignColumns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.splitFrom], foreignColumns: [t.communityId, t.id] }),
    uniqueIndex("concerns_number").on(t.number),
    uniqueIndex("concerns_external").on(t.communityId, t.externalNumber),
    index("concerns_merged").on(t.communityId, t.mergedInto).where(sql`merged_into is not null`),
    index("concerns_split").on(t.communityId, t.splitFrom).where(sql`split_from is not null`),
    index("concerns_ledger").on(t.communityId, t.ledgerId).where(sql`ledger_id is not null`),
    index("concerns_newest").on(t.communityId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("concerns_remind")
      .on(t.remindAt)
      .where(sql`answered_at is null and closed_at is null and reminded_at is null`),
    index("concerns_escalate")
      .on(t.answerDueAt)
      .where(sql`answered_at is null and closed_at is null and escalated_at is null`),
    index("concerns_escalate_solve")
      .on(t.solveDueAt)
      .where(sql`solved_at is null and closed_at is null and solve_escalated_at is null`),
    // In the order of a desk: what was asked for again comes first.
    index("concerns_owner").on(t.ownerId, sql`(nudges > 0) desc`, t.nextAt, t.id).where(sql`closed_at is null`),
    index("concerns_due").on(t.communityId, sql`(nudges > 0) desc`, t.nextAt, t.id).where(sql`closed_at is null`),
    index("concerns_inbox").on(t.communityId, t.answerDueAt, t.id).where(sql`closed_at is null`),
    index("concerns_status").on(t.communityId, t.status, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("concerns_category").on(t.communityId, t.category, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("concerns_building").on(
      t.communityId,
      t.buildingId,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    // In the order in which a list behind a figure shows what was due to be answered.
    index("concerns_answer_due").on(t.communityId, t.answerDueAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    // What is not answered yet and due by now: of a month, for the figures.
    index("concerns_pending").on(t.communityId, t.answerDueAt).where(sql`answered_at is null and closed_at is null`),
    // Which of them were late, or said to be good or bad: few in a good year, and a list of few is soon found only among few.
    index("concerns_late")
      .on(t.communityId, t.answerDueAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`answered_at is null or answered_at > answer_due_at`),
    index("concerns_rated")
      .on(t.communityId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`rating is not null or refused or rated_voices > 0`),
    // What the public is told was lately brought to an end.
    index("concerns_ended")
      .on(t.communityId, t.closedAt.desc().nullsFirst())
      .where(sql`status = 'confirmed' and privacy = 'neighbourhood'`),
    index("concerns_visit").on(t.communityId, t.visitId),
    index("concerns_search").using("gin", t.communityId, t.search),
    // What somebody may say "mine too" of: as small as what is open, however much has been before.
    index("concerns_open_search")
      .using("gin", t.communityId, t.search)
      .where(sql`closed_at is null and privacy = 'neighbourhood'`),
    check("concerns_privacy", sql`${t.privacy} in ('private','neighbourhood')`),
    check(
      "concerns_status_known",
      sql`${t.status} in ('unconfirmed','new','taken','assigned','waiting','solved','confirmed','closed')`,
    ),
    check("concerns_urgency", sql`${t.urgency} in ('normal','urgent')`),
    check("concerns_origin", sql`${t.origin} in ('online','doorstep','phone','letter','mail','import','open311')`),
    check("concerns_rating", sql`${t.rating} between 1 and 5`),
    check("concerns_closed", sql`(${t.status} in ('confirmed','closed')) = (${t.closedAt} is not null)`),
    // Invariant 1: nothing that is not closed is without an owner and a next date.
    check(
      "concerns_not_forgotten",
      sql`${t.status} in ('confirmed','closed') or (${t.ownerId} is not null and ${t.nextAt} is not null)`,
    ),
  ],
);

/** Who has to do with a concern as a person: who raised it, who said that it is theirs too, who was taken in. */
export const concernPeople = pgTable(
  "concern_people",
  {
    ...inCommunity(),
    concernId: uuid().notNull(),
    role: text().notNull(),
    userId: uuid().references(() => users.id),
    householdId: uuid(),
    name: text(),
    /** Raised by somebody who acts for the household. */
    helperId: uuid(),
    /** The reporter agrees that assigned partner units may see and use the contact. */
    shareContact: boolean().notNull().default(false),
    createdAt: moment().notNull().defaultNow(),
    search: grams().generatedAlwaysAs(sql`app.grams(name)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("concern_people_concern").on(t.communityId, t.concernId),
    index("concern_people_user").on(t.userId),
    index("concern_people_search").using("gin", t.communityId, t.search),
    index("concern_people_told").on(t.communityId, told("name")).where(sql`name is not null`),
    index("concern_people_household").on(t.communityId, t.householdId),
    check("concern_people_role", sql`${t.role} in ('reporter','voice','taken_in')`),
    // One voice a household, and a person.
    uniqueIndex("concern_people_voice_household")
      .on(t.communityId, t.concernId, t.householdId)
      .where(sql`role = 'voice'`),
    uniqueIndex("concern_people_voice_user").on(t.communityId, t.concernId, t.userId).where(sql`role = 'voice'`),
  ],
);

/** Phone and email of a reporter. Others' rows are read only through app.read_concern_contact(), which writes the event. */
export const concernContacts = pgTable(
  "concern_contacts",
  {
    communityId: uuid().notNull(),
    personId: uuid().notNull(),
    phone: text(),
    email: text(),
    locale: text(),
    /** They do not want any more mails. */
    mutedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.personId] }),
    foreignKey({
      columns: [t.communityId, t.personId],
      foreignColumns: [concernPeople.communityId, concernPeople.id],
    }),
  ],
);

/** A concern given to an organization, with a due time. */
export const assignments = pgTable(
  "assignments",
  {
    ...inCommunity(),
    concernId: uuid().notNull(),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    status: text().notNull().default("assigned"),
    dueAt: moment().notNull(),
    assignedBy: uuid().references(() => users.id),
    assignedAt: moment().notNull().defaultNow(),
    /** By when the unit should have accepted it; null where no office gave it a time. */
    acceptDueAt: moment(),
    acceptedAt: moment(),
    answeredAt: moment(),
    returnedAt: moment(),
    /** How often what was answered had to be done again; kept by triggers. */
    redone: integer().notNull().default(0),
    /** Why it was given back; `not_ours` says whose it is. */
    returnReason: text(),
    suggestedId: uuid().references(() => organizations.id),
    remindAt: moment(),
    remindedAt: moment(),
    escalatedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    uniqueIndex("assignments_one_live")
      .on(t.communityId, t.concernId, t.organizationId)
      .where(sql`status <> 'returned'`),
    // All of a concern, those given back too.
    index("assignments_concern").on(t.communityId, t.concernId),
    index("assignments_organization").on(t.organizationId, t.status, t.dueAt),
    // In the order of a unit's day.
    index("assignments_day").on(t.organizationId, t.dueAt, t.id).where(sql`status in ('assigned','accepted')`),
    // In the order in which the lists behind a unit's figures show what it was given.
    index("assignments_given").on(
      t.communityId,
      t.organizationId,
      t.assignedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("assignments_receivable").on(
      t.communityId,
      t.organizationId,
      t.acceptDueAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("assignments_dated").on(
      t.communityId,
      t.organizationId,
      t.dueAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    // What a unit gave back, and what it had to do again: the exceptions.
    index("assignments_back")
      .on(t.communityId, t.organizationId, t.assignedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`return_reason is not null`),
    index("assignments_redone")
      .on(t.communityId, t.organizationId, t.assignedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`redone > 0`),
    index("assignments_accept_due").on(t.acceptDueAt).where(sql`status = 'assigned'`),
    index("assignments_due").on(t.dueAt).where(sql`status in ('assigned','accepted')`),
    // What is not done yet and due by now: of a month, for the figures. (With what they ask of it, so that it is not looked up.)
    index("assignments_pending")
      .on(t.communityId, t.dueAt, t.organizationId, t.concernId)
      .where(sql`status in ('assigned','accepted')`),
    index("assignments_remind").on(t.remindAt).where(sql`status in ('assigned','accepted') and reminded_at is null`),
    index("assignments_escalate").on(t.dueAt).where(sql`status in ('assigned','accepted') and escalated_at is null`),
    check("assignments_return_reason", sql`${t.returnReason} in ('not_ours','needs_more','not_possible','other')`),
    check("assignments_status", sql`${t.status} in ('assigned','accepted','answered','returned')`),
  ],
);

/**
 * Who in a unit has an assignment in hand; no row: nobody in particular. A table of its own, since whoever may read an
 * assignment (neighbours, other units) may not read this.
 */
export const assignmentHandlers = pgTable(
  "assignment_handlers",
  {
    communityId: uuid().notNull(),
    assignmentId: uuid().notNull(),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    handedBy: uuid().references(() => users.id),
    handedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.assignmentId] }),
    foreignKey({ columns: [t.communityId, t.assignmentId], foreignColumns: [assignments.communityId, assignments.id] }),
    index("assignment_handlers_user").on(t.userId, t.organizationId),
  ],
);

/** A word by which a community sorts its concerns besides their category. */
export const labels = pgTable("labels", { ...inCommunity(), name: text().notNull() }, (t) => [
  primaryKey({ columns: [t.communityId, t.id] }),
  foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
  uniqueIndex("labels_name").on(t.communityId, t.name),
]);

export const concernLabels = pgTable(
  "concern_labels",
  { communityId: uuid().notNull(), concernId: uuid().notNull(), labelId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId, t.labelId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    foreignKey({ columns: [t.communityId, t.labelId], foreignColumns: [labels.communityId, labels.id] }).onDelete(
      "cascade",
    ),
    index("concern_labels_label").on(t.communityId, t.labelId),
  ],
);

/** What those who said "mine too", and whoever raised it, think of what was done. */
export const concernRatings = pgTable(
  "concern_ratings",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    personId: uuid().notNull(),
    answered: boolean(),
    solved: boolean(),
    /** 1 to 5. */
    rating: integer(),
    ratedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.personId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    foreignKey({ columns: [t.communityId, t.personId], foreignColumns: [concernPeople.communityId, concernPeople.id] }),
    index("concern_ratings_concern").on(t.communityId, t.concernId),
    check("concern_ratings_rating", sql`${t.rating} between 1 and 5`),
  ],
);

/** A list of concerns as somebody filtered it, under a name; shared with their organization where they said so. */
export const savedViews = pgTable(
  "saved_views",
  {
    ...inCommunity(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    organizationId: uuid().references(() => organizations.id),
    name: text().notNull(),
    /** The filters, as the address of the list has them: state=open&category=lift */
    query: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    uniqueIndex("saved_views_name").on(t.communityId, t.ownerId, t.name),
    index("saved_views_organization").on(t.communityId, t.organizationId),
  ],
);
