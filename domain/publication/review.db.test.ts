import { describe, expect, test } from "vitest";
import { close } from "../concern/close.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reopen } from "../concern/reopen.ts";
import { reply } from "../concern/reply.ts";
import { solve } from "../concern/solve.ts";
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
  tracked,
} from "../testing/stage.ts";
import { boardBuildings, boardInput, latestOutcomes, listBoard } from "./list.ts";
import { agree, decline, ownPublication } from "./own.ts";
import { keep, leaveOutcome, publish, publishInput, putOff } from "./publish.ts";
import { reviewQueue } from "./queue.ts";
import { publicConcern } from "./read.ts";

const s = stage();
const { as } = s;

const texts = (number: string, more: Record<string, unknown> = {}) =>
  publishInput.parse({ key: key(), number, title: "电梯常停", body: "三号楼的电梯一周停了三次。", ...more });
const put = async (number: string, more: Record<string, unknown> = {}, by: PersonName = "coordinator") =>
  publish(await as(by), texts(number, more));
const queue = async (number?: string) => reviewQueue(await as("coordinator"), number);
const waits = async (number: string) => {
  const { item, next } = await queue();
  return item?.number === number || next.some((one) => one.number === number);
};
const board = async (more: Record<string, unknown> = {}) =>
  (await listBoard(s.world.a, boardInput.parse(more))).lines.map((line) => line.number);
const own = async (number: string, by: PersonName = "resident") => {
  const viewer = await as(by);
  return ownPublication(viewer, (await concernPage(viewer, number)).concern);
};
const done = async (number: string, body = "换了门机，试运行三天没有再停。") =>
  solve(await as("coordinator"), { key: key(), number, body, attachments: [] });

describe("what waits to be looked at", () => {
  test("is each neighbourhood concern once, oldest first, with what was found in it marked and said in other words", async () => {
    const number = await s.raised("resident", {
      body: "电梯又停了，是 resident 家的孩子按坏的，住1502室，电话13812345678。",
    });
    const secret = await s.raised("resident", { privacy: "private" });
    const { item } = await queue(number);
    expect(item?.body.filter((p) => p.kind).map((p) => `${p.kind} ${p.text}`)).toEqual([
      "name resident",
      "door 1502室",
      "phone 电话13812345678",
    ]);
    expect(item?.text.body).toBe("电梯又停了，是 一位邻居 家的孩子按坏的，住某户，（电话略）。");
    expect(await waits(number)).toBe(true);
    expect(await waits(secret)).toBe(false);
    await hides(queue(secret));
    for (const other of ["officer", "resident", "propertyMember", "admin"] as const)
      await hides(reviewQueue(await as(other)));
    await hides(reviewQueue(await as("coordinatorB"), number));
  });

  test("comes later when it is put off, and is gone when it is decided", async () => {
    const [first, second] = [await s.raised("resident"), await s.raised("neighbour")];
    await putOff(await as("coordinator"), { key: key(), number: first });
    const order = (await queue()).next.map((one) => one.number);
    expect(order.indexOf(second)).toBeLessThan(order.indexOf(first));
    await keep(await as("coordinator"), { key: key(), number: first, reason: "personal" });
    await put(second);
    expect([await waits(first), await waits(second)]).toEqual([false, false]);
    expect((await queue(first)).item?.step).toBe("kept");
    expect(await eventsOf(s.admin, first)).toContain("kept_from_public (working)");
    await hides(putOff(await as("officer"), { key: key(), number: second }));
    await hides(keep(await as("resident"), { key: key(), number: second, reason: "nothing" }));
  });

  test("asks for the end of what is published, with the last public answer in hand; once, until it is opened anew", async () => {
    const number = await s.raised("resident");
    await put(number);
    expect(await waits(number)).toBe(false);
    await done(number, "resident 家门口的门机换好了。");
    const { item } = await queue(number);
    expect(item).toMatchObject({ step: "outcome", text: { outcome: "一位邻居 家门口的门机换好了。" } });
    await leaveOutcome(await as("coordinator"), { key: key(), number });
    expect(await waits(number)).toBe(false);
    await reopen(await as("resident"), { key: key(), number, body: "又停了", attachments: [] });
    await done(number);
    expect((await queue(number)).item?.step).toBe("outcome");
    await put(number, { outcome: "换了门机。" });
    expect(await waits(number)).toBe(false);
    expect(await publicConcern(number)).toMatchObject({ state: "solved", outcome: "换了门机。" });
    await reopen(await as("resident"), { key: key(), number, body: "还是停", attachments: [] });
    expect(await publicConcern(number)).toMatchObject({ state: "doing", outcome: null });
  });
});

