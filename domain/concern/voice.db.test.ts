import { describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { concernMail } from "../mail/compose.ts";
import {
  behind,
  eventsOf,
  hides,
  key,
  type PersonName,
  refuses,
  reportOf,
  rowOf,
  stage,
  toldOf,
  tracked,
} from "../testing/stage.ts";
import { confirm } from "./confirm.ts";
import { listConcerns, listInput } from "./list.ts";
import { concernPage } from "./page.ts";
import { raise } from "./raise.ts";
import { reply } from "./reply.ts";
import { solve } from "./solve.ts";
import { sort } from "./steer.ts";
import { timelineOf } from "./timeline.ts";
import { addVoice, dropVoice } from "./voice.ts";

const s = stage();
const known = async (name: PersonName) => (await s.as(name)) as Viewer & { user: SignedIn };
const says = async (name: PersonName, number: string) => addVoice(await known(name), { key: key(), number });
const voicesFor = async (name: PersonName, number: string) => {
  const { concern } = await concernPage(await s.as(name), number);
  return [concern.voices, concern.voiced];
};
const people = (number: string) => s.admin<{ user_id: string; household_id: string | null }[]>`
  select p.user_id, p.household_id from concern_people p join concerns c on c.id = p.concern_id
  where c.number = ${number} and p.role = 'voice'`;

describe("this is also mine", () => {
  test("is counted for whoever sees the concern, and told to those who work on it without a name", async () => {
    const number = await s.raised("resident");
    await says("neighbour", number);
    expect(await voicesFor("neighbour", number)).toEqual([1, true]);
    for (const name of ["resident", "coordinator", "officer", "fireMember"] as const)
      expect(await voicesFor(name, number)).toEqual([1, false]);
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "voiced (working)"]);
    const [event] = await s.admin`select actor_id, data from events where kind = 'voiced'`;
    expect(event).toEqual({ actor_id: null, data: {} });
    const seen = async (name: PersonName) =>
      (await asViewer((await s.as(name)).claims, (tx) => timelineOf(tx, { number }))).map((item) => item.kind);
    expect(await seen("officer")).toEqual(["raised", "voiced"]);
    expect(await seen("resident")).toEqual(["raised"]);
    expect(await seen("neighbour")).toEqual(["raised"]);
    const listed = await listConcerns(await s.as("neighbour"), listInput.parse({ mine: "1" }));
    expect(listed.lines.map((line) => [line.number, line.voices])).toEqual([[number, 1]]);
  });

  test("who it is, is for themselves and for those who lead: not for whoever raised it, nor for a unit", async () => {
    const number = await s.raised("resident");
    await says("neighbour", number);
    const knows = async (viewer: Viewer) =>
      (
        await asViewer(viewer.claims, (tx) =>
          tx.execute(`select 1 from concern_people p join concerns c on c.id = p.concern_id
            where c.number = '${number}' and p.role = 'voice'`),
        )
      ).length;
    expect(await knows(await s.as("coordinator"))).toBe(1);
    expect(await knows(await s.as("neighbour"))).toBe(1);
    for (const name of ["resident", "spouse", "fireMember", "pending", "nobody", "residentB"] as const)
      expect(await knows(await s.as(name))).toBe(0);
  });

  test("is one a household however often it is said, and can be taken back", async () => {
    const number = await s.raised("resident");
    const once = { key: key(), number };
    await addVoice(await known("neighbour"), once);
    await addVoice(await known("neighbour"), once);
    await refuses(says("neighbour", number), "voicedAlready");
    // Another of the same household.
    const { world, admin } = s;
    await admin`insert into residents ${admin({ community_id: world.a, user_id: world.people.admin, household_id: world.door1401, status: "confirmed", proof: "code" })}`;
    await refuses(says("admin", number), "voicedAlready");
    await admin`delete from residents where user_id = ${world.people.admin}`;
    await dropVoice(await known("neighbour"), { key: key(), number });
    expect(await voicesFor("neighbour", number)).toEqual([0, false]);
    expect(await people(number)).toHaveLength(0);
    expect(
      (
        await admin`select 1 from access where reason = 'voice' and subject_id = (select id from concerns where number = ${number})`
      ).length,
    ).toBe(0);
    await hides(dropVoice(await known("neighbour"), { key: key(), number }));
    expect((await eventsOf(admin, number)).at(-1)).toBe("voice_dropped (working)");
  });

  test("two at once are both counted", async () => {
    const number = await s.raised("neighbour");
    const { world, admin } = s;
    await admin`insert into residents ${admin({ community_id: world.a, user_id: world.people.admin, household_id: world.door1501, status: "confirmed", proof: "code" })}`;
    await Promise.all([says("resident", number), says("admin", number)]);
    await admin`delete from residents where user_id = ${world.people.admin}`;
    expect((await rowOf(admin, number)).voices).toBe(2);
  });

  test("is not for those who raised it, for members who do not live there, nor for strangers", async () => {
    const number = await s.raised("resident");
    for (const name of ["resident", "spouse", "officer", "coordinator", "fireMember"] as const)
      await refuses(says(name, number), "notNow");
    // A household that is not confirmed reads nothing of its neighbours yet.
    for (const name of ["pending", "residentB", "coordinatorB"] as const) await hides(says(name, number));
    const secret = await s.raised("resident", { privacy: "private" });
    await hides(says("neighbour", secret));
    const done = await s.raised("resident");
    await solve(await s.as("coordinator"), { key: key(), number: done, body: "好了。", attachments: [] });
    await confirm(await s.as("resident"), { key: key(), number: done, rating: 4, body: null });
    await refuses(says("neighbour", done), "notNow");
    expect(await people(number)).toHaveLength(0);
  });

  test("one who waits to be confirmed, and sees it otherwise, speaks for themselves and for no door", async () => {
    const number = await s.raised("resident");
    const { world, admin } = s;
    await admin`insert into residents ${admin({ community_id: world.a, user_id: world.people.fireMember, household_id: world.door1501, status: "pending" })}`;
    await says("fireMember", number);
    await admin`delete from residents where user_id = ${world.people.fireMember}`;
    expect([...(await people(number))]).toEqual([{ user_id: world.people.fireMember, household_id: null }]);
  });

  test("the tracking link of one without an account leads to no voice of others", async () => {
    const { number, trackingSecret } = await raise(
      await s.as("nobody"),
      reportOf(s.world, { email: "stranger@example.test" }),
      "zh-CN",
    );
    await hides(says("neighbour", number));
    await behind(s.admin, (sql) => sql`update concerns set status = 'new' where number = ${number}`);
    await says("neighbour", number);
    const follower = await tracked(trackingSecret ?? "");
    expect((await concernPage(follower, number)).concern.voices).toBe(1);
    const seen = await asViewer(follower.claims, (tx) => tx.execute("select role from concern_people"));
    expect([...seen]).toEqual([{ role: "reporter" }]);
  });
});

