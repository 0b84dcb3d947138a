import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";

/** Rows that only one running installation can use, or that the code fills anew. */
const leftOut = ["status_transitions", "throttles", "parked_forms"];

/** The tables in an order in which no row comes before one that it refers to. */
async function tablesInOrder(sql: postgres.TransactionSql): Promise<string[]> {
  const tables = (await sql`select tablename from pg_tables where schemaname = 'public' order by tablename`)
    .map((row) => row.tablename as string)
    .filter((name) => !leftOut.includes(name));
  const references = await sql`
    select c.relname as from, t.relname as to from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.oid <> t.oid`;
  const ordered: string[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(
      (name) => !ordered.includes(name) && references.every((r) => r.from !== name || ordered.includes(r.to)),
    );
    if (!next.length) throw new Error("tables refer to one another in a circle");
    ordered.push(...next);
  }
  return ordered;
}

/** The columns that are stored, not made by the database from others. */
async function columnsOf(sql: postgres.TransactionSql, table: string): Promise<string> {
  const rows = await sql`
    select quote_ident(column_name) as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`;
  return rows.map((row) => row.name).join(", ");
}

const connect = (url: string) =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "doorstep backup" } });

/**
 * Writes all rows of all tables into a folder, a file a table, as they are at one moment.
 * @returns the names of the tables, in the order in which they can be loaded, and the mark of the schema
 */
export async function dumpTables(url: string, folder: string): Promise<{ tables: string[]; mark: string }> {
  const client = connect(url);
  try {
    return await client.begin("isolation level repeatable read read only", async (sql) => {
      await sql`set local role doorstep_owner`;
      const tables = await tablesInOrder(sql);
      for (const table of tables) {
        const columns = await columnsOf(sql, table);
        const rows = await sql.unsafe(`copy (select ${columns} from ${table}) to stdout`).readable();
        await pipeline(rows, createWriteStream(join(folder, table), { mode: 0o600 }));
      }
      const [row] = await sql`select mark from drizzle.repeatable`;
      return { tables, mark: row?.mark as string };
    });
  } finally {
    await client.end();
  }
}

/**
 * Loads what dumpTables() wrote into a database that has no community yet. All or nothing; triggers rest meanwhile, since
 * what they would write is in the files.
 * @throws Error with a sentence where the database is not empty
 */
export async function loadTables(url: string, folder: string, tables: string[]): Promise<void> {
  const client = connect(url);
  try {
    await client.begin(async (sql) => {
      await sql`set local role doorstep_owner`;
      const [found] = await sql`select 1 from communities limit 1`;
      if (found) throw new Error("The database is not empty. Restore into a new data folder or database.");
      for (const table of tables) {
        await sql.unsafe(`alter table ${table} disable trigger user`);
        const columns = await columnsOf(sql, table);
        const rows = await sql.unsafe(`copy ${table} (${columns}) from stdin`).writable();
        await pipeline(createReadStream(join(folder, table)), rows);
        await sql.unsafe(`alter table ${table} enable trigger user`);
      }
      await sql`analyze`;
    });
  } finally {
    await client.end();
  }
}
