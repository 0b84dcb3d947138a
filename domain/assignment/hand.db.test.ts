import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { dismiss, setDisabled } from "../account/manage.ts";
import { notifyInput, setNotify } from "../account/preferences.ts";
import { assign } from "../concern/assign.ts";
import { close } from "../concern/close.ts";
import { concernPage } from "../concern/page.ts";
import { take } from "../concern/take.ts";
import { listNotifications } from "../notification/list.ts";
import { setMuted } from "../notification/mute.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { assignmentOf, eventsOf, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { viewerFor } from "../testing/viewer.ts";
import { answer } from "./answer.ts";
import { colleaguesOf } from "./colleagues.ts";
import { hand } from "./hand.ts";
import { giveBack } from "./return.ts";

const s = stage();
const { as } = s;
/** A second and a third member of the property company; the third leads it. */
const colleague = newId();
const lead = newId();
const of = (person: string) => viewerFor(s.admin, person);

const joins = async (id: string, name: string, more: Record<string, unknown> = {}) => {
  await s.admin`insert into users ${s.admin({ id, name })}`;
  await s.admin`insert into accounts ${s.admin({ user_id: id, email: `${id}@example.test` })}`;
  await s.admin`insert into memberships ${s.admin({ user_id: id, organization_id: s.world.property, role: "partner", ...more })}`;
};

beforeAll(async () => {
  await joins(colleague, "小赵");
  await joins(lead, "老钱", { lead: true });
});

beforeEach(async () => {
  await s.admin`delete from outbox`;
  await s.admin`delete from notifications`;
});

async function assigned(units: ("property" | "fire")[] = ["property"], more: Record<string, unknown> = {}) {
  const number = await s.raised("resident", { spot: "door:1502", ...more });
  const owner = more.privacy === "private" ? "coordinator" : "officer";
  await take(await as(owner), { key: key(), number });
  const organizations = units.map((unit) => s.world[unit]);
  await assign(await as(owner), { key: key(), number, organizations, dueAt: onDay(3), note: null });
  await s.admin`delete from outbox`;
  await s.admin`delete from notifications`;
  return { key: key(), number, assignment: await assignmentOf(s.admin, number, s.world.property) };
}

const handlerOf = async (who: PersonName, number: string) =>
  (await concernPage(await as(who), number)).assignments.map((a) => a.handler?.name ?? null);
const told = async (person: string) => (await listNotifications(await of(person))).map((n) => n.kind);

