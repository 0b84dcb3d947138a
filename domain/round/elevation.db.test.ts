import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { newOfficer, newVisit } from "#db/testing/make.ts";
import { behind, hides, key, stage } from "../testing/stage.ts";
import { dayOf } from "../time.ts";
import { planVisit } from "../visit/plan.ts";
import { recordVisit, undo } from "../visit/record.ts";
import { doorPanel } from "./door.ts";
import { elevation } from "./elevation.ts";
import { followedRound, roundStamp, touchesRound } from "./follow.ts";

const s = stage();
const { as } = s;

/** Writes a visit behind the rules' back: as time and many evenings would have brought it about. */
async function visit(
  door: "door1501" | "door1502" | "door1401",
  status: string,
  at: string,
  more: { officers?: string[]; team?: string; round?: string | null } = {},
): Promise<string> {
  const { officers = [s.world.people.officer], team = null, round = s.world.round } = more;
  let id = "";
  await behind(s.admin, async (sql) => {
    id = await newVisit(sql, s.world, {
      household_id: s.world[door],
      status,
      starts_at: `${at}T18:30:00+08:00`,
      ends_at: `${at}T18:45:00+08:00`,
      round_id: round,
      team_id: team,
      recorded_by: status === "planned" ? null : s.world.people.officer,
      recorded_at: status === "planned" ? null : `${at}T18:40:00+08:00`,
      officers,
    });
  });
  return id;
}

async function looks(): Promise<Record<string, string>> {
  const { buildings } = await elevation(await as("officer"), s.world.round);
  const doors = buildings.flatMap((b) => b.entrances.flatMap((e) => e.floors.flatMap((f) => f.doors)));
  return Object.fromEntries(doors.map((d) => [d.door, d.look]));
}

beforeEach(() =>
  behind(s.admin, async (sql) => {
    await sql`delete from visit_officers`;
    await sql`delete from visits`;
    await sql`delete from visit_refusals`;
    await sql`delete from teams where id <> ${s.world.team}`;
  }),
);

describe("a door looks as its latest visit left it", () => {
  test("but what was moved or called off says nothing, whenever it would have been", async () => {
    await visit("door1501", "nobody_home", "2026-03-01");
    await visit("door1501", "cancelled", "2026-03-05");
    await visit("door1502", "rescheduled", "2026-03-09");
    await visit("door1502", "planned", "2026-03-02");
    await visit("door1401", "rescheduled", "2026-03-01");
    expect(await looks()).toEqual({ "1501": "nobody_home", "1502": "planned", "1401": "open" });
  });

  test.each(["declined", "moved_away", "no_language"] as const)("%s", async (status) => {
    await visit("door1501", "nobody_home", "2026-03-01");
    await visit("door1501", status, "2026-03-02");
    expect((await looks())["1501"]).toBe(status);
  });

  test("and of this round alone", async () => {
    await visit("door1501", "visited", "2026-03-01", { round: null });
    expect((await looks())["1501"]).toBe("open");
  });

  test("a household that asks not to be visited is left in peace, until it says otherwise; visited stays visited", async () => {
    const refuse = (door: string) => s.admin`
      insert into visit_refusals (community_id, id, household_id, noted_by)
      values (${s.world.a}, ${newId()}, ${door}, ${s.world.people.officer})`;
    await visit("door1501", "declined", "2026-03-01");
    await visit("door1502", "visited", "2026-03-01");
    for (const door of [s.world.door1501, s.world.door1502, s.world.door1401]) await refuse(door);
    expect(await looks()).toEqual({ "1501": "refuses", "1502": "visited", "1401": "refuses" });
    expect((await doorPanel(await as("officer"), s.world.round, s.world.door1501)).refusedAt).toBeInstanceOf(Date);
    await s.admin`update visit_refusals set lifted_at = now(), lifted_by = ${s.world.people.coordinator}`;
    expect((await looks())["1501"]).toBe("declined");
    expect((await doorPanel(await as("officer"), s.world.round, s.world.door1501)).refusedAt).toBeNull();
  });

  test("what was asked after the last day of the round, by the clock there, is of another round", async () => {
    const [round] = await s.admin<{ day: string; next: string }[]>`
      select ends_on::text as day, (ends_on + 1)::text as next from rounds where id = ${s.world.round}`;
    const asked = (door: string, at: string) => s.admin`
      insert into visit_refusals (community_id, id, household_id, noted_by, created_at)
      values (${s.world.a}, ${newId()}, ${door}, ${s.world.people.officer}, ${at})`;
    await asked(s.world.door1501, `${round?.day}T23:30+08:00`);
    await asked(s.world.door1502, `${round?.next}T00:30+08:00`);
    expect(await looks()).toMatchObject({ "1501": "refuses", "1502": "open" });
  });
});

