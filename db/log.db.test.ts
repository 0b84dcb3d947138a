import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "./id.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { makeGallery } from "./testing/gallery.ts";
import { asOwner, inTheNameOf, newConcern, newVisit, outcome, withoutTriggers } from "./testing/make.ts";
import { claimsOf } from "./testing/viewers.ts";
import { makeWorld, type World } from "./testing/world.ts";
import { asViewer, type Claims } from "./viewer.ts";

// Invariant 4 of design.md: every change of status is in the transition table and in the log; the log is append-only,
// and each row carries the hash of the one before it on the same subject.

let database: TestDatabase;
let admin: postgres.Sql;
let world: World;
let coordinator: Claims;
let resident: Claims;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  world = await makeWorld(admin);
  const gallery = await makeGallery(admin, world);
  coordinator = claimsOf(gallery, "coo");
  resident = claimsOf(gallery, "res");
});
afterAll(() => database.close());

type Sql = postgres.TransactionSql;

const nowhere = "00000000-0000-0000-0000-000000000000";

const concern = (given: Record<string, string | null> = {}) => asOwner(admin, (s) => newConcern(s, world, given));

const event = (s: Sql | postgres.Sql, subject: string, more: Record<string, unknown> = {}) =>
  s`insert into events ${s({ community_id: world.a, subject_type: "concern", subject_id: subject, kind: "noted", audience: "everyone", ...more } as Record<string, string>)}`;

