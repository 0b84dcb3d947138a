import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { measures } from "./agreements.ts";
import { concerns } from "./casework.ts";
import { bytes, grams, inCommunity, moment } from "./columns.ts";
import { inspectionItems } from "./meetings.ts";
import { organizations, users } from "./people.ts";
import { communities } from "./place.ts";
import { problems } from "./problems.ts";
import { payments, tenderStages } from "./works.ts";

/**
 * The one conversation on a concern, or on a problem, under its id; and side rooms of a concern, each under an id of its
 * own, which only its members and whoever leads know of.
 */
export const threads = pgTable(
  "threads",
  {
    ...inCommunity(),
    concernId: uuid(),
    problemId: uuid(),
    /** What a side room is about; the main thread has no name. */
    name: text(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    closedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    index("threads_concern").on(t.communityId, t.concernId),
    check(
      "threads_of",
      sql`case when ${t.problemId} is null then ${t.concernId} is not null and (${t.id} = ${t.concernId}) = (${t.name} is null)
        else ${t.concernId} is null and ${t.id} = ${t.problemId} and ${t.name} is null end`,
    ),
  ],
);

/** Who is in a side room: an organization, a person, or the household that the concern is about. */
export const threadMembers = pgTable(
  "thread_members",
  {
    communityId: uuid().notNull(),
    threadId: uuid().notNull(),
    principal: uuid().notNull(),
    kind: text().notNull(),
    addedBy: uuid().references(() => users.id),
    addedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.threadId, t.principal] }),
    foreignKey({ columns: [t.communityId, t.threadId], foreignColumns: [threads.communityId, threads.id] }),
    check("thread_members_kind", sql`${t.kind} in ('organization','user','household')`),
  ],
);

/** One thing said in a thread. The audience is chosen before it is sent and never widened (invariant 6). */
export const messages = pgTable(
  "messages",
  {
    ...inCommunity(),
    threadId: uuid().notNull(),
    /** What it is said on: a concern (in its own thread or a side room), or a problem. */
    concernId: uuid(),
    problemId: uuid(),
    authorId: uuid().references(() => users.id),
    /** The unit the author spoke for; null for residents. */
    organizationId: uuid().references(() => organizations.id),
    audience: text().notNull(),
    body: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
    /** How it came: written on a page, by mail, or in a list that was imported. */
    via: text().notNull().default("page"),
    /** The message it answers to. */
    quotesId: uuid(),
    editedAt: moment(),
    /** Taken back: the text is gone, the trace stays. */
    deletedAt: moment(),
    deletedBy: uuid().references(() => users.id),
    search: grams().generatedAlwaysAs(sql`app.grams(body)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.threadId], foreignColumns: [threads.communityId, threads.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    foreignKey({ columns: [t.communityId, t.quotesId], foreignColumns: [t.communityId, t.id] }),
    check("messages_of", sql`num_nonnulls(${t.concernId}, ${t.problemId}) = 1`),
    index("messages_thread").on(t.communityId, t.threadId, t.createdAt),
    index("messages_concern").on(t.communityId, t.concernId),
    index("messages_newest").on(t.communityId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("messages_search").using("gin", t.communityId, t.search),
    check("messages_audience", sql`${t.audience} in ('everyone','working')`),
    check("messages_via", sql`${t.via} in ('page','mail','import')`),
    check("messages_deleted", sql`${t.deletedAt} is null or ${t.body} = ''`),
  ],
);

/** What a message said before it was corrected. */
export const messageVersions = pgTable(
  "message_versions",
  {
    communityId: uuid().notNull(),
    messageId: uuid().notNull(),
    ordinal: integer().notNull(),
    body: text().notNull(),
    at: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.messageId, t.ordinal] }),
    foreignKey({ columns: [t.communityId, t.messageId], foreignColumns: [messages.communityId, messages.id] }),
  ],
);

/** Whom a message names: a person or a unit, who hear of it at once. */
export const messageMentions = pgTable(
  "message_mentions",
  {
    communityId: uuid().notNull(),
    messageId: uuid().notNull(),
    /** A user or an organization. */
    principal: uuid().notNull(),
    kind: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.messageId, t.principal] }),
    foreignKey({ columns: [t.communityId, t.messageId], foreignColumns: [messages.communityId, messages.id] }),
    check("message_mentions_kind", sql`${t.kind} in ('organization','user')`),
  ],
);

/** What a person has begun to write in a thread and not sent. */
export const drafts = pgTable(
  "drafts",
  {
    communityId: uuid().notNull(),
    threadId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    body: text().notNull(),
    audience: text().notNull(),
    savedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.threadId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.threadId], foreignColumns: [threads.communityId, threads.id] }),
    check("drafts_audience", sql`${t.audience} in ('everyone','working')`),
  ],
);

/** Who has a thread open and who is writing in it, as of a moment ago; a trace of half a minute. */
export const presences = pgTable(
  "presences",
  {
    communityId: uuid().notNull(),
    threadId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    seenAt: moment().notNull().defaultNow(),
    typingAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.threadId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.threadId], foreignColumns: [threads.communityId, threads.id] }),
    index("presences_age").on(t.seenAt),
  ],
);

/** A text that a unit says often, with places to be filled in ({number}, {title} …). */
export const savedReplies = pgTable(
  "saved_replies",
  {
    ...inCommunity(),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    name: text().notNull(),
    body: text().notNull(),
    createdBy: uuid().references(() => users.id),
    changedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    uniqueIndex("saved_replies_name").on(t.communityId, t.organizationId, t.name),
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

/** How far a person has read a side room: the last event's number in it. */
export const roomReads = pgTable(
  "room_reads",
  {
    communityId: uuid().notNull(),
    roomId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    seq: integer().notNull(),
    at: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.roomId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.roomId], foreignColumns: [threads.communityId, threads.id] }),
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
    inspectionItemId: uuid(),
    measureId: uuid(),
    stageId: uuid(),
    paymentId: uuid(),
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
    foreignKey({
      columns: [t.communityId, t.inspectionItemId],
      foreignColumns: [inspectionItems.communityId, inspectionItems.id],
    }),
    foreignKey({ columns: [t.communityId, t.measureId], foreignColumns: [measures.communityId, measures.id] }),
    foreignKey({ columns: [t.communityId, t.stageId], foreignColumns: [tenderStages.communityId, tenderStages.id] }),
    foreignKey({ columns: [t.communityId, t.paymentId], foreignColumns: [payments.communityId, payments.id] }),
    index("attachments_concern").on(t.communityId, t.concernId),
    index("attachments_message").on(t.communityId, t.messageId),
    index("attachments_visit_note").on(t.communityId, t.visitNoteId),
    index("attachments_inspection_item")
      .on(t.communityId, t.inspectionItemId)
      .where(sql`inspection_item_id is not null`),
    index("attachments_measure").on(t.communityId, t.measureId).where(sql`measure_id is not null`),
    index("attachments_stage").on(t.communityId, t.stageId).where(sql`stage_id is not null`),
    index("attachments_payment").on(t.communityId, t.paymentId).where(sql`payment_id is not null`),
    check("attachments_kind", sql`${t.kind} in ('image','document')`),
  ],
);
