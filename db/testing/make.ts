import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Claims } from "../viewer.ts";
import { enterAs } from "./attempt.ts";
import type { World } from "./world.ts";

let count = 0;

/** A number that no other concern of the test has. */
export const nextNumber = (): string => `2001-${String(++count).padStart(5, "0")}`;

/** Writes an open concern of community A, owned by its coordinator, as whoever the connection is. @returns its id */
export async function newConcern(
  sql: postgres.Sql | postgres.TransactionSql,
  world: World,
  given: Record<string, string | null> = {},
): Promise<string> {
  const id = given.id ?? newId();
  await sql`insert into concerns ${sql({
    community_id: world.a,
    number: nextNumber(),
    title: "灯坏了",
    body: "楼道的灯坏了",
    category: "lift",
    privacy: "private",
    status: "new",
    origin: "online",
    owner_id: world.people.coordinator,
    next_at: "2099-01-01",
    answer_due_at: "2099-01-01",
    ...given,
    id,
  })}`;
  return id;
}

/** Writes a planned visit of community A with its officers. @returns its id */
export async function newVisit(
  sql: postgres.Sql | postgres.TransactionSql,
  world: World,
  {
    officers,
    ...given
  }: { officers: string[]; starts_at: string; ends_at: string } & Record<string, string | string[] | null>,
): Promise<string> {
  const id = newId();
  await sql`insert into visits ${sql({ community_id: world.a, id, household_id: world.door1502, round_id: world.round, status: "planned", ...given })}`;
  if (officers.length) {
    await sql`insert into visit_officers ${sql(officers.map((user_id) => ({ community_id: world.a, visit_id: id, user_id })))}`;
  }
  return id;
}

/** An officer of community A's agency, of the test's own. @returns the user's id */
export async function newOfficer(admin: postgres.Sql, world: World): Promise<string> {
  const id = newId();
  await admin`insert into users ${admin({ id, name: "officer" })}`;
  await admin`insert into accounts ${admin({ user_id: id, email: `${id}@example.test` })}`;
  await admin`insert into memberships ${admin({ user_id: id, organization_id: world.agencyA, role: "officer" })}`;
  return id;
}

/** The code of PostgreSQL's error, or `done` where there is none: what was refused is told apart from what went wrong. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code) throw error;
    return code;
  }
}

/** A transaction as the owner of the tables, for whom no policy is in the way: what is refused here is refused to all. */
export const asOwner = <T>(admin: postgres.Sql, work: (sql: postgres.TransactionSql) => Promise<T>) =>
  admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    return work(sql);
  });

/** A transaction as the administrator of the server in the name of a viewer: the rules without the policies. */
export const inTheNameOf = <T>(
  admin: postgres.Sql,
  claims: Claims,
  work: (sql: postgres.TransactionSql) => Promise<T>,
) =>
  admin.begin(async (sql) => {
    await enterAs(sql, claims);
    return work(sql);
  });

/** A change of what no trigger lets change, to prepare a test: triggers are off for this transaction. */
export const withoutTriggers = <T>(admin: postgres.Sql, work: (sql: postgres.TransactionSql) => Promise<T>) =>
  admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    return work(sql);
  });

/** Waits until that many connections of this database wait for a lock, or the work that should is over. */
export async function untilWaiting(admin: postgres.Sql, waiting: number, over: Promise<unknown>): Promise<void> {
  let done = false;
  over.then(
    () => {
      done = true;
    },
    () => {
      done = true;
    },
  );
  while (!done) {
    const [found] = await admin<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if ((found?.n ?? 0) >= waiting) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
