import { describe, expect, test } from "vitest";
import { readAttachment } from "../attachment/read.ts";
import { takeUpload } from "../attachment/upload.ts";
import { assign } from "../concern/assign.ts";
import { newItems } from "../concern/follow.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { jpeg } from "../testing/photo.ts";
import { behind, hides, key, onDay, type PersonName, refuses, rowOf, stage } from "../testing/stage.ts";
import { workOnce } from "../work/worker.ts";
import { deleteMessage } from "./delete.ts";
import { edit } from "./edit.ts";

const s = stage();
const { as } = s;

type Say = { audience?: "everyone" | "working"; quote?: string; attachments?: string[] };

/** Says something on a concern. @returns the message's id */
async function say(by: PersonName, number: string, body: string, more: Say = {}): Promise<string> {
  await reply(await as(by), { key: key(), number, body, audience: "everyone", attachments: [], ...more });
  const [row] = await s.admin<{ id: string }[]>`
    select m.id from messages m join concerns c on c.id = m.concern_id where c.number = ${number} order by m.created_at desc limit 1`;
  return row?.id ?? "";
}

const shown = async (to: PersonName, number: string, id: string) =>
  (await concernPage(await as(to), number)).timeline.find((item) => item.message?.id === id);

/** A private concern of the resident's that the property company has. */
async function assigned(): Promise<string> {
  const number = await s.raised("resident", { spot: "door:1502", privacy: "private" });
  await assign(await as("coordinator"), {
    key: key(),
    number,
    organizations: [s.world.property],
    dueAt: onDay(2),
    note: null,
  });
  return number;
}

/** Lets minutes pass for a message. */
const minutesLater = (id: string, minutes: number) =>
  behind(
    s.admin,
    (sql) => sql`update messages set created_at = created_at - make_interval(mins => ${minutes}) where id = ${id}`,
  );

describe("correcting", () => {
  test("changes the text, and keeps what it said before for those who may read it", async () => {
    const number = await assigned();
    const id = await say("propertyMember", number, "明天来修");
    const before = (await shown("resident", number, id))?.rev ?? 0;
    await edit(await as("propertyMember"), { key: key(), number, message: id, body: "后天来修" });
    await edit(await as("propertyMember"), { key: key(), number, message: id, body: "后天上午来修" });
    const item = await shown("resident", number, id);
    expect(item?.message).toMatchObject({
      body: "后天上午来修",
      versions: [{ body: "明天来修" }, { body: "后天来修" }],
    });
    expect(item?.message?.editedAt).toBeInstanceOf(Date);
    // No entry of its own: the entry that stands there is another one now.
    expect(item?.rev).toBe(before + 2);
    expect((await concernPage(await as("resident"), number)).timeline.at(-1)?.message?.id).toBe(id);
  });

  test("reaches a page that follows, and only as the one entry that changed", async () => {
    const number = await assigned();
    const id = await say("resident", number, "水停了");
    await say("coordinator", number, "在问");
    const after = (await concernPage(await as("coordinator"), number)).timeline.at(-1)?.rev ?? 0;
    await edit(await as("resident"), { key: key(), number, message: id, body: "热水停了" });
    const items = await newItems(await as("coordinator"), number, after);
    expect(items.map((item) => [item.message?.body, item.rev])).toEqual([["热水停了", after + 1]]);
    expect(await newItems(await as("coordinator"), number, after + 1)).toEqual([]);
  });

  test("is for the author alone, for a quarter of an hour", async () => {
    const number = await assigned();
    const id = await say("propertyMember", number, "明天来修");
    const change = { number, message: id, body: "不修了" };
    for (const name of ["coordinator", "resident", "spouse"] as const)
      await refuses(edit(await as(name), { key: key(), ...change }), "tooLateToChange");
    for (const name of ["neighbour", "fireMember", "otherOfficer", "admin"] as const)
      await hides(edit(await as(name), { key: key(), ...change }));
    await minutesLater(id, 16);
    await refuses(edit(await as("propertyMember"), { key: key(), ...change }), "tooLateToChange");
    expect((await shown("resident", number, id))?.message).toMatchObject({ body: "明天来修", versions: [] });
  });

  test("twice the same is once, and to what stands there already it is nothing", async () => {
    const number = await assigned();
    const id = await say("resident", number, "水停了");
    const change = { key: key(), number, message: id, body: "热水停了" };
    await edit(await as("resident"), change);
    await edit(await as("resident"), change);
    await edit(await as("resident"), { ...change, key: key() });
    expect((await shown("resident", number, id))?.message?.versions).toHaveLength(1);
  });

  test("of a working note tells the household nothing, not even that there was something", async () => {
    const number = await assigned();
    const id = await say("propertyMember", number, "他家欠费", { audience: "working" });
    const { timeline } = await concernPage(await as("resident"), number);
    await edit(await as("propertyMember"), { key: key(), number, message: id, body: "他家不欠费" });
    expect(await newItems(await as("resident"), number, timeline.at(-1)?.rev ?? 0)).toEqual([]);
    expect((await concernPage(await as("resident"), number)).timeline).toEqual(timeline);
  });
});

