import { sql as query } from "drizzle-orm";
import ICAL from "ical.js";
import { sync } from "node-ical";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { change } from "#db/viewer.ts";
import { notifyInput, setNotify } from "../account/preferences.ts";
import { type PostOffice, postOffice, type Received } from "../testing/smtp.ts";
import { behind, key, onDay, type PersonName, stage } from "../testing/stage.ts";
import { planVisit } from "../visit/plan.ts";
import { cancelVisit, recordVisit } from "../visit/record.ts";
import { reschedule } from "../visit/reschedule.ts";
import { workOnce } from "../work/worker.ts";

const s = stage();
const { as } = s;
let office: PostOffice;

beforeAll(async () => {
  office = await postOffice();
});
afterAll(() => office.close());
beforeEach(() => {
  office.received.length = 0;
  office.open = true;
  process.env.SMTP_URL = office.url;
  settings.reset();
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await behind(s.admin, async (sql) => {
    for (const table of ["outbox", "visit_wishes", "slips", "visit_officers", "visits"])
      await sql`delete from ${sql(table)}`;
  });
});

const guest = "guest@example.test";

/** Works off the queue. @returns what has arrived since the last time */
async function arrived(): Promise<Received[]> {
  const before = office.received.length;
  while (await workOnce());
  return office.received.slice(before);
}

/** The household of 1502 says by its slip when it wants to be visited, and where the time is to be sent. */
const wish = (more: Record<string, unknown> = {}) =>
  s.admin`insert into visit_wishes ${s.admin({
    community_id: s.world.a,
    id: newId(),
    round_id: s.world.round,
    household_id: s.world.door1502,
    kind: "any",
    email: guest,
    locale: "zh-CN",
    via: "slip",
    ...more,
  })}`;

/** The same from an account. */
const wishFrom = (name: PersonName) =>
  wish({ email: null, locale: null, via: "account", made_by: s.world.people[name] });

let hours = 0;
async function planned(more: Record<string, unknown> = {}): Promise<string> {
  hours += 1;
  return planVisit(await as("officer"), {
    key: key(),
    entrance: s.world.entrance,
    door: "1502",
    startsAt: onDay(1 + Math.floor(hours / 20), `${String(hours % 20).padStart(2, "0")}:00`),
    minutes: 30,
    officers: [s.world.people.officer, s.world.people.teamMate],
    purpose: "看看王二的腿",
    ...more,
  });
}

/** Moves a visit by hand, as drag and drop does. */
async function moved(visit: string, hoursLater: number): Promise<void> {
  await change((await as("officer")).claims, async (tx) => {
    const by = `${hoursLater} hours`;
    await tx.execute(
      query`update visits set starts_at = starts_at + ${by}::interval, ends_at = ends_at + ${by}::interval where id = ${visit}`,
    );
    await tx.execute(query`
      insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (${s.world.a}, 'visit', ${visit}, 'moved', 'everyone', ${s.world.people.officer}, '{}')`);
  });
}

async function slipOf1502(): Promise<Buffer> {
  const hash = Buffer.from(key());
  await s.admin`insert into slips ${s.admin({
    community_id: s.world.a,
    id: newId(),
    round_id: s.world.round,
    household_id: s.world.door1502,
    hash,
  })}`;
  return hash;
}

/** What stands in the attachment of a mail, as two programs read it. */
function entries(mail: Received | undefined) {
  const root = new ICAL.Component(ICAL.parse(mail?.calendar ?? "") as never);
  const found = root.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      id: event.uid.replace(/^visit-|@.*$/g, ""),
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue("status")),
      start: event.startDate.toJSDate().toISOString(),
    };
  });
  const other = Object.values(sync.parseICS(mail?.calendar ?? "")).flatMap((c) =>
    c?.type === "VEVENT" ? [`${c.uid} ${c.sequence} ${c.status} ${new Date(c.start).toISOString()}`] : [],
  );
  expect(other).toEqual(found.map((e) => `visit-${e.id}@portal.test ${e.sequence} ${e.status} ${e.start}`));
  return found;
}

const startOf = async (id: string) =>
  (
    (await s.admin<{ at: Date }[]>`select starts_at as at from visits where id = ${id}`)[0] ?? { at: new Date(0) }
  ).at.toISOString();

