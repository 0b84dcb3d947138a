import { describe, expect, test } from "vitest";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { addWorking, usualHours } from "../deadline/calendar.ts";
import { listNotifications, readAll, unreadCount } from "../notification/list.ts";
import { assignmentOf, eventsOf, hides, key, onDay, refuses, rowOf, stage, toldOf } from "../testing/stage.ts";
import { dayOf, localTimeOf } from "../time.ts";
import { ask } from "./ask.ts";
import { assign } from "./assign.ts";
import { confirm } from "./confirm.ts";
import { concernPage } from "./page.ts";
import { readUpTo } from "./read.ts";
import { reopen } from "./reopen.ts";
import { reply } from "./reply.ts";
import { solve } from "./solve.ts";
import { take } from "./take.ts";

const s = stage();
const { as } = s;
const zone = "Asia/Shanghai";
const inDays = (days: number) => dayOf(new Date(Date.now() + days * 86_400_000), zone);

/** Whether a moment is a day of work from now, as offices usually work. */
const nearly = (moment: unknown): boolean => {
  const due = addWorking({ timeZone: zone, hours: usualHours, exceptions: [] }, new Date(), 420).getTime();
  return Math.abs((moment as Date).getTime() - due) < 10_000;
};

describe("a concern from the door to its end", () => {
  let number = "";
  const row = () => rowOf(s.admin, number);

  test("a resident raises it: it has a number, an owner and a next date from the first moment", async () => {
    number = await s.raised("resident", { spot: "door:1502", shareContact: "on", phone: "138 0000 0002" });
    expect(number).toMatch(/^\d{4}-\d{4}$/);
    expect(number.slice(0, 4)).toBe(dayOf(new Date(), zone).slice(2, 7).replace("-", ""));
    const raised = await row();
    expect(raised).toMatchObject({
      status: "new",
      title: "电梯又停了，困住了两个孩子",
      category: "lift",
      privacy: "neighbourhood",
      origin: "online",
      owner_id: s.world.people.coordinator,
      next_step: "take",
      building_id: s.world.building,
      entrance_id: s.world.entrance,
      floor: null,
      area: null,
      created_by: s.world.people.resident,
      closed_at: null,
    });
    // Somebody looks at it within a day of work, and by then a lift is answered.
    expect(nearly(raised.next_at)).toBe(true);
    expect(nearly(raised.answer_due_at)).toBe(true);
    expect(await eventsOf(s.admin, number)).toEqual(["raised"]);
    expect(await toldOf(s, number, "raised")).toEqual(["coordinator", "spouse"]);
  });

  test("an officer takes it and owns it from then on", async () => {
    await take(await as("officer"), { key: key(), number });
    expect(await row()).toMatchObject({
      status: "taken",
      owner_id: s.world.people.officer,
      next_step: "answer",
      answered_at: null,
    });
    expect(await toldOf(s, number, "taken")).toEqual(["resident", "spouse"]);
  });

  test("the officer gives it to two units with one due time and a note that residents do not read", async () => {
    const dueAt = onDay(3);
    await assign(await as("officer"), {
      key: key(),
      number,
      organizations: [s.world.property, s.world.fire],
      dueAt,
      note: "先查制动器，住户有老人。",
    });
    const assigned = await row();
    expect(assigned).toMatchObject({ status: "assigned", next_step: "units_answer" });
    expect(localTimeOf(assigned.next_at as Date, zone)).toBe(dueAt);
    const rows = await s.admin`select status, due_at, assigned_by from assignments where concern_id = ${assigned.id}`;
    expect(rows).toHaveLength(2);
    for (const a of rows) {
      expect(a).toMatchObject({ status: "assigned", assigned_by: s.world.people.officer, due_at: assigned.next_at });
    }
    expect(await toldOf(s, number, "assigned")).toEqual(["fireMember", "propertyMember", "resident", "spouse"]);
    expect(await toldOf(s, number, "replied")).toEqual(["fireMember", "propertyMember"]);
  });

  test("a unit accepts and answers; while the other one has not, it stays the units' turn", async () => {
    const assignment = await assignmentOf(s.admin, number, s.world.property);
    await accept(await as("propertyMember"), { key: key(), number, assignment });
    expect(await toldOf(s, number, "accepted")).toEqual(["officer", "resident", "spouse"]);
    const before = await row();
    await answer(await as("propertyMember"), {
      key: key(),
      number,
      assignment,
      body: "制动器已经更换。",
      attachments: [],
    });
    const answered = await row();
    expect(answered).toMatchObject({ status: "assigned", next_step: "units_answer", next_at: before.next_at });
    expect(answered.answered_at).not.toBeNull();
    expect(await toldOf(s, number, "answered")).toEqual(["fireMember", "officer", "resident", "spouse"]);
  });

  test("when the last unit has answered, even without accepting, the owner has a day to decide", async () => {
    const assignment = await assignmentOf(s.admin, number, s.world.fire);
    const first = (await row()).answered_at;
    await answer(await as("fireMember"), { key: key(), number, assignment, body: "疏散口已查。", attachments: [] });
    const decided = await row();
    expect(decided).toMatchObject({ status: "assigned", next_step: "answer", answered_at: first });
    expect(nearly(decided.next_at)).toBe(true);
    const [a] = await s.admin`select status, accepted_at, answered_at from assignments where id = ${assignment}`;
    expect(a).toMatchObject({ status: "answered", accepted_at: a?.answered_at });
  });

  test("the owner asks whoever raised it, and it waits for them for a week", async () => {
    await ask(await as("officer"), { key: key(), number, body: "是哪一部电梯？" });
    const waiting = await row();
    expect(waiting).toMatchObject({ status: "waiting", next_step: "supply" });
    expect(localTimeOf(waiting.next_at as Date, zone)).toBe(`${inDays(7)}T18:00`);
    expect(await toldOf(s, number, "asked")).toEqual(["fireMember", "propertyMember", "resident", "spouse"]);
  });

  test("their reply ends the waiting; where all units have answered, it is the owner's turn", async () => {
    await reply(await as("spouse"), {
      key: key(),
      number,
      body: "左边那部。",
      audience: "everyone",
      attachments: [],
    });
    expect(await row()).toMatchObject({ status: "assigned", next_step: "answer" });
  });

  test("the owner says how it was solved; whoever raised it has a week to agree", async () => {
    await solve(await as("officer"), { key: key(), number, body: "两部电梯都检修过了。", attachments: [] });
    const solved = await row();
    expect(solved).toMatchObject({ status: "solved", next_step: "confirm" });
    expect(solved.solved_at).not.toBeNull();
    expect(localTimeOf(solved.next_at as Date, zone)).toBe(`${inDays(7)}T18:00`);
  });

  test("whoever raised it agrees and rates it: it is closed, and nothing is due any more", async () => {
    await confirm(await as("resident"), { key: key(), number, rating: 5, body: "谢谢" });
    expect(await row()).toMatchObject({ status: "confirmed", rating: 5, next_at: null, next_step: null });
    expect((await row()).closed_at).not.toBeNull();
    expect(await eventsOf(s.admin, number)).toEqual([
      "raised",
      "taken new→taken",
      "assigned taken→assigned",
      "replied (working)",
      "accepted",
      "answered",
      "answered",
      "asked assigned→waiting",
      "replied waiting→assigned",
      "solved assigned→solved",
      "confirmed solved→confirmed",
    ]);
    const { id } = await row();
    const [chain] = await s.admin`select app.broken_link(${s.world.a}, ${id}) as broken`;
    expect(chain?.broken).toBeNull();
  });

  test("nobody is told of what they did themselves", async () => {
    const own = await s.admin`
      select 1 from notifications n join events e
        on e.community_id = n.community_id and e.subject_id = n.concern_id and e.seq = n.seq and e.actor_id = n.user_id`;
    expect(own).toHaveLength(0);
  });

  test("each piece of news queues one mail for whoever wants one each time", async () => {
    const [counted] = await s.admin`
      select (select count(*)::int from notifications) as news,
        (select count(*)::int from outbox where topic = 'concern_mail') as mails`;
    expect(counted?.news).toBeGreaterThan(20);
    expect(counted?.mails).toBe(counted?.news);
  });

  test("the thread reads the same for everyone on it, but working notes and names", async () => {
    const told = async (name: Parameters<typeof as>[0]) => {
      const { concern, timeline, assignments } = await concernPage(await as(name), number);
      return {
        capacities: concern.capacities.toSorted(),
        reporter: concern.reporter,
        door: concern.door,
        said: timeline.flatMap((item) => (item.message ? [item.message.body] : [])),
        units: assignments.map((a) => a.organization).toSorted(),
      };
    };
    const said = ["制动器已经更换。", "疏散口已查。", "是哪一部电梯？", "左边那部。", "两部电梯都检修过了。", "谢谢"];
    const worked = ["先查制动器，住户有老人。", ...said];
    const units = ["甲消防", "甲物业"].toSorted();
    expect(await told("resident")).toEqual({
      capacities: ["reporter"],
      reporter: "resident",
      door: "1502",
      said,
      units,
    });
    expect(await told("spouse")).toEqual(await told("resident"));
    expect(await told("neighbour")).toEqual({ capacities: [], reporter: null, door: null, said, units });
    expect(await told("officer")).toEqual({
      capacities: ["officer", "owner"],
      reporter: "resident",
      door: "1502",
      said: worked,
      units,
    });
    expect(await told("coordinator")).toMatchObject({ capacities: ["coordinator", "officer"], said: worked });
    // The reporter agreed that units may reach them.
    expect(await told("propertyMember")).toEqual({
      capacities: ["unit"],
      reporter: "resident",
      door: "1502",
      said: worked,
      units,
    });
  });

  test.each(["coordinatorB", "residentB", "pending", "admin", "nobody"] as const)(
    "for %s it does not exist",
    async (name) => {
      await hides(concernPage(await as(name), number));
    },
  );
});

