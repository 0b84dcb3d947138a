import { describe, expect, test } from "vitest";
import { solve } from "../concern/solve.ts";
import type { Mail } from "../mail/send.ts";
import { recipientOf, unsubscribe } from "../notification/unsubscribe.ts";
import { decline } from "../publication/own.ts";
import { publish, publishInput } from "../publication/publish.ts";
import { mailsSent } from "../testing/mail.ts";
import { hides, key, refuses, rowOf, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { confirmSubscription, subscribe, subscribeInput } from "./subscribe.ts";

const s = stage();
const { as } = s;

let count = 0;
const address = () => `follower${++count}@example.test`;
const ask = (email: string, more: Record<string, unknown> = {}, from = `10.0.0.${++count}`) =>
  subscribe(subscribeInput.parse({ community: s.world.a, email, ...more }), "zh-CN", from);
const secretIn = (mail: Mail | undefined) => /\/board\/confirm\/(.+)$/.exec(mail?.link?.url ?? "")?.[1] ?? "";
const follows = async (more: Record<string, unknown> = {}) => {
  const email = address();
  await ask(email, more);
  await confirmSubscription({ secret: secretIn((await mailsSent()).find((m) => m.to === email)) });
  return email;
};
const put = async (number: string, more: Record<string, unknown> = {}) =>
  publish(
    await as("coordinator"),
    publishInput.parse({ key: key(), number, title: "电梯常停", body: "三号楼的电梯常停。", ...more }),
  );
const published = async (more: Record<string, unknown> = {}, text: Record<string, unknown> = {}) => {
  const number = await s.raised("resident", more);
  await put(number, text);
  return number;
};
/** The mails of a morning, some days from now: each day has one. */
const morning = async (days: number, hour = 9) => {
  const at = new Date(Date.now() + days * 86_400_000);
  // The world's community is eight hours ahead of UTC.
  at.setUTCHours(hour - 8, 0, 0, 0);
  await keepHouse(at);
  return mailsSent();
};
const toFollowers = (mails: Mail[]) => mails.map((m) => m.to).filter((to) => to.startsWith("follower"));
const rows = async (email: string) => s.admin`select * from subscriptions where email = ${email}`;

describe("whoever wants to follow the board", () => {
  test("is asked by mail first, and hears nothing before they have said yes", async () => {
    const email = address();
    await ask(email, { category: "lift" });
    const [mail, ...others] = await mailsSent();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: email, subject: "要订阅公开栏吗" });
    expect(mail?.lines.join()).toContain("电梯");
    await published();
    expect((await morning(1)).filter((m) => m.to === email)).toEqual([]);
    const secret = secretIn(mail);
    await confirmSubscription({ secret });
    await confirmSubscription({ secret });
    await hides(confirmSubscription({ secret: "something-else" }));
    // What was before is on the board.
    expect((await morning(2)).filter((m) => m.to === email)).toEqual([]);
    const [row] = await rows(email);
    expect(row?.confirmed_at).not.toBeNull();
  });

  test("is told the same whether the address follows or not, or what it is to follow is there", async () => {
    const email = await follows();
    await ask(email);
    const [again] = await mailsSent();
    expect(again).toMatchObject({ to: email });
    expect(again?.unsubscribe).toBeTruthy();
    expect(await rows(email)).toHaveLength(1);
    await ask(address(), { number: "2001-9999" });
    const secret = await s.raised("resident", { privacy: "private" });
    await ask(address(), { number: secret });
    expect(toFollowers(await mailsSent())).toEqual([]);
  });

  test("cannot be made to be flooded with questions", async () => {
    const email = address();
    for (let i = 0; i < 4; i++) await ask(email);
    await refuses(ask(email), "tooManyAttempts");
    for (let i = 0; i < 12; i++) await ask(address(), {}, "10.9.9.9");
    await refuses(ask(address(), {}, "10.9.9.9"), "tooManyAttempts");
    await mailsSent();
  });

  test("who never says yes is forgotten in three days", async () => {
    const email = address();
    await ask(email);
    const [mail] = await mailsSent();
    await s.admin`update subscriptions set created_at = now() - interval '4 days' where email = ${email}`;
    await hides(confirmSubscription({ secret: secretIn(mail) }));
    await morning(3, 3);
    expect(await rows(email)).toHaveLength(0);
  });
});

