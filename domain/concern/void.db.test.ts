import { describe, expect, test } from "vitest";
import { publicViewer, tokenHash } from "../account/viewer.ts";
import { answer } from "../assignment/answer.ts";
import { giveBack } from "../assignment/return.ts";
import { usualHours, workingBetween } from "../deadline/calendar.ts";
import { desk } from "../desk/desk.ts";
import {
  assignmentOf,
  behind,
  eventsOf,
  hides,
  key,
  onDay,
  refuses,
  reportOf,
  rowOf,
  stage,
  toldOf,
  tracked,
} from "../testing/stage.ts";
import { ask } from "./ask.ts";
import { assign } from "./assign.ts";
import { nudge } from "./nudge.ts";
import { concernPage } from "./page.ts";
import { raise } from "./raise.ts";
import { reply } from "./reply.ts";
import { take } from "./take.ts";
import { confirmReport } from "./track.ts";

const s = stage();
const { as } = s;
const usual = { timeZone: "Asia/Shanghai", hours: usualHours, exceptions: [] };

/** Gives a concern to a unit and lets that unit give it back. */
async function sentRound(
  number: string,
  unit: "property" | "fire",
  more: { why?: "not_ours" | "other"; suggested?: string | null } = {},
) {
  const on = { key: key(), number, organizations: [s.world[unit]], dueAt: onDay(9), note: null };
  await assign(await as("officer"), on);
  await giveBack(await as(`${unit}Member`), {
    key: key(),
    number,
    assignment: await assignmentOf(s.admin, number, s.world[unit]),
    why: "other",
    suggested: null,
    reason: "说明。",
    ...more,
  });
}

async function taken(more: Record<string, unknown> = {}) {
  const number = await s.raised("resident", { spot: "door:1502", ...more });
  await take(await as("officer"), { key: key(), number });
  return number;
}

describe("a unit that says it is not theirs", () => {
  test("says whose it is: the owner sees it, and whoever raised it hears where it went", async () => {
    const number = await taken();
    await sentRound(number, "property", { why: "not_ours", suggested: s.world.fire });
    const { assignments, timeline } = await concernPage(await as("officer"), number);
    expect(assignments[0]).toMatchObject({ returnReason: "not_ours", suggestedId: s.world.fire });
    expect(timeline.at(-1)?.data).toMatchObject({ why: "not_ours", suggested: { name: "甲消防" } });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "taken", next_step: "answer", returns: 1 });
    await assign(await as("officer"), {
      key: key(),
      number,
      organizations: [s.world.fire],
      dueAt: onDay(9),
      note: null,
    });
    const seen = (await concernPage(await as("resident"), number)).timeline;
    expect(seen.at(-1)).toMatchObject({
      kind: "assigned",
      data: { passedOn: true, organizations: [{ name: "甲消防" }] },
    });
    // Why it was given back stays among those who work on it.
    expect(seen.map((item) => item.kind)).not.toContain("returned");
  });

  test("names a partner unit of the community, and not itself", async () => {
    const number = await taken();
    for (const suggested of [s.world.agencyA, s.world.agencyB, s.world.property, key()]) {
      const sent = sentRound(number, "property", { why: "not_ours", suggested });
      await refuses(sent, "chooseUnit", "suggested");
      await giveBack(await as("officer"), {
        key: key(),
        number,
        assignment: await assignmentOf(s.admin, number, s.world.property),
        why: "other",
        suggested: null,
        reason: "收回",
      });
    }
    // What its owner takes back is no return by a unit.
    expect(await rowOf(s.admin, number)).toMatchObject({ returns: 0 });
  });
});

test("the third return calls the units to one table: owner and coordinator hear of it, nobody else", async () => {
  const number = await taken();
  await sentRound(number, "property");
  await sentRound(number, "fire");
  expect(await rowOf(s.admin, number)).toMatchObject({ returns: 2, next_step: "answer" });
  await sentRound(number, "property");
  expect(await rowOf(s.admin, number)).toMatchObject({ returns: 3, next_step: "meeting", status: "taken" });
  expect(await toldOf(s, number, "meeting_called")).toEqual(["coordinator", "officer"]);
  const kinds = async (who: "resident" | "officer") =>
    (await concernPage(await as(who), number)).timeline.map((item) => item.kind);
  expect(await kinds("officer")).toContain("meeting_called");
  expect(await kinds("resident")).not.toContain("meeting_called");
});