describe("a member of a unit", () => {
  test("hands it to a colleague, who is told at once, and by mail without a word of what it is about", async () => {
    const it = await assigned(["property"], { privacy: "private" });
    await hand(await as("propertyMember"), { ...it, to: colleague });
    expect(await handlerOf("propertyMember", it.number)).toEqual(["小赵"]);
    expect(await told(colleague)).toEqual(["in_hand"]);
    expect([await told(lead), await told(s.world.people.propertyMember)]).toEqual([[], []]);
    const mails = await mailsSent();
    expect(mails.map((mail) => mail.to)).toEqual([`${colleague}@example.test`]);
    const words = wordsIn(mails[0] as (typeof mails)[0]);
    expect(words).toContain("propertyMember 把一件诉求交给您经办。");
    expect(words).not.toContain("电梯");
  });

  test("takes it in hand, and nobody need be told; then gives it back to nobody in particular", async () => {
    const it = await assigned();
    const member = await as("propertyMember");
    await hand(member, { ...it, to: s.world.people.propertyMember });
    await hand(member, { ...it, key: key(), to: s.world.people.propertyMember });
    expect(await handlerOf("propertyMember", it.number)).toEqual(["propertyMember"]);
    await hand(await of(colleague), { ...it, key: key(), to: null });
    expect(await handlerOf("propertyMember", it.number)).toEqual([null]);
    expect((await eventsOf(s.admin, it.number)).slice(-2)).toEqual(["in_hand (working)", "laid_back (working)"]);
    expect(await s.admin`select 1 from notifications`).toHaveLength(0);
  });

  test("sends it twice, and it is once", async () => {
    const it = await assigned();
    await hand(await as("propertyMember"), { ...it, to: colleague });
    await hand(await as("propertyMember"), { ...it, to: colleague });
    expect((await eventsOf(s.admin, it.number)).filter((e) => e.startsWith("in_hand"))).toHaveLength(1);
    expect(await told(colleague)).toEqual(["in_hand"]);
  });

  test("is told also where mail comes once a day, and of a concern that they have muted", async () => {
    const it = await assigned();
    const notify = { mail: "daily", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" };
    await setNotify(await of(colleague), notifyInput.parse(notify));
    await setMuted(await of(colleague), { number: it.number, on: "1" });
    await hand(await as("propertyMember"), { ...it, to: colleague });
    expect(await told(colleague)).toEqual(["in_hand"]);
    expect(await mailsSent()).toHaveLength(1);
    await setNotify(await of(colleague), notifyInput.parse({ ...notify, mail: "each" }));
  });

  test("hands it to nobody but a member who is there", async () => {
    const it = await assigned();
    const member = await as("propertyMember");
    for (const to of [s.world.people.fireMember, s.world.people.resident, s.world.people.officer, key()])
      await refuses(hand(member, { ...it, key: key(), to }), "chooseColleague", "to");
    expect((await colleaguesOf(member)).map((c) => c.name)).toEqual(["propertyMember", "小赵", "老钱"]);
  });

  test("does so only with what the unit has still to answer", async () => {
    const it = await assigned();
    await hand(await as("propertyMember"), { ...it, to: colleague });
    await answer(await of(colleague), { ...it, key: key(), body: "修好了。", attachments: [] });
    await refuses(hand(await as("propertyMember"), { ...it, key: key(), to: null }), "notNow");
    const other = await assigned();
    await close(await as("officer"), { key: key(), number: other.number, reason: "duplicate", body: "重复。" });
    await refuses(hand(await as("propertyMember"), { ...other, to: colleague }), "notNow");
  });
});

test("nobody else hands a unit's work around: not officers, nor other units, nor whoever raised it", async () => {
  const it = await assigned(["property", "fire"]);
  for (const who of [
    "officer",
    "coordinator",
    "fireMember",
    "resident",
    "neighbour",
    "coordinatorB",
    "nobody",
  ] as const)
    await hides(hand(await as(who), { ...it, key: key(), to: colleague }));
  expect(await s.admin`select 1 from assignment_handlers h where h.assignment_id = ${it.assignment}`).toHaveLength(0);
});

describe("who has it in hand", () => {
  test("shows in the unit and to officers; to neither whoever raised it, nor neighbours, nor another unit that has it too", async () => {
    const it = await assigned(["property", "fire"]);
    await hand(await as("propertyMember"), { ...it, to: colleague });
    await hand(await of(colleague), { ...it, key: key(), to: null });
    await hand(await of(colleague), { ...it, key: key(), to: lead });
    const sees = async (who: PersonName) => {
      const { assignments, timeline } = await concernPage(await as(who), it.number);
      return [
        assignments.find((a) => a.id === it.assignment)?.handler?.name,
        timeline.flatMap((e) => (["in_hand", "laid_back"].includes(e.kind) ? [`${e.kind} ${e.data.person}`] : [])),
      ];
    };
    const all = ["老钱", ["in_hand 小赵", "laid_back undefined", "in_hand 老钱"]];
    for (const who of ["propertyMember", "officer", "otherOfficer", "coordinator"] as const)
      expect([who, await sees(who)]).toEqual([who, all]);
    for (const who of ["fireMember", "resident", "spouse", "neighbour"] as const)
      expect([who, await sees(who)]).toEqual([who, [undefined, []]]);
  });

  test("is told to no unit's system", async () => {
    const it = await assigned(["property", "fire"]);
    await s.admin`insert into webhooks ${s.admin([s.world.property, s.world.fire].map((organization_id) => ({ id: newId(), organization_id, url: "https://a.example/", secret: "x" })))}`;
    await s.admin`delete from outbox`;
    await hand(await as("propertyMember"), { ...it, to: colleague });
    expect(await s.admin`select 1 from outbox where topic = 'webhook'`).toHaveLength(0);
    await s.admin`delete from webhooks`;
  });

  test("is nobody once it was given back, also when it is given to the unit anew", async () => {
    const it = await assigned();
    await hand(await as("propertyMember"), { ...it, to: colleague });
    const back = { ...it, key: key(), why: "other" as const, suggested: null, reason: "不是我们的。" };
    await giveBack(await as("propertyMember"), back);
    expect(await handlerOf("officer", it.number)).toEqual([null]);
    const again = { key: key(), number: it.number, organizations: [s.world.property], dueAt: onDay(2), note: null };
    await assign(await as("officer"), again);
    expect(await handlerOf("officer", it.number)).toEqual([null, null]);
  });
});

describe("a member who leaves", () => {
  const gone = async (leaves: (person: string) => Promise<void>) => {
    const person = newId();
    await joins(person, "要走的");
    const mine = await assigned();
    const closed = await assigned();
    const others = await assigned();
    await hand(await of(person), { ...mine, to: person });
    await hand(await of(person), { ...closed, to: person });
    await close(await as("officer"), { key: key(), number: closed.number, reason: "duplicate", body: "重复。" });
    await hand(await as("propertyMember"), { ...others, to: colleague });
    await s.admin`delete from notifications`;
    await leaves(person);
    expect(await handlerOf("propertyMember", mine.number)).toEqual([null]);
    expect(await handlerOf("propertyMember", others.number)).toEqual(["小赵"]);
    expect((await eventsOf(s.admin, mine.number)).at(-1)).toBe("laid_back (working)");
    expect(await eventsOf(s.admin, closed.number)).not.toContain("laid_back (working)");
    expect(await s.admin`select 1 from assignment_handlers where user_id = ${person}`).toHaveLength(0);
    expect([await told(lead), await told(colleague)]).toEqual([["laid_back"], []]);
    const { timeline } = await concernPage(await as("propertyMember"), mine.number);
    expect(timeline.at(-1)?.data.person).toBe("要走的");
  };

  test("loses what they have in hand, and the unit's lead is told", () =>
    gone(async (user) => dismiss(await as("coordinator"), { user, organization: s.world.property })));

  test("likewise where their account is switched off", () =>
    gone(async (user) => setDisabled(await as("coordinator"), { user, disabled: true })));

  test("where nobody leads the unit, all in it are told", async () => {
    await s.admin`update memberships set lead = false where user_id = ${lead}`;
    const it = await assigned();
    const person = newId();
    await joins(person, "也要走的");
    await hand(await of(person), { ...it, to: person });
    await dismiss(await as("coordinator"), { user: person, organization: s.world.property });
    expect([await told(lead), await told(colleague), await told(s.world.people.propertyMember)]).toEqual([
      ["laid_back"],
      ["laid_back"],
      ["laid_back"],
    ]);
    await s.admin`update memberships set lead = true where user_id = ${lead}`;
  });
});
