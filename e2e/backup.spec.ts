import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { startEmbedded } from "#db/embedded.ts";
import { dataFolder } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";

// What docs/operations.md says of backup and restore, with the portal running.

const folder = resolve(".test/e2e-backup");
const file = join(folder, "all.tar.gz");

/** Runs a script on a data folder. @returns what it said, and how it ended */
const run = async (script: string, data: string, ...args: string[]) => {
  const env = { ...process.env, DOORSTEP_DATA: data, DATABASE_URL: "", NODE_ENV: "production" } as NodeJS.ProcessEnv;
  const ended = await promisify(execFile)("node", [`scripts/${script}.ts`, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
  expect(ended.said).not.toContain("    at ");
  return ended;
};

/** Rows of each table that is restored, and what its files are. */
async function marksOf(data: string, sql: postgres.Sql) {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('status_transitions', 'throttles', 'parked_forms', 'sessions', 'outbox', 'presence') order by 1`;
  const rows = await sql.unsafe(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*)::int as n, sum(hashtextextended(t::text, 0))::text as mark from ${name} t`,
      )
      .join(" union all "),
  );
  const files = globSync("files/**/*", { cwd: data, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const hash = createHash("sha256")
        .update(readFileSync(join(parentPath, name)))
        .digest("hex");
      return `${join(parentPath, name).slice(data.length)} ${hash}`;
    })
    .toSorted();
  return { rows: Object.fromEntries(rows.map(({ name, n, mark }) => [name, `${n} ${mark}`])), files };
}

test("everything comes back, files too, and only where nothing is; what is no whole backup changes nothing", async ({
  sql,
}) => {
  test.setTimeout(240_000);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const nothing = await run("backup", join(folder, "mistyped"), join(folder, "nothing.tar.gz"));
  expect(nothing.code).toBe(1);
  expect(nothing.said).toContain("nothing to back up");

  const made = await run("backup", dataFolder, file);
  expect(made, made.said).toMatchObject({ code: 0 });
  const twice = await run("backup", dataFolder, file);
  expect(twice).toMatchObject({ code: 1, said: expect.stringContaining("exists already") });

  // Onto what is there: nothing is touched.
  const before = await marksOf(dataFolder, sql);
  expect(before.files.length).toBeGreaterThan(10);
  const over = await run("restore", dataFolder, file);
  expect(over).toMatchObject({ code: 1, said: expect.stringContaining("not empty") });
  expect((await marksOf(dataFolder, sql)).files).toEqual(before.files);

  const whole = readFileSync(file);
  const broken: [string, Buffer][] = [
    ["cut.tar.gz", whole.subarray(0, Math.floor(whole.length * 0.9))],
    ["short.tar.gz", whole.subarray(0, 2000)],
    ["text.tar.gz", Buffer.from("not a backup at all")],
    ["empty.tar.gz", Buffer.alloc(0)],
  ];
  const target = join(folder, "data");
  for (const [name, bytes] of broken) {
    writeFileSync(join(folder, name), bytes);
    const refused = await run("restore", target, join(folder, name));
    expect([name, refused.code]).toEqual([name, 1]);
    expect(refused.said).toContain("no backup of Doorstep, or not whole");
  }
  const restored = await run("restore", target, file);
  expect(restored, restored.said).toMatchObject({ code: 0 });
  const other = await startEmbedded(target);
  const there = postgres(other.url, { max: 1, onnotice: () => {} });
  try {
    expect(await marksOf(target, there)).toEqual(before);
  } finally {
    await there.end();
    await other.stop();
  }
  expect(globSync("restore-*", { cwd: target })).toEqual([]);
});
