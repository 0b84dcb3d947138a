import ICAL from "ical.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newVisit } from "#db/testing/make.ts";
import { behind, hides, key, type PersonName, stage } from "../testing/stage.ts";
import { endGuides, endOwn, guidesOf, ownAddress, renewGuides, renewOwn } from "./address.ts";
import { readCalendar } from "./read.ts";

const s = stage();
const { as } = s;

const secretIn = (https: string | undefined) => /\/calendar\/([\w-]+)\.ics$/.exec(https ?? "")?.[1] ?? "";

/** What a program reads at an address, in short. */
function entries(text: string | null) {
  if (text === null) return null;
  return new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents("vevent").map((event) => {
    const value = (name: string) => String(event.getFirstPropertyValue(name) ?? "");
    return { uid: value("uid"), summary: value("summary"), status: value("status"), sequence: value("sequence") };
  });
}

/** Gives somebody an address anew. @returns its secret */
async function addressOf(name: PersonName): Promise<string> {
  await renewOwn(await as(name), { key: key() });
  return secretIn((await ownAddress(await as(name)))?.https);
}

async function guide(): Promise<string> {
  const [row] = await s.admin<{ id: string }[]>`select id from guides where community_id = ${s.world.a}`;
  return row?.id ?? "";
}

async function addressOfGuide(): Promise<string> {
  await renewGuides(await as("coordinator"), { key: key(), guide: await guide() });
  const { entrances } = await guidesOf(await as("coordinator"), s.world.round);
  return secretIn(entrances[0]?.guides[0]?.address?.https);
}

let hour = 0;
const visitOf = (officers: PersonName[], more: Record<string, string> = {}) => {
  hour += 1;
  const at = Date.now() + hour * 3_600_000;
  return newVisit(s.admin, s.world, {
    officers: officers.map((name) => s.world.people[name]),
    starts_at: new Date(at).toISOString(),
    ends_at: new Date(at + 12 * 60_000).toISOString(),
    ...more,
  });
};

afterEach(() =>
  behind(s.admin, async (sql) => {
    await sql`delete from visit_officers`;
    await sql`delete from visits`;
    await sql`delete from calendar_feeds`;
  }),
);

