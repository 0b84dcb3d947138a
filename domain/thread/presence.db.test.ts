import { describe, expect, test } from "vitest";
import { assign } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { readUpTo } from "../concern/read.ts";
import { reply } from "../concern/reply.ts";
import { type Announcement, listening, subscribe } from "../live/hub.ts";
import { behind, hides, key, onDay, type PersonName, rowOf, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { bePresent, presentIn } from "./presence.ts";

const s = stage();
const { as } = s;

async function assigned(more: Record<string, unknown> = { spot: "door:1502", privacy: "private" }): Promise<string> {
  const number = await s.raised("resident", more);
  const dueAt = onDay(2);
  await assign(await as("coordinator"), { key: key(), number, organizations: [s.world.property], dueAt, note: null });
  return number;
}

const say = async (who: PersonName | "nobody", number: string, more: { writes?: boolean; leaves?: boolean } = {}) =>
  bePresent(await as(who), { number, writes: false, leaves: false, ...more });
const seenBy = async (who: PersonName, number: string) =>
  (await presentIn(await as(who), { number }))?.map(({ name, writes }) => (writes ? `${name} writes` : name));

describe("who has a thread open", () => {
  test("is told among those who work on it, with their unit, until they leave", async () => {
    const number = await assigned();
    await say("propertyMember", number);
    await say("coordinator", number, { writes: true });
    expect(await presentIn(await as("coordinator"), { number })).toEqual([
      { name: "propertyMember", unit: "甲物业", unitEn: null, writes: false },
    ]);
    expect(await seenBy("propertyMember", number)).toEqual(["coordinator writes"]);
    await say("coordinator", number);
    expect(await seenBy("propertyMember", number)).toEqual(["coordinator"]);
    await say("coordinator", number, { leaves: true });
    expect(await seenBy("propertyMember", number)).toEqual([]);
  });

  test("is no longer there who has not said so for a while, and then not even kept", async () => {
    const number = await assigned();
    await say("propertyMember", number);
    await behind(s.admin, (sql) => sql`update presences set seen_at = now() - interval '2 minutes'`);
    expect(await seenBy("coordinator", number)).toEqual([]);
    await behind(s.admin, (sql) => sql`update presences set seen_at = now() - interval '11 minutes'`);
    await keepHouse();
    expect(await s.admin`select 1 from presences`).toHaveLength(0);
  });

  test("no resident learns, nor is one shown; nor anybody who only reads along", async () => {
    const number = await assigned({});
    await say("propertyMember", number);
    for (const name of ["resident", "spouse", "neighbour"] as const) {
      expect(await presentIn(await as(name), { number })).toBeNull();
      await hides(say(name, number));
    }
    expect(await presentIn(await as("fireMember"), { number })).toBeNull();
    for (const name of ["nobody", "coordinatorB", "admin"] as const) await hides(say(name, number));
    expect(await seenBy("officer", number)).toEqual(["propertyMember"]);
  });

  test("of a private case: nobody who is not in it", async () => {
    const number = await assigned();
    await say("propertyMember", number);
    for (const name of ["officer", "fireMember"] as const) {
      await hides(say(name, number));
      await hides(presentIn(await as(name), { number }));
    }
  });

  test("is announced as it changes, not with each beat", async () => {
    const number = await assigned();
    const { id } = await rowOf(s.admin, number);
    const heard: Announcement[] = [];
    await listening();
    const stop = subscribe((a) => a.type === "presence" && a.subject === id && heard.push(a));
    await say("propertyMember", number);
    await say("propertyMember", number);
    await say("propertyMember", number, { writes: true });
    await say("propertyMember", number);
    await say("propertyMember", number);
    await say("propertyMember", number, { leaves: true });
    await say("propertyMember", number, { leaves: true });
    await expect.poll(() => heard.length).toBe(4);
    expect(heard[0]).toEqual({ type: "presence", community: s.world.a, subject: id });
    stop();
  });
});

describe("how far each has read", () => {
  const readers = async (to: PersonName, number: string) =>
    (await concernPage(await as(to), number)).writing.readers.map(({ name, seq }) => `${name} ${seq}`);

  test("is told among those who work on it, and of residents to nobody", async () => {
    const number = await assigned();
    await reply(await as("coordinator"), { key: key(), number, body: "请看", audience: "everyone", attachments: [] });
    await readUpTo(await as("propertyMember"), number, 3);
    await readUpTo(await as("resident"), number, 3);
    expect(await readers("coordinator", number)).toEqual(["propertyMember 3"]);
    expect(await readers("propertyMember", number)).toEqual(["coordinator 3"]);
    expect(await readers("resident", number)).toEqual([]);
    const open = await assigned({});
    await reply(await as("coordinator"), {
      key: key(),
      number: open,
      body: "请看",
      audience: "everyone",
      attachments: [],
    });
    for (const name of ["fireMember", "neighbour", "otherOfficer"] as const) await readUpTo(await as(name), open, 3);
    await readUpTo(await as("teamMate"), open, 2);
    expect(await readers("fireMember", open)).toEqual([]);
    expect(await readers("officer", open)).toEqual(["coordinator 3", "otherOfficer 3"]);
  });
});
