import { beforeEach, describe, expect, test } from "vitest";
import { asViewer } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { listConcerns, listInput } from "../concern/list.ts";
import { concernPage } from "../concern/page.ts";
import { rateAsVoice } from "../concern/rate.ts";
import { solve } from "../concern/solve.ts";
import { sort } from "../concern/steer.ts";
import { addVoice, dropVoice } from "../concern/voice.ts";
import {
  behind,
  eventsOf,
  hides,
  key,
  onDay,
  type PersonName,
  refuses,
  rowOf,
  stage,
  toldOf,
} from "../testing/stage.ts";
import { planVisit } from "./plan.ts";
import { visitPage } from "./read.ts";
import { eveningSheet } from "./sheet.ts";
import { queuedInput, takeQueued } from "./sync.ts";
import { addVoiceFor, dropVoiceFor } from "./voice.ts";

const s = stage();
const known = async (who: PersonName) => (await s.as(who)) as Viewer & { user: SignedIn };

beforeEach(() =>
  behind(s.admin, async (sql) => {
    await sql`update visits set status = 'cancelled' where status = 'planned'`;
    await sql`update visit_officers set live = false`;
  }),
);

let hours = 0;
async function planned(door: string): Promise<string> {
  return planVisit(await s.as("officer"), {
    ...{ key: key(), entrance: s.world.entrance, door, startsAt: onDay(1 + hours++, "19:00"), minutes: 15 },
    ...{ officers: [s.world.people.officer], purpose: null },
  });
}

const says = async (visit: string, number: string, who: PersonName = "officer") =>
  addVoiceFor(await s.as(who), { key: key(), visit, number });
const takesBack = async (visit: string, number: string, who: PersonName = "officer") =>
  dropVoiceFor(await s.as(who), { key: key(), visit, number });
/** 1401 is the neighbour's door, 1502 the resident's. */
const voices = (number: string) => s.admin<{ user_id: string | null; household_id: string }[]>`
  select p.user_id, p.household_id from concern_people p join concerns c on c.id = p.concern_id
  where c.number = ${number} and p.role = 'voice'`;