test("progress by building and entrance adds up to that of the round, and the last record is named", async () => {
  await visit("door1502", "visited", "2026-03-01");
  await visit("door1401", "nobody_home", "2026-03-03");
  await visit("door1401", "planned", "2026-03-04");
  const found = await elevation(await as("coordinator"), s.world.round);
  const [building] = found.buildings;
  const [entrance] = building?.entrances ?? [];
  expect(building).toMatchObject({ name: "3幢", doors: 3, visited: 1 });
  expect(entrance).toMatchObject({ name: "2单元", doors: 3, visited: 1 });
  expect(entrance?.looks).toMatchObject({ visited: 1, planned: 1, open: 1, nobody_home: 0 });
  expect(found.round).toMatchObject({ doors: 3, visited: 1, target: 3 });
  expect(found.latest).toMatchObject({ door: "1502", look: "visited", householdId: s.world.door1502 });
});

test("what was recorded some minutes ago still shines", async () => {
  const id = await visit("door1501", "visited", "2026-03-01");
  const fresh = async () =>
    (await elevation(await as("officer"), s.world.round)).buildings[0]?.entrances[0]?.floors
      .flatMap((f) => f.doors)
      .filter((d) => d.fresh)
      .map((d) => d.door);
  expect(await fresh()).toEqual([]);
  await behind(s.admin, (sql) => sql`update visits set recorded_at = now() - interval '5 minutes' where id = ${id}`);
  expect(await fresh()).toEqual(["1501"]);
});

describe("progress by team", () => {
  const teams = async () =>
    (await elevation(await as("officer"), s.world.round)).teams.map(({ name, doors, visited, today }) => ({
      name,
      doors,
      visited,
      today,
    }));

  test("counts doors, not visits nor officers; moved and called off are nobody's", async () => {
    const { officer, teamMate } = s.world.people;
    await visit("door1501", "nobody_home", "2026-03-01", { officers: [officer, teamMate] });
    await visit("door1501", "visited", "2026-03-02", { officers: [officer, teamMate] });
    await visit("door1502", "declined", "2026-03-02", { officers: [teamMate] });
    await visit("door1401", "cancelled", "2026-03-02");
    expect(await teams()).toEqual([{ name: "1 组", doors: 2, visited: 1, today: 0 }]);
    const [team] = (await elevation(await as("officer"), s.world.round)).teams;
    expect(team?.members).toEqual(["officer", "teamMate"]);
    expect(team?.byEntrance).toEqual([{ id: s.world.entrance, doors: 2, visited: 1 }]);
  });

  test("a visit is the team's that it names, whoever went; without a name, that of whoever went; else nobody's", async () => {
    const other = newId();
    const lone = await newOfficer(s.admin, s.world);
    await s.admin`insert into teams (community_id, id, round_id, name) values (${s.world.a}, ${other}, ${s.world.round}, '10 组')`;
    await visit("door1501", "visited", "2026-03-01", { team: other });
    await visit("door1502", "visited", "2026-03-01", { officers: [lone] });
    await visit("door1401", "planned", dayOf(new Date(), "Asia/Shanghai"));
    expect(await teams()).toEqual([
      { name: "1 组", doors: 1, visited: 0, today: 1 },
      { name: "10 组", doors: 1, visited: 1, today: 0 },
    ]);
  });
});

