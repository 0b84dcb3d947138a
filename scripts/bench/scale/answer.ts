import postgres from "postgres";
import { pool } from "#db/connect.ts";
import { countOpenFigures } from "#domain/figures/open/count.ts";
import { grownTables } from "./fill.ts";
import { questions } from "./questions.ts";

/**
 * A process for one size: asks what it is told to, as often as it is told, and says how long each took. So sizes can be
 * measured in turn, and what the machine does besides falls on all of them alike.
 */
export type Order = { ask: number; times: number } | { scans: true };
export type Answer =
  | { ready: { group: string; what: string }[]; counted: number }
  | { times: number[] }
  | { scans: number }
  | { wrong: string };

const sql = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
const say = (answer: Answer) => process.send?.(answer);

/**
 * How often one of the tables that grow was read from end to end, so far. (Of a table of a few pages that is the shortest way: it
 * counts from half a megabyte on.)
 */
async function scans(): Promise<number> {
  await sql`select pg_stat_force_next_flush()`;
  const [row] = await sql<{ n: number }[]>`
    select coalesce(sum(seq_scan), 0)::int as n from pg_stat_user_tables
    where relname = any (${[...grownTables]}) and pg_relation_size(relid) > 500000`;
  return row?.n ?? 0;
}

/** What everybody is told of figures is counted by queued work, once a month: in how many seconds. */
async function countOpen(): Promise<number> {
  const [{ id } = { id: "" }] = await sql<{ id: string }[]>`select id from communities where code = 'ithaca'`;
  const start = performance.now();
  await pool("doorstep_worker").transaction((tx) => countOpenFigures(tx, { community: id }));
  return (performance.now() - start) / 1000;
}

const counted = await countOpen();
const all = await questions(sql, Number(process.argv[2]));

process.on("message", (order: Order) => {
  void (async () => {
    if ("scans" in order) return say({ scans: await scans() });
    const question = all[order.ask];
    const times: number[] = [];
    for (let i = 0; question && i < order.times; i++) {
      const start = performance.now();
      await question.ask();
      times.push(performance.now() - start);
    }
    say({ times });
  })().catch((error: unknown) => say({ wrong: String(error) }));
});
say({ ready: all.map(({ group, what }) => ({ group, what })), counted });
