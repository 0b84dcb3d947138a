import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "./id.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { makeGallery } from "./testing/gallery.ts";
import {
  asOwner,
  inTheNameOf,
  newOfficer as madeOfficer,
  newConcern,
  nextNumber,
  outcome,
  untilWaiting,
} from "./testing/make.ts";
import { claimsOf, type ViewerCode } from "./testing/viewers.ts";
import { makeWorld, type World } from "./testing/world.ts";
import { asViewer, type Claims, change, databaseError, nobody, submit } from "./viewer.ts";

// What design.md, section 3, says can never be untrue, tried as those whom no policy stops: the owner of the tables and
// the administrator of the server. (2, two doors at once, stands in doors.db.test.ts; 4, the log, in log.db.test.ts.)

let database: TestDatabase;
let admin: postgres.Sql;
let second: postgres.Sql;
let world: World;
let claims: (code: ViewerCode) => Claims;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  second = postgres(database.url, { max: 2, onnotice: () => {} });
  world = await makeWorld(admin);
  const gallery = await makeGallery(admin, world);
  claims = (code) => claimsOf(gallery, code);
});
afterAll(async () => {
  await second.end();
  await database.close();
});

const open = ["unconfirmed", "new", "taken", "assigned", "waiting", "solved"];

describe("1: every concern that is not closed has an owner and a next date", () => {
  test.each(open)("a concern that is %s without an owner, or without a next date, is refused", async (status) => {
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { status, owner_id: null })))).toBe("DS003");
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { status, next_at: null })))).toBe("23514");
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { status })))).toBe("done");
  });

  test("neither can be taken away from an open concern", async () => {
    const id = await asOwner(admin, (s) => newConcern(s, world));
    const without = (column: "owner_id" | "next_at") =>
      outcome(inTheNameOf(admin, claims("coo"), (s) => s`update concerns set ${s(column)} = null where id = ${id}`));
    expect(await without("owner_id")).toBe("DS003");
    expect(await without("next_at")).toBe("23514");
  });

  test("a concern is closed exactly where it says when", async () => {
    const closed = { status: "closed", closed_at: "2020-01-01" };
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { ...closed, closed_at: null })))).toBe("23514");
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { ...closed, status: "new" })))).toBe("23514");
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { ...closed, next_at: null })))).toBe("done");
  });

  const inactive: [string, (people: World["people"]) => string][] = [
    ["a resident", (p) => p.resident],
    ["a member of a partner unit", (p) => p.propertyMember],
    ["a coordinator of another community", (p) => p.coordinatorB],
    ["an administrator", (p) => p.admin],
  ];
  test.each(inactive)("%s cannot own an open concern", async (_, who) => {
    const owner_id = who(world.people);
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { owner_id })))).toBe("DS003");
    const id = await asOwner(admin, (s) => newConcern(s, world));
    const given = inTheNameOf(
      admin,
      claims("coo"),
      (s) => s`update concerns set owner_id = ${owner_id} where id = ${id}`,
    );
    expect(await outcome(given)).toBe("DS003");
  });

  test("a closed concern cannot be opened again for an owner who has left", async () => {
    const leaver = await newOfficer();
    const id = await asOwner(admin, (s) =>
      newConcern(s, world, { owner_id: leaver, status: "closed", closed_at: "2020-01-01" }),
    );
    await endMembership(leaver);
    const reopened = inTheNameOf(
      admin,
      claims("coo"),
      (s) => s`update concerns set status = 'taken', closed_at = null where id = ${id}`,
    );
    expect(await outcome(reopened)).toBe("DS003");
  });

  test("whoever owns open concerns cannot leave, be made a partner or be switched off before they are handed over", async () => {
    const leaver = await newOfficer();
    const id = await asOwner(admin, (s) => newConcern(s, world, { owner_id: leaver }));
    expect(await outcome(endMembership(leaver))).toBe("DS003");
    expect(await outcome(admin`update accounts set disabled_at = now() where user_id = ${leaver}`)).toBe("DS003");
    await inTheNameOf(
      admin,
      claims("coo"),
      (s) => s`update concerns set owner_id = ${world.people.coordinator} where id = ${id}`,
    );
    expect(await outcome(admin`update accounts set disabled_at = now() where user_id = ${leaver}`)).toBe("done");
    expect(await outcome(endMembership(leaver))).toBe("done");
  });

  test("whoever is on duty cannot leave before somebody else is", async () => {
    const leaver = await newOfficer();
    await admin`update communities set duty_id = ${leaver} where id = ${world.a}`;
    expect(await outcome(endMembership(leaver))).toBe("DS003");
    expect(await outcome(admin`update accounts set disabled_at = now() where user_id = ${leaver}`)).toBe("DS003");
    await admin`update communities set duty_id = ${world.people.coordinator} where id = ${world.a}`;
    expect(await outcome(endMembership(leaver))).toBe("done");
  });

  test("an agency with open concerns cannot be taken out of its community", async () => {
    const unlinked = inTheNameOf(
      admin,
      claims("coo"),
      (s) =>
        s`delete from community_organizations where community_id = ${world.a} and organization_id = ${world.agencyA}`,
    );
    expect(await rolledBack(unlinked, restoreAgency)).toBe("DS003");
  });

  test("an agency with open concerns cannot be switched off: nobody in it would be let in any more", async () => {
    const off = admin`update organizations set disabled_at = now() where id = ${world.agencyA}`;
    expect(await rolledBack(off, restoreAgency)).toBe("DS003");
  });

  test("somebody who is given a concern while they are being dismissed does not end up with it", async () => {
    const leaver = await newOfficer();
    const dismissal = await second.reserve();
    await dismissal`begin`;
    await dismissal`update memberships set ended_at = now() where user_id = ${leaver}`;
    const given = outcome(asOwner(admin, (s) => newConcern(s, world, { owner_id: leaver })));
    await untilWaiting(second, 1, given);
    const dismissed = await outcome(dismissal`commit`);
    dismissal.release();
    expect([dismissed, await given].sort()).not.toEqual(["done", "done"]);
  });
});

