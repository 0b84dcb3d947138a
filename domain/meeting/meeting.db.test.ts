import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { asOwner, outcome } from "#db/testing/make.ts";
import { asViewer } from "#db/viewer.ts";
import { unreadCount } from "../notification/list.ts";
import { mailsSent } from "../testing/mail.ts";
import { behind, denies, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { localTimeOf } from "../time.ts";
import { keepHouse } from "../work/house.ts";
import { meetingSeq } from "./access.ts";
import { actOnPoint, addPoint, offeredInput, pointActInput, pointInput, takeOffered } from "./agenda.ts";
import { attendanceInput, takeAttendance } from "./attendance.ts";
import { beginInput, beginMeeting } from "./begin.ts";
import { callMeeting, cancelMeeting, holdMeeting, moveMeeting } from "./call.ts";
import { chooseInput, chooseTimes, proposeTimes, proposeTimesInput } from "./choose.ts";
import { invite, inviteInput, rsvp, uninvite } from "./invite.ts";
import { meetingsAbout, ownMeetings } from "./list.ts";
import { makeMeasure, measureInput } from "./measure.ts";
import { addLine, changeLine, LineChanged, lineInput, removeLine } from "./minutes.ts";
import { aboutFor, householdsBehind, offeredPoints } from "./offer.ts";
import { meetingPage } from "./page.ts";
import { meetingStatuses, meetingTransitions } from "./rules.ts";
import { answerObjection, correctMinutes, objectTo, sendInput, sendMinutes, settleMinutes } from "./send.ts";
import { minutesPage } from "./written.ts";

const scene = stage();
const { as } = scene;

let problems = 0;

/** A problem of community A, owned by its coordinator unless said otherwise, as its own pages would make it. */
async function problem(owner: PersonName = "coordinator", concern?: string): Promise<{ id: string; number: string }> {
  const { admin, world } = scene;
  const made = { id: newId(), number: `2001-9${String(++problems).padStart(4, "0")}` };
  await admin`insert into problems ${admin({
    ...made,
    community_id: world.a,
    title: "消防系统老化",
    category: "fire",
    owner_id: world.people[owner],
    next_at: "2099-01-01",
  })}`;
  if (concern)
    await admin`insert into problem_concerns (community_id, problem_id, concern_id)
      select community_id, ${made.id}, id from concerns where number = ${concern}`;
  return made;
}

const unit = (id: string) => `organization:${id}`;

type More = Record<string, unknown>;

/** A meeting on a problem that looks for a time, with the fire brigade and the property company. */
async function begun(by: PersonName = "coordinator", more: More = {}): Promise<string> {
  const { world } = scene;
  const about = more.concern ? {} : { problem: (await problem(by)).number };
  return beginMeeting(
    await as(by),
    beginInput.parse({
      ...{ key: key(), kind: "joint", title: "消防改造座谈", place: "社区会议室", minutes: "60", how: "find" },
      ...{ times: [onDay(3), onDay(4)], parties: [unit(world.fire), unit(world.property)], ...about, ...more },
    }),
  );
}

/** The same, called for ten minutes from now, so that it can be held. */
async function called(more: More = {}): Promise<string> {
  const soon = localTimeOf(new Date(Date.now() + 10 * 60_000), "Asia/Shanghai");
  return begun("coordinator", { how: "fixed", times: [soon], ...more });
}

const statusOf = async (id: string): Promise<string> =>
  (await scene.admin<{ status: string }[]>`select status from meetings where id = ${id}`)[0]?.status ?? "";

const page = async (who: PersonName, id: string) => meetingPage(await as(who), id);

const told = async (id: string, kind: string): Promise<string[]> => {
  const rows = await scene.admin<{ user_id: string }[]>`
    select user_id from notifications where meeting_id = ${id} and kind = ${`table_${kind}`}`;
  const names = Object.entries(scene.world.people);
  return [...new Set(rows.map((row) => names.find(([, person]) => person === row.user_id)?.[0] ?? "?"))].toSorted();
};

const chosen = (meeting: string, principal: string, answers: Record<string, string>) =>
  chooseInput.parse({
    ...{ key: key(), meeting, principal },
    ...Object.fromEntries(Object.entries(answers).map(([time, choice]) => [`time-${time}`, choice])),
  });

describe("finding a time", () => {
  test("the parties choose, the best is marked, whoever called it fixes one, and all hear of each step", async () => {
    const { world } = scene;
    const id = await begun();
    expect(await told(id, "times_proposed")).toEqual(["fireMember", "propertyMember"]);
    const { times } = await page("fireMember", id);
    const [first, second] = times.map((time) => time.id) as [string, string];
    await chooseTimes(await as("fireMember"), chosen(id, world.fire, { [first]: "no", [second]: "yes" }));
    await chooseTimes(
      await as("propertyMember"),
      chosen(id, world.property, { [first]: "yes", [second]: "if_need_be" }),
    );
    expect(await told(id, "choices_complete")).toEqual([]);
    await chooseTimes(
      await as("coordinator"),
      chosen(id, world.people.coordinator, { [first]: "yes", [second]: "yes" }),
    );
    const looked = await page("coordinator", id);
    expect(looked).toMatchObject({ best: second, answered: 3, noneSuitsAll: false });
    expect(looked.times.map(({ yes, ifNeedBe, no, suitsAll }) => [yes, ifNeedBe, no, suitsAll])).toEqual([
      [2, 0, 1, false],
      [2, 1, 0, true],
    ]);
    await callMeeting(await as("coordinator"), { key: key(), meeting: id, time: second });
    expect(await statusOf(id)).toBe("called");
    expect(await told(id, "called")).toEqual(["fireMember", "propertyMember"]);
    await rsvp(await as("fireMember"), { key: key(), meeting: id, principal: world.fire, reply: "yes" });
    expect((await page("coordinator", id)).parties.find((p) => p.principal === world.fire)).toMatchObject({
      reply: "yes",
      own: false,
    });
    expect(await told(id, "party_replied")).toEqual(["coordinator"]);
    await refuses(chooseTimes(await as("fireMember"), chosen(id, world.fire, { [first]: "yes" })), "notNow");
  });

  test("says that no time suits all, and lets others be proposed", async () => {
    const { world } = scene;
    const id = await begun();
    const [first, second] = (await page("coordinator", id)).times.map((time) => time.id) as [string, string];
    await chooseTimes(await as("fireMember"), chosen(id, world.fire, { [first]: "no", [second]: "yes" }));
    await chooseTimes(await as("propertyMember"), chosen(id, world.property, { [first]: "yes", [second]: "no" }));
    expect(await page("coordinator", id)).toMatchObject({ noneSuitsAll: true, best: first });
    const times = [onDay(5, "14:00"), onDay(5, "14:00"), onDay(3)];
    const more = proposeTimesInput.parse({ key: key(), meeting: id, minutes: "60", times });
    await proposeTimes(await as("coordinator"), more);
    expect((await page("coordinator", id)).times).toHaveLength(3);
    await hides(proposeTimes(await as("fireMember"), { ...more, key: key() }));
  });

  test("a party answers for itself alone; whoever leads may write it down for one that telephoned", async () => {
    const { world } = scene;
    const id = await begun();
    const [first] = (await page("coordinator", id)).times.map((time) => time.id) as [string];
    await hides(chooseTimes(await as("fireMember"), chosen(id, world.property, { [first]: "no" })));
    await chooseTimes(await as("coordinator"), chosen(id, world.property, { [first]: "no" }));
    expect((await page("fireMember", id)).times[0]?.choices).toEqual({ [world.property]: "no" });
    await hides(chooseTimes(await as("neighbour"), chosen(id, world.property, { [first]: "no" })));
  });

  test("refuses the past, nothing proposed, nobody invited, and what is not theirs to begin", async () => {
    const { world } = scene;
    const { number } = await problem();
    const input = (more: More) =>
      beginInput.parse({
        ...{ key: key(), problem: number, kind: "joint", title: "座谈", place: "会议室", minutes: "60", how: "find" },
        ...{ times: [onDay(3)], parties: [unit(world.fire)], ...more },
      });
    const coordinator = await as("coordinator");
    await refuses(beginMeeting(coordinator, input({ times: [onDay(-1)] })), "past", "times");
    await refuses(beginMeeting(coordinator, input({ times: [onDay(500)] })), "meetingTooFar", "times");
    await refuses(beginMeeting(coordinator, input({ times: [] })), "proposeTimes", "times");
    await refuses(beginMeeting(coordinator, input({ parties: [] })), "inviteSomebody", "parties");
    await refuses(
      beginMeeting(coordinator, input({ parties: [], officers: [`user:${world.people.coordinator}`] })),
      "inviteSomebody",
      "parties",
    );
    await refuses(beginMeeting(coordinator, input({ kind: "three_party" })), "choose", "kind");
    // The agency is not a party, nor is a resident who is not asked as a household.
    await refuses(beginMeeting(coordinator, input({ parties: [unit(world.agencyA)] })), "inviteSomebody", "parties");
    await refuses(
      beginMeeting(coordinator, input({ officers: [`user:${world.people.neighbour}`] })),
      "inviteSomebody",
      "parties",
    );
    for (const who of ["officer", "fireMember", "neighbour", "coordinatorB"] as const)
      await hides(beginMeeting(await as(who), input({})));
    const own = await problem("officer");
    await beginMeeting(await as("officer"), input({ problem: own.number }));
  });

  test("sent twice, it is one", async () => {
    const { world } = scene;
    const { number } = await problem();
    const input = beginInput.parse({
      ...{ key: key(), problem: number, kind: "joint", title: "座谈", place: "会议室", minutes: "60", how: "find" },
      ...{ times: [onDay(3)], parties: [unit(world.fire)] },
    });
    const viewer = await as("coordinator");
    expect(await beginMeeting(viewer, input)).toBe(await beginMeeting(viewer, input));
  });
});

describe("a meeting that was called", () => {
  test("is moved: asked again, and calendars get a higher number", async () => {
    const { world, admin } = scene;
    const id = await begun("coordinator", { how: "fixed" });
    await rsvp(await as("fireMember"), { key: key(), meeting: id, principal: world.fire, reply: "yes" });
    const move = { key: key(), meeting: id, from: onDay(6, "09:00"), until: onDay(6, "10:30"), place: "二楼" };
    const coordinator = await as("coordinator");
    await refuses(
      moveMeeting(coordinator, { ...move, until: onDay(6, "08:00"), key: key() }),
      "endsBeforeBegin",
      "until",
    );
    await refuses(moveMeeting(coordinator, { ...move, from: onDay(-1), key: key() }), "past", "from");
    await refuses(
      moveMeeting(coordinator, { ...move, until: onDay(8, "10:00"), key: key() }),
      "meetingTooLong",
      "until",
    );
    await moveMeeting(coordinator, move);
    const [row] = await admin`select sequence, place from meetings where id = ${id}`;
    expect(row).toEqual({ sequence: 1, place: "二楼" });
    const now = await page("fireMember", id);
    expect(now.parties.find((p) => p.principal === world.fire)?.reply).toBeNull();
    expect(localTimeOf(now.startsAt as Date, "Asia/Shanghai")).toBe(onDay(6, "09:00"));
    await refuses(moveMeeting(coordinator, { ...move, key: key() }), "nothingMoved", "from");
    expect(await told(id, "moved")).toEqual(["fireMember", "propertyMember"]);
  });

  test("keeps its length in a night when the clocks change", async () => {
    const { admin, world } = scene;
    await admin`update communities set time_zone = 'Europe/Berlin' where id = ${world.a}`;
    try {
      const now = new Date();
      const year = now.getUTCFullYear() + (now.getUTCMonth() >= 9 ? 1 : 0);
      // The last Sunday of October: 03:00 is 02:00 again.
      const last = new Date(Date.UTC(year, 9, 31));
      last.setUTCDate(31 - last.getUTCDay());
      const day = last.toISOString().slice(0, 10);
      const id = await begun("coordinator", { how: "fixed", times: [`${day}T01:30`], minutes: "120" });
      const { startsAt, endsAt } = await page("coordinator", id);
      expect((endsAt?.getTime() ?? 0) - (startsAt?.getTime() ?? 0)).toBe(120 * 60_000);
      expect(localTimeOf(endsAt as Date, "Europe/Berlin")).toBe(`${day}T02:30`);
      await moveMeeting(await as("coordinator"), {
        ...{ key: key(), meeting: id, from: `${day}T01:30`, until: `${day}T04:30`, place: "会议室" },
      });
      const moved = await page("coordinator", id);
      // From half past one to half past four by the clock are four hours of that night.
      expect((moved.endsAt?.getTime() ?? 0) - (moved.startsAt?.getTime() ?? 0)).toBe(4 * 3_600_000);
    } finally {
      await admin`update communities set time_zone = 'Asia/Shanghai' where id = ${world.a}`;
    }
  });

  test("asks each at the table whether they come, but for who called it", async () => {
    const { world } = scene;
    const id = await begun("coordinator", { how: "fixed" });
    const asks = async (who: PersonName) => (await ownMeetings(await as(who))).coming.find((m) => m.id === id)?.asks;
    expect(await asks("fireMember")).toBe("reply");
    expect(await asks("coordinator")).toBeNull();
    await rsvp(await as("fireMember"), { key: key(), meeting: id, principal: world.fire, reply: "no" });
    expect(await asks("fireMember")).toBeNull();
    // Officers who are not at the table read it; it is not among their own.
    expect((await page("otherOfficer", id)).id).toBe(id);
    expect(await asks("otherOfficer")).toBeUndefined();
  });

  test("is called off with a reason, and is then over", async () => {
    const id = await begun("coordinator", { how: "fixed" });
    const coordinator = await as("coordinator");
    await cancelMeeting(coordinator, { key: key(), meeting: id, reason: "消防大队临时有任务" });
    expect(await page("fireMember", id)).toMatchObject({ status: "cancelled", cancelReason: "消防大队临时有任务" });
    expect(await told(id, "cancelled")).toEqual(["fireMember", "propertyMember"]);
    const [row] = await scene.admin`select sequence from meetings where id = ${id}`;
    expect(row?.sequence).toBe(1);
    await refuses(cancelMeeting(coordinator, { key: key(), meeting: id, reason: "又一次" }), "notNow");
    await hides(cancelMeeting(await as("officer"), { key: key(), meeting: id, reason: "不是我的" }));
  });

  test("asks further parties, and lets go of one: for them it is not there any more", async () => {
    const { world } = scene;
    const id = await begun("coordinator", { parties: [unit(scene.world.fire)] });
    await hides(page("neighbour", id));
    const coordinator = await as("coordinator");
    const door = `household:${world.door1401}`;
    await invite(coordinator, inviteInput.parse({ key: key(), meeting: id, households: [door] }));
    expect(await told(id, "invited")).toEqual(["neighbour"]);
    const theirs = await page("neighbour", id);
    expect(theirs.parties.find((p) => p.own)).toMatchObject({ kind: "household", name: "3幢2单元 1401" });
    // Another unit at the table reads that a household comes, not which.
    expect((await page("fireMember", id)).parties.find((p) => p.kind === "household")?.name).toBeNull();
    expect((await ownMeetings(await as("neighbour"))).coming.map((m) => [m.id, m.asks])).toEqual([[id, "choose"]]);
    const unread = await unreadCount(await as("neighbour"));
    await uninvite(coordinator, { key: key(), meeting: id, principal: world.door1401 });
    expect(await unreadCount(await as("neighbour"))).toBe(unread - 1);
    await hides(page("neighbour", id));
    expect((await ownMeetings(await as("neighbour"))).coming).toEqual([]);
    await refuses(
      uninvite(coordinator, { key: key(), meeting: id, principal: world.people.coordinator }),
      "organizerStays",
    );
    await hides(invite(await as("fireMember"), inviteInput.parse({ key: key(), meeting: id, households: [door] })));
  });
});

test("whoever is taken from the table after it was called is told to strike out the time, and nothing else", async () => {
  const { admin, world } = scene;
  const coordinator = await as("coordinator");
  const id = await begun("coordinator", { how: "fixed", times: [onDay(5)] });
  await admin`delete from outbox`;
  await uninvite(coordinator, { key: key(), meeting: id, principal: world.fire });
  const mails = await mailsSent();
  expect(mails.length).toBeGreaterThan(0);
  for (const mail of mails) {
    expect(mail.invitation?.method).toBe("CANCEL");
    expect(mail.invitation?.text).toContain(`UID:meeting-${id}@`);
    expect(JSON.stringify(mail)).not.toMatch(/消防改造座谈|社区会议室/);
  }
  // Asked in again before the mail went out, nobody is sent away.
  await uninvite(coordinator, { key: key(), meeting: id, principal: world.property });
  await invite(coordinator, inviteInput.parse({ key: key(), meeting: id, parties: [unit(world.property)] }));
  const methods = (await mailsSent()).map((m) => m.invitation?.method);
  expect(methods).not.toContain("CANCEL");
  expect(methods).toContain("REQUEST");
  // While times are still being found nothing stands in anybody's calendar.
  const finding = await begun();
  await admin`delete from outbox`;
  await uninvite(coordinator, { key: key(), meeting: finding, principal: world.fire });
  expect((await mailsSent()).filter((m) => m.invitation)).toEqual([]);
});

describe("the agenda", () => {
  test("is offered from the concerns behind the problem", async () => {
    const number = await scene.raised("resident", { body: "楼道消防栓没有水，灭火器过期。", category: "fire" });
    const { number: about } = await problem("coordinator", number);
    const offered = await offeredPoints(await as("coordinator"), about);
    expect(offered).toContainEqual({ kind: "category", category: "fire", count: 1 });
    expect((await householdsBehind(await as("coordinator"), about)).map((h) => h.label)).toEqual(["3幢2单元 1502"]);
    expect(await aboutFor(await as("coordinator"), { problem: about })).toMatchObject({ number: about, problem: true });
    expect(await aboutFor(await as("officer"), { problem: about })).toBeNull();
  });

  test("a party proposes a point, whoever leads takes it or declines it with a word, and orders them", async () => {
    const { world } = scene;
    const id = await begun();
    const coordinator = await as("coordinator");
    const fire = await as("fireMember");
    await addPoint(
      fire,
      pointInput.parse({ key: key(), meeting: id, title: "先停用还是边用边换", principal: world.fire }),
    );
    await addPoint(fire, pointInput.parse({ key: key(), meeting: id, title: "请大家吃饭", principal: world.fire }));
    await hides(addPoint(fire, pointInput.parse({ key: key(), meeting: id, title: "直接上议程" })));
    await hides(
      addPoint(fire, pointInput.parse({ key: key(), meeting: id, title: "替别人", principal: world.property })),
    );
    expect(await told(id, "point_proposed")).toEqual(["coordinator"]);
    await takeOffered(
      coordinator,
      offeredInput.parse({ key: key(), meeting: id, points: ["费用怎么分", "什么时候动工"] }),
    );
    const at = async (title: string) =>
      (await page("coordinator", id)).points.find((p) => p.title === title)?.id as string;
    const act = async (title: string, more: More) =>
      actOnPoint(coordinator, pointActInput.parse({ key: key(), meeting: id, item: await at(title), ...more }));
    await act("先停用还是边用边换", { act: "take" });
    await refuses(act("请大家吃饭", { act: "decline" }), "declineWord", "answer");
    await act("请大家吃饭", { act: "decline", answer: "不在这次谈" });
    await act("先停用还是边用边换", { act: "up" });
    await act("费用怎么分", { act: "change", title: "费用怎么分担" });
    expect((await page("fireMember", id)).points.map((p) => [p.title, p.status, p.answer])).toEqual([
      ["费用怎么分担", "taken", null],
      ["先停用还是边用边换", "taken", null],
      ["什么时候动工", "taken", null],
      ["请大家吃饭", "declined", "不在这次谈"],
    ]);
    expect(await told(id, "point_declined")).toEqual(["fireMember"]);
    await refuses(act("先停用还是边用边换", { act: "remove" }), "notNow");
    await act("什么时候动工", { act: "remove" });
    await hides(
      actOnPoint(fire, pointActInput.parse({ key: key(), meeting: id, item: await at("费用怎么分担"), act: "remove" })),
    );
  });
});

describe("the minutes", () => {
  const line = (meeting: string, body: string, more: More = {}) =>
    lineInput.parse({ key: key(), meeting, body, kind: "note", ...more });
  const linesOf = async (who: PersonName, id: string) => (await minutesPage(await as(who), id)).lines;

  test("two write at once: both lines stand; the same line at once: one is told what the other wrote, and neither is lost", async () => {
    const { world } = scene;
    const id = await called({ officers: [`user:${world.people.officer}`] });
    const [coordinator, officer] = await Promise.all([as("coordinator"), as("officer")]);
    await Promise.all([addLine(coordinator, line(id, "物业介绍情况")), addLine(officer, line(id, "消防介绍规范"))]);
    const [first] = await linesOf("officer", id);
    expect(await linesOf("coordinator", id)).toHaveLength(2);
    const change = (body: string) => ({
      ...{ key: key(), meeting: id, line: first?.id ?? "", version: 1, kind: "note" as const, body },
    });
    const outcomes = await Promise.allSettled([
      changeLine(coordinator, change("联络员改的")),
      changeLine(officer, change("干警改的")),
    ]);
    const failed = outcomes.find((o) => o.status === "rejected");
    expect(outcomes.map((o) => o.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(failed?.reason).toBeInstanceOf(LineChanged);
    const won = outcomes[0]?.status === "fulfilled" ? "联络员改的" : "干警改的";
    expect((failed?.reason as LineChanged | undefined)?.line).toMatchObject({ body: won, version: 2, removed: false });
    // Whoever was told may still put theirs in, against what they have now seen.
    await changeLine(officer, { ...change("两人的都写上"), version: 2 });
    const [now] = await linesOf("coordinator", id);
    expect(now).toMatchObject({ body: "两人的都写上", version: 3, writtenBy: "officer" });
    expect(now?.before.map((b) => b.body)).toEqual([won, first?.body]);
    await expect(
      removeLine(coordinator, { key: key(), meeting: id, line: first?.id ?? "", version: 2 }),
    ).rejects.toBeInstanceOf(LineChanged);
    await removeLine(coordinator, { key: key(), meeting: id, line: first?.id ?? "", version: 3 });
    expect(await linesOf("coordinator", id)).toHaveLength(1);
  });

  test("are written by officers at the table, read by all there, and by no party", async () => {
    const id = await called();
    await hides(addLine(await as("fireMember"), line(id, "我来写")));
    // Every officer reads a meeting on a problem; only those at the table write.
    await hides(addLine(await as("otherOfficer"), line(id, "我来写")));
    await addLine(await as("coordinator"), line(id, "写下了"));
    expect((await linesOf("fireMember", id)).map((l) => l.body)).toEqual(["写下了"]);
    expect((await linesOf("fireMember", id))[0]?.before).toEqual([]);
    await hides(linesOf("neighbour", id));
  });

  test("a decision becomes a measure with one gesture, once", async () => {
    const { world, admin } = scene;
    const id = await called();
    const coordinator = await as("coordinator");
    await addLine(coordinator, line(id, "全部更换灭火器", { kind: "decision" }));
    await addLine(coordinator, line(id, "大家都同意"));
    const [decision, note] = await linesOf("coordinator", id);
    const measure = (more: More) =>
      measureInput.parse({
        ...{ key: key(), meeting: id, line: decision?.id, what: "更换全部灭火器", organization: world.property },
        ...{ due: "2099-03-31", proof: "每层照片", ...more },
      });
    await refuses(makeMeasure(coordinator, measure({ line: note?.id })), "notNow");
    await refuses(makeMeasure(coordinator, measure({ due: "2001-01-01" })), "past", "due");
    await refuses(makeMeasure(coordinator, measure({ organization: world.agencyB })), "chooseUnit", "organization");
    await hides(makeMeasure(await as("propertyMember"), measure({})));
    await makeMeasure(coordinator, measure({}));
    await refuses(makeMeasure(coordinator, measure({})), "notNow");
    const rows =
      await admin`select what, due_on::text as due, proof, status, organization_id from measures where minute_line_id = ${decision?.id ?? ""}`;
    expect([...rows]).toEqual([
      {
        what: "更换全部灭火器",
        due: "2099-03-31",
        proof: "每层照片",
        status: "planned",
        organization_id: world.property,
      },
    ]);
    expect((await linesOf("fireMember", id))[0]?.measure).toMatchObject({ what: "更换全部灭火器" });
    await refuses(
      removeLine(coordinator, { key: key(), meeting: id, line: decision?.id ?? "", version: 1 }),
      "lineHasMeasure",
    );
  });

  /** Held, with the fire brigade there, one line, and sent. */
  async function sent(): Promise<string> {
    const { world } = scene;
    const id = await called();
    const coordinator = await as("coordinator");
    await refuses(sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" })), "notNow");
    await holdMeeting(coordinator, { key: key(), meeting: id });
    await refuses(sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" })), "noMinutes");
    await addLine(coordinator, line(id, "全部更换"));
    await refuses(sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" })), "nobodyThere");
    const there = { [`was-${world.fire}`]: "yes", [`who-${world.fire}`]: "张参谋", [`was-${world.property}`]: "no" };
    await takeAttendance(coordinator, attendanceInput.parse({ key: key(), meeting: id, ...there }));
    await hides(takeAttendance(await as("fireMember"), attendanceInput.parse({ key: key(), meeting: id, ...there })));
    await sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" }));
    return id;
  }

  test("are sent, nobody objects, and they are settled when the time is over", async () => {
    const id = await sent();
    expect(await told(id, "minutes_sent")).toEqual(["fireMember", "propertyMember"]);
    const { objectUntil, minutesSentAt, parties } = await page("fireMember", id);
    // Three days of work are at least three days.
    expect((objectUntil?.getTime() ?? 0) - (minutesSentAt?.getTime() ?? 0)).toBeGreaterThan(2.5 * 86_400_000);
    expect(parties.find((p) => p.attended)).toMatchObject({ attendees: "张参谋" });
    await refuses(addLine(await as("coordinator"), line(id, "后来加的")), "minutesClosed");
    await keepHouse();
    expect(await statusOf(id)).toBe("sent");
    await behind(
      scene.admin,
      (sql) => sql`update meetings set object_until = now() - interval '1 hour' where id = ${id}`,
    );
    await keepHouse();
    expect(await statusOf(id)).toBe("settled");
    expect(await told(id, "settled")).toEqual(["coordinator", "fireMember", "propertyMember"]);
    await denies(correctMinutes(await as("coordinator"), { key: key(), meeting: id }));
  });

  test("are objected to by who was there, answered, and settled by who leads once the time is over", async () => {
    const { world } = scene;
    const id = await sent();
    const coordinator = await as("coordinator");
    const object = (principal: string) => ({ key: key(), meeting: id, principal, body: "没有说全部" });
    // The property company was not there; the neighbour was never asked.
    await hides(objectTo(await as("propertyMember"), object(world.property)));
    await hides(objectTo(await as("neighbour"), object(world.fire)));
    await objectTo(await as("fireMember"), object(world.fire));
    expect(await told(id, "objected")).toEqual(["coordinator"]);
    await behind(
      scene.admin,
      (sql) => sql`update meetings set object_until = now() - interval '1 hour' where id = ${id}`,
    );
    await keepHouse();
    expect(await statusOf(id)).toBe("sent");
    await refuses(objectTo(await as("fireMember"), object(world.fire)), "tooLateToObject");
    await refuses(settleMinutes(coordinator, { key: key(), meeting: id }), "objectionsOpen");
    const [objection] = (await page("coordinator", id)).objections;
    const answer = { key: key(), meeting: id, objection: objection?.id ?? "", answer: "已改为“分两期全部更换”" };
    await hides(answerObjection(await as("fireMember"), answer));
    await answerObjection(coordinator, answer);
    expect(await told(id, "objection_answered")).toEqual(["fireMember"]);
    await keepHouse();
    expect(await statusOf(id)).toBe("sent");
    await settleMinutes(coordinator, { key: key(), meeting: id });
    expect(await statusOf(id)).toBe("settled");
  });

  test("are taken back to be corrected, and sent anew", async () => {
    const id = await sent();
    const coordinator = await as("coordinator");
    await refuses(settleMinutes(coordinator, { key: key(), meeting: id }), "stillObjecting");
    await correctMinutes(coordinator, { key: key(), meeting: id });
    await addLine(coordinator, line(id, "补充：分两期"));
    await sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "1" }));
    expect(await statusOf(id)).toBe("sent");
  });

  test("a meeting is not held before people can be there", async () => {
    const id = await begun("coordinator", { how: "fixed" });
    await refuses(holdMeeting(await as("coordinator"), { key: key(), meeting: id }), "notBegunYet");
  });
});

test("no other change of status passes, and none without its event, whoever sends it as the app", async () => {
  const id = await called();
  const { claims } = await as("coordinator");
  const others = { ...(await as("fireMember")).claims };
  for (const from of meetingStatuses) {
    await behind(scene.admin, (sql) => sql`update meetings set status = ${from} where id = ${id}`);
    for (const to of meetingStatuses.filter((status) => status !== from)) {
      const tried = (who: typeof claims) =>
        outcome(asViewer(who, (tx) => tx.execute(sql`update meetings set status = ${to} where id = ${id}`)));
      const allowed = meetingTransitions.some((t) => t.from === from && t.to === to && t.allowed.includes("lead"));
      expect([from, to, await tried(claims)]).toEqual([from, to, allowed ? "DS002" : "DS001"]);
      // For a party the row is there to be read alone: nothing is changed, and nothing said.
      expect([from, to, await tried(others)]).toEqual([from, to, "done"]);
    }
    expect(await statusOf(id)).toBe(from);
  }
});

describe("a three-party meeting on a private concern", () => {
  test("is there for those at the table, the concern's owner and who leads; for nobody else in any way", async () => {
    const { world, admin } = scene;
    const concern = await scene.raised("resident", { body: "和医院谈不拢。", privacy: "private" });
    await asOwner(
      admin,
      (sql) => sql`update concerns set owner_id = ${world.people.officer} where number = ${concern}`,
    );
    const id = await begun("officer", {
      ...{ concern, kind: "three_party", title: "医疗纠纷三方座谈", parties: ["family", unit(world.fire)] },
    });
    for (const who of ["officer", "coordinator", "resident", "spouse", "fireMember"] as const) {
      expect((await page(who, id)).title).toBe("医疗纠纷三方座谈");
      expect(await meetingSeq(await as(who), id)).toBeGreaterThan(0);
    }
    // The brigade is asked to the table, not to the concern.
    expect((await page("fireMember", id)).concern).toBeNull();
    expect(await told(id, "times_proposed")).toEqual(["fireMember", "resident", "spouse"]);
    for (const who of [
      "neighbour",
      "otherOfficer",
      "propertyMember",
      "admin",
      "coordinatorB",
      "residentB",
      "pending",
    ] as const) {
      const viewer = await as(who);
      await hides(meetingPage(viewer, id));
      await hides(minutesPage(viewer, id));
      expect(await meetingSeq(viewer, id)).toBeNull();
      expect((await ownMeetings(viewer)).coming.map((m) => m.id)).not.toContain(id);
      expect(await asViewer(viewer.claims, (tx) => meetingsAbout(tx, { concern }))).toEqual([]);
      await hides(rsvp(viewer, { key: key(), meeting: id, principal: world.fire, reply: "no" }));
    }
    expect(
      (await asViewer((await as("officer")).claims, (tx) => meetingsAbout(tx, { concern }))).map((m) => m.id),
    ).toEqual([id]);
  });

  test("is begun by the concern's owner or who coordinates, and asks the family by its household", async () => {
    const { world } = scene;
    const concern = await scene.raised("resident", { body: "个人的事。", privacy: "private" });
    const input = beginInput.parse({
      ...{ key: key(), concern, kind: "three_party", title: "三方座谈", place: "会议室", minutes: "60", how: "fixed" },
      ...{ times: [onDay(2)], parties: ["family", unit(world.fire)] },
    });
    for (const who of ["officer", "resident", "fireMember", "neighbour"] as const)
      await hides(beginMeeting(await as(who), input));
    const id = await beginMeeting(await as("coordinator"), input);
    expect((await page("resident", id)).parties.filter((p) => p.own).map((p) => p.kind)).toEqual(["household"]);
  });
});
