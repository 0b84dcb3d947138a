import { beforeEach, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { withoutTriggers } from "#db/testing/make.ts";
import { board } from "../round/board.ts";
import { hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { daysLater } from "../time.ts";
import { moveVisit, weighMove } from "./move.ts";

// Moving visits by hand: who may, what speaks against it, and what is never done.

const s = stage();
const { as } = s;
let second: string;
const ids: Record<string, string> = {};

const add = async (door: string, team: string, officers: string[], time: string) => {
  const id = newId();
  const from = daysLater(new Date(), 2, "Asia/Shanghai", time);
  await s.admin`insert into visits ${s.admin({ community_id: s.world.a, id, round_id: s.world.round, household_id: door, team_id: team, starts_at: from, ends_at: new Date(from.getTime() + 12 * 60_000) })}`;
  await s.admin`insert into visit_officers ${s.admin(officers.map((user_id) => ({ community_id: s.world.a, visit_id: id, user_id })))}`;
  return id;
};

beforeEach(async () => {
  await withoutTriggers(s.admin, async (sql) => {
    for (const table of ["visit_wishes", "guide_shifts", "shifts", "visit_officers", "visits"])
      await sql`delete from ${sql(table)}`;
    await sql`delete from teams where id <> ${s.world.team}`;
  });
  second = newId();
  const { world, admin } = s;
  await admin`insert into teams ${admin({ community_id: world.a, id: second, round_id: world.round, name: "2 组", ordinal: 1 })}`;
  await admin`insert into team_members ${admin({ community_id: world.a, team_id: second, user_id: world.people.otherOfficer })}`;
  await admin`insert into shifts ${admin({ community_id: world.a, id: newId(), round_id: world.round, starts_at: daysLater(new Date(), 2, "Asia/Shanghai", "18:30"), ends_at: daysLater(new Date(), 2, "Asia/Shanghai", "21:00") })}`;
  ids.a = await add(world.door1501, world.team, [world.people.officer, world.people.teamMate], "18:30");
  ids.b = await add(world.door1401, world.team, [world.people.officer, world.people.teamMate], "18:50");
  ids.c = await add(world.door1502, second, [world.people.otherOfficer], "19:30");
});

const a = () => ids.a as string;
const state = async (id: string) => {
  const [row] = await s.admin`
    select v.starts_at, v.team_id, v.fixed_by, v.sequence, (select array_agg(user_id order by user_id) from visit_officers o where o.visit_id = v.id) as officers
    from visits v where v.id = ${id}`;
  return row;
};

test("a coordinator gives a visit to another team at another time: its officers go, it is fixed, and it is told", async () => {
  const to = { visit: a(), team: second, startsAt: onDay(2, "20:00") };
  const weighed = await weighMove(await as("coordinator"), to);
  expect(weighed).toMatchObject({
    door: "1501",
    team: { name: "2 组" },
    from: { teamName: "1 组" },
    clashes: [],
    forbidden: false,
  });
  const move = { key: key(), ...to };
  const was = await moveVisit(await as("coordinator"), move);
  expect(was).toEqual({
    team: s.world.team,
    startsAt: daysLater(new Date(), 2, "Asia/Shanghai", "18:30").toISOString(),
  });
  expect(await moveVisit(await as("coordinator"), move)).toEqual(was);
  expect(await state(a())).toMatchObject({
    starts_at: daysLater(new Date(), 2, "Asia/Shanghai", "20:00"),
    team_id: second,
    fixed_by: s.world.people.coordinator,
    sequence: 1,
    officers: [s.world.people.otherOfficer],
  });
  const events = await s.admin`select kind from events where subject_id = ${a()}`;
  expect(events.map((e) => e.kind)).toEqual(["moved"]);
});

test("what speaks against it is said before: another door, the way there, the guide, the wish", async () => {
  const weigh = async (time: string, team = s.world.team) =>
    (await weighMove(await as("coordinator"), { visit: a(), team, startsAt: onDay(2, time) })).clashes.map(
      (c) => c.kind,
    );
  expect(await weigh("18:45")).toEqual(["busy"]);
  expect(await weigh("19:02")).toEqual(["tight"]);
  expect(await weigh("19:04")).toEqual([]);
  expect(await weigh("19:35", second)).toEqual(["busy"]);
  expect(await weigh("21:30")).toEqual(["outside_shift"]);
  const [shift] = await s.admin<{ id: string }[]>`select id from shifts`;
  await s.admin`insert into visit_wishes ${s.admin({ community_id: s.world.a, id: newId(), round_id: s.world.round, household_id: s.world.door1501, kind: "times", times: `{[${daysLater(new Date(), 2, "Asia/Shanghai", "20:00").toISOString()},${daysLater(new Date(), 2, "Asia/Shanghai", "21:00").toISOString()})}`, via: "slip" })}`;
  expect(await weigh("19:10")).toEqual(["not_wished"]);
  expect(await weigh("20:10")).toEqual([]);
  const other = newId();
  await s.admin`insert into shifts ${s.admin({ community_id: s.world.a, id: other, round_id: s.world.round, starts_at: daysLater(new Date(), 3, "Asia/Shanghai", "18:30"), ends_at: daysLater(new Date(), 3, "Asia/Shanghai", "21:00") })}`;
  await s.admin`insert into guide_shifts ${s.admin({ community_id: s.world.a, entrance_id: s.world.entrance, shift_id: other })}`;
  await s.admin`insert into shift_absences ${s.admin({ community_id: s.world.a, shift_id: shift?.id ?? "", team_id: s.world.team })}`;
  expect(await weigh("20:10")).toEqual(["off_duty", "no_guide"]);
});

test("nobody is sent to two doors, nor into the past, whoever insists; all stays as it was", async () => {
  const before = await state(a());
  await refuses(
    moveVisit(await as("coordinator"), { key: key(), visit: a(), team: s.world.team, startsAt: onDay(2, "18:45") }),
    "officerBusy",
    "startsAt",
  );
  await refuses(
    moveVisit(await as("coordinator"), { key: key(), visit: a(), team: second, startsAt: onDay(2, "19:40") }),
    "officerBusy",
    "startsAt",
  );
  await refuses(
    moveVisit(await as("coordinator"), { key: key(), visit: a(), team: second, startsAt: onDay(-1, "19:00") }),
    "past",
    "startsAt",
  );
  expect(await state(a())).toEqual(before);
});

test("a team moves its own visits in time, not to others, and others' not at all", async () => {
  await moveVisit(await as("teamMate"), { key: key(), visit: a(), team: s.world.team, startsAt: onDay(2, "20:00") });
  expect(await state(a())).toMatchObject({ fixed_by: s.world.people.teamMate, sequence: 1 });
  await hides(moveVisit(await as("officer"), { key: key(), visit: a(), team: second, startsAt: onDay(2, "20:30") }));
  await hides(
    moveVisit(await as("otherOfficer"), { key: key(), visit: a(), team: s.world.team, startsAt: onDay(2, "20:30") }),
  );
});

test.each(["resident", "neighbour", "propertyMember", "coordinatorB", "admin"] satisfies PersonName[])(
  "%s sees no evening and moves nothing",
  async (name) => {
    await hides(board(await as(name), s.world.round));
    const to = { visit: a(), team: s.world.team, startsAt: onDay(2, "20:00") };
    await hides(weighMove(await as(name), to));
    await hides(moveVisit(await as(name), { key: key(), ...to }));
  },
);

test("the board shows an evening, team by team, in the order of the walk", async () => {
  const shown = await board(await as("officer"), s.world.round);
  expect(shown.teams.map((t) => [t.name, t.own, t.visits.map((v) => [v.door, v.movable])])).toEqual([
    [
      "1 组",
      true,
      [
        ["1501", true],
        ["1401", true],
      ],
    ],
    ["2 组", false, [["1502", false]]],
  ]);
  expect((await board(await as("coordinator"), s.world.round)).teams[1]?.visits[0]?.movable).toBe(true);
});
