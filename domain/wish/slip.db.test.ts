import { beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { newId } from "#db/id.ts";
import { newVisit } from "#db/testing/make.ts";
import { slipCode } from "../account/secret.ts";
import { behind, hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { chooseBySlip, confirmBySlip, slipWishInput } from "./by-slip.ts";
import {
  blankSlips,
  makeSlip,
  makeSlips,
  printedSlips,
  type SlipOccasion,
  slipEntrances,
  slipOfVisit,
} from "./print.ts";
import { refuseVisits } from "./refuse.ts";
import { readSlip } from "./slip.ts";

const s = stage();
const { as } = s;

const hour = 3_600_000;
const from = Math.ceil(Date.now() / hour) * hour + 48 * hour;
const at = (ms: number) => new Date(ms).toISOString();
const evening = newId();
const otherRound = newId();
let addresses = 0;
const elsewhere = () => `192.0.2.${++addresses}`;

beforeEach(async () => {
  const { a, round } = s.world;
  await behind(s.admin, async (sql) => {
    for (const table of ["visit_wishes", "visit_refusals", "slips", "visit_officers", "visits", "shifts", "throttles"])
      await sql`delete from ${sql(table)}`;
    await sql`delete from rounds where id = ${otherRound}`;
    await sql`update rounds set status = 'running' where id = ${round}`;
    await sql`insert into rounds ${sql({ community_id: a, id: otherRound, name: "冬季", starts_on: "2020-01-01", ends_on: "2099-12-31", status: "planned", target: 3 })}`;
    await sql`insert into shifts ${sql({ community_id: a, id: evening, round_id: round, starts_at: at(from), ends_at: at(from + 2 * hour) })}`;
  });
});

const make = async (who: PersonName | "nobody", occasion: SlipOccasion = "before", round = s.world.round) =>
  makeSlips(await as(who), { key: key(), round, occasion, entrances: [s.world.entrance] });
const printing = async (who: PersonName | "nobody", occasion: SlipOccasion = "before", round = s.world.round) =>
  printedSlips(await as(who), { round, occasion, entrances: [s.world.entrance] });
const codeOf = (household: string) => slipCode(s.world.round, household);
const read = (code: string, address = elsewhere()) => readSlip(code, address);
const choosing = (more: Partial<z.input<typeof slipWishInput>> = {}) =>
  slipWishInput.parse({ key: key(), code: codeOf(s.world.door1502), kind: "times", times: [evening], ...more });
const choose = (more: Partial<z.input<typeof slipWishInput>> = {}) => chooseBySlip(choosing(more), elsewhere(), "en");
const kept = async () => [
  ...(await s.admin`select household_id, kind, times::text, note, phone, email, locale, via, made_by from visit_wishes`),
];
const visit = async (more: Record<string, string> = {}) => {
  let id = "";
  await s.admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    id = await newVisit(sql, s.world, {
      officers: [s.world.people.officer],
      starts_at: at(from),
      ends_at: at(from + hour / 4),
      ...more,
    });
  });
  return id;
};

