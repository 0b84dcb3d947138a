import { sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { outcome } from "#db/testing/make.ts";
import { asViewer } from "#db/viewer.ts";
import { unreadCount } from "../notification/list.ts";
import { mailsSent } from "../testing/mail.ts";
import { type More, meetingsOf, unit } from "../testing/meeting.ts";
import { behind, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { localTimeOf } from "../time.ts";
import { actOnPoint, addPoint, offeredInput, pointActInput, pointInput, takeOffered } from "./agenda.ts";
import { cancelMeeting, moveMeeting } from "./call.ts";
import { invite, inviteInput, rsvp, uninvite } from "./invite.ts";
import { ownMeetings } from "./list.ts";
import { aboutFor, householdsBehind, offeredPoints } from "./offer.ts";
import { meetingStatuses, meetingTransitions } from "./rules.ts";

const scene = stage();
const { as } = scene;
const { problem, begun, called, statusOf, page, told } = meetingsOf(scene);

/** A night of the year to come in which 03:00 is 02:00 again, and where. (A meeting is called at most a year ahead.) */
function nightTurnedBack(): { zone: string; day: string } {
  for (const zone of ["Europe/Berlin", "Australia/Sydney"])
    for (let days = 1; days < 360; days++) {
      const day = Temporal.Now.plainDateISO(zone).add({ days });
      if (day.toZonedDateTime(zone).hoursInDay === 25) return { zone, day: day.toString() };
    }
  throw new Error("clocks are turned back no more");
}

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
    const { zone, day } = nightTurnedBack();
    await admin`update communities set time_zone = ${zone} where id = ${world.a}`;
    try {
      const id = await begun("coordinator", { how: "fixed", times: [`${day}T01:30`], minutes: "120" });
      const { startsAt, endsAt } = await page("coordinator", id);
      expect((endsAt?.getTime() ?? 0) - (startsAt?.getTime() ?? 0)).toBe(120 * 60_000);
      expect(localTimeOf(endsAt as Date, zone)).toBe(`${day}T02:30`);
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
