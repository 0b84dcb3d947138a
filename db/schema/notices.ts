import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { concerns } from "./casework.ts";
import { moment } from "./columns.ts";
import { organizations, sessions, users } from "./people.ts";

/** Where an organization's own system is told what happens on the concerns it works on. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: uuid().primaryKey(),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    url: text().notNull(),
    /** What the receiver checks the signature with; shown once, read by queued work alone. */
    secret: text().notNull(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    lastOkAt: moment(),
    failingSince: moment(),
    /** What the last attempt came to, as a code. */
    lastError: text(),
  },
  (t) => [
    uniqueIndex("webhooks_once").on(t.organizationId, t.url),
    check("webhooks_url", sql`${t.url} ~ '^https?://' and length(${t.url}) <= 500`),
  ],
);

/** A concern that a person does not want to hear of, except where they are named. */
export const threadMutes = pgTable(
  "thread_mutes",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    mutedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
  ],
);

/** A browser that a person wants to be told in: for as long as its session lasts. */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    /** Where its push service takes what is for it; whoever knows it can send there, encrypted with the other two. */
    endpoint: text().notNull(),
    p256dh: text().notNull(),
    auth: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("push_subscriptions_endpoint").on(t.endpoint),
    uniqueIndex("push_subscriptions_session").on(t.sessionId),
    index("push_subscriptions_user").on(t.userId),
    check("push_subscriptions_address", sql`${t.endpoint} ~ '^https?://' and length(${t.endpoint}) <= 1000`),
  ],
);