describe("whoever said so", () => {
  test("hears what is answered and solved, and nothing of what is said among those who work on it", async () => {
    const number = await s.raised("resident");
    await says("neighbour", number);
    const coordinator = await s.as("coordinator");
    await reply(coordinator, { key: key(), number, body: "已约师傅", audience: "working", attachments: [] });
    expect(await toldOf(s, number, "replied")).not.toContain("neighbour");
    await reply(coordinator, { key: key(), number, body: "明天修", audience: "everyone", attachments: [] });
    expect(await toldOf(s, number, "replied")).toContain("neighbour");
    await solve(coordinator, { key: key(), number, body: "修好了", attachments: [] });
    expect(await toldOf(s, number, "solved")).toEqual(["neighbour", "resident", "spouse"]);
  });

  test("learns nothing more once it is private: no page, list, search, count, notice or mail", async () => {
    const number = await s.raised("resident");
    await says("neighbour", number);
    const { id, community_id } = await rowOf(s.admin, number);
    const coordinator = await s.as("coordinator");
    await solve(coordinator, { key: key(), number, body: "修好了", attachments: [] });
    const [before] = await s.admin<{ seq: number }[]>`
      select seq from notifications where user_id = ${s.world.people.neighbour} and concern_id = ${id}`;
    await sort(coordinator, { key: key(), number, category: "lift", privacy: "private", urgency: "normal" });
    const neighbour = await s.as("neighbour");
    await hides(concernPage(neighbour, number));
    await hides(says("neighbour", number));
    await hides(dropVoice(await known("neighbour"), { key: key(), number }));
    const { lines } = await listConcerns(neighbour, listInput.parse({ mine: "1", q: "电梯" }));
    expect(lines.map((line) => line.number)).not.toContain(number);
    for (const table of [
      "concerns where id",
      "events where subject_id",
      "threads where concern_id",
      "access where subject_id",
    ]) {
      const rows = await asViewer(neighbour.claims, (tx) => tx.execute(`select 1 from ${table} = '${id}'`));
      expect([table, rows.length]).toEqual([table, 0]);
    }
    // The mail that was queued while it was open does not go out any more, and nothing new is told.
    const mail = await pool("doorstep_worker").transaction((tx) =>
      concernMail(tx, { user: s.world.people.neighbour, community: community_id, concern: id, seq: before?.seq ?? 0 }),
    );
    expect(mail).toBeNull();
    await reply(coordinator, { key: key(), number, body: "再说一句", audience: "everyone", attachments: [] });
    expect(await toldOf(s, number, "replied")).not.toContain("neighbour");
  });

  test("hears nothing after moving away", async () => {
    const number = await s.raised("resident");
    await says("neighbour", number);
    const { admin, world } = s;
    await admin`update residents set status = 'ended' where user_id = ${world.people.neighbour}`;
    await solve(await s.as("coordinator"), { key: key(), number, body: "修好了", attachments: [] });
    await admin`update residents set status = 'confirmed' where user_id = ${world.people.neighbour}`;
    expect(await toldOf(s, number, "solved")).toEqual(["resident", "spouse"]);
  });
});