describe("a change of status", () => {
  const statuses = {
    concern: ["unconfirmed", "new", "taken", "assigned", "waiting", "solved", "confirmed", "closed"],
    assignment: ["assigned", "accepted", "answered", "returned"],
    visit: ["planned", "visited", "nobody_home", "declined", "rescheduled", "cancelled"],
  };
  const pairs = (noun: keyof typeof statuses) =>
    statuses[noun].flatMap((from) => statuses[noun].filter((to) => to !== from).map((to) => `${from} to ${to}`));

  /** Tries every pair on a row, and takes it back each time. @returns those that were let through */
  async function letThrough(
    noun: keyof typeof statuses,
    { table, id }: { table: string; id: string },
    enter: (s: Sql) => Promise<unknown>,
  ): Promise<string[]> {
    const found: string[] = [];
    for (const pair of pairs(noun)) {
      const [from = "", to = ""] = pair.split(" to ");
      const closing = (status: string) =>
        table === "concerns"
          ? `, closed_at = ${/confirmed$|closed/.test(status) && status !== "unconfirmed" ? "now()" : "null"}`
          : "";
      const tried = admin.begin(async (s) => {
        await s`set local session_replication_role = replica`;
        await s.unsafe(`update ${table} set status = '${from}' ${closing(from)} where id = '${id}'`);
        await s`set local session_replication_role = origin`;
        await enter(s);
        await s.unsafe(`update ${table} set status = '${to}' ${closing(to)} where id = '${id}'`);
        throw Object.assign(new Error("let through"), { code: "LET" });
      });
      const code = await outcome(tried);
      if (code === "LET") found.push(pair);
      else expect(code, pair).toBe("DS001");
    }
    return found;
  }
  const owner = (s: Sql) => s`set local role doorstep_owner`;

  test("of a concern by nobody in particular is confirming a mail, an answer from before or running out, and nothing else", async () => {
    expect(await letThrough("concern", { table: "concerns", id: await concern() }, owner)).toEqual([
      "unconfirmed to new",
      "unconfirmed to closed",
      "new to closed",
      "solved to closed",
    ]);
    expect(await letThrough("concern", { table: "concerns", id: await concern() }, async () => {})).toEqual([]);
  });

  test("of an assignment is always somebody's act; of a visit too, but for the plan that calls it off", async () => {
    const id = newId();
    const of = await concern();
    await asOwner(
      admin,
      (s) =>
        s`insert into assignments ${s({ community_id: world.a, id, concern_id: of, organization_id: world.fire, due_at: "2099-01-01" })}`,
    );
    expect(await letThrough("assignment", { table: "assignments", id }, owner)).toEqual([]);
    expect(await letThrough("visit", { table: "visits", id: await visit() }, owner)).toEqual(["planned to cancelled"]);
    expect(await letThrough("visit", { table: "visits", id: await visit() }, async () => {})).toEqual([]);
  });

  test("cannot be talked through by temporary tables that look like those the rules read", async () => {
    const id = await concern();
    const around = asViewer(resident, async (tx) => {
      await tx.execute(sql`create temporary table access as select ${world.a}::uuid as community_id, ${id}::uuid as subject_id,
        ${world.people.resident}::uuid as principal, 'reporter' as reason`);
      await tx.execute(sql`create temporary table status_transitions as
        select 'concern' as noun, 'new' as from_status, 'solved' as to_status, '{reporter}'::text[] as allowed`);
      const [row] = await tx.execute<{ caps: string[] }>(
        sql`select app.capacities(${world.a}, ${id}, ${world.people.coordinator}) as caps`,
      );
      await tx.execute(sql`select app.check_transition('concern', 'new', 'solved', '{reporter}')`);
      throw Object.assign(new Error("talked through"), { code: `LET: ${row?.caps}` });
    });
    expect(await outcome(around)).toMatch(/^(42501|DS001)$/);
  });

  const change = (id: string, more: (s: Sql) => Promise<unknown>) =>
    inTheNameOf(admin, coordinator, async (s) => {
      await s`update concerns set status = 'taken' where id = ${id}`;
      await more(s);
    });

  test("without its event fails as it is committed", async () => {
    expect(await outcome(change(await concern(), async () => {}))).toBe("DS002");
  });

  test("with the event of another change, of another concern, or of another day fails too", async () => {
    const id = await concern();
    const moved = { from_status: "new", to_status: "taken" };
    expect(await outcome(change(id, (s) => event(s, id, { ...moved, to_status: "solved" })))).toBe("DS002");
    const other = await concern();
    expect(await outcome(change(id, (s) => event(s, other, moved)))).toBe("DS002");
    await event(admin, id, moved);
    expect(await outcome(change(id, async () => {}))).toBe("DS002");
    expect(await outcome(change(id, (s) => event(s, id, moved)))).toBe("done");
  });

  test("of an assignment needs an event that names the assignment", async () => {
    const id = newId();
    const of = await concern();
    await asOwner(
      admin,
      (s) =>
        s`insert into assignments ${s({ community_id: world.a, id, concern_id: of, organization_id: world.fire, due_at: "2099-01-01" })}`,
    );
    const give = (data: Record<string, string> | null) =>
      outcome(
        inTheNameOf(admin, coordinator, async (s) => {
          await s`update assignments set status = 'returned' where id = ${id}`;
          if (data) await event(s, of, { data: s.json(data) });
        }),
      );
    const named = { assignment: id, from: "assigned", to: "returned" };
    expect(await give(null)).toBe("DS002");
    expect(await give({ ...named, assignment: newId() })).toBe("DS002");
    expect(await give({ ...named, from: "answered" })).toBe("DS002");
    expect(await give(named)).toBe("done");
  });

  test("of a visit needs its event", async () => {
    const id = await visit();
    const record = (told: boolean) =>
      outcome(
        inTheNameOf(admin, coordinator, async (s) => {
          await s`update visits set status = 'visited' where id = ${id}`;
          if (told) await event(s, id, { subject_type: "visit", from_status: "planned", to_status: "visited" });
        }),
      );
    expect(await record(false)).toBe("DS002");
    expect(await record(true)).toBe("done");
  });

  async function visit(): Promise<string> {
    const household_id = newId();
    await admin`insert into households ${admin({ community_id: world.a, id: household_id, entrance_id: world.entrance, floor: 1, door: household_id.slice(-8) })}`;
    const times = { starts_at: "2060-01-01T08:00Z", ends_at: "2060-01-01T09:00Z" };
    return asOwner(admin, (s) => newVisit(s, world, { officers: [], ...times, household_id }));
  }
});

