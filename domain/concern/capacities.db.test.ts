import fc from "fast-check";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { enterAs } from "#db/testing/attempt.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { newConcern, newVisit, outcome } from "#db/testing/make.ts";
import { makeWorld, type World } from "#db/testing/world.ts";
import { type Claims, nobody } from "#db/viewer.ts";
import { type AssignmentAct, assignmentStatuses, assignmentTransitions, mayOnAssignment } from "../assignment/rules.ts";
import { mayOnVisit, type VisitAct, type VisitCapacity, visitStatuses, visitTransitions } from "../visit/rules.ts";
import {
  type Capacity,
  type ConcernAct,
  concernStatuses,
  concernTransitions,
  isClosed,
  may,
  maySpeak,
  mayWork,
} from "./rules.ts";

// The rules stand twice: in TypeScript, where they say what a page offers, and in the database, where nothing gets past
// them. Here both are asked the same, for people who are this and that to a concern.

let database: TestDatabase;
let world: World;
let concern: string;
let assignment: string;
let visit: string;
/** Somebody who is nothing to the concern until a test says what. */
let person: string;

beforeAll(async () => {
  database = await testDatabase();
  const { admin } = database;
  world = await makeWorld(admin);
  person = newId();
  assignment = newId();
  await admin`insert into users ${admin({ id: person, name: "somebody" })}`;
  await admin`insert into accounts ${admin({ user_id: person, email: "somebody@example.test" })}`;
  await admin`insert into memberships ${admin({ user_id: person, organization_id: world.agencyA, role: "officer" })}`;
  // Open to the neighbourhood, so that it is the rules which decide, not who sees it.
  concern = await newConcern(admin, world, { privacy: "neighbourhood" });
  await admin`insert into threads ${admin({ community_id: world.a, id: concern, concern_id: concern })}`;
  await admin`insert into assignments ${admin({ community_id: world.a, id: assignment, concern_id: concern, organization_id: world.property, due_at: "2099-01-01" })}`;
  const times = { starts_at: "2060-01-01T08:00Z", ends_at: "2060-01-01T09:00Z" };
  visit = await newVisit(admin, world, { officers: [], ...times });
});
afterAll(() => database.close());

const standings = ["coordinator", "owner", "officer", "unit", "reporter", "household", "visiting", "team"] as const;

type Standing = (typeof standings)[number];

type Sql = postgres.TransactionSql;

/** What the app would tell of somebody with these standings. */
function claimsOf(has: readonly Standing[]): Claims {
  const here = (...any: Standing[]) => (any.some((standing) => has.includes(standing)) ? [world.a] : []);
  const organizations = has.includes("unit") ? [world.property] : [];
  const households = has.includes("household") ? [world.door1502] : [];
  return {
    ...nobody,
    userId: person,
    principals: [person, ...organizations, ...households],
    organizations: [...organizations, ...(here("officer", "coordinator").length ? [world.agencyA] : [])],
    households,
    memberIn: here("officer", "coordinator", "unit", "household"),
    officerIn: here("officer", "coordinator"),
    coordinates: here("coordinator"),
  };
}

/** Gives the person these standings for the length of a transaction, and asks the database as the app would for them. */
async function standing<T>(has: readonly Standing[], work: (sql: Sql) => Promise<T>): Promise<T> {
  const done = new Map<string, T>();
  const undone = database.admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const owner = has.includes("owner") ? person : world.people.coordinator;
    await sql`update concerns set owner_id = ${owner} where id = ${concern}`;
    const reasons = { owner: person, reporter: person, visiting: person, household: world.door1502 };
    for (const [reason, principal] of Object.entries(reasons)) {
      if (has.includes(reason as Standing))
        await sql`insert into access ${sql({ community_id: world.a, subject_id: concern, principal, reason })}`;
    }
    if (has.includes("team"))
      await sql`insert into visit_officers ${sql({ community_id: world.a, visit_id: visit, user_id: person })}`;
    done.set("result", await work(sql));
    throw Object.assign(new Error("undone"), { code: "UNDONE" });
  });
  expect(await outcome(undone)).toBe("UNDONE");
  return done.get("result") as T;
}

