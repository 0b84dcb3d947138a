import { beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { newId } from "#db/id.ts";
import { newVisit } from "#db/testing/make.ts";
import { behind, hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { chooseWish, wishInput } from "./choose.ts";
import { confirmTime } from "./confirm.ts";
import { countWishes } from "./count.ts";
import { offersAhead } from "./offers.ts";
import { roundsAhead, wishOfVisit } from "./read.ts";
import { allowVisits, refuseVisits } from "./refuse.ts";

const s = stage();
const { as } = s;

const hour = 3_600_000;
const from = Math.ceil(Date.now() / hour) * hour + 48 * hour;
const evening = newId();
const day = newId();
const formerRound = newId();
const formerShift = newId();

const at = (ms: number) => new Date(ms).toISOString();
const firstHours = { start: from + 24 * hour, end: from + 26 * hour };

beforeEach(async () => {
  const { a, round } = s.world;
  await behind(s.admin, async (sql) => {
    await sql`delete from visit_wishes`;
    await sql`delete from visit_refusals`;
    await sql`delete from visit_officers`;
    await sql`delete from visits`;
    await sql`delete from shifts`;
    await sql`delete from rounds where id = ${formerRound}`;
    await sql`update rounds set status = 'running' where id = ${round}`;
    await sql`insert into rounds ${sql({ community_id: a, id: formerRound, name: "夏季", starts_on: "2020-01-01", ends_on: "2099-12-31", status: "closed", target: 3 })}`;
    await sql`insert into shifts ${sql([
      { community_id: a, id: evening, round_id: round, starts_at: at(from), ends_at: at(from + 2 * hour) },
      { community_id: a, id: day, round_id: round, starts_at: at(from + 24 * hour), ends_at: at(from + 30 * hour) },
      {
        community_id: a,
        id: formerShift,
        round_id: formerRound,
        starts_at: at(from + 72 * hour),
        ends_at: at(from + 74 * hour),
      },
    ])}`;
  });
});

const choosing = (more: Partial<z.input<typeof wishInput>> = {}) =>
  wishInput.parse({
    key: key(),
    household: s.world.door1502,
    round: s.world.round,
    kind: "times",
    times: [evening, `${day}_1`],
    ...more,
  });
const choose = async (who: PersonName | "nobody", more: Partial<z.input<typeof wishInput>> = {}) =>
  chooseWish(await as(who), choosing(more), "zh-CN");
const kept = async () => [
  ...(await s.admin`select kind, times::text, note, phone, email, locale, via, made_by from visit_wishes`),
];
const wishOf = async (who: PersonName) => (await roundsAhead(await as(who)))[0]?.wish ?? null;
const events = async (kind: string) =>
  (await s.admin`select count(*)::int as n from events where kind = ${kind}`)[0]?.n as number;
const visitAhead = (more: Record<string, string> = {}, officers = [s.world.people.officer]) =>
  behindVisit({ officers, starts_at: at(from), ends_at: at(from + hour / 4), ...more });
const behindVisit = async (given: Parameters<typeof newVisit>[2]) => {
  let id = "";
  await s.admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    id = await newVisit(sql, s.world, given);
  });
  return id;
};