describe("slips", () => {
  test("are made for every door of an entrance by who leads, once, and printed again with the same code", async () => {
    expect(await make("coordinator")).toBe(3);
    expect(await make("coordinator")).toBe(3);
    expect(await s.admin`select from slips`).toHaveLength(3);
    const { slips, agency, round } = await printing("coordinator");
    expect(slips.map((p) => p.door)).toEqual(["1501", "1502", "1401"]);
    expect(slips[1]).toMatchObject({ building: "3幢", entrance: "2单元", entranceCode: "AAAAAA" });
    expect(slips[1]?.code).toBe(codeOf(s.world.door1502));
    expect(slips).toEqual((await printing("coordinator")).slips);
    expect([agency?.name, round.name]).toEqual(["甲院", "秋季"]);
    expect((await read(slips[1]?.code ?? "")).door).toBe("1502");
  });

  test("are only hashes in the database", async () => {
    await make("coordinator");
    const [dump] = await s.admin`select string_agg(t::text, ' ') as all from slips t`;
    expect(dump?.all).not.toContain(codeOf(s.world.door1502));
    expect(dump?.all).not.toContain(codeOf(s.world.door1502).replaceAll("-", ""));
  });

  test("are made and seen by an officer for the doors they visit alone", async () => {
    await refuses(make("officer"), "noSlips");
    await visit();
    expect(await make("officer")).toBe(1);
    await make("coordinator");
    expect((await printing("officer")).slips.map((p) => p.door)).toEqual(["1502"]);
    expect((await printing("otherOfficer")).slips).toEqual([]);
    for (const who of ["resident", "propertyMember", "coordinatorB", "admin", "nobody"] as const) {
      await hides(make(who));
      await hides(printing(who));
      await hides(slipEntrances(await as(who), s.world.round, "before").then(() => undefined));
      await hides(
        blankSlips(await as(who), { round: s.world.round, entrance: s.world.entrance }).then(() => undefined),
      );
    }
  });

  test("for where nobody was home: those doors, until somebody was met", async () => {
    await refuses(make("coordinator", "nobody_home"), "noSlips");
    const missed = await visit({
      status: "nobody_home",
      starts_at: at(Date.now() - 2 * hour),
      ends_at: at(Date.now() - hour),
    });
    const doors = async () =>
      (await slipEntrances(await as("coordinator"), s.world.round, "nobody_home")).entrances.map((e) => [
        e.doors,
        e.made,
      ]);
    expect(await doors()).toEqual([[1, 0]]);
    expect(await make("coordinator", "nobody_home")).toBe(1);
    expect(await doors()).toEqual([[1, 1]]);
    const { slips } = await printing("coordinator", "nobody_home");
    expect(slips).toMatchObject([{ door: "1502" }]);
    expect(slips[0]?.missedAt?.getTime()).toBeLessThan(Date.now() - hour);
    // A second time is planned: the slip stays right. Then somebody opens.
    const second = await visit();
    expect((await printing("coordinator", "nobody_home")).slips).toHaveLength(1);
    await behind(s.admin, (sql) => sql`update visits set status = 'visited' where id = ${second}`);
    expect((await printing("coordinator", "nobody_home")).slips).toHaveLength(0);
    expect(missed).not.toBe(second);
  });

  test("go to no door that asked not to be visited, and none is made in a round that is over", async () => {
    await refuseVisits(await as("neighbour"), { key: key(), household: s.world.door1401 });
    expect(await make("coordinator")).toBe(2);
    await behind(s.admin, (sql) => sql`update rounds set status = 'closed' where id = ${s.world.round}`);
    await refuses(make("coordinator"), "roundOver");
  });

  test("need an entrance, and one of the community", async () => {
    const lead = await as("coordinator");
    const base = { key: key(), round: s.world.round, occasion: "before" as const };
    await refuses(makeSlips(lead, { ...base, entrances: [] }), "chooseEntrance", "entrances");
    await refuses(makeSlips(lead, { ...base, entrances: [s.world.entranceB] }), "noSlips");
    await hides(blankSlips(lead, { round: s.world.round, entrance: s.world.entranceB }).then(() => undefined));
  });

  test("a single one is made for a door where nobody was home, by those who visit it", async () => {
    const id = await visit({
      status: "nobody_home",
      starts_at: at(Date.now() - 2 * hour),
      ends_at: at(Date.now() - hour),
    });
    expect((await slipOfVisit(await as("officer"), id)).slip).toBeNull();
    await makeSlip(await as("officer"), { key: key(), visit: id });
    await makeSlip(await as("coordinator"), { key: key(), visit: id });
    expect((await slipOfVisit(await as("officer"), id)).slip?.code).toBe(codeOf(s.world.door1502));
    for (const who of ["otherOfficer", "resident", "neighbour", "propertyMember", "admin"] as const) {
      await hides(makeSlip(await as(who), { key: key(), visit: id }));
      await hides(slipOfVisit(await as(who), id).then(() => undefined));
    }
  });
});

