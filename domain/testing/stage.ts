import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { afterAll, beforeAll, expect } from "vitest";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { makeWorld, type World } from "#db/testing/world.ts";
import { publicViewer, type Viewer, viewerOf } from "../account/viewer.ts";
import { raise, raiseInput } from "../concern/raise.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { viewerFor } from "../testing/viewer.ts";
import { daysLater, localTimeOf } from "../time.ts";

export type PersonName = keyof World["people"];

export type Stage = {
  readonly admin: postgres.Sql;
  readonly url: string;
  readonly world: World;
  /** The viewer that a person of the world is now; `nobody` has no account. */
  as: (name: PersonName | "nobody") => Promise<Viewer>;
  /** Raises a concern and tells its number. */
  raised: (by: PersonName, more?: Record<string, unknown>) => Promise<string>;
};

/** A database of the test file's own with the small world of db/testing/world.ts in it, for as long as the file runs. */
export function stage(): Stage {
  let database: TestDatabase | undefined;
  let world: World | undefined;
  const there = <T>(held: T | undefined): T => {
    if (!held) throw new Error("the stage is set up before the tests run");
    return held;
  };
  beforeAll(async () => {
    database = await testDatabase();
    world = await makeWorld(database.admin);
  });
  afterAll(() => database?.close());
  const as = async (name: PersonName | "nobody") =>
    name === "nobody" ? publicViewer : viewerFor(there(database).admin, there(world).people[name]);
  return {
    get admin() {
      return there(database).admin;
    },
    get url() {
      return there(database).url;
    },
    get world() {
      return there(world);
    },
    as,
    raised: async (by, more = {}) => (await raise(await as(by), reportOf(there(world), more), "zh-CN")).number,
  };
}

export const key = (): string => randomUUID();

/** What a report form sends, about the lift of the world's entrance unless said otherwise. */
export const reportOf = (world: World, more: Record<string, unknown> = {}) =>
  raiseInput.parse({
    key: key(),
    community: world.a,
    entrance: world.entrance,
    spot: "area:lift",
    body: "电梯又停了，困住了两个孩子。请尽快来修。",
    category: "auto",
    privacy: "neighbourhood",
    ...more,
  });

/** The viewer behind a tracking link. */
export const tracked = (secret: string): Promise<Viewer> => viewerOf(null, secret);

/** A clock time some days from now in the world's community, as a form sends it. */
export const onDay = (days: number, time = "10:00"): string =>
  localTimeOf(daysLater(new Date(), days, "Asia/Shanghai", time), "Asia/Shanghai");

export type ConcernRow = {
  id: string;
  community_id: string;
  status: string;
  owner_id: string;
  next_at: Date | null;
  next_step: string | null;
  next_note: string | null;
  answered_at: Date | null;
  solved_at: Date | null;
  closed_at: Date | null;
  close_reason: string | null;
  rating: number | null;
  [column: string]: unknown;
};

/** The row of a concern as the database's administrator sees it. */
export async function rowOf(admin: postgres.Sql, number: string): Promise<ConcernRow> {
  const [row] = await admin<ConcernRow[]>`select * from concerns where number = ${number}`;
  if (!row) throw new Error(`no concern ${number}`);
  return row;
}

/** The events of a concern in short: `kind`, and `from→to` where the state changed. */
export async function eventsOf(admin: postgres.Sql, number: string): Promise<string[]> {
  const rows = await admin<{ kind: string; from: string | null; to: string | null; audience: string }[]>`
    select e.kind, e.from_status as "from", e.to_status as "to", e.audience from events e
    join concerns c on c.community_id = e.community_id and c.id = e.subject_id where c.number = ${number} order by e.seq`;
  return rows.map(
    ({ kind, from, to, audience }) =>
      `${kind}${from ? ` ${from}→${to}` : ""}${audience === "everyone" ? "" : ` (${audience})`}`,
  );
}

/** Who was told of a concern, by their names in the world, with the kind of the event: sorted. */
export async function toldOf({ admin, world }: Stage, number: string, kind: string): Promise<string[]> {
  const rows = await admin<{ user_id: string }[]>`
    select n.user_id from notifications n
    join concerns c on c.community_id = n.community_id and c.id = n.concern_id
    where c.number = ${number} and n.kind = ${kind}`;
  const names = Object.entries(world.people);
  return rows.map((row) => names.find(([, id]) => id === row.user_id)?.[0] ?? row.user_id).toSorted();
}

/** The id of a unit's assignment that has not been returned. */
export async function assignmentOf(admin: postgres.Sql, number: string, unit: string): Promise<string> {
  const [row] = await admin<{ id: string }[]>`
    select a.id from assignments a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
    where c.number = ${number} and a.organization_id = ${unit} 
    order by a.status = 'returned', a.assigned_at desc, a.id limit 1`;
  if (!row) throw new Error(`nothing assigned on ${number}`);
  return row.id;
}

/** Changes rows behind the rules' back: no trigger runs. For what only time would bring about, and for cleaning up. */
export async function behind(
  admin: postgres.Sql,
  work: (sql: postgres.TransactionSql) => Promise<unknown>,
): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = 'replica'`;
    await work(sql);
  });
}

/** That a wish is refused in words: with this code, at this field. */
export async function refuses(wish: Promise<unknown>, code: string, field?: string): Promise<void> {
  const error = await wish.then(
    () => "it was done",
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(Refusal);
  expect({ code: (error as Refusal).code, field: (error as Refusal).field }).toEqual({ code, field });
}

/** That a thing does not exist for whoever asks. */
export async function hides(wish: Promise<unknown>): Promise<void> {
  const error = await wish.then(
    () => "it was done",
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(NotFound);
}

/** That a wish is not fulfilled, and that the answer is one a person can be told: never another error. */
export async function denies(wish: Promise<unknown>): Promise<void> {
  const error = await wish.then(
    () => "it was done",
    (e: unknown) => e,
  );
  if (!(error instanceof Refusal) && !(error instanceof NotFound)) {
    throw new Error("neither refused nor hidden", { cause: error });
  }
}