describe("what is published", () => {
  test("names nobody, and is looked at twice where it may", async () => {
    const number = await s.raised("resident");
    for (const [field, text] of [
      ["title", "resident 家的电梯"],
      ["body", "住1502室的说的"],
      ["body", "打 13812345678"],
      ["body", "粤B·12345 挡着门"],
    ] as const)
      await refuses(put(number, { [field]: text }), "tellsOthers", field);
    await refuses(put(number, { body: "张先生说电梯停了" }), "lookAgain", "looked");
    expect(await publicConcern(number)).toBeNull();
    await put(number, { body: "张先生说电梯停了", looked: "on" });
    expect(await publicConcern(number)).toMatchObject({
      title: "电梯常停",
      body: "张先生说电梯停了",
      building: expect.any(String),
    });
    await put(number);
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "published_concern", "changed_publication (working)"]);
  });

  test("is by who coordinates alone, and sent twice is one", async () => {
    const number = await s.raised("resident");
    for (const other of ["officer", "resident", "coordinatorB", "admin", "propertyMember"] as const)
      await hides(put(number, {}, other));
    const input = texts(number);
    await Promise.all([publish(await as("coordinator"), input), publish(await as("coordinator"), input)]);
    expect((await eventsOf(s.admin, number)).filter((e) => e.startsWith("published"))).toHaveLength(1);
    const secret = await s.raised("resident", { privacy: "private" });
    await refuses(put(secret), "notNow");
  });

  test("is in the list by topic, building, state and words, what changed last on top, and no more when it is taken down", async () => {
    const number = await s.raised("resident", { category: "noise" });
    await put(number, { title: "凌晨的水泵声", body: "水泵凌晨三点启动。" });
    const { building_id: building } = await rowOf(s.admin, number);
    expect((await board())[0]).toBe(number);
    for (const [filter, there] of [
      [{ category: "noise" }, true],
      [{ category: "fire" }, false],
      [{ building }, true],
      [{ building: crypto.randomUUID() }, false],
      [{ state: "going" }, true],
      [{ state: "solved" }, false],
      [{ q: "水泵" }, true],
      [{ q: "困住了两个孩子" }, false],
      [{ q: "水泵", category: "noise", building, state: "going" }, true],
    ] as const)
      expect([filter, (await board(filter)).includes(number)]).toEqual([filter, there]);
    await done(number);
    await put(number, { title: "凌晨的水泵声", body: "水泵凌晨三点启动。", outcome: "换了减振垫。" });
    expect((await latestOutcomes(s.world.a, 5)).map((line) => line.number)).toContain(number);
    const before = (await boardBuildings(s.world.a)).reduce((sum, b) => sum + b.solved, 0);
    await decline(await as("spouse"), { key: key(), number });
    expect(await board({ q: "水泵" })).toEqual([]);
    expect(await board({ q: "减振垫" })).toEqual([]);
    expect(await publicConcern(number)).toBe("gone");
    expect((await boardBuildings(s.world.a)).reduce((sum, b) => sum + b.solved, 0)).toBe(before - 1);
  });

  test("is read page by page, none twice and none left out", async () => {
    for (let i = 0; i < 5; i++) await put(await s.raised("resident"));
    const all: string[] = [];
    let after: string | undefined;
    do {
      const page = await listBoard(s.world.a, { after }, 2);
      all.push(...page.lines.map((line) => line.number));
      after = page.after ?? undefined;
    } while (after);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual((await listBoard(s.world.a, {}, 1000)).lines.map((line) => line.number));
  });

  test("leads to what is like it", async () => {
    const [one, other] = [await s.raised("resident"), await s.raised("neighbour")];
    await put(one, { title: "地库漏水", body: "地库顶上漏水。" });
    await put(other, { title: "地库又漏水", body: "雨天地库漏水。" });
    const found = await publicConcern(one);
    expect(found && found !== "gone" ? found.similar.map((line) => line.number) : []).toContain(other);
  });
});