/** Sends a change as the app, in the name of the person, and takes it back. @returns whether it was let through */
async function letThrough(
  sql: Sql,
  has: readonly Standing[],
  change: (s: Sql) => Promise<{ count: number }>,
  role = "doorstep_app",
) {
  let count = 0;
  const tried = sql.savepoint(async (s) => {
    await s`set local session_replication_role = origin`;
    await s.unsafe(`set local session authorization ${role}`);
    await enterAs(s, claimsOf(has));
    ({ count } = await change(s));
    throw Object.assign(new Error("let through"), { code: "LET" });
  });
  const code = await outcome(tried);
  if (code === "LET") return count > 0;
  expect(["DS001", "42501"]).toContain(code);
  return false;
}

async function capacitiesOf<C extends string>(sql: Sql, has: readonly Standing[], call: string): Promise<C[]> {
  await sql`savepoint asking`;
  await sql`set local session authorization doorstep_app`;
  await enterAs(sql, claimsOf(has));
  const [row] = await sql.unsafe(`select ${call} as caps`);
  await sql`rollback to savepoint asking`;
  return row?.caps as C[];
}

const concernCapacities = (sql: Sql, has: readonly Standing[]) =>
  capacitiesOf<Capacity>(
    sql,
    has,
    `app.capacities('${world.a}', '${concern}', '${has.includes("owner") ? person : world.people.coordinator}')`,
  );

/** Each standing alone in any case, then some together. */
const runs = (numRuns: number) => ({
  numRuns,
  endOnFailure: true,
  examples: standings.map((standing): [Standing[]] => [[standing]]),
});

const sets = fc.uniqueArray(fc.constantFrom(...standings), { maxLength: 5 });

/** Whether the table of a noun lets somebody through from one state to another, by any act. */
const byTable = <A extends string, S extends string>(
  transitions: readonly { act: string; from: string; to: string }[],
  allowed: (act: A, from: S) => boolean,
  from: S,
  to: S,
) => transitions.some((t) => t.from === from && t.to === to && allowed(t.act as A, from));

