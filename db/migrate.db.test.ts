import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { getTableColumns, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { roles, roleUrl } from "./connect.ts";
import { migrate, schemaMark, type Transition } from "./migrate.ts";
import * as schema from "./schema/index.ts";
import { testSecret } from "./testing/secret.ts";

const run = promisify(execFile);
const made: string[] = [];
let server: postgres.Sql;

const addressOf = (name: string) => {
  const url = new URL(inject("template"));
  url.pathname = `/${name}`;
  return url.toString();
};
async function emptyDatabase(): Promise<string> {
  const name = `migrate_${process.pid}_${made.length}`;
  made.push(name);
  await server.unsafe(`create database ${name}`);
  return addressOf(name);
}
const asked = async <T extends object>(url: string, query: string): Promise<T[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe<T[]>(query))];
  } finally {
    await sql.end();
  }
};

beforeAll(() => {
  process.env.AUTH_SECRET = testSecret;
  process.env.BASE_URL = "http://portal.test";
  server = postgres(addressOf("postgres"), { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  for (const name of made) await server.unsafe(`drop database if exists ${name} with (force)`);
  await server.end();
});

/** A start of the portal, as far as its database goes, in a process of its own. */
const startProcess = (url: string) =>
  run(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { migrate } from "#db/migrate.ts";
       import { transitions } from "#domain/transitions.ts";
       await migrate(process.env.WHERE, transitions);`,
    ],
    { env: { ...process.env, WHERE: url, AUTH_SECRET: testSecret, NODE_NO_WARNINGS: "1" } },
  );

/** The same in this process, with the transition tables that the template database has. */
async function start(url: string): Promise<void> {
  const rows = await asked<Transition & { noun: string }>(
    inject("template"),
    'select noun, act, from_status as "from", to_status as "to", allowed from status_transitions',
  );
  const nouns = Object.groupBy(rows, ({ noun }) => noun);
  await migrate(url, nouns as Record<string, Transition[]>);
}

/** All that a migration makes, in words that can be compared. */
const everything = (url: string) =>
  asked(
    url,
    `select 'column' as what, table_schema || '.' || table_name || '.' || column_name as name,
       concat_ws(' ', udt_name, is_nullable, column_default, is_generated) as how
     from information_schema.columns where table_schema in ('public', 'drizzle', 'app', 'auth')
     union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
     union all select 'index', schemaname || '.' || indexname, indexdef from pg_indexes where schemaname = 'public'
     union all select 'policy', tablename || '.' || policyname, concat_ws(' ', cmd, roles, qual, with_check) from pg_policies
     union all select 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select 'function', p.oid::regprocedure::text, md5(p.prosrc) || p.prosecdef || coalesce(p.proacl::text, '')
       from pg_proc p where pronamespace in ('app'::regnamespace, 'auth'::regnamespace)
     union all select 'row security', relname, relrowsecurity || ' ' || relforcerowsecurity from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r'
     union all select 'grant', table_name || '.' || grantee, string_agg(privilege_type, ',' order by privilege_type)
       from information_schema.role_table_grants where table_schema = 'public' group by table_name, grantee
     union all select 'transition', concat_ws(' ', noun, act, from_status, to_status), allowed::text from status_transitions
     order by 1, 2, 3`,
  );

describe("an empty database", () => {
  test("is brought to the same state by two processes that start at once, and by one", async () => {
    const together = await emptyDatabase();
    await Promise.all([startProcess(together), startProcess(together)]);
    const alone = await emptyDatabase();
    await start(alone);
    const one = await everything(alone);
    expect(one.length).toBeGreaterThan(500);
    expect(await everything(together)).toEqual(one);
    expect(await everything(inject("template"))).toEqual(one);
  }, 60_000);

  test("beside another one of the same server is migrated at the same moment, though they share their roles", async () => {
    const both = [await emptyDatabase(), await emptyDatabase()];
    await Promise.all(both.map(start));
    for (const url of both) {
      const [row] = await asked<{ mark: string }>(url, "select mark from drizzle.repeatable");
      expect(row?.mark).toBe(schemaMark());
    }
  }, 60_000);
});

describe("a database that is up to date", () => {
  test("is left as it is, with all that is in it, however often the portal starts", async () => {
    const url = await emptyDatabase();
    await start(url);
    await asked(
      url,
      `insert into communities (id, code, name, township, district) values (gen_random_uuid(), 'x', '甲', '乙', '丙')`,
    );
    const before = await everything(url);
    await start(url);
    await Promise.all([start(url), start(url)]);
    expect(await everything(url)).toEqual(before);
    expect(await asked(url, "select code from communities")).toEqual([{ code: "x" }]);
    const applied = await asked<{ n: number }>(url, "select count(*)::int as n from drizzle.__drizzle_migrations");
    const listed = await asked<{ n: number }>(
      url,
      "select count(distinct hash)::int as n from drizzle.__drizzle_migrations",
    );
    expect(applied).toEqual(listed);
  }, 60_000);

  test("gets the transition tables of this code in place of older ones", async () => {
    const url = await emptyDatabase();
    const table = (to: string): Record<string, Transition[]> => ({
      concern: [{ act: "take", from: "new", to, allowed: ["officer"] }],
    });
    await migrate(url, table("old"));
    await migrate(url, table("taken"));
    expect(await asked(url, "select * from status_transitions")).toEqual([
      { noun: "concern", act: "take", from_status: "new", to_status: "taken", allowed: ["officer"] },
    ]);
  });

  test("gets its functions and policies anew when their text has changed", async () => {
    const url = await emptyDatabase();
    await start(url);
    const before = await everything(url);
    await asked(
      url,
      `drop policy readers on concerns;
       create or replace function app.admin() returns boolean language sql stable as 'select true';
       update drizzle.repeatable set mark = 'of an older version'`,
    );
    expect(await everything(url)).not.toEqual(before);
    await start(url);
    const parallel = (rows: unknown[]) => JSON.stringify(rows);
    expect(parallel(await everything(url))).toBe(parallel(before));
  });
});

describe("what the migrations make", () => {
  const template = () => inject("template");

  test("has the tables and columns that the code knows, and no others", async () => {
    const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
    const known = Object.values(schema as Record<string, unknown>)
      .filter((table) => is(table, PgTable))
      .flatMap((table) =>
        Object.values(getTableColumns(table)).map(
          (c) => `${getTableConfig(table).name}.${snake(c.name)}${c.notNull ? " not null" : ""}`,
        ),
      );
    const found = await asked<{ name: string; nullable: string }>(
      template(),
      "select table_name || '.' || column_name as name, is_nullable as nullable from information_schema.columns where table_schema = 'public'",
    );
    expect(known.length).toBeGreaterThan(200);
    expect(found.map((c) => `${c.name}${c.nullable === "NO" ? " not null" : ""}`).toSorted()).toEqual(known.toSorted());
  });

  test("has row-level security on every table, for the owner too", async () => {
    const bare = await asked(
      template(),
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(bare).toEqual([]);
  });

  test("lets the roles that serve neither bypass the policies, nor make or alter anything, nor become the owner", async () => {
    for (const role of roles) {
      const [found] = await asked<object>(
        template(),
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
           pg_has_role(rolname, 'doorstep_owner', 'member') as owner,
           (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relowner = r.oid) as owned
         from pg_roles r where rolname = '${role}'`,
      );
      expect(found).toEqual({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolcanlogin: true,
        owner: false,
        owned: 0,
      });
      const url = roleUrl(template(), role);
      for (const attempt of [
        "create table mine (id int)",
        "alter table concerns disable row level security",
        "drop policy readers on concerns",
        "set role doorstep_owner",
        "truncate events",
        "select * from credentials",
        "update status_transitions set allowed = '{officer}'",
      ])
        await expect(asked(url, attempt)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|0LP01)$/) });
    }
  });
});
