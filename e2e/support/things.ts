import { randomUUID } from "node:crypto";
import type { Browser } from "@playwright/test";
import type postgres from "postgres";
import { post } from "./mail.ts";
import { photo } from "./photo.ts";
import { emailOf, openWire } from "./session.ts";
import { mailDomain } from "./settings.ts";
import { formWith, opened, valueIn, type Wire } from "./wire.ts";
import { zh } from "./words.ts";
import { concluded } from "./works.ts";

/** Things of which it is known whose they are: what the tests of access ask for. */
export type Things = Awaited<ReturnType<typeof makeThings>>;

/** Works in the agency too, but visits elsewhere. */
export const otherOfficer = "officer-01@demo.doorstep.test";

/** Makes them as people would: by the forms of the pages. */
export async function makeThings(browser: Browser, sql: postgres.Sql) {
  const reader = await browser.newPage();
  const resident = await openWire(browser, reader, "resident");
  const neighbour = await openWire(browser, reader, "neighbour");
  const coordinator = await openWire(browser, reader, "coordinator");
  const [units] = await sql<[{ property: string; fire: string }]>`
    select (select id from organizations where kind = 'property') as property,
      (select id from organizations where kind = 'fire') as fire`;
  const picture = { file: "a.jpg", type: "image/jpeg", bytes: await photo(64, 64) };
  const privateOne = await raise(resident, { body: "家里老人要办慢性病手续。", privacy: "private", files: picture });
  const privateOther = await raise(neighbour, { body: "和隔壁为水费起了争执。", privacy: "private", files: picture });
  const neighbourhood = await raise(resident, { body: "单元门的闭门器坏了。", privacy: "neighbourhood" });
  const forFire = await raise(resident, { body: "楼道灭火器过期了。", privacy: "neighbourhood" });
  const forWorks = await raise(resident, { body: "消火栓拧开没有水。", privacy: "neighbourhood" });
  for (const [number, organizations] of [
    [privateOne, units.property],
    [forFire, units.fire],
  ] as const) {
    const page = await opened(coordinator, `/concerns/${number}`, zh("acts.assign.title"));
    const form = formWith(page, { label: zh("acts.assign.title") });
    const answer = await coordinator.post(page, form, { organizations });
    if (answer.status !== 303) throw new Error(`the concern could not be assigned: ${answer.text}`);
  }
  // One that the property company's member has in hand: the only line of their own day.
  const property = await openWire(browser, reader, "property");
  const [given] = await sql<[{ id: string; member: string }]>`
    select a.id, m.user_id as member from assignments a join concerns c on c.id = a.concern_id,
      accounts m where c.number = ${privateOne} and m.email = ${emailOf("property")}`;
  const handing = await property.get(`/concerns/${privateOne}?do=hand-${given.id}`);
  await property.post(handing, formWith(handing, { label: zh("acts.hand.title") }), { to: given.member });
  const followed = await raise(resident, { body: "孩子要上幼儿园，不知道怎么报名。", privacy: "neighbourhood" });
  await follow(coordinator, followed);
  const attachment = async (number: string) => {
    const [row] = await sql<{ id: string }[]>`
      select a.id from attachments a join concerns c on c.id = a.concern_id where c.number = ${number}`;
    return row?.id ?? "";
  };
  const [visits] = await sql<[{ own: string; planned: string; other: string }]>`
    select
      (select v.id from visits v where v.status = 'planned' and v.round_id = (select id from rounds where status = 'running') and 2 = (
        select count(*) from visit_officers o join accounts a on a.user_id = o.user_id
        where o.visit_id = v.id and a.email in (${emailOf("officer")}, ${emailOf("partnerOfficer")}))
        order by v.starts_at desc limit 1) as planned,
      (select v.id from visits v join households h on h.id = v.household_id
        join residents r on r.household_id = h.id join accounts a on a.user_id = r.user_id
        where a.email = ${emailOf("resident")} order by v.starts_at limit 1) as own,
      (select v.id from visits v where v.status = 'planned' and v.round_id = (select id from rounds where status = 'running') and not exists (
        select from visit_officers o join accounts a on a.user_id = o.user_id
        where o.visit_id = v.id and a.email in (${emailOf("officer")}, ${emailOf("coordinator")}))
        and not exists (select from residents r where r.household_id = v.household_id) order by v.starts_at desc, v.id limit 1) as other`;
  // An officer of another team, who may sign in like the demo's own.
  await sql`
    insert into credentials (user_id, password_hash)
    select a.user_id, (select password_hash from credentials limit 1) from accounts a where a.email = ${otherOfficer}
    on conflict do nothing`;
  const [round] = await sql<[{ id: string }]>`select id from rounds where status = 'running'`;
  const [door] = await sql<[{ building: string; household: string }]>`
    select e.building_id as building, h.id as household from visits v join households h on h.id = v.household_id
    join entrances e on e.id = h.entrance_id where v.id = ${visits.planned}`;
  const slip = await slipOf(coordinator, sql, visits.other);
  const roundAhead = await roundThatComes(sql);
  const room = await sideRoom(coordinator, sql, privateOne);
  const [entrance] = await sql<[{ id: string }]>`select entrance_id as id from guides order by id limit 1`;
  const ledger = await ledgerThatWaits(coordinator, sql);
  const list = await listThatWaits(coordinator, sql);
  const letter = await letterThatIsHeld(sql);
  const [walk] = await sql<[{ on: string }]>`
    select to_char(starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on from visits where id = ${visits.planned}`;
  const [moves] = await sql<[{ to: string }]>`
    select '/rounds/' || round_id || '/board?move=' || id || '&team=' || team_id || '&at='
      || to_char((starts_at + interval '1 year') at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24"%3A"MI') as to
    from visits where id = ${visits.planned}`;
  const meetings = await meetingsOf(coordinator, sql, privateOne);
  const [policy] = await sql<[{ id: string }]>`select id from policies where withdrawn_at is null order by id limit 1`;
  const [published] = await sql<[{ number: string }]>`
    select number from problems where published_at is not null order by created_at limit 1`;
  const [stories] = await sql<[{ published: string; draft: string; review: string; photo: string }]>`
    select (select id from stories where status = 'published' order by published_at desc limit 1) as published,
      (select id from stories where status = 'draft' order by created_at limit 1) as draft,
      (select id from stories where status = 'in_review' order by created_at limit 1) as review`;
  const [photoOfStory] = await sql<[{ id: string }]>`
    insert into story_photos (community_id, id, story_id, ordinal, original_key, width, height, added_by)
    select s.community_id, gen_random_uuid(), s.id, coalesce((select max(ordinal) from story_photos p where p.story_id = s.id), 0) + 1,
      a.storage_key, 64, 64, s.author_id
    from stories s, attachments a where s.id = ${stories.draft} and a.kind = 'image' order by a.created_at desc limit 1 returning id`;
  const [shown] = await sql<[{ number: string }]>`
    select number from publications where hidden_at is null and outcome is not null order by number limit 1`;
  const things = {
    story: stories.published,
    storyDraft: stories.draft,
    storyInReview: stories.review,
    storyPhoto: photoOfStory.id,
    publicOne: shown.number,
    goneOne: await takenDown(coordinator, resident),
    problem: await commonProblem(coordinator, [neighbourhood, privateOne]),
    problemPublic: published.number,
    policy: policy.id,
    ...meetings,
    carried: (await concluded(sql, [forWorks])).agreement,
    ledger,
    list,
    letter,
    ...room,
    moveTo: moves.to,
    walkOn: walk.on,
    ...slip,
    roundAhead,
    privateOne,
    privateOther,
    neighbourhood,
    forFire,
    handOne: `/concerns/${privateOne}?do=hand-${given.id}`,
    followed,
    attachmentOne: await attachment(privateOne),
    attachmentOther: await attachment(privateOther),
    visitOwn: visits.own,
    visitPlanned: visits.planned,
    visitOther: visits.other,
    round: round.id,
    door: `building=${door.building}&door=${door.household}`,
    building: `building=${door.building}`,
    calendar: await calendarOfGuide(coordinator, round.id),
    entrance: entrance.id,
    units,
  };
  await Promise.all([resident, neighbour, coordinator, property].map((wire) => wire.request.dispose()));
  await reader.close();
  return things;
}

