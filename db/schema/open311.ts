import { sql } from "drizzle-orm";
import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { communities } from "./place.ts";

/** A system of somebody else's that may file concerns in a community (Open311). Its key is kept as SHA-256 only. */
export const apiKeys = pgTable(
  "api_keys",
  {
    ...inCommunity(),
    name: text().notNull(),
    /** Whom to ask when something is wrong with it. */
    contact: text().notNull(),
    hash: bytes().notNull(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    lastUsedAt: moment(),
    revokedAt: moment(),
    revokedBy: uuid().references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    uniqueIndex("api_keys_hash").on(t.hash),
  ],
);

/** How a concern came through a key: what was sent along with it. It is written before its concern, which it lets in. */
export const filings = pgTable(
  "filings",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    keyId: uuid().notNull(),
    /** SHA-256 of what was sent: the same again a short time later is one. */
    mark: bytes().notNull(),
    /** SHA-256 of the name that the system gave it, by which it asks for its number. */
    tokenHash: bytes(),
    account: text(),
    /** The place as it was written, which may say more than neighbours should read. */
    address: text(),
    attributes: jsonb().$type<Record<string, string[]>>().notNull(),
    mediaUrl: text(),
    /** What became of the picture: null while it waits, or where there is none. */
    mediaState: text(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId] }),
    foreignKey({ columns: [t.communityId, t.keyId], foreignColumns: [apiKeys.communityId, apiKeys.id] }),
    index("filings_key").on(t.communityId, t.keyId, t.createdAt.desc().nullsFirst()),
    index("filings_mark").on(t.keyId, t.mark),
    uniqueIndex("filings_token").on(t.tokenHash),
    check(
      "filings_media",
      sql`${t.mediaState} is null or ${t.mediaUrl} is not null and ${t.mediaState} in ('taken','refused','unreachable')`,
    ),
  ],
);
