import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateTables } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { rolePassword, roles } from "./connect.ts";

/** One row of a noun's transition table, as `domain` states it. */
export type Transition = { act: string; from: string; to: string; allowed: readonly string[] };

const migrationsFolder = join(process.cwd(), "db/migrations");
const sqlFolder = join(process.cwd(), "db/sql");
const lock = 720_051_134;

/** The repeatable SQL (functions, triggers, policies), in order, and a mark that changes with it and with the migrations. */
function repeatable() {
  const files = readdirSync(sqlFolder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const texts = files.map((name) => ({ name, text: readFileSync(join(sqlFolder, name), "utf8") }));
  const migrations = readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash);
  const mark = createHash("sha256")
    .update([...migrations, ...texts.map(({ text }) => text)].join("\n"))
    .digest("hex");
  const [before, ...after] = texts;
  if (!before) throw new Error(`no SQL in ${sqlFolder}`);
  return { before, after, mark };
}

/**
 * Brings a database to the state of this code: roles, extensions, tables, functions, policies, transition tables.
 * Safe to run twice and by two processes at once (an advisory lock). Needs PostgreSQL 15 or newer.
 * @param url the database, as a role that may create roles and extensions
 * @param nouns the transition tables of `domain`, by noun
 */
export async function migrate(url: string, nouns: Record<string, readonly Transition[]>): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: "doorstep migrate" } });
  try {
    const [version] = await client`select current_setting('server_version_num')::int as number`;
    if ((version?.number ?? 0) < 150000) throw new Error("Doorstep needs PostgreSQL 15 or newer.");
    await client`select pg_advisory_lock(${lock})`;
    await prepare(client);
    await client`set role doorstep_owner`;
    await client.unsafe("set search_path = public");
    const sql = repeatable();
    await client.unsafe(sql.before.text);
    await migrateTables(drizzle(client, { casing: "snake_case" }), { migrationsFolder });
    await client.unsafe(
      "create table if not exists drizzle.repeatable (one boolean primary key default true check (one), mark text not null)",
    );
    const [applied] = await client`select mark from drizzle.repeatable`;
    if (applied?.mark !== sql.mark) {
      await client.begin(async (tx) => {
        for (const { name, text } of sql.after) {
          await tx.unsafe(text).catch((error: Error) => {
            throw new Error(`db/sql/${name}: ${error.message}`, { cause: error });
          });
        }
        await tx`insert into drizzle.repeatable (mark) values (${sql.mark}) on conflict (one) do update set mark = excluded.mark`;
      });
    }
    await syncTransitions(client, nouns);
  } finally {
    await client.end();
  }
}

/** Roles, extensions and the owner's rights; idempotent, and quiet when another database of the cluster was first. */
async function prepare(client: postgres.Sql): Promise<void> {
  await client.unsafe(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'doorstep_owner') then create role doorstep_owner nologin; end if;
    exception when duplicate_object or unique_violation then null; end $$;`);
  for (const role of roles) {
    await client.unsafe(`
      do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then
          create role ${role} login nosuperuser nocreatedb nocreaterole;
        end if;
      exception when duplicate_object or unique_violation then null; end $$;`);
    // Two databases of one cluster may set the same password at the same moment: the second one tries again.
    for (let attempt = 1; ; attempt++) {
      try {
        await client.unsafe(`alter role ${role} login password '${rolePassword(role)}'`);
        break;
      } catch (error) {
        if (attempt === 5 || !(error instanceof Error) || !error.message.includes("concurrently updated")) throw error;
      }
    }
  }
  await client.unsafe(`
    create extension if not exists btree_gist;
    create extension if not exists btree_gin;
    do $$ begin
      execute format('grant create, connect on database %I to doorstep_owner', current_database());
      execute format('grant doorstep_owner to %I', current_user);
    exception when others then
      if sqlerrm not like '%concurrently updated%' then raise; end if;
    end $$;
    grant usage, create on schema public to doorstep_owner;`);
}

async function syncTransitions(client: postgres.Sql, nouns: Record<string, readonly Transition[]>): Promise<void> {
  const rows = Object.entries(nouns).flatMap(([noun, transitions]) =>
    transitions.map(({ act, from, to, allowed }) => ({
      noun,
      act,
      from_status: from,
      to_status: to,
      allowed: [...allowed],
    })),
  );
  await client.begin(async (tx) => {
    await tx`delete from status_transitions`;
    if (rows.length) await tx`insert into status_transitions ${tx(rows)}`;
  });
}

/** What the database's own mark must be for it to be at the state of this code; see migrationsCurrent(). */
export const schemaMark = (): string => repeatable().mark;