describe("a door", () => {
  test("shows its visits in this round, the latest first: who went, which team, who recorded it when", async () => {
    const { officer, teamMate } = s.world.people;
    await visit("door1502", "nobody_home", "2026-03-01", { officers: [officer, teamMate] });
    await visit("door1502", "visited", "2026-03-04", { officers: [officer] });
    await visit("door1502", "visited", "2026-03-05", { round: null });
    const panel = await doorPanel(await as("otherOfficer"), s.world.round, s.world.door1502);
    expect(panel).toMatchObject({ building: "3幢", entrance: "2单元", floor: 15, door: "1502", refusedAt: null });
    expect(panel.visits).toMatchObject([
      { status: "visited", team: "1 组", officers: ["officer"], recordedBy: "officer" },
      { status: "nobody_home", team: "1 组", officers: ["officer", "teamMate"] },
    ]);
    expect(panel.visits[0]?.recordedAt?.toISOString()).toBe("2026-03-04T10:40:00.000Z");
  });

  test("shows what its household raised to whom it concerns: a private matter not to every officer", async () => {
    const open = await s.raised("resident", { privacy: "neighbourhood" });
    const secret = await s.raised("resident", { privacy: "private" });
    const elsewhere = await s.raised("neighbour", { privacy: "neighbourhood" });
    const seen = async (who: "coordinator" | "otherOfficer") =>
      (await doorPanel(await as(who), s.world.round, s.world.door1502)).concerns.map((c) => c.number);
    const lead = await seen("coordinator");
    expect(lead).toContain(secret);
    expect(lead).toContain(open);
    expect(lead).not.toContain(elsewhere);
    expect(await seen("otherOfficer")).not.toContain(secret);
  });

  test("is there for officers of its community alone; another community's is not there at all", async () => {
    for (const name of ["resident", "neighbour", "propertyMember", "coordinatorB", "admin", "nobody"] as const)
      await hides(doorPanel(await as(name), s.world.round, s.world.door1502));
    await hides(doorPanel(await as("officer"), s.world.round, s.world.doorB));
    await hides(doorPanel(await as("officer"), key(), s.world.door1502));
  });
});

describe("an open page", () => {
  test("follows a round that its viewer walks or leads, and no other", async () => {
    expect(await followedRound(await as("officer"), s.world.round)).toEqual({
      id: s.world.round,
      communityId: s.world.a,
    });
    for (const name of ["resident", "propertyMember", "coordinatorB", "admin", "nobody"] as const)
      expect(await followedRound(await as(name), s.world.round), name).toBeNull();
    expect(await followedRound(await as("officer"), key())).toBeNull();
  });

  test("is behind as soon as a visit is planned, recorded, taken back; not by one of another round", async () => {
    const viewer = await as("officer");
    const round = { id: s.world.round, communityId: s.world.a };
    const shown = (await elevation(viewer, s.world.round)).stamp;
    expect(await roundStamp(viewer, round)).toBe(shown);
    const elsewhere = await visit("door1401", "visited", "2026-03-01", { round: null });
    expect(await roundStamp(viewer, round)).toBe(shown);
    expect(await touchesRound(viewer, round, [elsewhere])).toBe(false);

    const id = await planVisit(viewer, {
      key: key(),
      entrance: s.world.entrance,
      door: "1501",
      startsAt: "2098-06-01T19:00",
      minutes: 15,
      officers: [],
      purpose: null,
    });
    const planned = await roundStamp(viewer, round);
    expect(planned).not.toBe(shown);
    expect(await touchesRound(viewer, round, [elsewhere, id])).toBe(true);
    expect(await touchesRound(await as("coordinatorB"), round, [id])).toBe(false);
    await recordVisit(viewer, {
      key: key(),
      visit: id,
      outcome: "visited",
      heard: null,
      reflection: null,
      attachments: [],
    });
    const recorded = await roundStamp(viewer, round);
    await undo(viewer, { key: key(), visit: id });
    expect(new Set([shown, planned, recorded, await roundStamp(viewer, round)]).size).toBe(4);
  });

  test("is behind when a household asks to be left in peace, and when the round's target changes", async () => {
    const viewer = await as("officer");
    const round = { id: s.world.round, communityId: s.world.a };
    const stamps = [await roundStamp(viewer, round)];
    await s.admin`insert into visit_refusals (community_id, id, household_id, noted_by)
      values (${s.world.a}, ${newId()}, ${s.world.door1401}, ${s.world.people.officer})`;
    stamps.push(await roundStamp(viewer, round));
    await s.admin`update visit_refusals set lifted_at = now(), lifted_by = ${s.world.people.coordinator}`;
    stamps.push(await roundStamp(viewer, round));
    await behind(s.admin, (sql) => sql`update rounds set target = target + 1 where id = ${s.world.round}`);
    stamps.push(await roundStamp(viewer, round));
    expect(new Set(stamps).size).toBe(stamps.length);
    await behind(s.admin, (sql) => sql`update rounds set target = 3 where id = ${s.world.round}`);
  });
});
