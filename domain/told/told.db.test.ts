import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newVisit } from "#db/testing/make.ts";
import { asViewer } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { addVoice, voiceInput } from "../concern/voice.ts";
import { finishMeasure, resumeMeasure } from "../measure/carry.ts";
import { listNotifications } from "../notification/list.ts";
import { tableOf } from "../problem/table.ts";
import { type Concluded, concludedIn, raisedBy } from "../testing/concluded.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { problemIn } from "../testing/problem.ts";
import { hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { eveningSheet } from "../visit/sheet.ts";
import { queuedInput, takeQueued } from "../visit/sync.ts";
import { answerAtDoor, answerByLink, answerOnline, askOf } from "./answer.ts";

const s = stage();
const { as } = s;

let held: Concluded;

beforeEach(async () => {
  held = await concludedIn(s.admin, s.world, await problemIn(s.admin, s.world));
  await s.admin`delete from outbox`;
});

const known = async (who: PersonName) => (await as(who)) as Viewer & { user: SignedIn };
const raise = async (by: PersonName, privacy = "neighbourhood") => {
  const number = await s.raised(by, { privacy });
  await raisedBy(s.admin, s.world, held.problem, number);
  return number;
};
const done = async () => {
  await s.admin`delete from outbox`;
  await finishMeasure(await as("propertyMember"), {
    key: key(),
    agreement: held.agreement,
    measure: held.measures.property,
    note: "每栋楼都试过水。",
    late: null,
    attachments: [],
  });
};
const asks = async () =>
  s.admin<{ id: string; household_id: string | null; answer: string | null; turn: number }[]>`
    select id, household_id, answer, turn from measure_asks where measure_id = ${held.measures.property} order by turn, household_id`;
const askOfDoor = async (door: string) => (await asks()).findLast((a) => a.household_id === door)?.id ?? "";
const counted = async (who: PersonName) =>
  asViewer((await as(who)).claims, async (tx) => {
    const [row] = await tx.execute(sql`select * from app.told_back(${s.world.a}, ${held.measures.property})`);
    return row;
  });
const says = async (
  who: PersonName,
  ask: string,
  answer: "yes" | "no" | "not_yet" = "yes",
  word: string | null = null,
) => answerOnline(await as(who), { key: key(), ask, answer, word });

describe("a measure that is done", () => {
  test("is told to every household that raised it, once each, in their language, and to nobody else", async () => {
    await s.admin`update accounts set locale = 'en' where user_id = ${s.world.people.neighbour}`;
    const number = await raise("resident");
    await raise("resident");
    await addVoice(await known("neighbour"), voiceInput.parse({ key: key(), number }));
    await done();
    expect((await asks()).map((a) => a.household_id).toSorted()).toEqual(
      [s.world.door1401, s.world.door1502].toSorted(),
    );
    const mails = await mailsSent();
    const asked = mails.filter((m) => m.choices);
    expect(asked.map((m) => m.to.split("@")[0]).toSorted()).toEqual(["neighbour", "resident", "spouse"]);
    expect(asked.find((m) => m.to.startsWith("neighbour"))?.locale).toBe("en");
    for (const mail of asked) expect(wordsIn(mail)).toContain("每栋楼都试过水。");
    // And on the page of news, also for one who wants no mail.
    for (const who of ["resident", "spouse", "neighbour"] as const)
      expect((await listNotifications(await as(who)))[0]).toMatchObject({
        kind: "told_ask",
        agreement: held.agreement,
      });
    await s.admin`update accounts set locale = null where user_id = ${s.world.people.neighbour}`;
  });

  test("says nothing of what is private in its mail, and shows nobody whose it was", async () => {
    await raise("resident", "private");
    await done();
    const mails = (await mailsSent()).filter((m) => m.choices);
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) for (const said of ["消防", "更换", "每栋楼"]) expect(wordsIn(mail)).not.toContain(said);
    // Neighbours, units and officers who do not go there find no row; the count is the same for all.
    for (const who of ["neighbour", "propertyMember", "fireMember", "otherOfficer"] as const) {
      const rows = await asViewer((await as(who)).claims, async (tx) => {
        return tx.execute(sql`select * from measure_asks where measure_id = ${held.measures.property}`);
      });
      expect([who, rows.length]).toEqual([who, 0]);
      expect(await counted(who)).toMatchObject({ asked: 1, yes: 0 });
    }
    await expect(
      asViewer((await as("officer")).claims, async (tx) => {
        await tx.execute(sql`select * from app.raisers(${s.world.a}, ${held.problem})`);
      }),
    ).rejects.toMatchObject({ code: "42501" });
  });

  test("is answered by the household alone: the last word counts, and taken up again nothing is asked", async () => {
    await raise("resident");
    await done();
    const ask = await askOfDoor(s.world.door1502);
    for (const who of ["neighbour", "propertyMember", "otherOfficer", "coordinatorB"] as const)
      await hides(says(who, ask));
    await says("resident", ask, "not_yet");
    await says("spouse", ask, "yes", "三楼也好了");
    expect(await counted("neighbour")).toMatchObject({ asked: 1, yes: 1, not_yet: 0 });
    await resumeMeasure(await as("officer"), {
      key: key(),
      agreement: held.agreement,
      measure: held.measures.property,
      reason: "漏水",
    });
    await refuses(says("resident", ask, "no"), "toldOver");
    await done();
    expect((await asks()).map((a) => [a.turn, a.answer])).toEqual([
      [1, "yes"],
      [2, null],
    ]);
    expect(await counted("resident")).toMatchObject({ asked: 1, yes: 0 });
  });

  test("is answered by the link of the mail without signing in, for that one question, and not once it is over", async () => {
    await raise("resident");
    await done();
    const mail = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
    const secret = mail?.link?.url.split("/").at(-1) ?? "";
    expect(await askOf(secret)).toMatchObject({ what: "更换六栋楼的消防栓", answer: null, open: true });
    // Opening it writes nothing: mail programs open links by themselves.
    expect((await asks())[0]?.answer).toBeNull();
    await answerByLink({ key: key(), secret, answer: "no", word: "五楼没有水" });
    expect((await asks())[0]?.answer).toBe("no");
    await hides(askOf(`${secret}x`));
    await resumeMeasure(await as("officer"), {
      key: key(),
      agreement: held.agreement,
      measure: held.measures.property,
      reason: "漏水",
    });
    await refuses(answerByLink({ key: key(), secret, answer: "yes", word: null }), "toldOver");
    await s.admin`update residents set status = 'ended' where user_id = ${s.world.people.resident}`;
    await hides(askOf(secret));
    await s.admin`update residents set status = 'confirmed' where user_id = ${s.world.people.resident}`;
  });

  test("is told to one who reported without an account, who answers by the link", async () => {
    const number = await raise("resident");
    await s.admin`update concern_people p set user_id = null, household_id = null from concerns c where c.id = p.concern_id and c.number = ${number}`;
    await s.admin`insert into concern_contacts (community_id, person_id, email, locale)
      select p.community_id, p.id, 'passer@example.test', 'zh-TW' from concern_people p join concerns c on c.id = p.concern_id where c.number = ${number}
      on conflict (community_id, person_id) do update set email = excluded.email, locale = excluded.locale`;
    await done();
    const mail = (await mailsSent()).find((m) => m.to === "passer@example.test");
    expect(mail?.locale).toBe("zh-TW");
    await answerByLink({ key: key(), secret: mail?.link?.url.split("/").at(-1) ?? "", answer: "yes", word: null });
    expect(await counted("officer")).toMatchObject({ asked: 1, yes: 1 });
  });

  test("is told to one who raised it for a door where they are not confirmed yet, and whose link holds", async () => {
    await raise("resident");
    const { resident } = s.world.people;
    await s.admin`update residents set status = 'pending' where user_id = ${resident}`;
    await done();
    const mail = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
    expect(await askOf(mail?.link?.url.split("/").at(-1) ?? "")).toMatchObject({ open: true });
    await s.admin`update residents set status = 'confirmed' where user_id = ${resident}`;
  });

  test("is answered at the door by whoever goes there, also from a phone that sends twice", async () => {
    await raise("resident");
    await done();
    const ask = await askOfDoor(s.world.door1502);
    const visit = await newVisit(s.admin, s.world, {
      officers: [s.world.people.officer],
      starts_at: "2097-05-01T10:00Z",
      ends_at: "2097-05-01T10:30Z",
      planned_by: s.world.people.coordinator,
    });
    const at = { key: key(), visit, ask, answer: "yes" as const, word: "老人说好了" };
    await hides(answerAtDoor(await as("otherOfficer"), at));
    await hides(answerAtDoor(await as("neighbour"), at));
    const sheet = await eveningSheet(await as("officer"), "Asia/Shanghai", "2097-05-01");
    const asked = () => sheet.parts.flatMap((p) => p.floors).flatMap((f) => f.doors);
    expect(asked().flatMap((d) => d.asks)).toContainEqual({ id: ask, what: "更换六栋楼的消防栓" });
    const queued = queuedInput.parse({
      ...{
        user: s.world.people.officer,
        key: at.key,
        kind: "told",
        seen: "planned",
        at: Date.now(),
        sentAt: Date.now(),
      },
      values: { visit, ask, answer: "yes", word: "老人说好了" },
    });
    const officer = (await as("officer")) as Viewer & { user: SignedIn };
    for (let i = 0; i < 2; i++)
      expect(await takeQueued(officer, queued, "zh-CN")).toEqual({ done: true, conflict: false });
    // Of another door nothing is asked on this sheet.
    await hides(answerAtDoor(officer, { ...at, key: key(), visit: s.world.a }));
    const after = await eveningSheet(officer, "Asia/Shanghai", "2097-05-01");
    const left = after.parts.flatMap((p) => p.floors).flatMap((f) => f.doors);
    expect(left.flatMap((d) => d.asks).map((a) => a.id)).not.toContain(ask);
    const [row] = await s.admin`select answer, via, word, answered_by from measure_asks where id = ${ask}`;
    expect(row).toEqual({ answer: "yes", via: "door", word: "老人说好了", answered_by: s.world.people.officer });
    expect(
      (await s.admin`select 1 from events where subject_id = ${held.agreement} and kind = 'told_back'`).length,
    ).toBe(1);
  });
});

test("enough that say no are told to whoever leads, and not who they are", async () => {
  const number = await raise("resident");
  await addVoice(await known("neighbour"), voiceInput.parse({ key: key(), number }));
  await done();
  await s.admin`delete from outbox`;
  await says("resident", await askOfDoor(s.world.door1502), "no");
  expect(await mailsSent()).toEqual([]);
  await says("neighbour", await askOfDoor(s.world.door1401), "no");
  const mails = await mailsSent();
  expect(mails.map((m) => m.to.split("@")[0]).toSorted()).toEqual(["coordinator", "officer"]);
  // And stands on the page of the problem, in numbers.
  const [problem] = await s.admin<[{ number: string }]>`select number from problems where id = ${held.problem}`;
  const { agreements } = await tableOf(await as("neighbour"), problem.number);
  expect(agreements.flatMap((a) => a.told).map(({ yes, no }) => [yes, no])).toContainEqual([expect.any(Number), 2]);
  const said =
    await s.admin`select actor_id, data from events where subject_id = ${held.agreement} and kind = 'told_back' order by seq`;
  expect(said.map((e) => [e.actor_id, e.data.enough ?? null])).toEqual([
    [null, null],
    [null, true],
  ]);
});