/** A concern of the resident that everybody could read, and that she has had taken down. */
async function takenDown(coordinator: Wire, resident: Wire): Promise<string> {
  const number = await raise(resident, { body: "单元门口的台阶松了一块。", privacy: "neighbourhood" });
  const review = await coordinator.get(`/board/review?n=${number}`);
  const { status } = await coordinator.post(review, formWith(review, { label: zh("publication.publish") }), {});
  if (status !== 303) throw new Error("the concern could not be published");
  const page = await resident.get(`/concerns/${number}`);
  await resident.post(page, formWith(page, { label: zh("ownPublic.takeDown") }), {});
  return number;
}

/** A problem with a neighbourhood and a private concern behind it, not public. */
async function commonProblem(coordinator: Wire, concerns: string[]): Promise<string> {
  const page = await coordinator.get(`/problems/new?${concerns.map((n) => `concerns=${n}`).join("&")}`);
  const form = formWith(page, { label: zh("problem.new") });
  const { location } = await coordinator.post(page, form, { title: "单元门关不上", summary: "闭门器都旧了。" });
  const number = /\/problems\/(\d{4}-\d+)$/.exec(location ?? "")?.[1];
  if (!number) throw new Error(`no problem: ${location}`);
  return number;
}

/** The slip of the door of a visit, as its team makes it. */
async function slipOf(
  coordinator: Wire,
  sql: postgres.Sql,
  visit: string,
): Promise<{ slip: string; slipEntrance: string }> {
  const page = await coordinator.get(`/visits/${visit}/slip`);
  const form = page.forms.find((f) => f.label === zh("slips.makeOne"));
  const shown = form ? await coordinator.submit(page, form) : page;
  const slip = /\/slip\/((?:[2-9A-Z]{4}-?){3})/.exec(shown.html)?.[1];
  const [entrance] = await sql<{ id: string }[]>`
    select h.entrance_id as id from visits v join households h on h.id = v.household_id where v.id = ${visit}`;
  if (!slip || !entrance) throw new Error(`no slip: ${shown.status} ${shown.text}`);
  return { slip, slipEntrance: entrance.id };
}

