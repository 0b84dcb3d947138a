import type postgres from "postgres";
import { demoPassword } from "#db/demo/accounts.ts";
import { mailTo } from "./support/mail.ts";
import { localTime } from "./support/pages.ts";
import { type Account, emailOf, freshSession } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { makeThings, raise, type Things } from "./support/things.ts";
import {
  type Answer,
  type Changes,
  formWith,
  opened,
  type ParsedForm,
  valueIn,
  type Wire,
  wireWith,
} from "./support/wire.ts";
import { zh } from "./support/words.ts";

// The same form twice is one thing done; and a session that ended meanwhile costs nobody their words.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

const endLatestSession = (sql: postgres.Sql, who: Account) => sql`
  update sessions set ended_at = now() where id = (
    select s.id from sessions s join accounts a on a.user_id = s.user_id where a.email = ${emailOf(who)}
    order by s.created_at desc limit 1)`;

/** Posts the same form three times at once, and once more afterwards, as impatient fingers and bad lines do. */
async function often(wire: Wire, page: Answer, form: ParsedForm, changes: Changes): Promise<Answer[]> {
  const send = () => wire.post(page, form, changes);
  return [...(await Promise.all([send(), send(), send()])), await send()];
}

test("a report sent four times is one concern, with one number", async ({ wire, sql }) => {
  const text = "交了四次的诉求：楼道灯一直亮着。";
  const resident = await wire("resident");
  const page = await resident.get("/report");
  const answers = await often(resident, page, formWith(page, { label: zh("report.title") }), {
    body: text,
    spot: "area:corridor",
  });
  expect(new Set(answers.map((a) => a.location)).size).toBe(1);
  expect(await sql`select number from concerns where body = ${text}`).toHaveLength(1);
});

test("a report without an account sent four times is one concern, one mail, one link", async ({ wire, sql }) => {
  const to = "twice@example.test";
  const stranger = await wire(null);
  const page = await stranger.get("/report");
  const changes = { body: "没有账号，也交了四次。", spot: "area:hall", email: to };
  const answers = await often(stranger, page, formWith(page, { label: zh("report.title") }), changes);
  expect(new Set(answers.map((a) => a.location)).size).toBe(1);
  expect((await stranger.get(answers.at(-1)?.location ?? "")).status).toBe(200);
  await expect.poll(() => mailTo(to).length).toBe(1);
  expect(await sql`select number from concerns where body = ${changes.body}`).toHaveLength(1);
});

test("the same form with a corrected text is a second report: nothing corrected is lost", async ({ wire, sql }) => {
  const resident = await wire("resident");
  const page = await resident.get("/report");
  const form = formWith(page, { label: zh("report.title") });
  const first = await resident.post(page, form, { body: "写错了的一版。", spot: "area:roof", considered: "1" });
  const second = await resident.post(page, form, { body: "改正后的一版。", spot: "area:roof", considered: "1" });
  expect(second.location).not.toBe(first.location);
  expect(await sql`select body from concerns where body in ('写错了的一版。', '改正后的一版。')`).toHaveLength(2);
});

test("replies, acts, units, invitations and visits sent four times are one each", async ({ wire, sql }) => {
  const resident = await wire("resident");
  const coordinator = await wire("coordinator");
  const officer = await wire("officer");
  const number = await raise(resident, { body: "一件会被催四遍的事。", privacy: "private" });

  let page = await resident.get(`/concerns/${number}`);
  await often(resident, page, formWith(page, { label: zh("thread.reply") }), { body: "说了四遍的话" });
  expect(await sql`select id from messages where body = '说了四遍的话'`).toHaveLength(1);

  page = await opened(coordinator, `/concerns/${number}`, zh("acts.solve.title"));
  await often(coordinator, page, formWith(page, { label: zh("acts.solve.title") }), { body: "办好了四遍" });
  expect(await sql`select id from messages where body = '办好了四遍'`).toHaveLength(1);
  const solved = await sql`
    select e.seq from events e join concerns c on c.id = e.subject_id where c.number = ${number} and e.kind = 'solved'`;
  expect(solved).toHaveLength(1);

  page = await coordinator.get("/organizations");
  await often(coordinator, page, formWith(page, { label: zh("organizations.add") }), {
    name: "加了四遍",
    kind: "other",
  });
  expect(await sql`select id from organizations where name = '加了四遍'`).toHaveLength(1);
  await sql`update organizations set disabled_at = now() where name = '加了四遍'`;

  page = await coordinator.get("/people");
  const person = { name: "请了四遍", email: "four@example.test", organization: things.units.fire, role: "partner" };
  await often(coordinator, page, formWith(page, { label: zh("people.invite") }), person);
  await expect.poll(() => mailTo("four@example.test").length).toBe(1);
  expect(await sql`select id from tokens where email = 'four@example.test'`).toHaveLength(1);

  page = await officer.get("/visits/new");
  const [door] = await sql<{ entrance: string; door: string }[]>`
    select h.entrance_id as entrance, h.door from households h
    where not exists (select from visits v where v.household_id = h.id and v.status <> 'visited') order by h.id desc limit 1`;
  const visit = { ...door, startsAt: localTime(33, "06:05"), purpose: "约了四遍" };
  const planned = await often(officer, page, formWith(page, { label: zh("visits.plan") }), visit);
  expect(new Set(planned.map((a) => a.location)).size).toBe(1);
  expect(await sql`select id from visits where purpose = '约了四遍'`).toHaveLength(1);
  const at = planned[0]?.location ?? "";
  page = await officer.get(at);
  await often(officer, page, formWith(page, { label: zh("visit.raise") }), { body: "门口记了四遍" });
  expect(await sql`select id from concerns where body = '门口记了四遍'`).toHaveLength(1);
  await often(officer, page, formWith(page, { label: zh("visit.record") }), { outcome: "visited", heard: "听了四遍" });
  expect(await sql`select id from visit_notes where body = '听了四遍'`).toHaveLength(1);
});