describe("the log", () => {
  const refused: [string, (s: Sql, id: string) => Promise<unknown>][] = [
    ["changed", (s, id) => s`update events set kind = 'other' where subject_id = ${id}`],
    ["deleted from", (s, id) => s`delete from events where subject_id = ${id}`],
    ["emptied", (s) => s`truncate events`],
  ];
  test.each(refused)("cannot be %s by the owner of the tables, nor by the administrator", async (_, work) => {
    const id = await concern();
    await event(admin, id);
    expect(await outcome(asOwner(admin, (s) => work(s, id)))).toBe("23001");
    expect(await outcome(admin.begin((s) => work(s, id)))).toBe("23001");
    expect((await admin`select 1 from events where subject_id = ${id}`).count).toBe(1);
  });

  test("numbers, dates and chains its rows itself, whatever the app says", async () => {
    const id = await concern();
    const asApp = (columns: Record<string, string>) =>
      outcome(
        admin.begin(async (s) => {
          await s`set local session authorization doorstep_app`;
          await event(s, id, columns);
        }),
      );
    const forged: Record<string, string>[] = [{ seq: "7" }, { at: "2001-01-01" }, { hash: "\\x00" }];
    for (const columns of forged) {
      expect(await asApp(columns)).toBe("42501");
    }
    await asOwner(admin, (s) => event(s, id, { seq: 7, hash: Buffer.from("forged") }));
    expect(
      (await admin`select seq, app.broken_link(${world.a}, ${id}) as broken from events where subject_id = ${id}`)[0],
    ).toEqual({ seq: 1, broken: null });
  });

  const subjects: [string, () => Promise<{ community: string; id: string; type: string }>][] = [
    ["a concern", async () => ({ community: world.a, id: await concern(), type: "concern" })],
    ["a visit", async () => ({ community: world.a, id: newId(), type: "visit" })],
    ["an account", async () => ({ community: nowhere, id: newId(), type: "account" })],
  ];
  const tampering: [string, (s: Sql, id: string) => Promise<unknown>][] = [
    ["says another kind", (s, id) => s`update events set kind = 'other' where subject_id = ${id} and seq = 3`],
    [
      "names another person",
      (s, id) => s`update events set actor_id = ${newId()} where subject_id = ${id} and seq = 3`,
    ],
    ["names nobody", (s, id) => s`update events set actor_id = null where subject_id = ${id} and seq = 3`],
    [
      "says another time",
      (s, id) => s`update events set at = at - interval '1 s' where subject_id = ${id} and seq = 3`,
    ],
    ["says another state", (s, id) => s`update events set to_status = 'new' where subject_id = ${id} and seq = 3`],
    ["says other details", (s, id) => s`update events set data = '{"n":4}' where subject_id = ${id} and seq = 3`],
    ["has another audience", (s, id) => s`update events set audience = 'office' where subject_id = ${id} and seq = 3`],
    [
      "names another message",
      (s, id) => s`update events set message_id = ${newId()} where subject_id = ${id} and seq = 3`,
    ],
    ["has another hash", (s, id) => s`update events set hash = sha256('x') where subject_id = ${id} and seq = 3`],
    [
      "was taken out, and the numbers closed up",
      async (s, id) => {
        await s`delete from events where subject_id = ${id} and seq = 3`;
        await s`update events set seq = seq - 1 where subject_id = ${id} and seq > 3`;
      },
    ],
  ];

  describe.each(subjects)("on %s", (_, make) => {
    async function chain() {
      const { community, id, type } = await make();
      for (let n = 1; n <= 5; n++) {
        await admin.begin((s) =>
          event(s, id, {
            community_id: community,
            subject_type: type,
            kind: `act ${n}`,
            actor_id: world.people.coordinator,
            data: s.json({ n }),
          }),
        );
      }
      const broken = async () => {
        const [row] = await admin`select app.broken_link(${community}, ${id}) as at`;
        return row?.at;
      };
      return { id, broken };
    }

    test("holds from the first row to the last", async () => {
      const { broken } = await chain();
      expect(await broken()).toBeNull();
    });

    test.each(tampering)("shows where a row %s", async (_what, tamper) => {
      const { id, broken } = await chain();
      await withoutTriggers(admin, (s) => tamper(s, id));
      expect(await broken()).toBe(3);
    });

    test("shows that the last rows were cut off", async () => {
      const { id, broken } = await chain();
      await withoutTriggers(admin, (s) => s`delete from events where subject_id = ${id} and seq > 3`);
      expect(await broken()).toBe(4);
    });
  });

  test("counts without gaps on a subject that many write to at once, also where some of them fail", async () => {
    const id = await concern();
    const others = postgres(database.url, { max: 8, onnotice: () => {} });
    const fails = (n: number) => n % 3 === 0;
    const written = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        outcome(
          others.begin(async (s) => {
            await event(s, id, { kind: `writer ${n}` });
            if (fails(n)) throw Object.assign(new Error("failed"), { code: "FAILS" });
          }),
        ),
      ),
    );
    await others.end();
    expect(written).toEqual(Array.from({ length: 24 }, (_, n) => (fails(n) ? "FAILS" : "done")));
    const rows = await admin<{ seq: number }[]>`select seq from events where subject_id = ${id} order by seq`;
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect((await admin`select app.broken_link(${world.a}, ${id}) as at`)[0]?.at).toBeNull();
  });
});