describe("5: the same submission twice is one", () => {
  const submission = () => ({ key: newId(), command: "test.raise", content: { body: "灯坏了" } });
  const raise = (tx: Parameters<Parameters<typeof change>[1]>[0]) =>
    tx.execute(sql`insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, owner_id, next_at, created_by, answer_due_at)
      values (${world.a}, ${newId()}, ${nextNumber()}, 't', 'submitted', 'lift', 'private', 'new', 'online', ${world.people.coordinator}, now(),
        ${world.people.resident}, now())`);
  const count = async () => (await admin`select 1 from concerns where body = 'submitted'`).count;

  test("one after the other: the second one finds what the first one did", async () => {
    const before = await count();
    const once = submission();
    const work = async (tx: Parameters<typeof raise>[0], id: string) => {
      await raise(tx);
      return id;
    };
    const first = await submit(claims("res"), once, work);
    const again = await submit(claims("res"), once, work);
    expect([first.repeated, again.repeated, again.result]).toEqual([false, true, first.result]);
    expect(await count()).toBe(before + 1);
  });

  test("at the same time, over two connections: the second one waits, and finds it too", async () => {
    const before = await count();
    const once = submission();
    let begun = () => {};
    let go = () => {};
    const inside = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const first = submit(claims("res"), once, async (tx) => {
      begun();
      await gate;
      await raise(tx);
      return "the first";
    });
    await inside;
    const twin = submit(claims("res"), once, async (tx) => {
      await raise(tx);
      return "the second";
    });
    await untilWaiting(admin, 1, twin);
    go();
    expect([await first, await twin]).toEqual([
      { result: "the first", repeated: false },
      { result: "the first", repeated: true },
    ]);
    expect(await count()).toBe(before + 1);
  });

  test("one that failed leaves nothing in the way of its repetition", async () => {
    const once = submission();
    await expect(submit(claims("res"), once, () => Promise.reject(new Error("no signal")))).rejects.toThrow(
      "no signal",
    );
    expect(await submit(claims("res"), once, async () => 1)).toEqual({ result: 1, repeated: false });
  });

  test("the same key with another text, or from somebody else, is another submission", async () => {
    const once = submission();
    const done = async () => 1;
    await submit(claims("res"), once, done);
    expect((await submit(claims("res"), { ...once, content: { body: "两盏灯" } }, done)).repeated).toBe(false);
    expect((await submit(claims("spo"), once, done)).repeated).toBe(false);
  });

  test("two concerns never have one number; who draws a number that is taken draws again", async () => {
    const [taken] = await admin<{ number: string }[]>`select number from concerns order by number limit 1`;
    const number = taken?.number ?? "";
    expect(await outcome(asOwner(admin, (s) => newConcern(s, world, { number })))).toBe("23505");
    const drawn = [number, nextNumber()];
    await change(claims("res"), (tx) =>
      tx.execute(sql`insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, owner_id, next_at, created_by, answer_due_at)
        values (${world.a}, ${newId()}, ${drawn.shift()}, 't', 'b', 'lift', 'private', 'new', 'online', ${world.people.coordinator}, now(), ${world.people.resident}, now())`),
    );
    expect(drawn).toEqual([]);
  });
});