describe("a household", () => {
  test("sees the round that comes and chooses among its evenings; the last choice counts", async () => {
    const [coming] = await roundsAhead(await as("resident"));
    expect(coming).toMatchObject({
      household: s.world.door1502,
      door: "1502",
      wish: null,
      refused: false,
      visit: null,
    });
    expect(coming?.round.id).toBe(s.world.round);
    expect(coming?.shifts.map((f) => f.id)).toEqual([evening, day]);
    await choose("resident", { note: "老人耳背，请敲重一点", email: "Me@example.test" });
    expect(await wishOf("resident")).toMatchObject({
      kind: "times",
      times: [{ start: from, end: from + 2 * hour }, firstHours],
      note: "老人耳背，请敲重一点",
      via: "account",
    });
    await choose("spouse", { kind: "call", times: [], phone: "13912345678" });
    expect(await wishOf("resident")).toMatchObject({ kind: "call", times: [], note: null });
    // One row, of whoever spoke last; the address that was left stays.
    expect(await kept()).toMatchObject([
      { kind: "call", phone: "+8613912345678", email: "me@example.test", made_by: s.world.people.spouse },
    ]);
  });

  test("is heard once, however often the form arrives", async () => {
    const before = await events("wish_made");
    const input = choosing();
    await chooseWish(await as("resident"), input, "zh-CN");
    await Promise.all([1, 2].map(async () => chooseWish(await as("resident"), input, "zh-CN")));
    expect(await events("wish_made")).toBe(before + 1);
    expect(await kept()).toHaveLength(1);
  });

  test("two of it that choose at the same moment leave one wish", async () => {
    await Promise.all([choose("resident", { kind: "any" }), choose("spouse", { kind: "call", phone: "13912345678" })]);
    expect(await kept()).toHaveLength(1);
  });

  test("must tick a time that is still ahead, of this round, and give a number to be called at", async () => {
    await refuses(choose("resident", { times: [] }), "chooseTimes", "times");
    await refuses(choose("resident", { times: [evening, formerShift] }), "chooseTimes", "times");
    await refuses(choose("resident", { times: [`${day}_9`] }), "chooseTimes", "times");
    await refuses(choose("resident", { kind: "call", times: [] }), "phoneToCall", "phone");
    await behind(
      s.admin,
      (sql) =>
        sql`update shifts set starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' where id = ${evening}`,
    );
    await refuses(choose("resident", { times: [evening] }), "chooseTimes", "times");
    expect(await kept()).toEqual([]);
  });

  test("speaks for itself alone: not a neighbour, nobody unconfirmed, nobody of a unit or another community", async () => {
    for (const who of [
      "neighbour",
      "pending",
      "propertyMember",
      "fireMember",
      "coordinatorB",
      "residentB",
      "admin",
      "nobody",
    ] as const)
      await hides(choose(who));
    // An officer who does not visit the door neither.
    await hides(choose("otherOfficer"));
    await hides(choose("resident", { household: s.world.door1501 }));
    expect(await kept()).toEqual([]);
  });

  test("is seen by those who lead and those who visit it; a neighbour and other officers learn nothing", async () => {
    await choose("resident");
    const visit = await visitAhead();
    expect((await wishOfVisit(await as("officer"), visit))?.wish?.kind).toBe("times");
    expect((await wishOfVisit(await as("coordinator"), visit))?.wish?.kind).toBe("times");
    expect((await wishOfVisit(await as("resident"), visit))?.wish?.kind).toBe("times");
    // They see that the visit is planned, as officers do, and nothing of what the household said.
    expect(await wishOfVisit(await as("otherOfficer"), visit)).toMatchObject({ wish: null, goes: false, own: false });
    expect(await wishOfVisit(await as("neighbour"), visit)).toBeNull();
    expect(await wishOf("neighbour")).toBeNull();
  });

  test("cannot choose in a round that is over, or that is not of its community", async () => {
    await refuses(choose("resident", { round: formerRound, kind: "any", times: [] }), "roundOver");
    await hides(choose("resident", { round: newId(), kind: "any", times: [] }));
    await hides(choose("residentB", { household: s.world.doorB, kind: "any", times: [] }));
    await behind(s.admin, (sql) => sql`update rounds set status = 'closed' where id = ${s.world.round}`);
    await refuses(choose("resident", { kind: "any", times: [] }), "roundOver");
    expect(await roundsAhead(await as("resident"))).toEqual([]);
  });

  test("that has been visited is not asked again", async () => {
    const visit = await visitAhead();
    await behind(s.admin, (sql) => sql`update visits set status = 'visited' where id = ${visit}`);
    expect(await roundsAhead(await as("resident"))).toEqual([]);
    expect(await roundsAhead(await as("neighbour"))).toHaveLength(1);
  });
});

describe("what is said at the door", () => {
  test("is written down by those who visit it, and by the office for any door", async () => {
    await visitAhead();
    await choose("officer", { kind: "call", times: [] });
    expect(await kept()).toMatchObject([{ kind: "call", via: "door", made_by: s.world.people.officer }]);
    await choose("coordinator", { household: s.world.door1501, kind: "any", times: [] });
    expect((await kept()).map((w) => w.via).toSorted()).toEqual(["door", "office"]);
    // The household changes it itself.
    await choose("resident");
    expect((await kept()).map((w) => w.via).toSorted()).toEqual(["account", "office"]);
  });
});