describe("an officer's calendar", () => {
  test("holds their visits and nobody else's", async () => {
    const [own, shared] = [
      await visitOf(["officer"]),
      await visitOf(["teamMate", "officer"], { household_id: s.world.door1401 }),
    ];
    await visitOf(["otherOfficer"], { household_id: s.world.door1501 });
    const text = await readCalendar(await addressOf("officer"));
    expect(entries(text)).toEqual([
      { uid: `visit-${own}@portal.test`, summary: "走访 3幢2单元 1502", status: "CONFIRMED", sequence: "0" },
      { uid: `visit-${shared}@portal.test`, summary: "走访 3幢2单元 1401", status: "CONFIRMED", sequence: "0" },
    ]);
    // Who goes along, and who opens doors; not oneself.
    expect(text).toContain("同去：teamMate\\n引路人：王阿姨");
  });

  test("holds no resident's name or number, nor why they are visited", async () => {
    await visitOf(["officer"], { purpose: "看看王二的腿好些没有" });
    for (const text of [await readCalendar(await addressOf("officer")), await readCalendar(await addressOfGuide())]) {
      expect(entries(text)).toHaveLength(1);
      expect(text?.replaceAll("\r\n ", "")).not.toMatch(/王二|resident|spouse|1380000/);
    }
  });

  test("follows each change: a later time and a calling-off count up, under the same name", async () => {
    const secret = await addressOf("officer");
    const id = await visitOf(["officer"]);
    const uid = `visit-${id}@portal.test`;
    const first = await readCalendar(secret);
    expect(await readCalendar(secret)).toBe(first);
    await behind(s.admin, (sql) => sql`update visits set purpose = '回访' where id = ${id}`);
    expect(await readCalendar(secret)).toBe(first);
    await s.admin`update visits set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where id = ${id}`;
    expect(entries(await readCalendar(secret))).toMatchObject([{ uid, sequence: "1", status: "CONFIRMED" }]);
    await behind(
      s.admin,
      (sql) => sql`update visits set status = 'cancelled', sequence = 2, changed_at = now() where id = ${id}`,
    );
    expect(entries(await readCalendar(secret))).toMatchObject([{ uid, sequence: "2", status: "CANCELLED" }]);
  });

  test("is written in its owner's language, or in one that is asked for", async () => {
    await visitOf(["officer"]);
    await s.admin`update accounts set locale = 'zh-TW' where user_id = ${s.world.people.officer}`;
    const secret = await addressOf("officer");
    expect(await readCalendar(secret)).toContain("SUMMARY:走訪 3幢2单元 1502");
    expect(await readCalendar(secret, "en")).toContain("SUMMARY:Visit 3幢 2单元 1502");
    expect(await readCalendar(secret, "xx")).toBe(await readCalendar(secret));
    await s.admin`update accounts set locale = null where user_id = ${s.world.people.officer}`;
  });

  test("is read by its address alone, the newest one, until it is ended; the same address is shown again", async () => {
    const old = await addressOf("officer");
    expect(secretIn((await ownAddress(await as("officer")))?.https)).toBe(old);
    const renewed = await addressOf("officer");
    expect(renewed).not.toBe(old);
    expect(await readCalendar(old)).toBeNull();
    expect(await readCalendar(renewed)).not.toBeNull();
    await endOwn(await as("officer"));
    expect(await readCalendar(renewed)).toBeNull();
    expect(await ownAddress(await as("officer"))).toBeNull();
    for (const wrong of ["", "x".repeat(43), `${renewed}x`]) expect(await readCalendar(wrong)).toBeNull();
  });

  test("renewed twice by one press is renewed once, by two at the same moment is one", async () => {
    const viewer = await as("officer");
    const once = key();
    await Promise.all([renewOwn(viewer, { key: once }), renewOwn(viewer, { key: once })]);
    const first = await ownAddress(viewer);
    await renewOwn(viewer, { key: once });
    expect(await ownAddress(viewer)).toEqual(first);
    await Promise.all([key(), key(), key()].map((k) => renewOwn(viewer, { key: k })));
    const [{ n } = { n: 0 }] = await s.admin<{ n: number }[]>`select count(*)::int as n from calendar_feeds`;
    expect(n).toBe(1);
    expect(await readCalendar(secretIn((await ownAddress(viewer))?.https))).not.toBeNull();
  });

  test("says when a program last read it", async () => {
    const secret = await addressOf("officer");
    expect((await ownAddress(await as("officer")))?.readAt).toBeNull();
    await readCalendar(secret);
    expect((await ownAddress(await as("officer")))?.readAt).toBeInstanceOf(Date);
  });

  test("ends with the work it is for", async () => {
    await visitOf(["otherOfficer"]);
    const secret = await addressOf("otherOfficer");
    expect(entries(await readCalendar(secret))).toHaveLength(1);
    const { otherOfficer } = s.world.people;
    await s.admin`update memberships set ended_at = now() where user_id = ${otherOfficer}`;
    expect(entries(await readCalendar(secret))).toEqual([]);
    await s.admin`update accounts set disabled_at = now() where user_id = ${otherOfficer}`;
    expect(await readCalendar(secret)).toBeNull();
    await s.admin`update memberships set ended_at = null where user_id = ${otherOfficer}`;
    await s.admin`update accounts set disabled_at = null where user_id = ${otherOfficer}`;
  });

  test.each(["resident", "propertyMember", "admin", "pending", "nobody"] as const)("is not for %s", async (name) => {
    await hides(renewOwn(await as(name), { key: key() }));
    expect(await ownAddress(await as(name))).toBeNull();
  });
});

describe("a guide's calendar", () => {
  beforeEach(async () => {
    await visitOf(["officer"]);
  });

  test("holds all visits at their entrance, with who comes, and leads to no page", async () => {
    await visitOf(["otherOfficer"], { household_id: s.world.door1401 });
    const text = await readCalendar(await addressOfGuide());
    expect(entries(text)?.map(({ summary }) => summary)).toEqual(["走访 3幢2单元 1502", "走访 3幢2单元 1401"]);
    expect(text).toContain("DESCRIPTION:来的人：officer\r\n");
    expect(text).toContain("X-WR-CALNAME:3幢2单元走访");
    expect(text).not.toContain("/visits/");
  });

  test("is handed on by who leads the community, renewed and ended", async () => {
    const old = await addressOfGuide();
    const renewed = await addressOfGuide();
    expect(await readCalendar(old)).toBeNull();
    expect(await readCalendar(renewed)).not.toBeNull();
    await endGuides(await as("coordinator"), { guide: await guide() });
    expect(await readCalendar(renewed)).toBeNull();
  });

  test.each(["officer", "resident", "propertyMember", "coordinatorB", "admin", "nobody"] as const)(
    "is nothing to %s",
    async (name) => {
      const secret = await addressOfGuide();
      const viewer = await as(name);
      await hides(guidesOf(viewer, s.world.round));
      await hides(renewGuides(viewer, { key: key(), guide: await guide() }));
      await hides(endGuides(viewer, { guide: await guide() }));
      expect(await readCalendar(secret)).not.toBeNull();
    },
  );
});
