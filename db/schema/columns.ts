import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** A moment, always with its zone; a JavaScript Date in code. */
export const moment = () => timestamp({ withTimezone: true, mode: "date" });

/** The two columns that every row of a community starts with: the distribution key, and its own id. */
export const inCommunity = () => ({
  communityId: uuid().notNull(),
  id: uuid().notNull(),
});

/** Raw bytes (hashes of tokens, links of the event chain). */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** The search column: one- and two-character grams, filled by PostgreSQL (see db/sql/1-before.sql). */
export const grams = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A span of time, half open: [start, end). */
export const timeSpan = customType<{ data: string }>({ dataType: () => "tstzrange" });

/** Several spans of time at once. */
export const timeSpans = customType<{ data: string }>({ dataType: () => "tstzmultirange" });

/** A column of names or doors as an index looks them up in a text that everybody is to read (see db/sql/4-publish.sql). */
export const told = (column: "name" | "holder" | "door") => sql`app.told(${sql.raw(column)}) collate "C"`;