/** The demo's meetings, and a three-party one on the resident's private concern, with the family and the health bureau. */
async function meetingsOf(coordinator: Wire, sql: postgres.Sql, number: string) {
  const [demo] = await sql<[{ meeting: string; settled: string; inspection: string }]>`
    select (select id from meetings where kind = 'joint' and status = 'finding' order by created_at limit 1) as meeting,
      (select id from meetings where kind = 'joint' and status = 'settled' order by created_at limit 1) as settled,
      (select id from meetings where kind = 'inspection' and status = 'called' order by created_at limit 1) as inspection`;
  const [health] = await sql<[{ id: string }]>`select id from organizations where kind = 'health'`;
  const page = await coordinator.get(`/meetings/new?concern=${number}`);
  const form = formWith(page, { label: zh("meetings.begin") });
  const when = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const { location } = await coordinator.post(page, form, {
    ...{ title: "三方座谈", place: "调解室", times: `${when}T15:00`, how: "fixed" },
    parties: ["family", `organization:${health.id}`],
  });
  if (!location) throw new Error("the three-party meeting could not be called");
  return { ...demo, threeParty: location.split("/").at(-1) ?? "" };
}

/** A side room of the resident's private concern, with the family and the health bureau. */
async function sideRoom(coordinator: Wire, sql: postgres.Sql, number: string): Promise<{ room: string; said: string }> {
  const [bureau] = await sql<[{ id: string }]>`select id from organizations where kind = 'health'`;
  const page = await coordinator.get(`/concerns/${number}/rooms/new`);
  const form = formWith(page, { label: zh("room.open") });
  const { location } = await coordinator.post(page, form, {
    name: "单独谈一谈",
    members: ["family", `organization:${bureau.id}`],
  });
  const room = /\/rooms\/([0-9a-f-]{36})$/.exec(location ?? "")?.[1];
  if (!room) throw new Error(`no side room: ${location}`);
  // Something in the thread that its writer may still correct, and who leads take back.
  const thread = await coordinator.get(`/concerns/${number}`);
  await coordinator.post(thread, formWith(thread, { label: zh("thread.reply") }), {
    body: "我们在问。",
    audience: "everyone",
  });
  const [said] = await sql<[{ id: string }]>`
    select m.id from messages m join concerns c on c.id = m.concern_id where c.number = ${number} and m.body = '我们在问。'`;
  return { room, said: said.id };
}

/** Follows a concern to its end, with a step on its checklist. */
async function follow(coordinator: Wire, number: string): Promise<void> {
  const at = `/concerns/${number}/steps`;
  const begins = await coordinator.get(at);
  await coordinator.post(begins, formWith(begins, { label: zh("steps.begin.title") }), {});
  const page = await opened(coordinator, at, zh("steps.add.title"));
  const form = formWith(page, { label: zh("steps.add.title") });
  const { status, text } = await coordinator.post(page, form, { title: "补签租房合同", papers: "身份证\n旧合同" });
  if (status !== 303) throw new Error(`no step: ${status} ${text}`);
}

