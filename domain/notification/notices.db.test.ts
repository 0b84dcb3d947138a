import { beforeEach, describe, expect, test } from "vitest";
import { notifyInput, notifyOf, setNotify } from "../account/preferences.ts";
import { assign } from "../concern/assign.ts";
import { reply } from "../concern/reply.ts";
import { take } from "../concern/take.ts";
import { mailsSent } from "../testing/mail.ts";
import { key, onDay, stage } from "../testing/stage.ts";
import { listNotifications } from "./list.ts";
import { setMuted } from "./mute.ts";
import { recipientOf, unsubscribe, unsubscribeToken } from "./unsubscribe.ts";

const s = stage();
const { as } = s;

beforeEach(async () => {
  await s.admin`delete from outbox`;
  await s.admin`delete from notifications`;
  await s.admin`update accounts set mail = 'each', mentions_at_once = true, quiet_from = null, quiet_until = null`;
});

const told = async (who: Parameters<typeof as>[0]) =>
  (await listNotifications(await as(who))).map((n) => n.kind).toSorted();
const says = async (number: string, body: string, who: Parameters<typeof as>[0] = "coordinator") =>
  reply(await as(who), { key: key(), number, body, audience: "everyone", attachments: [] });
const wants = async (who: Parameters<typeof as>[0], more: Record<string, string>) =>
  setNotify(
    await as(who),
    notifyInput.parse({ mail: "each", mentionsAtOnce: "on", quietFrom: "", quietUntil: "", ...more }),
  );

describe("a concern that somebody has muted", () => {
  test("is told to them no more, but where they are named or it is theirs to answer; until they want to hear of it again", async () => {
    const number = await s.raised("resident", { privacy: "neighbourhood" });
    const member = await as("propertyMember");
    const coordinator = await as("coordinator");
    await take(coordinator, { key: key(), number });
    await setMuted(member, { number, on: "1" });
    await setMuted(member, { number, on: "1" });
    await assign(coordinator, { key: key(), number, organizations: [s.world.property], dueAt: onDay(2), note: null });
    await says(number, "明天上午来看。");
    expect(await told("propertyMember")).toEqual(["assigned"]);
    await says(number, "@propertyMember 请带合页。");
    expect(await told("propertyMember")).toEqual(["assigned", "mentioned"]);
    await setMuted(member, { number, on: "0" });
    await says(number, "已经换好。");
    expect(await told("propertyMember")).toEqual(["assigned", "mentioned", "replied"]);
    // The others heard all of it.
    expect((await told("resident")).filter((kind) => kind === "replied")).toHaveLength(3);
  });

  test("that one may not see cannot be muted, and says nothing of itself", async () => {
    const number = await s.raised("resident", { privacy: "private" });
    for (const who of ["neighbour", "fireMember", "nobody"] as const)
      await expect(setMuted(await as(who), { number, on: "1" }), who).rejects.toThrow();
  });
});

describe("quiet hours", () => {
  const due = async (person: string, at: string): Promise<string> => {
    const [row] = await s.admin<{ at: Date }[]>`
      select app.after_quiet(${person}, ${s.world.a}, ${at}::timestamptz) as at`;
    return row?.at.toISOString() ?? "";
  };

  test("hold back what is sent until they are over, across midnight, by the clock of the community", async () => {
    const { resident, spouse } = s.world.people;
    await wants("resident", { quietFrom: "22:00", quietUntil: "07:00" });
    // Shanghai is eight hours ahead.
    expect(await due(resident, "2026-11-27T13:59:00Z")).toBe("2026-11-27T13:59:00.000Z");
    expect(await due(resident, "2026-11-27T14:00:00Z")).toBe("2026-11-27T23:00:00.000Z");
    expect(await due(resident, "2026-11-27T20:30:00Z")).toBe("2026-11-27T23:00:00.000Z");
    expect(await due(resident, "2026-11-27T23:00:00Z")).toBe("2026-11-27T23:00:00.000Z");
    await wants("resident", { quietFrom: "12:00", quietUntil: "14:00" });
    expect(await due(resident, "2026-11-27T04:30:00Z")).toBe("2026-11-27T06:00:00.000Z");
    expect(await due(resident, "2026-11-27T06:00:00Z")).toBe("2026-11-27T06:00:00.000Z");
    expect(await due(spouse, "2026-11-27T04:30:00Z")).toBe("2026-11-27T04:30:00.000Z");
  });

  test("are given whole or not at all", async () => {
    const given = (quietFrom: string, quietUntil: string) =>
      notifyInput.safeParse({ mail: "each", mentionsAtOnce: "on", quietFrom, quietUntil }).success;
    expect([
      given("22:00", "07:00"),
      given("", ""),
      given("22:00", ""),
      given("", "07:00"),
      given("07:00", "07:00"),
      given("25:00", "07:00"),
    ]).toEqual([true, true, false, false, false, false]);
    await wants("officer", { mail: "daily", quietFrom: "22:00", quietUntil: "07:00" });
    expect(await notifyOf(await as("officer"))).toEqual({
      mail: "daily",
      mentionsAtOnce: true,
      quietFrom: "22:00",
      quietUntil: "07:00",
      weekly: true,
    });
  });
});

test("whoever is named gets a mail at once, also where mail comes once a day, unless they do not want that either", async () => {
  const number = await s.raised("resident", { privacy: "neighbourhood" });
  const coordinator = await as("coordinator");
  await take(coordinator, { key: key(), number });
  await assign(coordinator, { key: key(), number, organizations: [s.world.property], dueAt: onDay(2), note: null });
  await wants("propertyMember", { mail: "daily" });
  await s.admin`delete from outbox`;
  await says(number, "@propertyMember 请看。");
  await says(number, "再说一句。");
  expect((await mailsSent()).filter((m) => m.to.startsWith("propertymember"))).toHaveLength(1);
  await wants("propertyMember", { mail: "daily", mentionsAtOnce: "" });
  await says(number, "@propertyMember 再看。");
  expect((await mailsSent()).filter((m) => m.to.startsWith("propertymember"))).toEqual([]);
});

describe("the link that ends mails", () => {
  test("stands in each of them, ends them with one post, and lets them come again", async () => {
    const number = await s.raised("resident", { privacy: "neighbourhood" });
    await take(await as("coordinator"), { key: key(), number });
    await says(number, "明天上午来看。");
    const mail = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
    const token = mail?.unsubscribe ?? "";
    expect(recipientOf(token)).toEqual({ user: s.world.people.resident });
    await unsubscribe({ token, what: "stop" });
    await unsubscribe({ token, what: "stop" });
    await says(number, "来过了。");
    expect((await mailsSent()).filter((m) => m.to.startsWith("resident@"))).toEqual([]);
    expect(await told("resident")).toContain("replied");
    await unsubscribe({ token, what: "resume" });
    await says(number, "好了。");
    expect((await mailsSent()).filter((m) => m.to.startsWith("resident@"))).toHaveLength(1);
  });

  test("is made by nobody but the portal, and is for one person", async () => {
    const token = unsubscribeToken({ user: s.world.people.resident });
    const [packed, mac] = token.split(".");
    const other = unsubscribeToken({ user: s.world.people.spouse }).split(".")[0];
    for (const forged of [`${other}.${mac}`, `${packed}.`, `${packed}`, "", ".", `${packed}.${mac}x`, "a.b.c"])
      expect(() => recipientOf(forged), forged).toThrow();
  });
});