describe("a household that asks not to be visited", () => {
  const refusing = async (who: PersonName, household = s.world.door1502) =>
    refuseVisits(await as(who), { key: key(), household });

  test("is not visited: what is planned is called off, and nothing can be planned", async () => {
    const visit = await visitAhead();
    await refusing("resident");
    await refusing("spouse");
    expect((await s.admin`select status from visits where id = ${visit}`)[0]?.status).toBe("cancelled");
    expect(await s.admin`select from visit_refusals where lifted_at is null`).toHaveLength(1);
    await expect(visitAhead()).rejects.toMatchObject({ code: "DS004" });
    expect((await roundsAhead(await as("resident")))[0]).toMatchObject({ refused: true, visit: null });
  });

  test("may be visited again when it says so, or chooses a time; to be called is no visit", async () => {
    const refused = async () => (await roundsAhead(await as("resident")))[0]?.refused;
    await refusing("resident");
    await choose("resident", { kind: "call", times: [], phone: "13912345678" });
    expect(await refused()).toBe(true);
    await choose("resident", { kind: "any", times: [] });
    expect(await refused()).toBe(false);
    await refusing("resident");
    await allowVisits(await as("spouse"), { key: key(), household: s.world.door1502 });
    expect(await refused()).toBe(false);
    expect(await events("visits_refused")).toBeGreaterThan(1);
    await visitAhead();
  });

  test("is refused by itself alone: a neighbour's word calls nothing off", async () => {
    const visit = await visitAhead();
    for (const who of ["neighbour", "officer", "coordinator", "propertyMember"] as const) await hides(refusing(who));
    expect((await s.admin`select status from visits where id = ${visit}`)[0]?.status).toBe("planned");
  });
});

describe("a planned time", () => {
  test("is confirmed by the household, once, and by nobody else", async () => {
    const visit = await visitAhead();
    const before = await events("confirmed");
    const confirm = async (who: PersonName | "nobody") => confirmTime(await as(who), { key: key(), visit });
    for (const who of ["neighbour", "officer", "coordinator", "nobody"] as const) await refuses(confirm(who), "notNow");
    await confirm("resident");
    await confirm("spouse");
    expect(await events("confirmed")).toBe(before + 1);
    expect((await roundsAhead(await as("resident")))[0]?.visit).toMatchObject({ id: visit, confirmed: true });
    expect((await wishOfVisit(await as("officer"), visit))?.confirmedAt).toBeInstanceOf(Date);
  });

  test("that is over is not confirmed", async () => {
    const visit = await visitAhead({ starts_at: at(Date.now() - hour), ends_at: at(Date.now() + hour) });
    await refuses(confirmTime(await as("resident"), { key: key(), visit }), "notNow");
  });
});

describe("the count of a round", () => {
  test("says how many have chosen, and which planned visits stand at another time; it is for who leads", async () => {
    await choose("resident", { times: [`${day}_1`] });
    await choose("neighbour", { household: s.world.door1401, kind: "call", times: [], phone: "13912345678" });
    await refuseVisits(await as("neighbour"), { key: key(), household: s.world.door1401 });
    await visitAhead();
    expect(await countWishes(await as("coordinator"), s.world.round)).toEqual({
      doors: 3,
      chosen: 2,
      call: 1,
      astray: 1,
      refused: 1,
    });
    await choose("resident", { times: [evening] });
    expect((await countWishes(await as("coordinator"), s.world.round)).astray).toBe(0);
    for (const who of ["officer", "resident", "coordinatorB", "admin", "nobody"] as const)
      await hides(countWishes(await as(who), s.world.round));
  });
});

test("what can be chosen are the parts of the round's shifts", async () => {
  const [coming] = await roundsAhead(await as("resident"));
  expect(offersAhead(coming?.shifts ?? [], Date.now()).map((o) => o.id)).toEqual([
    evening,
    `${day}_1`,
    `${day}_2`,
    `${day}_3`,
  ]);
});