describe("news", () => {
  test("counts until it is read: on the page up to what was read there, or all at once", async () => {
    const resident = await as("resident");
    await readAll(resident);
    expect(await unreadCount(resident)).toBe(0);
    const number = await s.raised("resident");
    await take(await as("officer"), { key: key(), number });
    await reply(await as("officer"), { key: key(), number, body: "收到。", audience: "everyone", attachments: [] });
    await reply(await as("officer"), { key: key(), number, body: "内部。", audience: "working", attachments: [] });
    expect((await as("resident")).user?.unread).toBe(2);
    const [newest] = await listNotifications(resident);
    expect(newest).toMatchObject({ kind: "replied", number, read: false });

    await readUpTo(resident, number, 2);
    expect(await unreadCount(resident)).toBe(1);
    expect((await concernPage(resident, number)).readSeq).toBe(2);
    // Reading an older page later takes nothing back.
    await readUpTo(resident, number, 1);
    expect((await concernPage(resident, number)).readSeq).toBe(2);
    await readAll(resident);
    expect(await unreadCount(resident)).toBe(0);
    // Another person's news stay theirs.
    expect(await unreadCount(await as("spouse"))).toBeGreaterThan(0);
  });

  test("reading is noted for whoever may see it, and for nobody else", async () => {
    const number = await s.raised("resident", { privacy: "private" });
    await readUpTo(await as("neighbour"), number, 1);
    const { id } = await rowOf(s.admin, number);
    expect(
      await s.admin`select 1 from thread_reads where concern_id = ${id} and user_id = ${s.world.people.neighbour}`,
    ).toHaveLength(0);
  });
});