describe("whoever raised it and has no answer", () => {
  test("asks again: it is looked at within a day of work, counts, and stands first on the desks", async () => {
    const number = await taken();
    await behind(
      s.admin,
      (sql) => sql`update concerns set next_at = now() + interval '30 days' where number = ${number}`,
    );
    await taken();
    await nudge(await as("spouse"), { key: key(), number, body: "还在等。" });
    const row = await rowOf(s.admin, number);
    expect(row).toMatchObject({ nudges: 1, status: "taken" });
    expect(workingBetween(usual, new Date(), row.next_at as Date)).toBeLessThanOrEqual(420);
    expect(await eventsOf(s.admin, number)).toContain("nudged");
    expect(await toldOf(s, number, "nudged")).toEqual(["officer", "resident"]);
    const sections = await desk(await as("officer"));
    expect(sections.find((x) => x.key === "decide")?.lines[0]).toMatchObject({ number, nudges: 1 });
  });

  test("does not put off an earlier date", async () => {
    const number = await taken();
    const soon = new Date(Date.now() + 60_000);
    await behind(s.admin, (sql) => sql`update concerns set next_at = ${soon} where number = ${number}`);
    await nudge(await as("resident"), { key: key(), number, body: null });
    expect((await rowOf(s.admin, number)).next_at).toEqual(soon);
  });

  test("may do so once a day of work", async () => {
    const number = await taken();
    await nudge(await as("resident"), { key: key(), number, body: null });
    await refuses(nudge(await as("spouse"), { key: key(), number, body: null }), "askedJustNow");
    expect((await concernPage(await as("resident"), number)).concern.mayNudge).toBe(false);
    await behind(
      s.admin,
      (sql) => sql`update concerns set nudged_at = now() - interval '10 days' where number = ${number}`,
    );
    expect((await concernPage(await as("resident"), number)).concern.mayNudge).toBe(true);
    await nudge(await as("resident"), { key: key(), number, body: null });
    expect(await rowOf(s.admin, number)).toMatchObject({ nudges: 2 });
  });

  test("has it settled by an answer of the agency or of a unit, not by a working word", async () => {
    const number = await taken();
    const on = { key: key(), number, organizations: [s.world.property], dueAt: onDay(9), note: null };
    await assign(await as("officer"), on);
    await nudge(await as("resident"), { key: key(), number, body: null });
    const says = { number, body: "在办。", attachments: [] };
    await reply(await as("officer"), { ...says, key: key(), audience: "working" });
    expect(await rowOf(s.admin, number)).toMatchObject({ nudges: 1 });
    const assignment = await assignmentOf(s.admin, number, s.world.property);
    await answer(await as("propertyMember"), { ...says, key: key(), assignment });
    expect(await rowOf(s.admin, number)).toMatchObject({ nudges: 0 });
  });

  test("is not offered it while the answer is theirs to give", async () => {
    const number = await taken();
    await ask(await as("officer"), { key: key(), number, body: "几楼？" });
    await refuses(nudge(await as("resident"), { key: key(), number, body: null }), "notNow");
    expect((await concernPage(await as("resident"), number)).concern.mayNudge).toBe(false);
  });

  test("may be without an account", async () => {
    const { number, trackingSecret } = await raise(publicViewer, reportOf(s.world, { email: "x@example.test" }), "en");
    const viewer = await tracked(trackingSecret ?? "");
    await refuses(nudge(viewer, { key: key(), number, body: null }), "notNow");
    await behind(s.admin, (sql) => sql`update concerns set status = 'new' where number = ${number}`);
    await nudge(viewer, { key: key(), number, body: null });
    expect(await rowOf(s.admin, number)).toMatchObject({ nudges: 1 });
  });

  test.each(["neighbour", "officer", "propertyMember", "coordinator"] as const)(
    "is nobody else: %s does not ask again for them",
    async (who) => {
      const number = await taken();
      await refuses(nudge(await as(who), { key: key(), number, body: null }), "notNow").catch(async () =>
        hides(nudge(await as(who), { key: key(), number, body: null })),
      );
      expect(await rowOf(s.admin, number)).toMatchObject({ nudges: 0 });
    },
  );
});

test("a report without account is answered within the time that begins when it is confirmed", async () => {
  const { number } = await raise(publicViewer, reportOf(s.world, { email: "y@example.test" }), "en");
  await behind(
    s.admin,
    (sql) => sql`update concerns set answer_due_at = now() - interval '3 days' where number = ${number}`,
  );
  await s.admin`update tokens set hash = ${tokenHash("the secret of the mail")}
    where kind = 'mail_confirmation' and concern_id = (select id from concerns where number = ${number})`;
  await confirmReport({ secret: "the secret of the mail" });
  const row = await rowOf(s.admin, number);
  expect(row.status).toBe("new");
  expect(Math.round(workingBetween(usual, new Date(), row.answer_due_at as Date))).toBeLessThanOrEqual(420);
  expect((row.answer_due_at as Date).getTime()).toBeGreaterThan(Date.now());
});
