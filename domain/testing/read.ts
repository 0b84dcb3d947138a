import type postgres from "postgres";

/**
 * How many rows of a table a statement reads, as PostgreSQL itself counts them (of an index that says all there is to say,
 * none): what is looked up stays the same few, however long the table.
 * @param officerIn the community in which whoever asks works
 */
export const rowsRead = (admin: postgres.Sql, table: string, statement: string, officerIn = ""): Promise<number> =>
  admin.begin(async (sql) => {
    const read = async () => {
      const [row] = await sql<{ n: number }[]>`
        select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables where relname = ${table}`;
      return row?.n ?? 0;
    };
    await sql`select set_config('app.officer_in', ${`{${officerIn}}`}, true)`;
    // As the portal's own connections plan: once, for all values.
    await sql`set local plan_cache_mode = force_generic_plan`;
    const before = await read();
    await sql.unsafe(statement);
    return (await read()) - before;
  });

/** Writes rows past all triggers, as many as an installation has after years, and lets the planner know of them. */
export async function fillPast(admin: postgres.Sql, table: string, statement: string): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql.unsafe(statement);
  });
  await admin.unsafe(`vacuum analyze ${table}`);
}