describe("whoever holds a slip", () => {
  beforeEach(() => make("coordinator").then(() => undefined));

  test("sees who comes and when, however the code is typed, and nothing of who lives there", async () => {
    const id = await visit();
    const code = codeOf(s.world.door1502);
    const slip = await read(` ${code.toLowerCase().replaceAll("-", " ")} `);
    expect(slip).toMatchObject({
      code,
      community: { name: "甲社区" },
      agency: { name: "甲院" },
      round: { name: "秋季" },
      building: "3幢",
      door: "1502",
      entranceCode: "AAAAAA",
      visit: { id, confirmed: false },
      chosen: false,
    });
    expect(slip.shifts.map((f) => f.id)).toEqual([evening]);
    await choose({ note: "小孩睡得早", phone: "13912345678", email: "me@example.test" });
    const told = JSON.stringify(await read(code));
    expect(JSON.parse(told).chosen).toBe(true);
    for (const secret of ["王二", "13800000002", "13912345678", "me@example.test", "小孩睡得早", "resident"])
      expect(told).not.toContain(secret);
  });

  test("chooses; the last choice counts, and what was left before stays", async () => {
    await choose({ phone: "13912345678", email: "me@example.test" });
    expect(await kept()).toMatchObject([
      {
        household_id: s.world.door1502,
        kind: "times",
        locale: "en",
        via: "slip",
        made_by: null,
        phone: "+8613912345678",
      },
    ]);
    await choose({ kind: "any", times: [evening] });
    expect(await kept()).toMatchObject([{ kind: "any", times: "{}", email: "me@example.test" }]);
    await refuses(choose({ times: [] }), "chooseTimes", "times");
    await refuses(choose({ kind: "call", times: [] }), "phoneToCall", "phone");
  });

  test("is heard once, however often the form arrives", async () => {
    const input = choosing();
    const heard = async () =>
      (await s.admin`select count(*)::int as n from events where kind = 'wish_made'`)[0]?.n as number;
    const before = await heard();
    await Promise.all([1, 2, 3].map(() => chooseBySlip(input, elsewhere(), "en")));
    expect(await heard()).toBe(before + 1);
  });

  test("takes back that nobody should come, by asking for a visit and not by asking for a call", async () => {
    await refuseVisits(await as("resident"), { key: key(), household: s.world.door1502 });
    const refused = async () => (await s.admin`select from visit_refusals where lifted_at is null`).length;
    await choose({ kind: "call", times: [], phone: "13912345678" });
    expect(await refused()).toBe(1);
    await choose();
    expect(await refused()).toBe(0);
  });

  test("confirms the time that the page showed, and no other", async () => {
    const id = await visit();
    const code = codeOf(s.world.door1502);
    await refuses(confirmBySlip({ key: key(), code, visit: newId() }, elsewhere()), "notNow");
    await confirmBySlip({ key: key(), code, visit: id }, elsewhere());
    await confirmBySlip({ key: key(), code, visit: id }, elsewhere());
    expect((await read(code)).visit).toMatchObject({ id, confirmed: true });
    expect(await s.admin`select from events where subject_id = ${id} and kind = 'confirmed'`).toHaveLength(1);
    // Another door's slip confirms nothing here.
    await refuses(confirmBySlip({ key: key(), code: codeOf(s.world.door1501), visit: id }, elsewhere()), "notNow");
  });
});

describe("a code", () => {
  test("that is wrong, was never issued, is of another round, or of a round that is over: all the same", async () => {
    await make("coordinator");
    const wrong = ["", "K7Q2-M9XW-DA3H", "敲门", `${"2".repeat(12)}`, slipCode(otherRound, s.world.door1502)];
    for (const code of wrong) await hides(read(code).then(() => undefined));
    const code = codeOf(s.world.door1502);
    await behind(s.admin, (sql) => sql`update rounds set status = 'closed' where id = ${s.world.round}`);
    await hides(read(code).then(() => undefined));
    await hides(choose());
    await hides(confirmBySlip({ key: key(), code, visit: newId() }, elsewhere()));
    expect(await kept()).toEqual([]);
  });

  test("cannot be guessed on and on from one address: then even a right one gets no answer", async () => {
    await make("coordinator");
    for (let i = 0; i < 120; i++) await hides(read("K7Q2-M9XW-DA3H", "198.51.100.7").then(() => undefined));
    await refuses(
      read(codeOf(s.world.door1502), "198.51.100.7").then(() => undefined),
      "tooManyAttempts",
    );
    expect((await read(codeOf(s.world.door1502), "198.51.100.8")).door).toBe("1502");
  });
});
