import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { asViewer, type Claims, DatabaseError } from "../viewer.ts";

class Undone extends Error {
  readonly count: number;

  constructor(count: number) {
    super("undone");
    this.count = count;
  }
}

/** What is a "no" of the database: no privilege or a row policy (42501), or a rule of ours. Anything else is a mistake. */
const refusals = ["42501", "DS001", "DS005"];

/**
 * Sends statements as the app would for a viewer, and takes all back.
 * @returns how many rows the last one read or wrote; 0 where the database refused
 */
export async function attempt(claims: Claims, statements: SQL[]): Promise<number> {
  try {
    await asViewer(claims, async (tx) => {
      let count = 0;
      for (const statement of statements) count = (await tx.execute(statement)).count;
      throw new Undone(count);
    });
  } catch (error) {
    if (error instanceof Undone) return error.count;
    if (error instanceof DatabaseError && refusals.includes(error.code)) return 0;
    throw error;
  }
  throw new Error("nothing was undone");
}

/** The settings of a transaction, as db/viewer.ts makes them, for a connection that is not the app's own. */
export async function enterAs(sql: postgres.TransactionSql, claims: Claims): Promise<void> {
  const list = (ids: string[]) => `{${ids.join(",")}}`;
  const settings = {
    user: claims.userId ?? "",
    principals: list(claims.principals),
    organizations: list(claims.organizations),
    households: list(claims.households),
    member_in: list(claims.memberIn),
    officer_in: list(claims.officerIn),
    coordinates: list(claims.coordinates),
    admin: claims.admin ? "on" : "off",
    upload_key: claims.uploadKey ?? "",
  };
  for (const [name, value] of Object.entries(settings)) await sql`select set_config(${`app.${name}`}, ${value}, true)`;
}

/**
 * A change of a whole table without a condition, sent as the app for a viewer and taken back. PostgreSQL holds such a
 * statement to the policies for writing alone, not to those for reading: so it shows what those let through by themselves.
 * @param wheres a condition for each row that is looked at
 * @returns which of these rows it changed or deleted
 */
export async function touchedBlindly(
  admin: postgres.Sql,
  claims: Claims,
  { table, statement, wheres }: { table: string; statement: string; wheres: Record<string, string> },
): Promise<string[]> {
  const rows = Object.entries(wheres);
  const found: string[] = [];
  try {
    await admin.begin(async (sql) => {
      // Policies only: the rules that triggers hold would stop the statement at the first row that they refuse.
      await sql`set local session_replication_role = replica`;
      await sql`set local session authorization doorstep_app`;
      await enterAs(sql, claims);
      await sql.unsafe(statement);
      await sql`reset session authorization`;
      for (const [name, where] of rows) {
        const [row] = await sql.unsafe(
          `select count(*) filter (where xmin = pg_current_xact_id()::xid)::int as changed, count(*)::int as there from ${table} where ${where}`,
        );
        if (row?.changed || !row?.there) found.push(name);
      }
      throw new Undone(0);
    });
  } catch (error) {
    if (error instanceof Undone) return found;
    if ((error as { code?: string }).code === "42501") return [];
    throw error;
  }
  return found;
}

/** A query of the app's, counted for a viewer. */
export const rowsSeen = (claims: Claims, query: string): Promise<number> => attempt(claims, [sql.raw(query)]);