describe("may() and the database say the same", () => {
  test("of every change of a concern's status, whoever one is to it", async () => {
    await fc.assert(
      fc.asyncProperty(sets, async (has) => {
        await standing(has, async (sql) => {
          const capacities = await concernCapacities(sql, has);
          for (const from of concernStatuses) {
            await sql`update concerns set status = ${from}, closed_at = ${isClosed(from) ? new Date() : null} where id = ${concern}`;
            for (const to of concernStatuses) {
              if (from === to) continue;
              const closed = isClosed(to) ? new Date() : null;
              const found = await letThrough(
                sql,
                has,
                (s) => s`update concerns set status = ${to}, closed_at = ${closed} where id = ${concern}`,
              );
              const expected = byTable<ConcernAct, typeof from>(
                concernTransitions,
                // (That the family said so, an officer notes in the same transaction: domain/step/steps.db.test.ts.)
                (act, at) => act !== "confirm_heard" && may(act, at, capacities),
                from,
                to,
              );
              expect(found, `${capacities.join(" ")}: ${from} to ${to}`).toBe(expected);
            }
          }
        });
      }),
      runs(30),
    );
  });

  test("of what the worker does to a concern by itself, as the system", async () => {
    await standing([], async (sql) => {
      for (const from of concernStatuses) {
        await sql`update concerns set status = ${from}, closed_at = ${isClosed(from) ? new Date() : null} where id = ${concern}`;
        for (const to of concernStatuses) {
          if (from === to) continue;
          const closed = isClosed(to) ? new Date() : null;
          const found = await letThrough(
            sql,
            [],
            (s) => s`update concerns set status = ${to}, closed_at = ${closed} where id = ${concern}`,
            "doorstep_worker",
          );
          const expected = byTable<ConcernAct, typeof from>(
            concernTransitions,
            (act, at) => may(act, at, ["system"]),
            from,
            to,
          );
          expect(found, `${from} to ${to}`).toBe(expected);
        }
      }
    });
  });

  test("of every change of an assignment's status", async () => {
    await fc.assert(
      fc.asyncProperty(sets, fc.boolean(), async (has, ownUnit) => {
        await standing(has, async (sql) => {
          // A unit answers for itself only: with another unit's assignment its members are no unit.
          const unit = ownUnit ? world.property : world.fire;
          await sql`update assignments set organization_id = ${unit} where id = ${assignment}`;
          const capacities = (await concernCapacities(sql, has)).filter((c) => c !== "unit" || ownUnit);
          for (const from of assignmentStatuses) {
            await sql`update assignments set status = ${from} where id = ${assignment}`;
            for (const to of assignmentStatuses) {
              if (from === to) continue;
              const found = await letThrough(
                sql,
                has,
                (s) => s`update assignments set status = ${to} where id = ${assignment}`,
              );
              const expected = byTable<AssignmentAct, typeof from>(
                assignmentTransitions,
                (act, at) => mayOnAssignment(act, at, capacities),
                from,
                to,
              );
              expect(found, `${capacities.join(" ")}: ${from} to ${to}`).toBe(expected);
            }
          }
        });
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test("of every change of a visit's status", async () => {
    await fc.assert(
      fc.asyncProperty(sets, async (has) => {
        await standing(has, async (sql) => {
          const call = `app.visit_capacities('${world.a}', '${visit}')`;
          const capacities = await capacitiesOf<VisitCapacity>(sql, has, call);
          for (const from of visitStatuses) {
            await sql`update visits set status = ${from} where id = ${visit}`;
            for (const to of visitStatuses) {
              if (from === to) continue;
              const found = await letThrough(sql, has, (s) => s`update visits set status = ${to} where id = ${visit}`);
              const expected = byTable<VisitAct, typeof from>(
                visitTransitions,
                (act, at) => mayOnVisit(act, at, capacities),
                from,
                to,
              );
              expect(found, `${capacities.join(" ")}: ${from} to ${to}`).toBe(expected);
            }
          }
        });
      }),
      runs(30),
    );
  });

  test.each(["private", "neighbourhood"])(
    "of who speaks in the thread of a %s concern, and to whom",
    async (privacy) => {
      await fc.assert(
        fc.asyncProperty(sets, async (has) => {
          await standing(has, async (sql) => {
            await sql`update concerns set privacy = ${privacy} where id = ${concern}`;
            const capacities = await concernCapacities(sql, has);
            const claims = claimsOf(has);
            // As speaksFor() chooses it: nobody's unit for the reporter.
            const organization = capacities.includes("reporter") ? null : (claims.organizations.at(-1) ?? null);
            const says = (audience: string) =>
              letThrough(
                sql,
                has,
                (s) =>
                  s`insert into messages ${s({ community_id: world.a, id: newId(), thread_id: concern, concern_id: concern, author_id: person, organization_id: organization, audience, body: "a word" })}`,
              );
            const seen = await letThrough(sql, has, (s) => s`select 1 from concerns where id = ${concern}`);
            expect(await says("everyone"), `${has.join(" ")} to everyone`).toBe(seen && maySpeak(capacities));
            expect(await says("working"), `${has.join(" ")} working`).toBe(seen && mayWork(capacities));
          });
        }),
        runs(60),
      );
    },
  );
});

describe("what somebody is to a concern", () => {
  const cases: [readonly Standing[], readonly Capacity[]][] = [
    [[], []],
    [["officer"], ["officer"]],
    [["coordinator"], ["coordinator", "officer"]],
    [
      ["owner", "officer"],
      ["owner", "officer"],
    ],
    [["unit"], ["unit"]],
    [["reporter"], ["reporter"]],
    [["household"], ["reporter"]],
    [["visiting", "officer"], ["officer"]],
    [
      ["unit", "household"],
      ["unit", "reporter"],
    ],
  ];
  test.each(cases)("%j is %j", async (has, expected) => {
    expect((await standing(has, (sql) => concernCapacities(sql, has))).sort()).toEqual([...expected].sort());
  });

  test("an owner who no longer works there is nothing to it", async () => {
    expect(await standing(["owner"], (sql) => concernCapacities(sql, ["owner"]))).toEqual([]);
  });
});
