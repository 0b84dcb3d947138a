import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { loadDemo } from "#db/demo/load.ts";
import { startEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { transitions } from "#domain/transitions.ts";
import { fill } from "./fill.ts";

/** Older than this they are made anew: what falls due today is part of what is measured. */
const keptDays = 2;

const folder = resolve(".test/bench-scale");

/** A mark of what the filled databases are made from; functions and policies are applied to them as they are now. */
function mark(): string {
  const hash = createHash("sha256");
  const migrations = "db/migrations";
  for (const name of readdirSync(migrations)
    .filter((n) => n.endsWith(".sql"))
    .sort())
    hash.update(readFileSync(join(migrations, name)));
  for (const name of ["fill.ts", "words.ts"]) hash.update(readFileSync(join("scripts/bench/scale", name)));
  return hash.digest("hex").slice(0, 16);
}

/**
 * A database for each size on a server of their own, each grown from the one before it; kept as long as what they are made
 * from is the same, since a million concerns take some minutes.
 */
export async function scaleDatabases(
  sizes: number[],
  say: (what: string) => void,
): Promise<{ urls: { size: number; url: string }[]; stop: () => Promise<void> }> {
  const server = await startEmbedded(folder);
  const at = (database: string) => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    return url.toString();
  };
  const maintenance = postgres(at("postgres"), { max: 1, onnotice: () => {} });
  const now = mark();
  const kept = async (database: string) => {
    const [found] = await maintenance<{ said: string | null }[]>`
      select shobj_description(oid, 'pg_database') as said from pg_database where datname = ${database}`;
    const [of, when] = found?.said?.split(" ") ?? [];
    return of === now && Date.now() - Date.parse(when ?? "") < keptDays * 86_400_000;
  };
  const urls: { size: number; url: string }[] = [];
  let before = "scale_0";
  for (const size of [0, ...sizes]) {
    const database = `scale_${size}`;
    if (!(await kept(database))) {
      await maintenance.unsafe(`drop database if exists ${database} with (force)`);
      await maintenance.unsafe(`create database ${database} ${size ? `template ${before} strategy file_copy` : ""}`);
      await careless(maintenance, true);
      await (size ? grow(at(database), size, say) : begin(at(database)));
      await careless(maintenance, false);
      await maintenance.unsafe(`comment on database ${database} is '${now} ${new Date().toISOString()}'`);
    }
    if (size) {
      await migrate(at(database), transitions);
      await fold(at(database));
      urls.push({ size, url: at(database) });
    }
    before = database;
  }
  await maintenance.end();
  return { urls, stop: server.stop };
}

/** What housekeeping does each night. */
async function fold(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`select app.fold_figures()`;
  await sql`vacuum analyze figure_sums`;
  await sql.end();
}

async function begin(url: string): Promise<void> {
  await migrate(url, transitions);
  await loadDemo(url);
}

async function grow(url: string, size: number, say: (what: string) => void): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await fill(sql, size, say);
  } finally {
    await sql.end();
  }
}

/** What is lost with the machine is made anew: nothing is waited for while filling. */
async function careless(sql: postgres.Sql, on: boolean): Promise<void> {
  for (const setting of ["fsync = off", "full_page_writes = off", "max_wal_size = '6GB'"])
    await sql.unsafe(on ? `alter system set ${setting}` : `alter system reset ${setting.split(" ")[0]}`);
  await sql`select pg_reload_conf()`;
}