describe("the news", () => {
  test("come once a day at most, after eight, in one mail of what is followed", async () => {
    const all = await follows();
    const lifts = await follows({ category: "lift" });
    const fires = await follows({ category: "fire" });
    const number = await published({ category: "lift" }, { title: "电梯停在三楼" });
    expect(toFollowers(await morning(10, 7))).toEqual([]);
    const mails = (await morning(10, 9)).filter((m) => [all, lifts, fires].includes(m.to));
    expect(mails.map((m) => m.to).toSorted()).toEqual([all, lifts].toSorted());
    expect(mails[0]?.lines.join()).toContain(`/concerns/${number}`);
    await published({ category: "lift" });
    expect((await morning(10, 12)).filter((m) => m.to === all)).toEqual([]);
    expect((await morning(11)).filter((m) => m.to === all)).toHaveLength(1);
    expect((await morning(12)).filter((m) => m.to === all)).toEqual([]);
  });

  test("of one concern tell how it ended, and nothing of who; taken down, it is followed no more", async () => {
    const number = await published();
    const email = await follows({ number });
    await published();
    expect((await morning(20)).filter((m) => m.to === email)).toEqual([]);
    await solve(await as("coordinator"), { key: key(), number, body: "resident 家门口修好了", attachments: [] });
    await put(number, { outcome: "门机换新了。" });
    const [mail] = (await morning(21)).filter((m) => m.to === email);
    expect(mail?.lines.join("\n")).toContain("已解决");
    expect(mail?.lines.join("\n")).toContain("门机换新了。");
    expect(JSON.stringify(mail)).not.toContain("resident");
    await decline(await as("resident"), { key: key(), number });
    expect(await rows(email)).toHaveLength(0);
  });

  test("of a building, of a published problem, and of nothing that was taken down meanwhile", async () => {
    const here = await follows({ building: s.world.building });
    const gone = await published();
    expect((await rowOf(s.admin, gone)).building_id).toBe(s.world.building);
    await decline(await as("resident"), { key: key(), number: gone });
    expect((await morning(30)).filter((m) => m.to === here)).toEqual([]);
    const everything = await follows();
    await s.admin`insert into problems ${s.admin({
      community_id: s.world.a,
      id: crypto.randomUUID(),
      number: "2001-777777",
      title: "消防设施旧了",
      category: "fire",
      face: "很多户都说。",
      // (Certainly after the follower said yes, in whichever fraction of a millisecond that was.)
      published_at: new Date(Date.now() + 1000),
      owner_id: s.world.people.officer,
      next_at: "2099-01-01",
    })}`;
    const mails = await morning(31);
    expect(mails.find((m) => m.to === everything)?.lines.join()).toContain("/problems/2001-777777");
    expect(mails.find((m) => m.to === here)).toBeUndefined();
  });

  test("end with one press, and nothing is left of the address", async () => {
    const email = await follows();
    await ask(email, { category: "lift" });
    await mailsSent();
    await published();
    const [mail] = (await morning(40)).filter((m) => m.to === email);
    const token = mail?.unsubscribe ?? "";
    expect(recipientOf(token)).toMatchObject({ community: s.world.a });
    await unsubscribe({ token, what: "stop" });
    await unsubscribe({ token, what: "stop" });
    expect(await rows(email)).toHaveLength(0);
    const left = await s.admin`select 1 from outbox where payload::text like ${`%${email}%`}`;
    expect(left).toHaveLength(0);
    await hides((async () => recipientOf(`${token}x`))());
  });
});