describe("taking back", () => {
  test("leaves a trace, and nothing of the text, of what it said before, or of its files", async () => {
    const number = await assigned();
    const author = await as("propertyMember");
    const photo = await takeUpload(
      author,
      { communityId: s.world.a, uploadKey: "" },
      { name: "a.jpg", bytes: await jpeg() },
    );
    const id = await say("propertyMember", number, "王家的病历", { attachments: [photo.id] });
    await edit(author, { key: key(), number, message: id, body: "王家的旧病历" });
    await deleteMessage(author, { key: key(), number, message: id });
    const item = await shown("resident", number, id);
    expect(item?.message).toMatchObject({ body: "", versions: [], attachments: [], deleted: { by: "propertyMember" } });
    await hides(readAttachment(author, photo.id, "full", null));
    const [left] = await s.admin<{ n: number }[]>`
      select (select count(*) from message_versions where message_id = ${id})
        + (select count(*) from attachments where message_id = ${id})
        + (select count(*) from messages where id = ${id} and (body <> '' or search <> '')) as n`;
    expect(Number(left?.n)).toBe(0);
    const [queued] = await s.admin<
      { keys: string[] }[]
    >`select payload -> 'keys' as keys from outbox where topic = 'files_drop'`;
    expect(queued?.keys).toHaveLength(1);
    while (await workOnce(async () => {})) {}
    const [done] = await s.admin`select done_at from outbox where topic = 'files_drop'`;
    expect(done?.done_at).not.toBeNull();
  });

  test("is the author's for a quarter of an hour, and at any time for who leads; for nobody else", async () => {
    const number = await assigned();
    const id = await say("propertyMember", number, "说错了");
    for (const name of ["resident", "spouse"] as const)
      await refuses(deleteMessage(await as(name), { key: key(), number, message: id }), "tooLateToChange");
    for (const name of ["neighbour", "fireMember", "officer"] as const)
      await hides(deleteMessage(await as(name), { key: key(), number, message: id }));
    await minutesLater(id, 16);
    await refuses(deleteMessage(await as("propertyMember"), { key: key(), number, message: id }), "tooLateToChange");
    await deleteMessage(await as("coordinator"), { key: key(), number, message: id });
    await refuses(deleteMessage(await as("coordinator"), { key: key(), number, message: id }), "takenBack");
    await refuses(edit(await as("propertyMember"), { key: key(), number, message: id, body: "又说" }), "takenBack");
  });

  test("the owner, who is no coordinator, may too", async () => {
    const number = await assigned();
    const { id: concern } = await rowOf(s.admin, number);
    await behind(s.admin, async (sql) => {
      await sql`update concerns set owner_id = ${s.world.people.officer} where id = ${concern}`;
      await sql`insert into access (community_id, subject_id, principal, reason) values (${s.world.a}, ${concern}, ${s.world.people.officer}, 'owner')`;
    });
    const id = await say("propertyMember", number, "说错了");
    await minutesLater(id, 60);
    await deleteMessage(await as("officer"), { key: key(), number, message: id });
    expect((await shown("resident", number, id))?.message?.deleted?.by).toBe("officer");
  });
});

describe("quoting", () => {
  test("shows who wrote it and how it begins; when that is taken back, only that there was something", async () => {
    const number = await assigned();
    const first = await say("resident", number, `水停了。${"一".repeat(200)}`);
    const answer = await say("propertyMember", number, "在修", { quote: first });
    const quoted = (await shown("resident", number, answer))?.message?.quotes;
    expect(quoted).toMatchObject({ actor: { name: "resident" } });
    expect(quoted?.body).toMatch(/^水停了。一+…$/);
    expect(quoted?.seq).toBe((await shown("resident", number, first))?.seq);
    await deleteMessage(await as("resident"), { key: key(), number, message: first });
    expect((await shown("resident", number, answer))?.message?.quotes?.body).toBeNull();
  });

  test("never brings a working note before everyone", async () => {
    const number = await assigned();
    const note = await say("propertyMember", number, "内部", { audience: "working" });
    const answer = { key: key(), number, body: "如上", attachments: [], quote: note };
    await refuses(reply(await as("propertyMember"), { ...answer, audience: "everyone" }), "quoteWorking", "audience");
    await reply(await as("propertyMember"), { ...answer, audience: "working" });
    // Whoever cannot read it cannot learn by quoting that it is there.
    await refuses(reply(await as("resident"), { ...answer, key: key(), audience: "everyone" }), "quoteGone");
    await refuses(
      reply(await as("resident"), { ...answer, key: key(), audience: "everyone", quote: key() }),
      "quoteGone",
    );
  });

  test("reaches into no other thread", async () => {
    const [one, other] = [await assigned(), await assigned()];
    const said = await say("resident", other, "水停了");
    await refuses(
      reply(await as("coordinator"), {
        key: key(),
        number: one,
        body: "好",
        audience: "everyone",
        attachments: [],
        quote: said,
      }),
      "quoteGone",
    );
  });

  test("the database itself lets no working note be quoted to everyone", async () => {
    const number = await assigned();
    const { id: concern } = await rowOf(s.admin, number);
    const note = await say("propertyMember", number, "内部", { audience: "working" });
    const insert = s.admin`insert into messages (community_id, id, thread_id, concern_id, audience, body, quotes_id)
      values (${s.world.a}, ${key()}, ${concern}, ${concern}, 'everyone', '如上', ${note})`;
    await expect(insert).rejects.toMatchObject({ code: "DS001" });
  });
});