describe("6: a message keeps its audience, and a private concern its circle", () => {
  test.each([
    ["working", "everyone"],
    ["everyone", "working"],
  ])("a message that went to %s never becomes one to %s, not even by the owner of the tables", async (from, to) => {
    const id = newId();
    const concern = await asOwner(admin, async (s) => {
      const made = await newConcern(s, world);
      await s`insert into threads ${s({ community_id: world.a, id: made, concern_id: made })}`;
      await s`insert into messages ${s({ community_id: world.a, id, thread_id: made, concern_id: made, audience: from, body: "b" })}`;
      return made;
    });
    expect(await outcome(asOwner(admin, (s) => s`update messages set audience = ${to} where id = ${id}`))).toBe(
      "23001",
    );
    expect((await admin`select audience from messages where concern_id = ${concern}`)[0]?.audience).toBe(from);
  });

  const staff: [string, ViewerCode][] = [
    ["the coordinator", "coo"],
    ["the officer who owns it", "off"],
    ["another officer", "oth"],
    ["the unit that has it", "pro"],
  ];
  test.each(staff)("%s cannot open a private concern to neighbours", async (_, code) => {
    const id = await asOwner(admin, async (s) => {
      const made = await newConcern(s, world, { owner_id: world.people.officer });
      await s`insert into assignments ${s({ community_id: world.a, id: newId(), concern_id: made, organization_id: world.property, due_at: "2099-01-01" })}`;
      return made;
    });
    const widened = inTheNameOf(
      admin,
      claims(code),
      (s) => s`update concerns set privacy = 'neighbourhood' where id = ${id}`,
    );
    expect(await outcome(widened)).toBe("DS001");
  });
});

describe("people", () => {
  test("a role is held only where it fits", async () => {
    const { resident } = world.people;
    const join = (organization_id: string, role: string) =>
      outcome(admin`insert into memberships ${admin({ user_id: resident, organization_id, role })}`);
    expect(await join(world.property, "officer")).toBe("DS003");
    expect(await join(world.property, "coordinator")).toBe("DS003");
    expect(await join(world.agencyA, "partner")).toBe("DS003");
    const promoted = admin`update memberships set role = 'officer' where user_id = ${world.people.propertyMember}`;
    expect(await outcome(promoted)).toBe("DS003");
  });

  test("an organization does not become one that its members' roles do not fit", async () => {
    const changed = admin`update organizations set kind = 'agency' where id = ${world.property}`;
    expect(
      await rolledBack(changed, () => admin`update organizations set kind = 'property' where id = ${world.property}`),
    ).toBe("DS003");
  });

  const ends: [string, (session: string) => Promise<unknown>][] = [
    ["that was ended", (id) => admin`select auth.end_sessions(${world.people.spouse}, ${id}, null)`],
    ["that has run out", (id) => admin`update sessions set expires_at = now() where id = ${id}`],
    [
      "of an account that was switched off",
      () => admin`update accounts set disabled_at = now() where user_id = ${world.people.spouse}`,
    ],
  ];
  test.each(ends)("a session %s counts for nothing from that moment on", async (_, end) => {
    const id = newId();
    await admin`insert into sessions ${admin({ id, user_id: world.people.spouse, expires_at: "2099-01-01" })}`;
    const who = async () => {
      const [row] = await asViewer(nobody, (tx) =>
        tx.execute<{ v: { user: string } | null }>(sql`select auth.session_viewer(${id}, null) as v`),
      );
      return row?.v?.user;
    };
    expect(await who()).toBe(world.people.spouse);
    await end(id);
    expect(await who()).toBeUndefined();
    await admin`update accounts set disabled_at = null where user_id = ${world.people.spouse}`;
  });

  test("what the database says of a failure reaches no log with the values it names", async () => {
    const failed = await asViewer(claims("res"), (tx) =>
      tx.execute(sql`update users set name = null where id = ${world.people.resident}`),
    ).catch((error: unknown) => error);
    expect(databaseError(failed)?.code).toBe("23502");
    expect(JSON.stringify(failed) + String(failed) + String((failed as Error).cause)).not.toContain(
      world.people.resident,
    );
  });
});

const newOfficer = () => madeOfficer(admin, world);

const endMembership = (user: string) => admin`update memberships set ended_at = now() where user_id = ${user}`;

/** The outcome of what should be refused; where it was not, it is undone, so that other tests stand on firm ground. */
async function rolledBack(work: Promise<unknown>, undo: () => Promise<unknown>): Promise<string> {
  const found = await outcome(work);
  if (found === "done") await undo();
  return found;
}

async function restoreAgency() {
  await admin`update organizations set disabled_at = null where id = ${world.agencyA}`;
  await admin`insert into community_organizations ${admin({ community_id: world.a, organization_id: world.agencyA })} on conflict do nothing`;
}
