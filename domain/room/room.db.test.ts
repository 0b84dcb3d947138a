import { describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { enterAs } from "#db/testing/attempt.ts";
import { nobody } from "#db/viewer.ts";
import { readAttachment } from "../attachment/read.ts";
import { takeUpload } from "../attachment/upload.ts";
import { assign } from "../concern/assign.ts";
import { newItems } from "../concern/follow.ts";
import { listConcerns } from "../concern/list.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { desk } from "../desk/desk.ts";
import { roomMail } from "../mail/compose.ts";
import { digestMail } from "../mail/digest.ts";
import { listNotifications } from "../notification/list.ts";
import { jpeg } from "../testing/photo.ts";
import { behind, hides, key, onDay, type PersonName, refuses, rowOf, stage } from "../testing/stage.ts";
import { deleteMessage } from "../thread/delete.ts";
import { saveDraft } from "../thread/draft.ts";
import { edit } from "../thread/edit.ts";
import { whomToMention } from "../thread/mention.ts";
import { bePresent, presentIn } from "../thread/presence.ts";
import { closeRoom } from "./close.ts";
import { openRoom, roomInput } from "./create.ts";
import { knowsRoom, ownRooms } from "./list.ts";
import { addMembers, addMembersInput, removeMember } from "./member.ts";
import { roomPage } from "./page.ts";
import { readRoom } from "./read.ts";
import { sayInRoom } from "./say.ts";

const s = stage();
const { as } = s;

/** A private concern of the resident's that the property company has. */
async function assigned(more: Record<string, unknown> = { spot: "door:1502", privacy: "private" }): Promise<string> {
  const number = await s.raised("resident", more);
  const dueAt = onDay(2);
  await assign(await as("coordinator"), { key: key(), number, organizations: [s.world.property], dueAt, note: null });
  return number;
}

const unit = (id: string) => `organization:${id}`;
const open = async (number: string, members: string[], by: PersonName = "coordinator", name = "医疗纠纷") =>
  openRoom(await as(by), roomInput.parse({ key: key(), number, name, members }));

/** A room of the fire brigade and the family, on a concern that the property company has. */
async function roomOf(more?: Record<string, unknown>): Promise<{ number: string; room: string }> {
  const number = await assigned(more);
  return { number, room: await open(number, [unit(s.world.fire), "family"]) };
}

const say = async (by: PersonName, at: { number: string; room: string }, body: string, attachments: string[] = []) =>
  sayInRoom(await as(by), { ...at, key: key(), body, attachments });
const page = async (to: PersonName | "nobody", at: { number: string; room: string }) => roomPage(await as(to), at);
const texts = async (to: PersonName, at: { number: string; room: string }) =>
  (await page(to, at)).timeline.map((item) => item.message?.body ?? item.kind);

const inside = ["coordinator", "fireMember", "resident", "spouse"] as const;
const outside = [
  ...[
    "propertyMember",
    "neighbour",
    "officer",
    "otherOfficer",
    "teamMate",
    "pending",
    "admin",
    "coordinatorB",
    "residentB",
  ],
  "nobody",
] as const;

describe("a side room", () => {
  test("is read and written in by its members, and by who leads the community", async () => {
    const at = await roomOf();
    await say("fireMember", at, "我们量过了");
    await say("resident", at, "谢谢");
    await say("spouse", at, "辛苦了");
    const all = ["opened", "member_added", "member_added", "我们量过了", "谢谢", "辛苦了"];
    for (const name of inside) expect(await texts(name, at)).toEqual(all);
    const { members, timeline } = await page("fireMember", at);
    expect(members.map(({ kind, name }) => (kind === "family" ? kind : name)).toSorted()).toEqual([
      "coordinator",
      "family",
      "甲消防",
    ]);
    expect(timeline.at(-3)?.actor).toMatchObject({ organization: "甲消防" });
    expect(timeline.at(-2)?.actor).toMatchObject({ reporter: true, organization: null });
  });

  test("does not open its concern to a unit that has not got it", async () => {
    const at = await roomOf();
    expect((await page("fireMember", at)).concern).toBeNull();
    expect((await page("coordinator", at)).concern).not.toBeNull();
    await hides(concernPage(await as("fireMember"), at.number));
    expect(await newItems(await as("fireMember"), at.number, 0)).toEqual([]);
    await hides(whomToMention(await as("fireMember"), { number: at.number, audience: "everyone" }, "zh-CN"));
    expect((await ownRooms(await as("fireMember"))).map(({ id }) => id)).toContain(at.room);
  });

  test("is opened by the owner or a coordinator, with those who can be in one", async () => {
    const number = await assigned();
    for (const name of ["resident", "propertyMember", "fireMember", "neighbour", "officer", "admin"] as const)
      await hides(open(number, [unit(s.world.fire)], name));
    await refuses(open(number, []), "chooseMember", "members");
    for (const member of [
      unit(s.world.agencyA),
      unit(s.world.agencyB),
      `user:${s.world.people.neighbour}`,
      `user:${s.world.people.fireMember}`,
      `user:${s.world.people.coordinatorB}`,
      unit(key()),
    ])
      await refuses(open(number, [member]), "chooseMember", "members");
    const { id } = await rowOf(s.admin, number);
    await behind(s.admin, async (sql) => {
      await sql`update concerns set owner_id = ${s.world.people.officer} where id = ${id}`;
      await sql`insert into access (community_id, subject_id, principal, reason) values (${s.world.a}, ${id}, ${s.world.people.officer}, 'owner')`;
    });
    const room = await open(number, [unit(s.world.fire)], "officer");
    expect((await page("officer", { number, room })).leads).toBe(true);
    // The owner is in it because they opened it; in one that was opened without them they are not.
    const other = await open(number, [unit(s.world.fire)]);
    await hides(page("officer", { number, room: other }));
    expect((await concernPage(await as("officer"), number)).rooms.map((r) => r.id)).toEqual([room]);
  });

  test("the same submission twice is one room", async () => {
    const number = await assigned();
    const input = roomInput.parse({ key: key(), number, name: "一间", members: [unit(s.world.fire)] });
    expect(await openRoom(await as("coordinator"), input)).toBe(await openRoom(await as("coordinator"), input));
  });

  test("is under the number of its concern, and no other", async () => {
    const at = await roomOf();
    await hides(page("coordinator", { ...at, number: await assigned() }));
  });

  test("others are asked into by who leads it, and are taken out; then it is not there for them", async () => {
    const at = await roomOf();
    const asks = async (by: PersonName, member: string) =>
      addMembers(await as(by), addMembersInput.parse({ ...at, key: key(), members: [member] }));
    await hides(asks("fireMember", `user:${s.world.people.officer}`));
    await hides(asks("resident", `user:${s.world.people.officer}`));
    await asks("coordinator", `user:${s.world.people.officer}`);
    await say("officer", at, "我来了");
    const { members } = await page("coordinator", at);
    const out = async (by: PersonName, member: string) => removeMember(await as(by), { ...at, key: key(), member });
    await hides(out("fireMember", s.world.people.officer));
    await out("coordinator", s.world.people.officer);
    await hides(page("officer", at));
    await hides(say("officer", at, "还在吗"));
    await hides(out("coordinator", s.world.people.officer));
    // Of a family both ways in end.
    await out("coordinator", members.find(({ kind }) => kind === "family")?.principal ?? "");
    for (const name of ["resident", "spouse"] as const) await hides(page(name, at));
    expect(await texts("fireMember", at)).toContain("我来了");
  });

  test("an officer who has left the agency is no longer in it", async () => {
    const at = await roomOf();
    const members = [`user:${s.world.people.teamMate}`];
    await addMembers(await as("coordinator"), addMembersInput.parse({ ...at, key: key(), members }));
    await page("teamMate", at);
    await s.admin`update memberships set ended_at = now() where user_id = ${s.world.people.teamMate}`;
    await hides(page("teamMate", at));
    await s.admin`update memberships set ended_at = null where user_id = ${s.world.people.teamMate}`;
  });

  test("closed, it is read and no longer written in", async () => {
    const at = await roomOf();
    await say("fireMember", at, "谈好了");
    await hides(closeRoom(await as("fireMember"), { ...at, key: key() }));
    await closeRoom(await as("coordinator"), { ...at, key: key() });
    await refuses(say("fireMember", at, "再说一句"), "roomClosed");
    await refuses(closeRoom(await as("coordinator"), { ...at, key: key() }), "roomClosed");
    expect((await texts("resident", at)).slice(-2)).toEqual(["谈好了", "closed"]);
  });

  test("what is said there is corrected and taken back as anywhere", async () => {
    const at = await roomOf();
    await say("fireMember", at, "明天");
    const message = (await page("fireMember", at)).timeline.at(-1)?.message?.id ?? "";
    await edit(await as("fireMember"), { ...at, key: key(), message, body: "后天" });
    expect((await texts("resident", at)).at(-1)).toBe("后天");
    for (const name of ["propertyMember", "neighbour", "officer"] as const) {
      await hides(edit(await as(name), { ...at, key: key(), message, body: "x" }));
      await hides(deleteMessage(await as(name), { ...at, key: key(), message }));
    }
    await deleteMessage(await as("coordinator"), { ...at, key: key(), message });
    expect((await page("resident", at)).timeline.at(-1)?.message?.deleted).toBeTruthy();
  });

  test("names only those who are in it", async () => {
    const at = await roomOf();
    const names = await whomToMention(await as("coordinator"), { ...at, audience: "everyone" }, "zh-CN");
    expect(names.map(({ label }) => label).toSorted()).toEqual(["fireMember", "甲消防"]);
    await refuses(say("fireMember", at, "@甲物业 来"), "mentionBlind", "body");
    await say("coordinator", at, "@甲消防 来");
    const told = await listNotifications(await as("fireMember"));
    expect(told[0]).toMatchObject({ kind: "mentioned", room: at.room, title: "医疗纠纷", number: at.number });
  });
});

describe("nobody outside it can tell that it is there", () => {
  test.each(outside)("%s, by any way of asking", async (name) => {
    for (const more of [undefined, {}]) {
      const number = await assigned(more);
      const before = await traces(name, number);
      const at = { number, room: await open(number, [unit(s.world.fire), "family"]) };
      const author = await as("fireMember");
      const photo = await takeUpload(
        author,
        { communityId: s.world.a, uploadKey: "" },
        { name: "a.jpg", bytes: await jpeg() },
      );
      await say("fireMember", at, "片子在这里", [photo.id]);
      await say("resident", at, "谢谢");
      await bePresent(author, { ...at, writes: true, leaves: false });
      const message = (await page("fireMember", at)).timeline.at(-1)?.message?.id ?? "";
      await closeRoom(await as("coordinator"), { ...at, key: key() });
      const after = await traces(name, number);
      expect(after).toEqual(before);
      const viewer = await as(name);
      await hides(roomPage(viewer, at));
      await hides(sayInRoom(viewer, { ...at, key: key(), body: "x", attachments: [] }));
      await hides(closeRoom(viewer, { ...at, key: key() }));
      await hides(removeMember(viewer, { ...at, key: key(), member: s.world.fire }));
      await hides(edit(viewer, { ...at, key: key(), message, body: "x" }));
      await hides(saveDraft(viewer, { ...at, body: "x", audience: "everyone" }));
      await hides(presentIn(viewer, at));
      await hides(whomToMention(viewer, { ...at, audience: "everyone" }, "zh-CN"));
      await hides(readAttachment(viewer, photo.id, "full", null));
      await readRoom(viewer, at.room, 9);
      expect(await knowsRoom(viewer, at.room)).toBe(false);
      expect(await newItems(viewer, { room: at.room }, 0)).toEqual([]);
      // What is quoted from there is as little there as what never was.
      if (name === "propertyMember") {
        const quote = { key: key(), number, body: "x", audience: "everyone" as const, attachments: [] };
        await refuses(reply(viewer, { ...quote, quote: message }), "quoteGone");
        await refuses(reply(viewer, { ...quote, quote: key() }), "quoteGone");
      }
    }
  });

  /** All that a person can read of what there is: every table, and every page that could count it. */
  async function traces(name: PersonName | "nobody", number: string) {
    const viewer = await as(name);
    const tables = await s.admin<{ tablename: string }[]>`
      select relname as tablename from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_any_column_privilege('doorstep_app', oid, 'select')
        -- (Sessions are opened by the test itself; what it sent leaves submissions.)
        and relname not in ('submissions', 'sessions') order by 1`;
    const found: Record<string, unknown> = {};
    for (const { tablename } of tables) {
      const [row] = await s.admin.begin(async (sql) => {
        await sql`set local session authorization doorstep_app`;
        await enterAs(sql, viewer.claims ?? nobody);
        const columns = await sql<{ attname: string }[]>`
          select attname from pg_attribute where attrelid = ${tablename}::regclass and attnum > 0 and not attisdropped
            and has_column_privilege('doorstep_app', attrelid, attnum, 'select') order by attnum`;
        return sql`select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as mark, count(*)::int as n
          from (select ${sql(columns.map((c) => c.attname))} from ${sql(tablename)}) t`;
      });
      found[tablename] = row;
    }
    const list = await listConcerns(viewer, {});
    return {
      ...found,
      list: list.lines,
      counts: list.counts,
      desk: viewer.user ? await desk(viewer) : null,
      rooms: await ownRooms(viewer),
      news: await listNotifications(viewer),
      unread: viewer.user ? (await as(name)).user?.unread : 0,
      page: await concernPage(viewer, number).catch(() => null),
    };
  }

  test("the household it is about, where it was not asked in", async () => {
    const number = await assigned();
    const before = await concernPage(await as("resident"), number);
    const at = { number, room: await open(number, [unit(s.world.fire)]) };
    await say("fireMember", at, "内部");
    expect(await concernPage(await as("resident"), number)).toEqual(before);
    for (const name of ["resident", "spouse"] as const) await hides(page(name, at));
    expect((await listNotifications(await as("resident"))).filter((n) => n.room === at.room)).toEqual([]);
  });

  test("mail goes to those in it, without a word of what it is about, and to nobody who was taken out meanwhile", async () => {
    const at = await roomOf();
    await say("resident", at, "孩子的病历在这里");
    const queued = await s.admin<{ payload: { user: string } }[]>`
      select payload from outbox where topic = 'room_mail' and payload ->> 'room' = ${at.room} and payload ->> 'kind' = 'room_replied'`;
    const names = Object.entries(s.world.people);
    expect(queued.map(({ payload }) => names.find(([, id]) => id === payload.user)?.[0]).toSorted()).toEqual([
      ...["coordinator", "fireMember", "spouse"],
    ]);
    const compose = (payload: unknown) => pool("doorstep_worker").transaction((tx) => roomMail(tx, payload as never));
    const toFire = queued.find(({ payload }) => payload.user === s.world.people.fireMember)?.payload;
    const mail = JSON.stringify(await compose(toFire));
    expect(mail).toContain(`/rooms/${at.room}`);
    expect(mail).not.toMatch(/病历|医疗|电梯/);
    await removeMember(await as("coordinator"), { ...at, key: key(), member: s.world.fire });
    expect(await compose(toFire)).toBeNull();
  });

  test("remembers per person how far it was read, and tells who has read all among those who work on it", async () => {
    const at = await roomOf();
    await say("coordinator", at, "请看");
    const seen = async (who: PersonName) => (await page(who, at)).readSeq;
    const readers = async (who: PersonName) => (await page(who, at)).writing.readers.map(({ name }) => name);
    expect(await seen("fireMember")).toBe(0);
    expect(await readers("fireMember")).toEqual(["coordinator"]);
    const last = (await page("fireMember", at)).timeline.at(-1)?.seq ?? 0;
    await readRoom(await as("fireMember"), at.room, last);
    await readRoom(await as("fireMember"), at.room, 1);
    await readRoom(await as("resident"), at.room, last);
    expect(await seen("fireMember")).toBe(last);
    expect(await readers("coordinator")).toEqual(["fireMember"]);
    // Of the family nobody is told, nor are they told of anybody; those outside leave no trace.
    expect(await readers("resident")).toEqual([]);
    for (const who of ["propertyMember", "neighbour", "officer", "admin"] as const)
      await readRoom(await as(who), at.room, last);
    expect(await s.admin`select 1 from room_reads where room_id = ${at.room}`).toHaveLength(3);
    // What has been said since is not read; who has been taken out is no longer named.
    await say("resident", at, "看到了");
    expect(await readers("coordinator")).toEqual([]);
    await readRoom(await as("fireMember"), at.room, last + 1);
    await removeMember(await as("coordinator"), { ...at, key: key(), member: s.world.fire });
    expect(await readers("coordinator")).toEqual([]);
  });

  test("is in the daily mail of those in it alone: that there is news, and nothing else", async () => {
    await s.admin`update accounts set mail = 'daily' where user_id in ${s.admin([s.world.people.fireMember, s.world.people.propertyMember])}`;
    const at = await roomOf();
    const other = await roomOf();
    await say("resident", at, "孩子的病历在这里");
    await say("resident", other, "第二间");
    await s.admin`delete from outbox`;
    const digest = async (who: PersonName) =>
      pool("doorstep_worker").transaction((tx) => digestMail(tx, { user: s.world.people[who] }));
    await removeMember(await as("coordinator"), { ...other, key: key(), member: s.world.fire });
    const mail = await digest("fireMember");
    expect(mail?.lines.at(-1)).toBe("您参加的 1 个单独会商有新内容。");
    expect(JSON.stringify(mail)).not.toMatch(new RegExp(`病历|医疗|${at.number}|${at.room}`));
    expect(await digest("fireMember")).toBeNull();
    expect(JSON.stringify((await digest("propertyMember")) ?? "")).not.toContain("单独会商");
    await s.admin`update accounts set mail = 'each'`;
  });

  test("its events are a chain of their own: those of the concern go on as if there were none", async () => {
    const at = await roomOf();
    const { id } = await rowOf(s.admin, at.number);
    await say("fireMember", at, "一");
    const seqs = await s.admin<{ seq: number }[]>`select seq from events where subject_id = ${id} order by seq`;
    expect(seqs.map(({ seq }) => seq)).toEqual([1, 2]);
    const [chain] = await s.admin`select app.broken_link(${s.world.a}, ${at.room}) as broken`;
    expect(chain?.broken).toBeNull();
    // A file of the room is found by its message alone.
    const [files] =
      await s.admin`select count(*)::int as n from attachments where concern_id = ${id} and message_id is not null`;
    expect(files?.n).toBe(0);
  });
});
