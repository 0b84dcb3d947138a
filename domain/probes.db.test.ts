import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { factsOf } from "#db/testing/facts.ts";
import { makeGallery } from "#db/testing/gallery.ts";
import { type Looker, type Seen, seenQueries, sees } from "#db/testing/oracle.ts";
import { claimsOf, userOf, viewerCodes, viewers } from "#db/testing/viewers.ts";
import { makeWorld, type World } from "#db/testing/world.ts";
import { asViewer, databaseError } from "#db/viewer.ts";
import { publicViewer, type Viewer, viewerOf } from "./account/viewer.ts";
import { concernTransitions } from "./concern/rules.ts";
import { NotFound, Refusal } from "./refusal.ts";
import { actsIn, type Made } from "./testing/probe.ts";
import { viewerFor } from "./testing/viewer.ts";

// Random people do random things through the commands of the portal; then everybody looks, and what the database gives
// each of them is compared with what design.md says they see.

let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  // Thousands of small transactions, none of which need outlive a crash.
  const { pathname } = new URL(database.url);
  await database.admin.unsafe(`alter database ${pathname.slice(1)} set synchronous_commit = off`);
  world = await makeWorld(database.admin);
  acts = actsIn(world, { admin: database.admin, signedIn });
});
afterAll(() => database.close());

type Acts = ReturnType<typeof actsIn>;
type ActName = keyof Acts;

let acts: Acts;

const emptied = (
  "concerns concern_people concern_contacts assignments threads messages thread_reads attachments visits visit_officers " +
  "visit_notes access events event_heads notifications outbox submissions tokens sessions"
).split(" ");

/** The world as it was before anything happened in it. */
async function startAgain(): Promise<void> {
  const { people } = world;
  await database.admin.begin(async (s) => {
    await s`set local session_replication_role = replica`;
    for (const table of emptied) await s`delete from ${s(table)}`;
    await s`update memberships set ended_at = null`;
    await s`update accounts set disabled_at = null`;
    await s`update residents set status = case when user_id = ${people.pending} then 'pending' else 'confirmed' end`;
  });
}

const everybody = (): string[] => Object.values(world.people);

type Step = {
  act: ActName;
  /** Done by somebody whose business it is, so that enough of it succeeds; else by just anybody. */
  fit: boolean;
  who: number;
  concern: number;
  other: number;
  choice: number;
  flag: boolean;
};

const steps = (names: ActName[]) =>
  fc.record({
    // What makes something to act on comes more often.
    act: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: fc.constantFrom<ActName>("raise", "assign", "plan", "reply") },
    ),
    fit: fc.boolean(),
    who: fc.nat(99),
    concern: fc.nat(99),
    other: fc.nat(99),
    choice: fc.nat(99),
    flag: fc.boolean(),
  });

/** Somebody without account or link. */
const stranger = "";

const sessions = new Map<string, string>();

/** Somebody as they are now, signed in again where their session was ended; the public where they are switched off. */
async function signedIn(user: string): Promise<Viewer> {
  const known = await viewerOf(sessions.get(user) ?? null, null);
  if (known.user) return known;
  const again = await viewerFor(database.admin, user);
  if (again.user) sessions.set(user, again.user.session);
  return again;
}

/** Whose business an act is. */
async function fitting(act: ActName, number: string): Promise<string[]> {
  const { people } = world;
  if (["accept", "answer", "giveBack"].includes(act)) return [people.propertyMember, people.fireMember];
  if (["take", "plan", "record"].includes(act)) return [people.officer, people.teamMate, people.otherOfficer];
  if (["voice", "dropVoice", "rateVoice"].includes(act)) return [people.neighbour, people.resident, people.spouse];
  if (act === "raise")
    return [people.resident, people.neighbour, people.officer, people.pending, people.otherOfficer, stranger];
  if (["confirm", "reopen", "withdraw"].includes(act)) {
    const reporters = await database.admin<{ id: string }[]>`
      select coalesce(p.user_id, r.user_id) as id from concerns c join concern_people p on p.concern_id = c.id and p.role = 'reporter'
      left join residents r on r.household_id = p.household_id where c.number = ${number} and coalesce(p.user_id, r.user_id) is not null`;
    return reporters.map(({ id }) => id);
  }
  return [people.coordinator];
}

/** The concerns that are in a state for an act; all of them where none is. */
async function ripe(act: ActName, made: Made): Promise<string[]> {
  const name = act === "giveBack" || act === "accept" || act === "answer" ? "return" : act;
  const from = concernTransitions.filter((t) => t.act === name).map((t) => t.from);
  const rows = await database.admin<{ number: string }[]>`
    select number from concerns where status = any (${from}) order by created_at`;
  return rows.length ? rows.map((row) => row.number) : made.numbers;
}

