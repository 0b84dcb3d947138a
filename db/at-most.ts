import { type SQL, sql } from "drizzle-orm";

/**
 * `limit`, as a number that the planner sees. Statements are planned once for all their values, and of a number that it does
 * not see PostgreSQL takes a tenth of the table: for the first twenty of a long list it would then read and sort them all.
 */
export const atMost = (rows: number): SQL => sql`limit ${sql.raw(String(Math.max(0, Math.trunc(rows))))}`;