describe("whoever raised it", () => {
  test("sees that and how it is public, has it taken down with one press, and may be asked anew", async () => {
    const number = await s.raised("resident");
    expect(await own(number)).toEqual({ standing: "waiting", text: null });
    await put(number);
    expect(await own(number)).toMatchObject({ standing: "published", text: { title: "电梯常停" } });
    expect(await own(number, "neighbour")).toBeNull();
    expect(await own(number, "officer")).toBeNull();
    await decline(await as("resident"), { key: key(), number });
    expect(await own(number)).toEqual({ standing: "declined", text: null });
    expect(await waits(number)).toBe(false);
    // Neighbours read it as before, and nobody puts it there against their word.
    expect((await concernPage(await as("neighbour"), number)).concern.body).toContain("困住了");
    await refuses(put(number), "notNow");
    await agree(await as("resident"), { key: key(), number });
    expect(await waits(number)).toBe(true);
    await put(number);
    expect(await publicConcern(number)).toMatchObject({ title: "电梯常停" });
    expect(await eventsOf(s.admin, number)).toEqual([
      "raised",
      "published_concern",
      "taken_down",
      "agreed_publication",
      "published_concern",
    ]);
  });

  test("says so before anybody has looked, and over what was decided", async () => {
    const number = await s.raised("resident");
    await decline(await as("resident"), { key: key(), number });
    expect(await waits(number)).toBe(false);
    const kept = await s.raised("resident");
    await keep(await as("coordinator"), { key: key(), number: kept, reason: "dispute" });
    await decline(await as("resident"), { key: key(), number: kept });
    await refuses(put(kept), "notNow");
    for (const other of ["neighbour", "officer", "coordinator"] as const)
      await hides(decline(await as(other), { key: key(), number }));
    await hides(agree(await as("coordinator"), { key: key(), number }));
  });

  test("may do so by the link of a report without an account as well", async () => {
    const { number, trackingSecret } = await raise(
      await as("nobody"),
      reportOf(s.world, { email: "aunt@example.test", uploadKey: key() }),
      "zh-CN",
    );
    await behind(s.admin, (sql) => sql`update concerns set status = 'new' where number = ${number}`);
    await put(number);
    const viewer = await tracked(trackingSecret ?? "");
    const standing = async () => (await ownPublication(viewer, (await concernPage(viewer, number)).concern))?.standing;
    expect(await standing()).toBe("published");
    await decline(viewer, { key: key(), number });
    expect(await standing()).toBe("declined");
    expect(await publicConcern(number)).toBe("gone");
    await agree(viewer, { key: key(), number });
    expect(await standing()).toBe("hidden");
    expect(await waits(number)).toBe(true);
  });

  test("keeps it from the public when it is closed as one's own matter", async () => {
    const number = await s.raised("resident");
    await put(number);
    await close(await as("coordinator"), { key: key(), number, reason: "duplicate", body: "同一件" });
    expect(await publicConcern(number)).toBe("gone");
    expect(await own(number)).toBeNull();
  });
});

test("what is said among those who work on it never becomes the proposed outcome", async () => {
  const number = await s.raised("resident");
  await put(number);
  await reply(await as("coordinator"), {
    key: key(),
    number,
    body: "内部：物业在拖",
    audience: "working",
    attachments: [],
  } as Parameters<typeof reply>[1]);
  await done(number);
  expect((await queue(number)).item?.text.outcome).toBe("换了门机，试运行三天没有再停。");
});
