import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { notifyInput, setNotify } from "../account/preferences.ts";
import { answer } from "../assignment/answer.ts";
import { askAgain } from "../assignment/ask-again.ts";
import { hand } from "../assignment/hand.ts";
import { giveBack } from "../assignment/return.ts";
import { assign } from "../concern/assign.ts";
import { take } from "../concern/take.ts";
import { recipientOf, unsubscribe } from "../notification/unsubscribe.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { assignmentOf, behind, key, onDay, stage } from "../testing/stage.ts";
import { daysLater, localTimeOf } from "../time.ts";
import { keepHouse } from "../work/house.ts";
import { workOnce } from "../work/worker.ts";

const s = stage();
const { as } = s;
const zone = "Asia/Shanghai";

/** A clock time of the Monday after this week, some weeks on: what happens now is of the week before it. */
function monday(time: string, weeks = 0): Date {
  const weekday = new Date(`${localTimeOf(new Date(), zone).slice(0, 10)}T00:00Z`).getUTCDay() || 7;
  return daysLater(new Date(), 8 - weekday + 7 * weeks, zone, time);
}

beforeEach(async () => {
  await behind(s.admin, async (sql) => {
    for (const table of ["assignment_handlers", "assignments", "events", "event_heads", "notifications", "outbox"])
      await sql`delete from ${sql(table)}`;
  });
  await s.admin`update accounts set mail = 'each', weekly = true, quiet_from = null, quiet_until = null`;
});

async function given(unit: "property" | "fire" = "property", more: Record<string, unknown> = {}) {
  const number = await s.raised("resident", more);
  const owner = more.privacy === "private" ? "coordinator" : "officer";
  await take(await as(owner), { key: key(), number });
  await assign(await as(owner), { key: key(), number, organizations: [s.world[unit]], dueAt: onDay(3), note: null });
  return { key: key(), number, assignment: await assignmentOf(s.admin, number, s.world[unit]) };
}
const due = (assignment: string, at: Date) =>
  behind(s.admin, async (sql) => {
    await sql`update assignments set due_at = ${at} where id = ${assignment}`;
    await sql`update events set data = data || jsonb_build_object('dueAt', ${at.toISOString()}::text)
      where kind = 'assigned' and subject_id = (select concern_id from assignments where id = ${assignment})`;
  });
/** The summaries that go out at a moment. */
async function summaries(when: Date) {
  await s.admin`delete from outbox where topic <> 'weekly_mail'`;
  await keepHouse(when);
  await s.admin`delete from outbox where topic <> 'weekly_mail' and done_at is null`;
  return mailsSent();
}
const ofProperty = async (when: Date) => (await summaries(when)).filter((m) => m.to.startsWith("propertymember@"));

test("on Monday morning: what is open by deadline, as numbers, and what the week brought", async () => {
  const member = await as("propertyMember");
  const late = await given();
  await due(late.assignment, new Date(Date.now() - 86_400_000));
  const open = await given("property", { privacy: "private", body: "老人的药费单据。" });
  await hand(member, { ...open, key: key(), to: s.world.people.propertyMember });
  const inTime = await given();
  await answer(member, { ...inTime, body: "修好了。", attachments: [] });
  const tooLate = await given();
  await due(tooLate.assignment, new Date(Date.now() - 60_000));
  await answer(member, { ...tooLate, body: "修好了。", attachments: [] });
  // Answered late, and asked again: the new date does not make it in time.
  await askAgain(await as("officer"), { ...tooLate, key: key(), body: "还漏。", dueAt: onDay(4) });
  const back = await given();
  await giveBack(member, { ...back, why: "other", suggested: null, reason: "不是我们的。" });
  const takenBack = await given();
  await giveBack(await as("officer"), { ...takenBack, why: "other", suggested: null, reason: "给错了。" });
  await given("fire");

  expect(await ofProperty(monday("07:59"))).toEqual([]);
  const [mail, ...more] = await ofProperty(monday("08:01"));
  expect(more).toEqual([]);
  expect(mail?.subject).toBe("上周小结：还有 3 件要答复");
  const words = mail ? wordsIn(mail) : "";
  expect(words).toContain("新交办 6 件；答复 2 件，按时 1 件；退回 1 件；请你们再答复 1 件");
  expect(words).toContain("等你们答复的有 3 件，其中 1 件已超期");
  expect(words).toContain("其中 1 件由您经办");
  // The late one first; no titles, nor texts.
  const numbers = [...words.matchAll(/^(\d{4}-\d+)：(.*)$/gm)];
  expect(numbers.map((m) => m[1])).toEqual([late.number, open.number, tooLate.number]);
  expect(numbers[0]?.[2]).toMatch(/已超期$/);
  expect(words).not.toMatch(/药费|电梯/);
  expect(mail?.link?.url).toBe("http://portal.test/desk");
  expect(recipientOf(mail?.unsubscribe ?? "")).toEqual({ weekly: s.world.people.propertyMember });
});

test("is for members of partner units alone, and each learns of their own unit", async () => {
  const fire = await given("fire");
  const mails = await summaries(monday("09:00"));
  expect(mails.map((m) => m.to)).toEqual(["firemember@example.test"]);
  expect(mails.map(wordsIn).join()).toContain(fire.number);
});