test.describe("a session that ended while somebody was writing", () => {
  const text = "写了很久的一段话，不能丢。\n第二行。";

  /** Each form in which somebody writes: whose, where, which, and the field. */
  const writing: { who: Account; at: () => string; label: string; field: string; more?: Changes }[] = [
    { who: "fire", at: () => `/concerns/${things.forFire}`, label: zh("thread.reply"), field: "body" },
    { who: "fire", at: () => `/concerns/${things.forFire}`, label: zh("acts.answer.title"), field: "body" },
    { who: "fire", at: () => `/concerns/${things.forFire}`, label: zh("acts.giveBack.title"), field: "reason" },
    { who: "health", at: () => "/settings", label: zh("settings.name"), field: "name" },
    { who: "partnerOfficer", at: () => "/visits/new", label: zh("visits.plan"), field: "purpose" },
    { who: "partnerOfficer", at: () => `/visits/${things.visitPlanned}`, label: zh("visit.raise"), field: "body" },
    {
      who: "partnerOfficer",
      at: () => `/visits/${things.visitPlanned}`,
      label: zh("visit.record"),
      field: "heard",
      more: { outcome: "visited" },
    },
    { who: "partnerOfficer", at: () => `/visits/${things.visitOwn}`, label: zh("visit.addNote"), field: "reflection" },
    { who: "coordinator", at: () => `/concerns/${things.neighbourhood}`, label: zh("acts.solve.title"), field: "body" },
    { who: "coordinator", at: () => `/concerns/${things.neighbourhood}`, label: zh("acts.close.title"), field: "body" },
    {
      who: "coordinator",
      at: () => `/concerns/${things.neighbourhood}`,
      label: zh("acts.setNext.title"),
      field: "nextNote",
    },
    { who: "coordinator", at: () => "/people", label: zh("people.invite"), field: "name" },
    { who: "coordinator", at: () => "/organizations", label: zh("organizations.add"), field: "name" },
  ];

  for (const { who, at, label, field, more = {} } of writing) {
    test(`finds it again after signing in: ${label}, as ${who}`, async ({ browser, reader, sql }) => {
      const oneLine = ["name", "purpose", "nextNote"].includes(field);
      const typed = oneLine ? "写了很久的一行，不能丢" : text;
      const own = await wireWith(reader, await freshSession(browser, emailOf(who)));
      const page = await opened(own, at(), label);
      const form = formWith(page, { label });
      await endLatestSession(sql, who);
      const sent = await own.post(page, form, { [field]: typed, ...more });
      expect(sent.location).toMatch(/^\/sign-in\?ended=1&next=/);
      const signIn = await own.get(sent.location ?? "");
      expect(signIn.text).toContain(zh("signIn.ended"));
      const account = { login: emailOf(who), password: demoPassword };
      const back = await own.submit(signIn, formWith(signIn, { label: zh("signIn.title") }), account);
      expect(back.status).toBe(200);
      const again = valueIn(formWith(back, { label }), field);
      expect(again?.replace(/\r\n/g, "\n")).toBe(typed);
    });
  }

  test("gives the words to nobody else who signs in at the same screen", async ({ browser, reader, sql }) => {
    const own = await wireWith(reader, await freshSession(browser, emailOf("partnerOfficer")));
    const page = await own.get("/visits/new");
    await endLatestSession(sql, "partnerOfficer");
    const plan = formWith(page, { label: zh("visits.plan") });
    const sent = await own.post(page, plan, { purpose: "只给这位干警看的字" });
    const signIn = await own.get(sent.location ?? "");
    const other = { login: emailOf("officer"), password: demoPassword };
    const back = await own.submit(signIn, formWith(signIn, { label: zh("signIn.title") }), other);
    expect(back.heading).toBe(zh("visits.plan"));
    expect(back.html.includes("只给这位干警看的字")).toBe(false);
  });

  test("a resident's report is kept, too, and can be sent without an account", async ({ browser, reader, sql }) => {
    const own = await wireWith(reader, await freshSession(browser, emailOf("resident")));
    const page = await own.get("/report");
    await endLatestSession(sql, "resident");
    const sent = await own.post(page, formWith(page, { label: zh("report.title") }), { body: text, spot: "area:gate" });
    const form = formWith(sent, { label: zh("report.title") });
    expect(form.alert).toContain(zh("refusals.emailToFollow"));
    expect(valueIn(form, "body")?.replace(/\r\n/g, "\n")).toBe(text);
    const again = await own.post(sent, form, { email: "later@example.test" });
    expect(again.location).toMatch(/^\/concerns\/\d{4}-\d+\?raised=1/);
  });
});
