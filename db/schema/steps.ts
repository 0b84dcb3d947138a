import { sql } from "drizzle-orm";
import {
  boolean,
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
import { concerns } from "./casework.ts";
import { inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";

/**
 * A concern that somebody follows until the family says that it is done. Not a column of `concerns`: neighbours may read
 * that row, and that a family is accompanied is nobody's business.
 */
export const concernFollowings = pgTable(
  "concern_followings",
  {
    ...inCommunity(),
    concernId: uuid().notNull(),
    startedBy: uuid().references(() => users.id),
    startedAt: moment().notNull().defaultNow(),
    endedAt: moment(),
    /** What the family said at last: that it is done, or that it need not be followed any more. */
    word: text(),
    wordVia: text(),
    /** How it was said, where an officer heard it at the door or by telephone. */
    wordHow: text(),
    wordBy: uuid().references(() => users.id),
    wordAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    uniqueIndex("concern_followings_once").on(t.communityId, t.concernId),
    check("concern_followings_word", sql`${t.word} in ('done','stop')`),
    check("concern_followings_via", sql`${t.wordVia} in ('online','door','phone')`),
    check(
      "concern_followings_said",
      sql`(${t.word} is null) = (${t.wordAt} is null) and (${t.word} is null) = (${t.wordVia} is null)
        and (${t.wordVia} is null or ${t.wordVia} = 'online' or ${t.wordHow} is not null and ${t.wordBy} is not null)`,
    ),
  ],
);

/** One step of the way: what the family does, what it brings, when and where, and who goes along. */
export const concernSteps = pgTable(
  "concern_steps",
  {
    ...inCommunity(),
    followingId: uuid().notNull(),
    concernId: uuid().notNull(),
    ordinal: integer().notNull(),
    title: text().notNull(),
    /** The same in other languages, where the step came from a policy explanation: locale to text. */
    titles: jsonb().$type<Partial<Record<string, string>>>(),
    /** A line each. */
    papers: text().notNull().default(""),
    at: moment(),
    /** Whether a time of day was said, or the day only. */
    timed: boolean().notNull().default(false),
    place: text(),
    officerId: uuid().references(() => users.id),
    status: text().notNull().default("open"),
    note: text(),
    /** Whoever wrote it says that nothing personal is in it: it may be offered where the next such case begins. */
    generic: boolean().notNull().default(false),
    settledBy: uuid().references(() => users.id),
    settledAt: moment(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    remindedAt: moment(),
    lateAt: moment(),
    familyToldAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({
      columns: [t.communityId, t.followingId],
      foreignColumns: [concernFollowings.communityId, concernFollowings.id],
    }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("concern_steps_following").on(t.communityId, t.followingId, t.ordinal),
    index("concern_steps_officer").on(t.officerId).where(sql`status = 'open'`),
    index("concern_steps_soon")
      .on(t.at)
      .where(sql`status = 'open' and (reminded_at is null or late_at is null or family_told_at is null)`),
    check("concern_steps_status", sql`${t.status} in ('open','done','not_needed')`),
  ],
);