describe("a household that left an address", () => {
  test("is told of the time, who comes and where, with the time for its calendar; and of nothing else", async () => {
    await wish();
    const id = await planned({ startsAt: onDay(2, "19:00") });
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(mail?.to).toBe(guest);
    expect(mail?.text).toMatch(/甲院的干警将在.+19:00到 3幢2单元 1502 走访。/);
    expect(mail?.text).toContain("来的是：officer和teamMate。");
    expect(mail?.text).toContain("门口便条上的二维码");
    expect(entries(mail)).toEqual([{ id, sequence: 0, status: "CONFIRMED", start: await startOf(id) }]);
    expect(mail?.calendar).toContain("来的人：officer和teamMate");
    // No answer is asked for, nobody is named who lives there, and no page is linked that could not be opened.
    expect(mail?.calendar).toContain("METHOD:PUBLISH");
    expect(mail?.calendar).not.toMatch(/ATTENDEE|ORGANIZER|RSVP/);
    for (const part of [mail?.text, mail?.html, mail?.calendar?.replaceAll("\n ", "")])
      expect(part).not.toMatch(/王二|腿|1380000|\/visits\//);
  });

  test.each([
    ["zh-TW", "幹警將在", "星期"],
    ["en", "will visit 3幢 2单元 1502 on", "day"],
  ])("is told in its own language (%s)", async (locale, words, day) => {
    await wish({ locale });
    await planned({ startsAt: onDay(3, "19:00") });
    const [mail] = await arrived();
    expect(mail?.text).toContain(words);
    expect(mail?.text).toContain(day);
    expect(mail?.text).toContain("19:00");
    expect(mail?.head).toContain(`Content-Language: ${locale}`);
  });

  test("is told of a new time as such: the same entry, moved", async () => {
    await wish();
    const id = await planned();
    await arrived();
    await moved(id, 1);
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(mail?.text).toContain("时间改了");
    expect(entries(mail)).toEqual([{ id, sequence: 1, status: "CONFIRMED", start: await startOf(id) }]);
  });

  test("is told that nobody comes, where it was told that somebody would", async () => {
    await wish();
    const id = await planned();
    await arrived();
    await cancelVisit(await as("officer"), { key: key(), visit: id });
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(mail?.text).toContain("走访取消了");
    expect(entries(mail)).toMatchObject([{ id, sequence: 1, status: "CANCELLED" }]);
  });

  test("is told of another time and of the old one in one mail", async () => {
    await wish();
    const old = await planned({ startsAt: onDay(4, "10:00") });
    await arrived();
    const id = (await reschedule(await as("officer"), { key: key(), visit: old, startsAt: onDay(5, "11:00") })) ?? "";
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(mail?.text).toMatch(/时间改了：.+11:00/);
    expect(mail?.text).toMatch(/原来的时间.+10:00不去了/);
    expect(entries(mail)).toEqual([
      { id: old, sequence: 1, status: "CANCELLED", start: await startOf(old) },
      { id, sequence: 0, status: "CONFIRMED", start: await startOf(id) },
    ]);
  });

  test("is told of a plan made anew as of a new time, though the old visit was called off by itself", async () => {
    await wish();
    const old = await planned();
    await arrived();
    await cancelVisit(await as("officer"), { key: key(), visit: old });
    const id = await planned();
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(entries(mail).map((e) => [e.id, e.status])).toEqual([
      [old, "CANCELLED"],
      [id, "CONFIRMED"],
    ]);
  });

  test("hears the newest state alone, where much changed before the mail went out", async () => {
    await wish();
    const id = await planned();
    await moved(id, 1);
    await moved(id, 1);
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    // It was told of no other time before.
    expect(mail?.text).toContain("将在");
    expect(entries(mail)).toEqual([{ id, sequence: 2, status: "CONFIRMED", start: await startOf(id) }]);
  });

  test("hears nothing of a visit that was called off before anybody told of it", async () => {
    await wish();
    const id = await planned();
    await cancelVisit(await as("officer"), { key: key(), visit: id });
    expect(await arrived()).toEqual([]);
  });

  test("hears nothing of a visit called off while its mail waited for the server", async () => {
    await wish();
    const id = await planned();
    office.open = false;
    expect(await arrived()).toEqual([]);
    office.open = true;
    await cancelVisit(await as("officer"), { key: key(), visit: id });
    await s.admin`update outbox set due_at = now() where done_at is null`;
    expect(await arrived()).toEqual([]);
  });

  test("is told once, however often the same is said, and however often a mail is tried", async () => {
    await wish();
    const id = await planned();
    office.open = false;
    await arrived();
    office.open = true;
    await s.admin`update outbox set due_at = now() where done_at is null`;
    expect(await arrived()).toHaveLength(1);
    // The household says by its slip that the time suits it: it knows it already.
    const slip = await slipOf1502();
    await change((await as("nobody")).claims, (tx) => tx.execute(query`select auth.slip_confirm(${slip})`));
    expect(await arrived()).toEqual([]);
    const [{ n } = { n: 0 }] = await s.admin<{ n: number }[]>`
      select count(*)::int as n from events where subject_id = ${id} and kind = 'confirmed'`;
    expect(n).toBe(1);
  });

  test("hears nothing of how a visit went", async () => {
    await wish();
    const id = await planned();
    await arrived();
    await recordVisit(await as("officer"), {
      key: key(),
      visit: id,
      outcome: "visited",
      heard: "都好。",
      reflection: null,
      attachments: [],
    });
    expect(await arrived()).toEqual([]);
  });

  test("is told of a time that stood already when it left the address", async () => {
    const id = await planned();
    expect(await arrived()).toEqual([]);
    const slip = await slipOf1502();
    const { claims } = await as("nobody");
    await change(claims, (tx) =>
      tx.execute(query`select auth.slip_wish(${slip}, ${newId()}, 'any', '{}', null, null, ${guest}, 'en')`),
    );
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(entries(mail)).toMatchObject([{ id, status: "CONFIRMED" }]);
  });
});

describe("a resident", () => {
  test("who wished from an account is told there, with the page of the visit", async () => {
    await wishFrom("resident");
    const id = await planned();
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(mail?.to).toBe("resident@example.test");
    expect(mail?.text).toContain(`/visits/${id}`);
    expect(mail?.text).not.toContain("便条");
  });

  test("who wants no mail gets none, nor one who has left the household", async () => {
    await wishFrom("resident");
    await setNotify(
      await as("resident"),
      notifyInput.parse({ mail: "none", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }),
    );
    await planned();
    expect(await arrived()).toEqual([]);
    await setNotify(
      await as("resident"),
      notifyInput.parse({ mail: "daily", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }),
    );
    await s.admin`update residents set status = 'ended' where user_id = ${s.world.people.resident}`;
    await behind(s.admin, (sql) => sql`delete from visits`);
    await planned();
    expect(await arrived()).toEqual([]);
    await s.admin`update residents set status = 'confirmed' where user_id = ${s.world.people.resident}`;
  });

  test("who says that the time suits them gets it for their calendar", async () => {
    await s.admin`update accounts set mail = 'each' where user_id = ${s.world.people.spouse}`;
    const id = await planned();
    expect(await arrived()).toEqual([]);
    await change((await as("spouse")).claims, (tx) => tx.execute(query`select app.confirm_visit(${id})`));
    const [mail, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(mail?.to).toBe("spouse@example.test");
    expect(entries(mail)).toMatchObject([{ id, status: "CONFIRMED" }]);
  });

  test("whose address stands on the wish, too, is told once", async () => {
    await wish({ email: "Resident@example.test", via: "account", made_by: s.world.people.resident });
    await s.admin`update accounts set mail = 'each' where user_id = ${s.world.people.resident}`;
    await planned();
    expect((await arrived()).map(({ to }) => to)).toEqual(["resident@example.test"]);
  });
});

test("nobody is told of a household that left no wish, and nothing of it is queued", async () => {
  await planned();
  const [{ n } = { n: 1 }] = await s.admin<{ n: number }[]>`select count(*)::int as n from outbox`;
  expect(n).toBe(0);
});

test("what waits in the queue names nobody", async () => {
  await wish();
  await planned();
  await workOnce();
  const [row] = await s.admin`select topic, key, payload::text as payload from outbox where topic = 'visit_mail'`;
  expect(`${row?.key} ${row?.payload}`).not.toMatch(/guest|example\.test|1502|王二/);
});
