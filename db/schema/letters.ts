import { sql } from "drizzle-orm";
import {
  check,
  date,
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
import { grams, inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { communities } from "./place.ts";

/**
 * A mail that came in: landed in a thread, became a concern, or is held for a coordinator. The text is kept while it is
 * held; once it has landed it stands in the thread alone.
 */
export const letters = pgTable(
  "letters",
  {
    ...inCommunity(),
    /** The mail's own Message-ID, so that it is taken once. */
    messageId: text().notNull(),
    toAddress: text().notNull(),
    fromAddress: text(),
    fromName: text(),
    subject: text(),
    body: text(),
    /** The mail as it came, in the store, while it is held. */
    rawKey: text(),
    size: integer().notNull(),
    status: text().notNull(),
    /** Why it is held or was left aside. */
    reason: text(),
    concernId: uuid(),
    receivedAt: moment().notNull().defaultNow(),
    decidedBy: uuid().references(() => users.id),
    decidedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    uniqueIndex("letters_once").on(t.messageId, t.toAddress),
    index("letters_held").on(t.communityId, t.receivedAt.desc().nullsFirst()).where(sql`status = 'held'`),
    check("letters_status", sql`${t.status} in ('landed','raised','held','ignored','discarded')`),
  ],
);

/**
 * A policy explained: what many ask, answered once. Its texts stand in `policy_texts`, a language each. A version of what
 * was explained before is a policy of its own that replaces it: the earlier one stands until the day before the new one.
 */
export const policies = pgTable(
  "policies",
  {
    ...inCommunity(),
    category: text().notNull(),
    publishedAt: moment(),
    withdrawnAt: moment(),
    /** The first and the last day on which it holds, as the community's calendar has them. */
    validFrom: date(),
    validUntil: date(),
    replaces: uuid(),
    /** When who leads was told that it ends soon. */
    endTold: moment(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    changedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.replaces], foreignColumns: [t.communityId, t.id] }),
    index("policies_category").on(t.communityId, t.category),
    // One follows another, not two.
    uniqueIndex("policies_replaces").on(t.communityId, t.replaces).where(sql`replaces is not null`),
    check("policies_days", sql`${t.validUntil} >= ${t.validFrom}`),
    check("policies_other", sql`${t.replaces} <> ${t.id}`),
  ],
);

export const policyTexts = pgTable(
  "policy_texts",
  {
    communityId: uuid().notNull(),
    policyId: uuid().notNull(),
    locale: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    /** Who it is for, what to bring, where to go, how long it takes, whom to ask: each where there is something to say. */
    who: text(),
    bring: text(),
    place: text(),
    takes: text(),
    ask: text(),
    search: grams().generatedAlwaysAs(sql`app.grams(title || ' ' || body)`),
    searchParts: grams().generatedAlwaysAs(
      sql`app.grams(coalesce(who, '') || ' ' || coalesce(bring, '') || ' ' || coalesce(place, '') || ' ' || coalesce(takes, '') || ' ' || coalesce(ask, ''))`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.policyId, t.locale] }),
    foreignKey({ columns: [t.communityId, t.policyId], foreignColumns: [policies.communityId, policies.id] }),
    index("policy_texts_search").using("gin", t.communityId, t.search),
    check("policy_texts_locale", sql`${t.locale} in ('zh-CN','zh-TW','en')`),
  ],
);

/** How many said that an explanation answered what they asked, and how many that it did not: nobody is kept. */
export const policyAnswers = pgTable(
  "policy_answers",
  {
    communityId: uuid().notNull(),
    policyId: uuid().notNull(),
    helped: integer().notNull().default(0),
    notHelped: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.policyId] }),
    foreignKey({ columns: [t.communityId, t.policyId], foreignColumns: [policies.communityId, policies.id] }),
  ],
);
