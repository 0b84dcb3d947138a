import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { households } from "./place.ts";

/**
 * Who acts for a household, as it has consented to: a child, a neighbour, a volunteer. Its id is a principal, by which they
 * see what they raised for it, and nothing else of it. Ended is ended: consent given anew is another row.
 */
export const helpers = pgTable(
  "helpers",
  {
    ...inCommunity(),
    householdId: uuid().notNull(),
    /** As the household calls them. */
    name: text().notNull(),
    relation: text().notNull(),
    /** Whose account it is, once they have taken it on. */
    userId: uuid().references(() => users.id),
    /** By which they take it on: a code, or the link of a mail. */
    tokenId: uuid(),
    mayRaise: boolean().notNull(),
    /** Follows what they raised, and speaks there for the household. */
    mayFollow: boolean().notNull(),
    mayChoose: boolean().notNull(),
    /** How the consent was given: by the household's own account, or to an officer at the door, on paper, by telephone. */
    consent: text().notNull(),
    /** Who gave it, where an officer wrote it down. */
    consentBy: text(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    /** The last day on which it holds; null: until it is ended. */
    until: date(),
    acceptedAt: moment(),
    endedAt: moment(),
    endedBy: uuid().references(() => users.id),
    /** Why the database itself ended it: nobody of them lives there any more, or whoever gave the consent does not. */
    endedFor: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    index("helpers_household").on(t.communityId, t.householdId),
    uniqueIndex("helpers_once").on(t.userId, t.householdId).where(sql`ended_at is null`),
    uniqueIndex("helpers_token").on(t.tokenId),
    check("helpers_relation", sql`${t.relation} in ('child','relative','neighbour','volunteer','other')`),
    check("helpers_consent", sql`${t.consent} in ('account','door','paper','phone')`),
    check("helpers_consent_by", sql`(${t.consent} = 'account') = (${t.consentBy} is null)`),
    check("helpers_may", sql`${t.mayRaise} or ${t.mayChoose}`),
    check("helpers_follow", sql`${t.mayRaise} or not ${t.mayFollow}`),
    check("helpers_ended_for", sql`${t.endedFor} = 'moved' and ${t.endedAt} is not null or ${t.endedFor} is null`),
    check("helpers_accepted", sql`(${t.acceptedAt} is null) = (${t.userId} is null)`),
  ],
);