/** Somebody does something. What the portal refuses is refused; anything else that goes wrong is a mistake. */
async function step(given: Step, made: Made): Promise<boolean> {
  const people = everybody();
  const numbers = given.fit ? await ripe(given.act, made) : made.numbers;
  // The newest few, so that one story gets somewhere.
  const number = numbers.at(-1 - (given.concern % Math.min(3, numbers.length))) ?? "2001-0000";
  const fit = given.fit ? await fitting(given.act, number) : [];
  const { officer, teamMate, otherOfficer, coordinator } = world.people;
  const colleague = given.fit && ["handOver", "takeIn", "dismiss"].includes(given.act);
  const others = colleague ? [officer, teamMate, otherOfficer, coordinator] : people;
  const doers = fit.length ? fit : [...people, ...made.links, stranger];
  const doer = doers[given.who % doers.length];
  const viewer = !doer ? publicViewer : made.links.includes(doer) ? await viewerOf(null, doer) : await signedIn(doer);
  try {
    await acts[given.act](
      {
        viewer,
        number,
        other: others[given.other % others.length] as string,
        flag: given.flag,
        pick: (from) => from[given.choice % from.length] as never,
      },
      made,
    );
    return true;
  } catch (error) {
    const refused = error instanceof Refusal || error instanceof NotFound || databaseError(error)?.code === "42501";
    if (!refused) throw error;
    return false;
  }
}

/** Everybody there is to look: each person, each link, the public. */
async function lookers(made: Made): Promise<{ name: string; looker: Looker; viewer: Viewer }[]> {
  const named = Object.entries(world.people).map(async ([name, user]) => ({
    name,
    looker: { user, link: null },
    viewer: await signedIn(user),
  }));
  const following = made.links.map(async (secret, i) => {
    const viewer = await viewerOf(null, secret);
    return { name: `link ${i + 1}`, looker: { user: null, link: viewer.tracking?.token ?? null }, viewer };
  });
  const nobody = { name: "the public", looker: { user: null, link: null }, viewer: publicViewer };
  return [...(await Promise.all([...named, ...following])), nobody];
}

const everything = Object.entries({
  ...seenQueries,
  found: "select id::text from app.search_concerns(app.member_in(), '电梯') as f(id)",
})
  .map(([table, query]) => `select '${table}' as place, id from (${query}) as ${table}`)
  .join(" union all ");

async function shownTo(viewer: Viewer): Promise<Seen & { found: string[] }> {
  const rows = await asViewer(viewer.claims, (tx) => tx.execute<{ place: string; id: string }>(sql.raw(everything)));
  const places = [...Object.keys(seenQueries), "found"];
  return Object.fromEntries(
    places.map((place) => [
      place,
      [...rows]
        .filter((row) => row.place === place)
        .map((row) => row.id)
        .sort(),
    ]),
  ) as Seen & { found: string[] };
}

describe("random probes", () => {
  // Some who work here live here too: what they may as the one, they may not as the other.
  const both = () => [
    { user_id: world.people.propertyMember, household_id: world.door1501 },
    { user_id: world.people.otherOfficer, household_id: world.door1401 },
  ];
  beforeAll(async () => {
    const { admin } = database;
    const given = { community_id: world.a, status: "confirmed", proof: "code" };
    await admin`insert into residents ${admin(both().map((row) => ({ ...row, ...given })))}`;
  });
  afterAll(async () => {
    for (const { user_id } of both()) await database.admin`delete from residents where user_id = ${user_id}`;
  });

  test("whatever happens, everybody sees what the design says, no row more and no row less", async () => {
    const names = Object.keys(acts) as ActName[];
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.noBias(fc.array(steps(names), { minLength: 20, maxLength: 40, size: "max" })),
        fc.noBias(fc.array(steps(["dismiss"]), { maxLength: 3 })),
        async (happening, leaving) => {
          await startAgain();
          const made: Made = { numbers: [], links: [], visits: [], hour: 0 };
          for (const given of [...happening, ...leaving]) {
            if (await step(given, made)) done.add(given.act);
          }
          const facts = await factsOf(database.admin);
          for (const { name, looker, viewer } of await lookers(made)) {
            const { found, ...shown } = await shownTo(viewer);
            const expected = sees(facts, looker);
            expect(shown, `what ${name} sees`).toEqual(expected);
            const beyond = found.filter((id) => !expected.concerns.includes(id));
            expect(beyond, `what ${name} finds by searching, beyond what they see`).toEqual([]);
          }
        },
      ),
      { numRuns: 30, endOnFailure: true },
    );
    // A probe in which little succeeds probes little.
    expect(done.size, [...done].join(" ")).toBeGreaterThan(names.length * 0.7);
  }, 240_000);
});

describe("the viewer of a request", () => {
  test("is told to the database just as the permission matrix takes it", async () => {
    await startAgain();
    const gallery = await makeGallery(database.admin, world);
    for (const code of viewerCodes) {
      const user = userOf(gallery, code);
      const found = user
        ? await viewerFor(database.admin, user)
        : await viewerOf(null, code === "lnk" ? gallery.link.token : null);
      const { uploadKey: _, ...expected } = claimsOf(gallery, code);
      expect(found.claims, viewers[code]).toEqual(expected);
    }
  });
});
