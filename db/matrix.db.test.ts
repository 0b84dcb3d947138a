import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "./connect.ts";
import { actsOf } from "./testing/acts.ts";
import { attempt, rowsSeen, touchedBlindly } from "./testing/attempt.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { type Gallery, makeGallery } from "./testing/gallery.ts";
import { actLines, type Line, matrixAsMarkdown, rowLines, told } from "./testing/matrix.ts";
import { changeable, functionsOf, rowsOf } from "./testing/rows.ts";
import { claimsOf, type ViewerCode, viewerCodes } from "./testing/viewers.ts";
import { makeWorld } from "./testing/world.ts";
import { asViewer, type Claims } from "./viewer.ts";

let database: TestDatabase;
let gallery: Gallery;
let claims: Record<ViewerCode, Claims>;
let rows: ReturnType<typeof rowsOf>;

beforeAll(async () => {
  database = await testDatabase();
  gallery = await makeGallery(database.admin, await makeWorld(database.admin));
  claims = Object.fromEntries(viewerCodes.map((code) => [code, claimsOf(gallery, code)])) as typeof claims;
  rows = rowsOf(gallery);
});
afterAll(() => database.close());

/** Asks for each viewer in turn. */
async function each(ask: (code: ViewerCode) => Promise<string>): Promise<string> {
  const cells: Partial<Record<ViewerCode, string>> = {};
  for (const code of viewerCodes) cells[code] = await ask(code);
  return told(cells as Line["cells"]);
}

const isTable = (line: Line) => !line.table.includes("(");
const named = (lines: Line[]) => lines.map((line) => [line.table, line.name, line] as const);
const only = (line: Line, letters: string): string =>
  told(
    Object.fromEntries(
      viewerCodes.map((code) => [
        code,
        Array.from(line.cells[code])
          .filter((c) => letters.includes(c))
          .join(""),
      ]),
    ) as Line["cells"],
  );

/** The tables of the schema, from PostgreSQL's own catalogue. */
async function tables(): Promise<string[]> {
  const found = await database.admin<{ tablename: string }[]>`
    select tablename from pg_tables where schemaname = 'public' order by 1`;
  return found.map((row) => row.tablename);
}

describe("the matrix names everything", () => {
  test("every table has rows in it, and every row in it is of a table that there is", async () => {
    const inMatrix = new Set(rowLines.filter(isTable).map((line) => line.table));
    expect([...inMatrix].sort()).toEqual(await tables());
  });

  test("every row and act of the matrix is one that the test makes, and the other way round", () => {
    const made = (of: Record<string, Record<string, unknown>>) =>
      Object.entries(of).flatMap(([table, byName]) => Object.keys(byName).map((name) => `${table}: ${name}`));
    const written = (lines: Line[]) => lines.map((line) => `${line.table}: ${line.name}`);
    expect(made({ ...rows, ...functionsOf(gallery) }).sort()).toEqual(written(rowLines).sort());
    expect(made(actsOf(gallery, "pub")).sort()).toEqual(written(actLines).sort());
  });

  test("each row of the matrix is there, exactly once", async () => {
    for (const [table, byName] of Object.entries(rows)) {
      for (const [name, where] of Object.entries(byName)) {
        const [found] = await database.admin.unsafe(`select count(*)::int as n from ${table} where ${where}`);
        expect(found?.n, `${table}: ${name}`).toBe(1);
      }
    }
  });

  test("docs/security.md shows exactly this matrix", () => {
    expect(readFileSync("docs/security.md", "utf8")).toContain(`\n${matrixAsMarkdown()}\n`);
  });
});

