import { describe, expect, test } from "vitest";
import { assign } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { handOver } from "../concern/steer.ts";
import { behind, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { saveDraft } from "./draft.ts";
import { savedInput, savedRepliesOf, saveReply } from "./saved.ts";

const s = stage();
const { as } = s;

async function assigned(more: Record<string, unknown> = { spot: "door:1502", privacy: "private" }): Promise<string> {
  const number = await s.raised("resident", more);
  const dueAt = onDay(2);
  await assign(await as("coordinator"), { key: key(), number, organizations: [s.world.property], dueAt, note: null });
  return number;
}

const say = async (by: PersonName, number: string, body: string, more: { seen?: number; audience?: "working" } = {}) =>
  reply(await as(by), { key: key(), number, body, audience: "everyone", attachments: [], ...more });

const begin = async (by: PersonName, number: string, body: string) =>
  saveDraft(await as(by), { number, body, audience: "working" });

const draftOf = async (of: PersonName, number: string) => (await concernPage(await as(of), number)).writing.draft;
const newest = async (of: PersonName, number: string) =>
  (await concernPage(await as(of), number)).timeline.reduce((most, { rev }) => Math.max(most, rev), 0);

describe("a draft", () => {
  test("is there again on any device, for its writer alone, and survives that somebody else is in charge now", async () => {
    const number = await assigned();
    await begin("coordinator", number, "先写\0一半");
    await begin("coordinator", number, "先写一半，再写");
    await handOver(await as("coordinator"), { key: key(), number, owner: s.world.people.officer });
    expect(await draftOf("coordinator", number)).toMatchObject({ body: "先写一半，再写", audience: "working" });
    for (const name of ["propertyMember", "resident", "officer"] as const)
      expect(await draftOf(name, number)).toBeNull();
  });

  test("is gone when it is sent, or thrown away", async () => {
    const number = await assigned();
    await begin("propertyMember", number, "明天来");
    await begin("coordinator", number, "好");
    await say("propertyMember", number, "明天来");
    expect(await draftOf("propertyMember", number)).toBeNull();
    await begin("coordinator", number, " \n ");
    expect(await draftOf("coordinator", number)).toBeNull();
  });

  test("is kept where its writer could send it, and nowhere else", async () => {
    const number = await assigned();
    for (const name of ["neighbour", "fireMember", "otherOfficer", "admin", "nobody"] as const)
      await hides(saveDraft(await as(name), { number, body: "x", audience: "everyone" }));
    // A neighbour reads along on this one, and writes nothing.
    const open = await assigned({});
    await hides(begin("neighbour", open, "x"));
    await hides(begin("fireMember", open, "x"));
  });

  test("that nobody sends is not kept for ever", async () => {
    const number = await assigned();
    await begin("resident", number, "算了");
    await behind(s.admin, (sql) => sql`update drafts set saved_at = now() - interval '91 days' where body = '算了'`);
    await keepHouse();
    expect(await draftOf("resident", number)).toBeNull();
  });
});

describe("two who answer at once", () => {
  test("the second comes back with who wrote, and is sent by the next press", async () => {
    const number = await assigned();
    const seen = await newest("coordinator", number);
    await say("propertyMember", number, "明天来修");
    const second = { key: key(), number, body: "我来问问物业", audience: "everyone" as const, attachments: [] };
    const now = await newest("coordinator", number);
    await expect(reply(await as("coordinator"), { ...second, seen })).rejects.toMatchObject({
      code: "writtenMeanwhile",
      params: { who: "甲物业", seen: now },
    });
    await reply(await as("coordinator"), { ...second, seen: now });
    expect((await concernPage(await as("resident"), number)).timeline.at(-1)?.message?.body).toBe("我来问问物业");
  });

  test("does not hear of what it cannot read, nor of its own words", async () => {
    const number = await assigned();
    const seen = await newest("resident", number);
    await say("propertyMember", number, "内部", { audience: "working" });
    await say("resident", number, "在吗", { seen });
    const own = await newest("propertyMember", number);
    await say("propertyMember", number, "在");
    await say("propertyMember", number, "明天来", { seen: own });
  });

  test("a resident who wrote is not named", async () => {
    const number = await assigned({});
    const seen = await newest("propertyMember", number);
    await say("resident", number, "还没来");
    await refuses(say("propertyMember", number, "明天来", { seen }), "reporterWroteMeanwhile");
  });
});

describe("saved replies", () => {
  const save = async (by: PersonName, organization: string, more: Record<string, unknown> = {}) =>
    saveReply(
      await as(by),
      savedInput.parse({ key: key(), organization, name: "收到", body: "{reporter}您好，已收到 {number}。", ...more }),
    );
  const names = async (of: PersonName) => (await savedRepliesOf(await as(of))).map(({ name }) => name);

  test("are a unit's own: its members write and use them", async () => {
    await save("propertyMember", s.world.property, { name: "物业收到" });
    await save("coordinator", s.world.agencyA, { name: "院里收到" });
    expect(await names("propertyMember")).toEqual(["物业收到"]);
    expect(await names("officer")).toEqual(["院里收到"]);
    for (const name of ["fireMember", "resident", "admin", "coordinatorB"] as const)
      expect(await names(name)).toEqual([]);
    const number = await assigned();
    expect((await concernPage(await as("propertyMember"), number)).writing.saved).toMatchObject([{ name: "物业收到" }]);
  });

  test("of the agency are written by those who coordinate, of a unit by nobody else", async () => {
    await hides(save("officer", s.world.agencyA, { name: "我的" }));
    await hides(save("coordinator", s.world.property, { name: "我的" }));
    await hides(save("resident", s.world.property, { name: "我的" }));
    const [mine] = await savedRepliesOf(await as("propertyMember"));
    await hides(save("fireMember", s.world.fire, { saved: mine?.id, name: "我的" }));
    await hides(save("fireMember", s.world.fire, { saved: mine?.id, remove: "1" }));
  });

  test("leave open only what can be filled in, and have a name of their own", async () => {
    await refuses(save("fireMember", s.world.fire, { body: "{phone}" }), "unknownPlaceholder", "body");
    await save("fireMember", s.world.fire);
    await refuses(save("fireMember", s.world.fire), "nameTaken", "name");
    const [mine] = await savedRepliesOf(await as("fireMember"));
    await save("fireMember", s.world.fire, { saved: mine?.id, name: "已到" });
    expect(await names("fireMember")).toEqual(["已到"]);
    await save("fireMember", s.world.fire, { saved: mine?.id, remove: "1" });
    expect(await names("fireMember")).toEqual([]);
  });
});
