import { describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { assign } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { takeIn } from "../concern/steer.ts";
import { concernMail } from "../mail/compose.ts";
import { behind, denies, hides, key, onDay, type PersonName, refuses, rowOf, stage, toldOf } from "../testing/stage.ts";
import { edit } from "./edit.ts";
import { whomToMention } from "./mention.ts";

const s = stage();
const { as } = s;

async function assigned(more: Record<string, unknown> = { spot: "door:1502", privacy: "private" }): Promise<string> {
  const number = await s.raised("resident", more);
  const dueAt = onDay(2);
  await assign(await as("coordinator"), { key: key(), number, organizations: [s.world.property], dueAt, note: null });
  return number;
}

const say = async (by: PersonName, number: string, body: string, audience: "everyone" | "working" = "everyone") =>
  reply(await as(by), { key: key(), number, body, audience, attachments: [] });

const offered = async (to: PersonName, number: string, audience: "everyone" | "working" = "everyone") =>
  (await whomToMention(await as(to), { number, audience }, "zh-CN")).map(({ label }) => label).toSorted();

describe("who can be named", () => {
  test("in a private case: those who are in it", async () => {
    const number = await assigned();
    expect(await offered("coordinator", number)).toEqual(["propertyMember", "甲物业"]);
    expect(await offered("propertyMember", number, "working")).toEqual(["coordinator", "甲物业"]);
    await takeIn(await as("coordinator"), { key: key(), number, officer: s.world.people.officer });
    expect(await offered("coordinator", number, "working")).toEqual(["officer", "propertyMember", "甲物业"]);
  });

  test("by whoever raised it: those they deal with, not who was taken in", async () => {
    const number = await assigned();
    await takeIn(await as("coordinator"), { key: key(), number, officer: s.world.people.officer });
    expect(await offered("resident", number)).toEqual(["coordinator", "甲物业"]);
  });

  test("in a neighbourhood one: all who work there; among those who work on it, only who has it", async () => {
    const number = await assigned({});
    expect(await offered("coordinator", number)).toEqual([
      ...["fireMember", "officer", "otherOfficer", "propertyMember", "teamMate", "甲消防", "甲物业"],
    ]);
    expect(await offered("coordinator", number, "working")).toEqual([
      ...["officer", "otherOfficer", "propertyMember", "teamMate", "甲物业"],
    ]);
  });

  test("is asked by nobody who cannot write there", async () => {
    const number = await assigned();
    for (const name of ["neighbour", "fireMember", "otherOfficer", "admin", "nobody"] as const)
      await hides(whomToMention(await as(name), { number, audience: "everyone" }, "zh-CN"));
    expect(await offered("neighbour", await assigned({}))).toEqual([]);
  });
});

describe("naming", () => {
  test("tells the one named that they are, in place of what the others hear", async () => {
    const number = await assigned();
    await say("resident", number, "请 @甲物业 今天来");
    expect(await toldOf(s, number, "mentioned")).toEqual(["propertyMember"]);
    expect(await toldOf(s, number, "replied")).toEqual(["coordinator", "spouse"]);
    const { timeline } = await concernPage(await as("spouse"), number);
    expect(timeline.at(-1)?.message?.mentions).toEqual(["甲物业"]);
  });

  test("tells somebody who would not have heard of it otherwise, by mail too", async () => {
    const number = await assigned({});
    await say("coordinator", number, "@otherOfficer 你熟，看一下");
    expect(await toldOf(s, number, "mentioned")).toEqual(["otherOfficer"]);
    const [queued] = await s.admin<{ payload: never }[]>`
      select payload from outbox where topic = 'concern_mail' and payload ->> 'kind' = 'mentioned' and payload ->> 'user' = ${s.world.people.otherOfficer}
      order by created_at desc, id limit 1`;
    const mail = await pool("doorstep_worker").transaction((tx) => concernMail(tx, queued?.payload as never));
    expect(mail?.lines.join("\n")).toContain("提到了您");
  });

  test("who can no longer read it when the mail goes out gets none", async () => {
    const number = await assigned({});
    await say("coordinator", number, "@otherOfficer 看一下");
    const [queued] = await s.admin<{ payload: { concern: string } }[]>`
      select payload from outbox where topic = 'concern_mail' and payload ->> 'kind' = 'mentioned' order by created_at desc, id limit 1`;
    await behind(
      s.admin,
      (sql) => sql`update concerns set privacy = 'private' where id = ${queued?.payload.concern ?? ""}`,
    );
    expect(await pool("doorstep_worker").transaction((tx) => concernMail(tx, queued?.payload as never))).toBeNull();
  });

  test("one who could not read it is refused beside the field, and nobody is told", async () => {
    const number = await assigned();
    for (const name of ["otherOfficer", "甲消防", "fireMember"])
      await refuses(say("coordinator", number, `@${name} 看一下`), "mentionBlind", "body");
    // A working note in a neighbourhood one: units that do not have it.
    const open = await assigned({});
    await refuses(say("coordinator", open, "@甲消防 看一下", "working"), "mentionBlind", "body");
    // The resident cannot find out by naming who was taken in.
    await takeIn(await as("coordinator"), { key: key(), number, officer: s.world.people.officer });
    await refuses(say("resident", number, "@officer 在吗"), "mentionBlind", "body");
    await refuses(say("resident", number, "@otherOfficer 在吗"), "mentionBlind", "body");
    expect(await toldOf(s, number, "mentioned")).toEqual([]);
  });

  test("in a correction tells those who are new in it, and nobody twice", async () => {
    const number = await assigned({});
    await say("coordinator", number, "@officer 看一下");
    const { timeline } = await concernPage(await as("coordinator"), number);
    const change = { number, message: timeline.at(-1)?.message?.id ?? "", body: "@officer @teamMate 看一下" };
    await edit(await as("coordinator"), { key: key(), ...change });
    expect(await toldOf(s, number, "mentioned")).toEqual(["officer", "teamMate"]);
  });

  test("the database itself lets nobody be named who could not read it", async () => {
    const number = await assigned();
    await say("coordinator", number, "好");
    const { id } = await rowOf(s.admin, number);
    const [message] = await s.admin<{ id: string }[]>`select id from messages where concern_id = ${id}`;
    for (const [principal, kind] of [
      [s.world.people.otherOfficer, "user"],
      [s.world.people.neighbour, "user"],
      [s.world.fire, "organization"],
    ] as const) {
      const insert = s.admin`insert into message_mentions (community_id, message_id, principal, kind)
        values (${s.world.a}, ${message?.id ?? ""}, ${principal}, ${kind})`;
      await expect(insert).rejects.toMatchObject({ code: "DS001" });
    }
    await denies(say("neighbour", number, "@甲物业"));
  });
});