describe("this household has it too, said at the door", () => {
  test("is counted, told to those who work on it without a name, and those who live there hear as any voice", async () => {
    const number = await s.raised("resident");
    const visit = await planned("1401");
    await says(visit, number);
    expect([...(await voices(number))]).toEqual([{ user_id: null, household_id: s.world.door1401 }]);
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "voiced (working)"]);
    const seen = async (who: PersonName) => {
      const { concern } = await concernPage(await s.as(who), number);
      return [concern.voices, concern.voiced];
    };
    expect(await seen("neighbour")).toEqual([1, true]);
    expect(await seen("resident")).toEqual([1, false]);
    const mine = await listConcerns(await s.as("neighbour"), listInput.parse({ mine: "1" }));
    expect(mine.lines.map((line) => line.number)).toContain(number);
    await solve(await s.as("coordinator"), { key: key(), number, body: "修好了", attachments: [] });
    expect(await toldOf(s, number, "solved")).toEqual(["neighbour", "resident", "spouse"]);
    await rateAsVoice(await s.as("neighbour"), { key: key(), number, answer: "4" });
    expect((await concernPage(await s.as("coordinator"), number)).concern.ratings).toEqual({ rated: 1, unsolved: 0 });
  });

  test("is one a household, whoever says it and however often, and is taken back by officer or household", async () => {
    const number = await s.raised("resident");
    const visit = await planned("1401");
    const sent = { key: key(), visit, number };
    await addVoiceFor(await s.as("officer"), sent);
    await addVoiceFor(await s.as("officer"), sent);
    await refuses(says(visit, number), "doorVoicedAlready");
    await refuses(addVoice(await known("neighbour"), { key: key(), number }), "voicedAlready");
    await takesBack(visit, number);
    expect((await rowOf(s.admin, number)).voices).toBe(0);
    await hides(takesBack(visit, number));
    await says(visit, number);
    await dropVoice(await known("neighbour"), { key: key(), number });
    expect((await rowOf(s.admin, number)).voices).toBe(0);
    expect(
      (
        await s.admin`select 1 from access where reason = 'voice' and principal = ${s.world.door1401}
      and subject_id = (select id from concerns where number = ${number})`
      ).length,
    ).toBe(0);
    // What somebody said themselves is theirs alone to take back.
    await addVoice(await known("neighbour"), { key: key(), number });
    await hides(takesBack(visit, number));
    expect((await rowOf(s.admin, number)).voices).toBe(1);
  });

  test("is said only by who visits that door, of an open concern of the neighbourhood that is not the household's own", async () => {
    const number = await s.raised("resident");
    const own = await planned("1502");
    const visit = await planned("1401");
    await refuses(says(own, number), "notNow");
    for (const who of ["coordinator", "otherOfficer", "neighbour", "propertyMember", "coordinatorB", "admin"] as const)
      await hides(says(visit, number, who));
    const secret = await s.raised("resident", { privacy: "private" });
    await hides(says(visit, secret));
    // An officer who sees it offers it to nobody either.
    const told = await s.raised("officer", { visit: own, spot: "door:", privacy: "private" });
    await refuses(says(visit, told), "notNow");
    await behind(s.admin, (sql) => sql`update visits set status = 'cancelled' where id = ${visit}`);
    await refuses(says(visit, number), "notNow");
    expect(await voices(number)).toHaveLength(0);
  });

  test("opens nothing: once private, the household learns nothing more", async () => {
    const number = await s.raised("resident");
    await says(await planned("1401"), number);
    await sort(await s.as("coordinator"), {
      key: key(),
      number,
      category: "lift",
      privacy: "private",
      urgency: "normal",
    });
    await hides(concernPage(await s.as("neighbour"), number));
    await solve(await s.as("coordinator"), { key: key(), number, body: "修好了", attachments: [] });
    expect(await toldOf(s, number, "solved")).toEqual(["resident", "spouse"]);
    const rows = await asViewer((await s.as("neighbour")).claims, (tx) =>
      tx.execute(`select 1 from access a join concerns c on c.id = a.subject_id where c.number = '${number}'`),
    );
    expect(rows).toHaveLength(0);
  });

  test("from a phone's queue it arrives once, and what was corrected meanwhile is refused in words", async () => {
    const number = await s.raised("resident");
    const other = await s.raised("resident", { body: "垃圾桶满了没人收", category: "cleaning" });
    const visit = await planned("1401");
    const sent = {
      ...{ user: s.world.people.officer, key: key(), kind: "voice", seen: "planned" },
      ...{ at: Date.now() - 60_000, sentAt: Date.now(), values: { visit, number, title: "电梯" } },
    };
    const send = async (more = {}) =>
      takeQueued(await known("officer"), queuedInput.parse({ ...sent, ...more }), "zh-CN");
    expect(await send()).toEqual({ done: true, conflict: false });
    expect(await Promise.all([send(), send()])).toEqual(Array(2).fill({ done: true, conflict: false }));
    await refuses(send({ values: { visit, number: other } }), "arrivedBefore");
    expect((await rowOf(s.admin, number)).voices).toBe(1);
    expect((await rowOf(s.admin, other)).voices).toBe(0);
  });
});

describe("what is offered at a door", () => {
  test("is open in the neighbourhood and around there: never private, done, or the household's own", async () => {
    await behind(s.admin, (sql) => sql`update concerns set closed_at = now(), status = 'closed', next_at = null`);
    const open = await s.raised("resident");
    await s.raised("resident", { privacy: "private" });
    const done = await s.raised("resident");
    await solve(await s.as("coordinator"), { key: key(), number: done, body: "修好了", attachments: [] });
    const own = await s.raised("neighbour");
    const visit = await planned("1401");
    const page = await visitPage(await s.as("officer"), visit);
    expect(page.around.map((one) => one.number)).toEqual([open]);
    expect(page.voiced).toEqual([]);
    await says(visit, open);
    const after = await visitPage(await s.as("officer"), visit);
    expect(after.voiced).toEqual([open]);
    expect(after.concerns.map((c) => [c.number, c.voice])).toContainEqual([open, true]);
    const day = onDay(hours).slice(0, 10);
    const sheet = await eveningSheet(await s.as("officer"), "Asia/Shanghai", day);
    const [door] = sheet.parts.flatMap((part) => part.floors.flatMap((floor) => floor.doors));
    expect(sheet.parts[0]?.around.map((one) => one.number).toSorted()).toEqual([open, own].toSorted());
    expect([door?.raised, door?.voiced]).toEqual([[own], [open]]);
    // Who was not there, and the household itself, is offered nothing here.
    for (const who of ["otherOfficer", "neighbour"] as const)
      expect((await visitPage(await s.as(who), visit)).around).toEqual([]);
  });
});
