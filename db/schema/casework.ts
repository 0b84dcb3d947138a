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
import { bytes, grams, inCommunity, moment } from "./columns.ts";
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
    search: grams().generatedAlwaysAs(sql`app.grams(title || ' ' || body || ' ' || number)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.buildingId], foreignColumns: [buildings.communityId, buildings.id] }),
    foreignKey({ columns: [t.communityId, t.entranceId], foreignColumns: [entrances.communityId, entrances.id] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    uniqueIndex("concerns_number").on(t.number),
    index("concerns_newest").on(t.communityId, t.createdAt.desc(), t.id.desc()),
    index("concerns_owner").on(t.ownerId, t.nextAt).where(sql`closed_at is null`),
    index("concerns_due").on(t.communityId, t.nextAt).where(sql`closed_at is null`),
    index("concerns_status").on(t.communityId, t.status, t.createdAt.desc(), t.id.desc()),
    index("concerns_category").on(t.communityId, t.category, t.createdAt.desc(), t.id.desc()),
    index("concerns_building").on(t.communityId, t.buildingId, t.createdAt.desc(), t.id.desc()),
    index("concerns_visit").on(t.communityId, t.visitId),
    index("concerns_search").using("gin", t.communityId, t.search),
    check("concerns_privacy", sql`${t.privacy} in ('private','neighbourhood')`),
    check(
      "concerns_status_known",
      sql`${t.status} in ('unconfirmed','new','taken','assigned','waiting','solved','confirmed','closed')`,
    ),
    check("concerns_urgency", sql`${t.urgency} in ('normal','urgent')`),
    check("concerns_origin", sql`${t.origin} in ('online','doorstep')`),
    check("concerns_rating", sql`${t.rating} between 1 and 5`),
    check("concerns_closed", sql`(${t.status} in ('confirmed','closed')) = (${t.closedAt} is not null)`),
    // Invariant 1: nothing that is not closed is without an owner and a next date.
    check(
      "concerns_not_forgotten",
      sql`${t.status} in ('confirmed','closed') or (${t.ownerId} is not null and ${t.nextAt} is not null)`,
    ),
  ],
);

/** Who has to do with a concern as a person: who raised it, who was taken in. */
export const concernPeople = pgTable(
  "concern_people",
  {
    ...inCommunity(),
    concernId: uuid().notNull(),
    role: text().notNull(),
    userId: uuid().references(() => users.id),
    householdId: uuid(),
    name: text(),
    /** The reporter agrees that assigned partner units may see and use the contact. */
    shareContact: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("concern_people_concern").on(t.communityId, t.concernId),
    index("concern_people_user").on(t.userId),
    index("concern_people_household").on(t.communityId, t.householdId),
    check("concern_people_role", sql`${t.role} in ('reporter','taken_in')`),
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
    acceptedAt: moment(),
    answeredAt: moment(),
    returnedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    uniqueIndex("assignments_one_live")
      .on(t.communityId, t.concernId, t.organizationId)
      .where(sql`status <> 'returned'`),
    index("assignments_organization").on(t.organizationId, t.status, t.dueAt),
    check("assignments_status", sql`${t.status} in ('assigned','accepted','answered','returned')`),
  ],
);

/** The one conversation on a concern (later: a problem, a meeting, a side room). */
export const threads = pgTable("threads", { ...inCommunity(), concernId: uuid().notNull() }, (t) => [
  primaryKey({ columns: [t.communityId, t.id] }),
  foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
  index("threads_concern").on(t.communityId, t.concernId),
]);

/** One thing said in a thread. The audience is chosen before it is sent and never widened (invariant 6). */
export const messages = pgTable(
  "messages",
  {
    ...inCommunity(),
    threadId: uuid().notNull(),
    concernId: uuid().notNull(),
    authorId: uuid().references(() => users.id),
    /** The unit the author spoke for; null for residents. */
    organizationId: uuid().references(() => organizations.id),
    audience: text().notNull(),
    body: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.threadId], foreignColumns: [threads.communityId, threads.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("messages_thread").on(t.communityId, t.threadId, t.createdAt),
    index("messages_concern").on(t.communityId, t.concernId),
    check("messages_audience", sql`${t.audience} in ('everyone','working')`),
  ],
);

/** How far a person has read a thread: the last event's number on it. */
export const threadReads = pgTable(
  "thread_reads",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    seq: integer().notNull(),
    at: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
  ],
);

/**
 * A photo or document. Uploaded first (owned by whoever uploaded it, by `uploadKey` where there is no account),
 * then tied to a concern, a message or a visit note.
 */
export const attachments = pgTable(
  "attachments",
  {
    ...inCommunity(),
    concernId: uuid(),
    messageId: uuid(),
    visitNoteId: uuid(),
    /** That of its message; kept by a trigger. */
    audience: text().notNull().default("everyone"),
    kind: text().notNull(),
    mime: text().notNull(),
    name: text().notNull(),
    size: integer().notNull(),
    width: integer(),
    height: integer(),
    /** Random name in the store, without ending; nothing of the person's file name. */
    storageKey: text().notNull(),
    sha256: bytes().notNull(),
    uploadedBy: uuid().references(() => users.id),
    /** SHA-256 (hex) of the random key that a form carries for one who has no account. */
    uploadKey: text(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    foreignKey({ columns: [t.communityId, t.messageId], foreignColumns: [messages.communityId, messages.id] }),
    index("attachments_concern").on(t.communityId, t.concernId),
    index("attachments_message").on(t.communityId, t.messageId),
    index("attachments_visit_note").on(t.communityId, t.visitNoteId),
    check("attachments_kind", sql`${t.kind} in ('image','document')`),
  ],
);