describe("who reads, changes and deletes", () => {
  test.each(named(rowLines.filter(isTable)))("%s: %s", async (table, name, line) => {
    const where = rows[table]?.[name] as string;
    const harmless = changeable[table]?.harmless ?? (await touchFirstColumn(table));
    const found = await each(async (code) => {
      const letters: string[] = [];
      if (await rowsSeen(claims[code], `select 1 from ${table} where ${where}`)) letters.push("r");
      if (await rowsSeen(claims[code], `update ${table} set ${harmless} where ${where}`)) letters.push("u");
      if (await rowsSeen(claims[code], `delete from ${table} where ${where}`)) letters.push("d");
      return letters.join("");
    });
    expect(found).toBe(told(line.cells));
  });

  test.each(named(rowLines.filter((line) => !isTable(line))))("%s gives: %s", async (table, name, line) => {
    const query = functionsOf(gallery)[table]?.[name] as string;
    expect(await each(async (code) => ((await rowsSeen(claims[code], query)) ? "r" : ""))).toBe(told(line.cells));
  });

  /** A change for a table of which the app may change nothing. */
  async function touchFirstColumn(table: string): Promise<string> {
    const [column] = await database.admin<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and attgenerated = '' order by attnum limit 1`;
    return `${column?.name} = ${column?.name}`;
  }
});

describe("a change of a whole table reaches no row that the viewer may not change", () => {
  const writable = [...new Set(rowLines.filter(isTable).map((line) => line.table))];
  const lines = (table: string, letter: string) =>
    rowLines.filter((line) => line.table === table && viewerCodes.some((code) => line.cells[code].includes(letter)));

  test.each(writable.filter((table) => changeable[table]))("update %s", async (table) => {
    await expectBlind(table, "u", `update ${table} set ${changeable[table]?.harmless}`);
  });

  test.each(writable.filter((table) => lines(table, "d").length))("delete from %s", async (table) => {
    await expectBlind(table, "d", `delete from ${table}`);
  });

  test("nor does it make an officer the owner of a private concern that they do not see", async () => {
    const { off } = claims;
    const owned = await touchedBlindly(database.admin, off, {
      table: "concerns",
      statement: `update concerns set owner_id = '${off.userId}'`,
      wheres: rows.concerns ?? {},
    });
    expect(owned.filter((name) => name.startsWith("private"))).toEqual(["private, told at the door of 1502"]);
  });

  async function expectBlind(table: string, letter: string, statement: string) {
    const found: Record<string, string> = {};
    for (const line of rowLines.filter((l) => l.table === table)) found[line.name] = "";
    const expected = Object.fromEntries(
      rowLines.filter((l) => l.table === table).map((line) => [line.name, only(line, letter)]),
    );
    for (const code of viewerCodes) {
      const touched = await touchedBlindly(database.admin, claims[code], {
        table,
        statement,
        wheres: rows[table] ?? {},
      });
      for (const name of touched) found[name] += ` ${code}:${letter}`;
    }
    expect(Object.fromEntries(Object.entries(found).map(([name, who]) => [name, who.trim() || "nobody"]))).toEqual(
      expected,
    );
  }
});

describe("who may", () => {
  test.each(named(actLines))("%s: %s", async (table, name, line) => {
    const found = await each(async (code) => {
      const statements = actsOf(gallery, code)[table]?.[name] ?? [];
      return (await attempt(claims[code], statements)) ? "a" : "";
    });
    expect(found).toBe(told(line.cells));
  });

  test("reading somebody's contact leaves an event that names the reader", async () => {
    const before = await contactReads();
    await asViewer(claims.off, (tx) =>
      tx.execute(sql`select * from app.read_household_contact(${gallery.a}, ${gallery.door1502})`),
    );
    await asViewer(claims.pro, (tx) =>
      tx.execute(sql`select * from app.read_concern_contact(${gallery.a}, ${gallery.concerns.open.id})`),
    );
    const after = await contactReads();
    expect(after.slice(before.length)).toEqual([
      { subject_type: "household", subject_id: gallery.door1502, actor_id: gallery.people.officer },
      { subject_type: "concern", subject_id: gallery.concerns.open.id, actor_id: gallery.people.propertyMember },
    ]);
  });

  const contactReads = () =>
    database.admin`select subject_type, subject_id, actor_id from events where kind = 'contact_read' order by at, seq`;
});

describe("the roles", () => {
  const roles = ["doorstep_app", "doorstep_worker"];

  test("row-level security is on and forced on every table", async () => {
    const found = await database.admin<{ relname: string }[]>`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity)`;
    expect(found.map((row) => row.relname)).toEqual([]);
  });

  test("what serves requests and what does the work bypass nothing, own nothing, and cannot become who does", async () => {
    const { admin } = database;
    const found = await admin`
      select r.rolname, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as above,
        (select count(*)::int from pg_class c where c.relowner = r.oid) + (select count(*)::int from pg_proc p where p.proowner = r.oid)
          + (select count(*)::int from pg_namespace n where n.nspowner = r.oid) as owns,
        (select count(*)::int from pg_auth_members m where m.member = r.oid) as member_of,
        has_schema_privilege(r.oid, 'public', 'create') or has_schema_privilege(r.oid, 'app', 'create')
          or has_schema_privilege(r.oid, 'auth', 'create') or has_database_privilege(r.oid, current_database(), 'create') as creates
      from pg_roles r where r.rolname = any (${roles}) order by 1`;
    const harmless = { above: false, owns: 0, member_of: 0, creates: false };
    expect([...found]).toEqual(roles.map((rolname) => ({ rolname, ...harmless })));
  });

  test("no table is emptied, pointed at, or given triggers by them", async () => {
    const found = await database.admin`
      select relname, r as role from pg_class, unnest(${roles}::text[]) r
      where relnamespace = 'public'::regnamespace and relkind = 'r' and has_table_privilege(r, oid, 'truncate, references, trigger')`;
    expect([...found]).toEqual([]);
  });

  test("the app adds rows only to tables that the matrix says so of, and changes only the columns listed", async () => {
    const { admin } = database;
    const added = await admin<{ tablename: string }[]>`
      select relname as tablename from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_any_column_privilege('doorstep_app', oid, 'insert') order by 1`;
    const adding = new Set(actLines.filter((line) => line.name.startsWith("+")).map((line) => line.table));
    expect(added.map((row) => row.tablename)).toEqual([...adding].sort());
    const changed = await admin<{ tablename: string; columns: string[] }[]>`
      select c.relname as tablename, array_agg(a.attname::text order by a.attname::text) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and has_column_privilege('doorstep_app', c.oid, a.attnum, 'update') group by 1`;
    expect(Object.fromEntries(changed.map((row) => [row.tablename, row.columns]))).toEqual(
      Object.fromEntries(Object.entries(changeable).map(([table, { columns }]) => [table, columns])),
    );
  });

  test("functions that act with the owner's rights look nowhere but where they were written for", async () => {
    const found = await database.admin<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace in ('app'::regnamespace, 'auth'::regnamespace, 'public'::regnamespace) and p.prosecdef
        and not coalesce(p.proconfig @> array['search_path=public, pg_temp'], false)`;
    expect(found.map((row) => row.name)).toEqual([]);
  });

  test("no function of ours can be called by just anybody", async () => {
    const found = await database.admin<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace in ('app'::regnamespace, 'auth'::regnamespace)
        and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x where x.grantee = 0)`;
    expect(found.map((row) => row.name)).toEqual([]);
  });

  test.each(roles)("%s cannot give or end access by itself", async (role) => {
    const found = await database.admin<{ name: string }[]>`
      select p.proname as name from pg_proc p where p.pronamespace = 'app'::regnamespace
        and p.proname in ('grant_access', 'end_access') and has_function_privilege(${role}, p.oid, 'execute')`;
    expect(found.map((row) => row.name)).toEqual([]);
  });

  test("a request cannot ask what somebody else is: only queued work, for a mail of theirs", async () => {
    const [may] = await database.admin`
      select has_function_privilege('doorstep_app', 'app.person_viewer(uuid, uuid)', 'execute') as app,
        has_function_privilege('doorstep_worker', 'app.person_viewer(uuid, uuid)', 'execute') as worker`;
    expect(may).toEqual({ app: false, worker: true });
  });

  test("the worker, which sees what it must to write mail, signs nobody in", async () => {
    const found = await database.admin<{ name: string }[]>`
      select p.proname as name from pg_proc p where p.pronamespace = 'auth'::regnamespace
        and has_function_privilege('doorstep_worker', p.oid, 'execute')`;
    expect(found.map((row) => row.name)).toEqual([]);
  });

  test("who was named for one transaction is forgotten in the next one on the same connection", async () => {
    const { client } = pool("doorstep_app");
    const held = await client.reserve();
    try {
      await held`begin`;
      await held`select set_config('app.coordinates', ${`{${gallery.a}}`}, true)`;
      expect((await held`select 1 from concerns`).length).toBeGreaterThan(0);
      await held`commit`;
      expect((await held`select 1 from concerns`).length).toBe(0);
      expect((await held`select app.coordinates() as found`)[0]?.found).toEqual([]);
    } finally {
      held.release();
    }
  });
});