describe("once a week", () => {
  test("though the house is kept every minute, by two processes; and again the week after", async () => {
    await given();
    await Promise.all([keepHouse(monday("08:01")), keepHouse(monday("08:01")), keepHouse(monday("08:02"))]);
    expect(await ofProperty(monday("12:00"))).toHaveLength(1);
    expect(await ofProperty(monday("23:59"))).toEqual([]);
    expect(await ofProperty(new Date(monday("07:30").getTime() + 86_400_000))).toEqual([]);
    expect(await ofProperty(monday("08:01", 1))).toHaveLength(1);
  });

  test("a mail that the server did not take is the same one when it is tried again, not a second", async () => {
    await given();
    await s.admin`delete from outbox`;
    await keepHouse(monday("08:01"));
    await s.admin`delete from outbox where topic <> 'weekly_mail' or payload ->> 'user' <> ${s.world.people.propertyMember}`;
    const ids: string[] = [];
    const send = async (mail: { id: string }) => {
      ids.push(mail.id);
      if (ids.length === 1) throw new Error("killed between sending and the end of the transaction");
    };
    await workOnce(send);
    await keepHouse(monday("08:02"));
    await s.admin`update outbox set due_at = now()`;
    while (await workOnce(send));
    // The same Message-ID: a mail server that had it tells.
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("not when Monday was missed: Tuesday noon is no Monday morning", async () => {
    await given();
    expect(await ofProperty(new Date(monday("12:00").getTime() + 86_400_000))).toEqual([]);
  });
});

test("nothing open and nothing that happened: no mail", async () => {
  expect(await summaries(monday("08:01", 2))).toEqual([]);
  // A week in which the last one was answered tells of that, and then there is silence.
  const it = await given();
  await answer(await as("propertyMember"), { ...it, body: "修好了。", attachments: [] });
  expect((await ofProperty(monday("08:01")))[0]?.subject).toBe("上周小结：都答复了");
  expect(await ofProperty(monday("08:01", 1))).toEqual([]);
});

describe("whoever does not want it", () => {
  const wants = async (more: Record<string, string>) =>
    setNotify(
      await as("propertyMember"),
      notifyInput.parse({ mail: "each", mentionsAtOnce: "on", quietFrom: "", quietUntil: "", ...more }),
    );

  test("says so in the settings; a form that does not ask leaves it as it is", async () => {
    await given();
    await wants({ weeklyAsked: "1" });
    expect(await ofProperty(monday("08:01"))).toEqual([]);
    await wants({});
    expect(await ofProperty(monday("08:01", 1))).toEqual([]);
    await wants({ weeklyAsked: "1", weekly: "on" });
    expect(await ofProperty(monday("08:01", 2))).toHaveLength(1);
    await wants({ mail: "none" });
    expect(await ofProperty(monday("08:01", 3))).toEqual([]);
  });

  test("or by the link in one, which ends nothing else", async () => {
    await given();
    const [mail] = await ofProperty(monday("08:01"));
    const token = mail?.unsubscribe ?? "";
    await unsubscribe({ token, what: "stop" });
    expect(await ofProperty(monday("08:01", 1))).toEqual([]);
    const [account] = await s.admin`select mail, weekly from accounts where user_id = ${s.world.people.propertyMember}`;
    expect(account).toEqual({ mail: "each", weekly: false });
    await unsubscribe({ token, what: "resume" });
    expect(await ofProperty(monday("08:01", 2))).toHaveLength(1);
  });

  test("or has left since it was queued", async () => {
    await given();
    await keepHouse(monday("08:01"));
    await s.admin`update memberships set ended_at = now() where user_id = ${s.world.people.propertyMember}`;
    expect((await mailsSent()).filter((m) => m.to.startsWith("propertymember@") && m.subject.includes("小结"))).toEqual(
      [],
    );
    await s.admin`update memberships set ended_at = null where user_id = ${s.world.people.propertyMember}`;
  });
});

test("comes by the clock of the community", async () => {
  await s.admin`update communities set time_zone = 'America/New_York' where id = ${s.world.a}`;
  await given();
  expect(await ofProperty(monday("08:01"))).toEqual([]);
  // Thirteen hours later (twelve in summer) it is Monday morning there.
  expect(await ofProperty(new Date(monday("08:01").getTime() + 13 * 3_600_000))).toHaveLength(1);
  await s.admin`update communities set time_zone = ${zone} where id = ${s.world.a}`;
});

test("a unit with 5,000 behind it has its summary", async () => {
  await given();
  await behind(s.admin, async (sql) => {
    const [base] = await sql`select * from assignments order by assigned_at, id limit 1`;
    const rows = Array.from({ length: 5000 }, () => ({
      ...(base as Record<string, unknown>),
      id: newId(),
      status: "returned",
      assigned_at: "2020-01-01",
      returned_at: "2020-01-02",
    }));
    for (let i = 0; i < rows.length; i += 1000) await sql`insert into assignments ${sql(rows.slice(i, i + 1000))}`;
  });
  await s.admin`analyze assignments`;
  expect(await ofProperty(monday("08:01"))).toHaveLength(1);
});