describe("a solved concern that is not", () => {
  test("is opened again by whoever raised it, as often as need be, and returns to its owner", async () => {
    const number = await s.raised("resident");
    await take(await as("officer"), { key: key(), number });
    await solve(await as("officer"), { key: key(), number, body: "好了。", attachments: [] });
    await reopen(await as("resident"), { key: key(), number, body: "又停了。", attachments: [] });
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "taken",
      owner_id: s.world.people.officer,
      solved_at: null,
      closed_at: null,
      next_step: "answer",
    });
    await solve(await as("officer"), { key: key(), number, body: "这次真的好了。", attachments: [] });
    await confirm(await as("resident"), { key: key(), number, rating: 2, body: null });
    await reopen(await as("resident"), { key: key(), number, body: "第三次了。", attachments: [] });
    const row = await rowOf(s.admin, number);
    expect(row).toMatchObject({ status: "taken", closed_at: null, next_step: "answer" });
    expect(row.next_at).not.toBeNull();
  });

  test("has no rating while it is worked on: what they thought then was of something that turned out undone", async () => {
    const number = await s.raised("resident");
    await solve(await as("coordinator"), { key: key(), number, body: "好了。", attachments: [] });
    await confirm(await as("resident"), { key: key(), number, rating: 2, body: null });
    await reopen(await as("resident"), { key: key(), number, body: "又停了。", attachments: [] });
    expect((await rowOf(s.admin, number)).rating).toBeNull();
  });

  test("cannot be confirmed twice, nor confirmed before it is said to be solved", async () => {
    const number = await s.raised("resident");
    await refuses(confirm(await as("resident"), { key: key(), number, rating: 5, body: null }), "notNow");
    await solve(await as("coordinator"), { key: key(), number, body: "好了。", attachments: [] });
    await confirm(await as("resident"), { key: key(), number, rating: 5, body: null });
    await refuses(confirm(await as("resident"), { key: key(), number, rating: 1, body: null }), "notNow");
    expect(await rowOf(s.admin, number)).toMatchObject({ rating: 5 });
  });
});
