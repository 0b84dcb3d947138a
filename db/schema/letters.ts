import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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

/** A policy explained: what many ask, answered once. Its texts stand in `policy_texts`, a language each. */
export const policies = pgTable(
  "policies",
  {
    ...inCommunity(),
    category: text().notNull(),
    publishedAt: moment(),
    withdrawnAt: moment(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    changedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    index("policies_category").on(t.communityId, t.category),
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
    search: grams().generatedAlwaysAs(sql`app.grams(title || ' ' || body)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.policyId, t.locale] }),
    foreignKey({ columns: [t.communityId, t.policyId], foreignColumns: [policies.communityId, policies.id] }),
    index("policy_texts_search").using("gin", t.communityId, t.search),
    check("policy_texts_locale", sql`${t.locale} in ('zh-CN','zh-TW','en')`),
  ],
);
