import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { communities } from "./place.ts";

/**
 * Who may see what is private: principal P (a user, an organization, a household, a tracking link) sees subject S
 * (a concern) for a reason. Kept by triggers from owners, assignments, people and visits; read by the row policies.
 */
export const access = pgTable(
  "access",
  {
    communityId: uuid().notNull(),
    subjectId: uuid().notNull(),
    principal: uuid().notNull(),
    reason: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.subjectId, t.principal, t.reason] }),
    index("access_principal").on(t.principal, t.communityId, t.subjectId),
    check(
      "access_reason",
      sql`${t.reason} in ('owner','reporter','household','visiting','taken_in','assigned','voice','room','invited','accompanying')`,
    ),
  ],
);

/**
 * The append-only log: timeline, audit, notification and live update in one. `seq` counts on the subject without
 * gaps; `hash` covers the row and the hash before it. Texts of people are not in here (they can be erased): a
 * message is named by its id.
 */
export const events = pgTable(
  "events",
  {
    communityId: uuid().notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    seq: integer().notNull(),
    kind: text().notNull(),
    audience: text().notNull(),
    actorId: uuid(),
    fromStatus: text(),
    toStatus: text(),
    messageId: uuid(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    at: moment().notNull(),
    hash: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.subjectId, t.seq] }),
    index("events_actor").on(t.actorId, t.at),
    check(
      "events_subject",
      sql`${t.subjectType} in ('concern','room','problem','meeting','agreement','following','story','visit','round','account','household','organization','community')`,
    ),
    check("events_audience", sql`${t.audience} in ('everyone','working','office')`),
  ],
);

/** The last link of each chain; its row lock puts writers on one subject in line. */
export const eventHeads = pgTable(
  "event_heads",
  {
    communityId: uuid().notNull(),
    subjectId: uuid().notNull(),
    seq: integer().notNull(),
    hash: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.subjectId] })],
);

/** Which change of status is allowed, on which noun, and for whom; filled from the tables in `domain` at each migration. */
export const statusTransitions = pgTable(
  "status_transitions",
  {
    noun: text().notNull(),
    act: text().notNull(),
    fromStatus: text().notNull(),
    toStatus: text().notNull(),
    allowed: text().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.noun, t.act, t.fromStatus, t.toStatus] })],
);

/** What a person should know of; made by the event trigger in the same transaction. */
export const notifications = pgTable(
  "notifications",
  {
    ...inCommunity(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    concernId: uuid(),
    visitId: uuid(),
    /** The side room it is about: then no concern is named. */
    roomId: uuid(),
    problemId: uuid(),
    meetingId: uuid(),
    agreementId: uuid(),
    followingId: uuid(),
    policyId: uuid(),
    /** The words that somebody is asked for, and the consent that ended: what is told of them has no number in a log. */
    quoteId: uuid(),
    helperId: uuid(),
    kind: text().notNull(),
    seq: integer().notNull(),
    createdAt: moment().notNull().defaultNow(),
    readAt: moment(),
    mailedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    index("notifications_unread").on(t.userId, t.createdAt.desc().nullsFirst()).where(sql`read_at is null`),
    index("notifications_newest").on(t.userId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    uniqueIndex("notifications_once_room").on(t.communityId, t.userId, t.roomId, t.seq).where(sql`room_id is not null`),
    uniqueIndex("notifications_once_problem")
      .on(t.communityId, t.userId, t.problemId, t.seq)
      .where(sql`problem_id is not null`),
    uniqueIndex("notifications_once_meeting")
      .on(t.communityId, t.userId, t.meetingId, t.seq)
      .where(sql`meeting_id is not null`),
    uniqueIndex("notifications_once_agreement")
      .on(t.communityId, t.userId, t.agreementId, t.seq)
      .where(sql`agreement_id is not null`),
    uniqueIndex("notifications_once_following")
      .on(t.communityId, t.userId, t.followingId, t.seq)
      .where(sql`following_id is not null`),
    uniqueIndex("notifications_once_policy")
      .on(t.communityId, t.userId, t.policyId, t.kind, t.seq)
      .where(sql`policy_id is not null`),
    uniqueIndex("notifications_once_quote")
      .on(t.communityId, t.userId, t.quoteId, t.kind)
      .where(sql`quote_id is not null`),
    uniqueIndex("notifications_once_helper")
      .on(t.communityId, t.userId, t.helperId, t.kind)
      .where(sql`helper_id is not null`),
    uniqueIndex("notifications_once").on(t.communityId, t.userId, t.concernId, t.seq),
  ],
);

/** Work that leaves the transaction (mail), queued within it. */
export const outbox = pgTable(
  "outbox",
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    topic: text().notNull(),
    /** Work that must be queued only once (a daily mail of a day) has a name. */
    key: text(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    dueAt: moment().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    doneAt: moment(),
    failedAt: moment(),
    error: text(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    index("outbox_due").on(t.dueAt).where(sql`done_at is null and failed_at is null`),
    uniqueIndex("outbox_key").on(t.key),
  ],
);

/** Every form and queued item carries a key: the second submission of it finds the first one's result here (invariant 5). */
export const submissions = pgTable(
  "submissions",
  {
    key: uuid().primaryKey(),
    userId: uuid(),
    command: text().notNull(),
    result: jsonb(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [index("submissions_age").on(t.createdAt)],
);