/** A round of next year, for which every door can choose. @returns its id */
async function roundThatComes(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<[{ id: string }]>`
    insert into rounds (community_id, id, name, starts_on, ends_on, status, target)
    select community_id, gen_random_uuid(), '明年走访', current_date + 300, current_date + 330, 'planned', 100 from rounds
    where status = 'running' returning id`;
  await sql`insert into shifts (community_id, id, round_id, starts_at, ends_at)
    select community_id, gen_random_uuid(), id, now() + interval '301 days', now() + interval '301 days 2 hours' from rounds
    where id = ${row.id}`;
  await sql`insert into teams (community_id, id, round_id, name)
    select community_id, gen_random_uuid(), id, '1 组' from rounds where id = ${row.id}`;
  await sql`insert into team_members (community_id, team_id, user_id)
    select t.community_id, t.id, a.user_id from teams t, accounts a where t.round_id = ${row.id} and a.email = ${emailOf("officer")}`;
  await sql`insert into shift_absences (community_id, shift_id, team_id)
    select t.community_id, s.id, t.id from teams t join shifts s on s.round_id = t.round_id where t.round_id = ${row.id}`;
  return row.id;
}

/** Gives the first guide of a round an address for their calendar. @returns the secret in it */
async function calendarOfGuide(coordinator: Wire, round: string): Promise<string> {
  const at = `/rounds/${round}/guides`;
  const secret = ({ html }: { html: string }) => /\/calendar\/([\w-]{43})\.ics/.exec(html)?.[1];
  const page = await coordinator.get(at);
  const had = secret(page);
  if (had) return had;
  await coordinator.post(page, formWith(page, { field: "guide" }));
  const made = secret(await coordinator.get(at));
  if (!made) throw new Error("the guide has no calendar");
  return made;
}

/** Hands in a ledger of one new door and waits until it has been read. @returns its id */
const ledgerThatWaits = (coordinator: Wire, sql: postgres.Sql) =>
  handedIn(coordinator, sql, { at: "/households", label: zh("ledger.handIn"), text: "地址,户主\n76-1-101,孙三\n" });

/** The same with a list of one concern. */
const listThatWaits = (coordinator: Wire, sql: postgres.Sql) =>
  handedIn(coordinator, sql, {
    at: "/concerns/import",
    label: zh("concernImport.handIn"),
    text: "编号,时间,内容\nT1,2026-02-01,楼道的窗关不上\n",
  });

/** A mail to the community from somebody whom nobody knows. @returns its id */
async function letterThatIsHeld(sql: postgres.Sql): Promise<string> {
  const messageId = `<${randomUUID()}@elsewhere.test>`;
  await post({
    from: "somebody@elsewhere.test",
    to: `concern+ithaca@${mailDomain}`,
    subject: "楼道的窗",
    text: "楼道的窗关不上。",
    messageId,
  });
  for (let i = 0; i < 600; i++) {
    const [row] = await sql<
      { id: string }[]
    >`select id from letters where message_id = ${messageId} and raw_key is not null`;
    if (row) return row.id;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the mail was not held");
}

async function handedIn(
  coordinator: Wire,
  sql: postgres.Sql,
  { at, label, text }: { at: string; label: string; text: string },
): Promise<string> {
  const page = await coordinator.get(at);
  const file = { file: "台账.csv", type: "text/csv", bytes: Buffer.from(text) };
  const { location } = await coordinator.post(page, formWith(page, { label }), { file });
  const ledger = location?.split("/").at(-1) ?? "";
  for (let i = 0; i < 600; i++) {
    const [row] = await sql`select read_at from ledgers where id::text = ${ledger}`;
    if (row?.read_at) return ledger;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the ledger was not read: ${location}`);
}

/** Raises a concern at the person's own door. @returns its number */
export async function raise(wire: Wire, fields: Parameters<Wire["post"]>[2]): Promise<string> {
  const page = await wire.get("/report");
  const form = formWith(page, { label: zh("report.title") });
  const answer = await wire.post(page, form, { spot: "door:", considered: "1", ...fields });
  const number = /\/concerns\/(\d{4}-\d+)/.exec(answer.location ?? "")?.[1];
  if (!number) throw new Error(`not raised: ${answer.status} ${JSON.stringify(formErrors(answer))}`);
  return number;
}

const formErrors = (answer: { forms: { errors: Record<string, string>; alert: string }[] }) =>
  answer.forms.filter((f) => f.alert).map((f) => ({ ...f.errors, alert: f.alert }));

/** The key that a form carries against being sent twice. */
export const keyOf = (form: Parameters<typeof valueIn>[0]): string => valueIn(form, "key") ?? "";
