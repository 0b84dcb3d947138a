import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
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

/** So many rows travel at once, either way. */
const batch = 500;

const connect = (url: string) =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "doorstep backup" } });

/**
 * Writes all rows of all tables into a folder, a file a table and a line of JSON a row, as they are at one moment.
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
        const file = await open(join(folder, `${table}.jsonl`), "w", 0o600);
        try {
          const rows = sql
            .unsafe(`select to_jsonb(t)::text as line from (select ${columns} from ${table}) t`)
            .cursor(batch);
          // Reading line by line would break at Unicode's own line ends too: they are escaped.
          const escaped = (line: string) => line.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
          for await (const part of rows) await file.write(part.map((row) => `${escaped(row.line)}\n`).join(""));
        } finally {
          await file.close();
        }
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
        const insert = (lines: string[]) =>
          sql.unsafe(
            `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
            [`[${lines.join(",")}]`],
          );
        let lines: string[] = [];
        for await (const line of createInterface({ input: createReadStream(join(folder, `${table}.jsonl`)) })) {
          lines.push(line);
          if (lines.length === batch) {
            await insert(lines);
            lines = [];
          }
        }
        if (lines.length) await insert(lines);
        await sql.unsafe(`alter table ${table} enable trigger user`);
      }
      await sql`analyze`;
    });
  } finally {
    await client.end();
  }
}
