import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, inCommunity, moment } from "./columns.ts";
import { buildings, communities } from "./place.ts";

/**
 * Whoever wants to hear by mail of what is on the public board: of all, of a topic, of a building, or of one thing. An
 * address that anybody may have typed: it is mailed once until its owner says yes, erased when they say stop, and read by
 * queued work alone.
 */
export const subscriptions = pgTable(
  "subscriptions",
  {
    ...inCommunity(),
    email: text().notNull(),
    locale: text().notNull(),
    category: text(),
    buildingId: uuid(),
    /** One concern or problem. */
    number: text(),
    /** Of the secret in the mail that asks. */
    hash: bytes(),
    createdAt: moment().notNull().defaultNow(),
    confirmedAt: moment(),
    /** What changed since then has not been told. */
    toldUntil: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.buildingId], foreignColumns: [buildings.communityId, buildings.id] }),
    unique("subscriptions_once").on(t.communityId, t.email, t.category, t.buildingId, t.number).nullsNotDistinct(),
    index("subscriptions_hash").on(t.hash),
    index("subscriptions_number").on(t.communityId, t.number),
  ],
);
