import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { behind, hides, key, onDay, refuses, stage } from "../testing/stage.ts";
import { dayOf } from "../time.ts";
import { planVisit } from "../visit/plan.ts";
import { absenceInput, addAbsence, endAbsence } from "./absence.ts";
import { beginRound, closeRound, reopenRound, toBeCalledOff } from "./act.ts";
import { arranged } from "./arranged.ts";
import { changeRound } from "./change.ts";
import { createInput, createRound } from "./create.ts";
import { draftRound } from "./draft.ts";
import { addGuide, changeGuide, guideShiftsInput, removeGuide, setGuideShifts } from "./guides.ts";
import { addPattern, addPatternInput, addShift, removeShifts } from "./shifts.ts";
import { saveTeams, teamsInput } from "./teams.ts";

const s = stage();
const { as } = s;

const outsiders = ["officer", "propertyMember", "resident", "admin", "coordinatorB", "nobody"] as const;
const named = (number: number) => `第 ${number} 队`;
const on = (days: number) => onDay(days).slice(0, 10);

/** What the form of a new round sends: every evening of ten days, three officers in teams of two. */
const form = (more: Record<string, unknown> = {}) => ({
  key: key(),
  community: s.world.a,
  name: "冬季走访",
  startsOn: on(1),
  endsOn: on(10),
  target: "3",
  minutes: "12",
  eveningDays: ["1", "2", "3", "4", "5", "6", "7"],
  eveningFrom: "18:30",
  eveningTo: "21:00",
  size: "2",
  officers: [s.world.people.officer, s.world.people.otherOfficer, s.world.people.teamMate],
  ...more,
});
const created = async (more: Record<string, unknown> = {}) =>
  createRound(await as("coordinator"), createInput.parse(form(more)), named);

const events = async (subject: string) =>
  (
    await s.admin`select kind, from_status, to_status, audience, data from events where subject_id = ${subject} order by seq`
  ).map((e) => [e.kind, e.from_status, e.to_status, e.audience, e.data]);
const statusOf = async (round: string) => (await s.admin`select status from rounds where id = ${round}`)[0]?.status;
const there = async (round: string) => arranged(await as("coordinator"), round);

// Only the world's own round is there, running, with its one team; nothing is planned.
beforeEach(() =>
  behind(s.admin, async (sql) => {
    const { round } = s.world;
    for (const table of [
      "guide_shifts",
      "shift_absences",
      "shifts",
      "plan_visits",
      "plans",
      "visit_officers",
      "visits",
    ])
      await sql`delete from ${sql(table)}`;
    await sql`delete from team_members where team_id <> ${s.world.team}`;
    await sql`delete from teams where round_id <> ${round}`;
    await sql`delete from rounds where id <> ${round}`;
    await sql`update rounds set status = 'running' where id = ${round}`;
    await sql`delete from guides where name <> '王阿姨'`;
    await sql`update guides set phone = '+8613800000009', remark = null`;
  }),
);

describe("a new round", () => {
  test("has its shifts in the community's time, its teams and its event", async () => {
    const round = await created();
    const found = await there(round);
    expect(found.round).toMatchObject({ name: "冬季走访", status: "planned", target: 3, visitMinutes: 12 });
    expect(found.shifts).toHaveLength(10);
    for (const [i, shift] of found.shifts.entries()) {
      expect(shift.startsAt.toISOString().slice(11, 16)).toBe("10:30");
      expect(dayOf(shift.startsAt, "Asia/Shanghai")).toBe(on(1 + i));
      expect(shift.endsAt.getTime() - shift.startsAt.getTime()).toBe(150 * 60_000);
    }
    // Who went together last time stays together; the one left over joins them.
    expect(found.teams.map((t) => [t.name, t.members.map((m) => m.name)])).toEqual([
      ["1 组", ["officer", "otherOfficer", "teamMate"]],
    ]);
    expect(await events(round)).toEqual([
      ["created", null, null, "everyone", { shifts: 10, teams: 1, officers: 3, target: 3 }],
    ]);
  });

  test("sent twice is one", async () => {
    const again = form();
    const coordinator = await as("coordinator");
    const ids = await Promise.all([1, 2].map(() => createRound(coordinator, createInput.parse(again), named)));
    ids.push(await createRound(coordinator, createInput.parse(again), named));
    expect(new Set(ids).size).toBe(1);
    const [row] = await s.admin`select count(*)::int as n from rounds where name = '冬季走访'`;
    expect(row?.n).toBe(1);
    expect(await events(ids[0] as string)).toHaveLength(1);
  });

  test("is for whoever leads the community", async () => {
    for (const name of outsiders) await hides(createRound(await as(name), createInput.parse(form()), named));
    await hides(createRound(await as("coordinator"), createInput.parse(form({ community: s.world.b })), named));
    for (const name of outsiders)
      await hides(draftRound(await as(name), { id: s.world.a, timeZone: "Asia/Shanghai" }, new Date()));
  });

  test("is refused where nobody could go to it, at the field", async () => {
    await refuses(created({ startsOn: on(-5), endsOn: on(-1) }), "past", "endsOn");
    const all = { morningDays: ["1", "2", "3", "4", "5", "6", "7"], morningFrom: "09:00", morningTo: "11:00" };
    await refuses(created({ ...all, endsOn: on(300) }), "tooManyShifts", "endsOn");
    const weekday = (new Date(`${on(1)}T12:00:00Z`).getUTCDay() || 7) % 7;
    await refuses(created({ endsOn: on(1), eveningDays: `${weekday + 1}` }), "noShifts", "eveningDays");
    for (const stranger of [s.world.people.propertyMember, s.world.people.coordinatorB, newId()])
      await refuses(created({ officers: [s.world.people.officer, stranger] }), "ownerInactive", "officers");
    const [row] = await s.admin`select count(*)::int as n from rounds where community_id = ${s.world.a}`;
    expect(row?.n).toBe(1);
  });

  test("is proposed with everybody who can go, and every door but those that ask not to be visited", async () => {
    const { officer } = s.world.people;
    await s.admin`insert into visit_refusals (community_id, id, household_id, noted_by) values (${s.world.a}, ${newId()}, ${s.world.door1401}, ${officer})`;
    const found = await draftRound(await as("coordinator"), { id: s.world.a, timeZone: "Asia/Shanghai" }, new Date());
    expect(found).toMatchObject({ doors: 3, target: 2, former: 1 });
    expect(found.walkers.map((w) => [w.name, w.leads])).toEqual([
      ["officer", false],
      ["otherOfficer", false],
      ["teamMate", false],
      ["coordinator", true],
    ]);
    await s.admin`delete from visit_refusals`;
  });
});

describe("arranging a round", () => {
  let round: string;
  beforeEach(async () => {
    round = await created({ officers: [s.world.people.officer, s.world.people.otherOfficer], size: "1" });
  });
  const base = () => ({ key: key(), round });

  /** Everything that can be done, by anybody, with what is there. */
  const everything = async (who: Parameters<typeof as>[0]) => {
    const viewer = await as(who);
    const { shifts, teams } = await there(round);
    const shift = shifts[0]?.id ?? "";
    const entrance = s.world.entrance;
    const [guide] = await s.admin`select id from guides`;
    const person = { name: "李叔", phone: null, remark: null };
    return [
      () => changeRound(viewer, { ...base(), name: "改名", startsOn: on(1), endsOn: on(10), target: 5, minutes: 10 }),
      () => saveTeams(viewer, teamsInput.parse({ ...base(), [`of-${s.world.people.officer}`]: "new-1" }), named),
      () => removeShifts(viewer, { ...base(), shifts: [shift], sure: true }),
      () => addShift(viewer, { ...base(), day: on(2), from: "09:00", to: "10:00" }),
      () =>
        addPattern(viewer, addPatternInput.parse({ ...form(), ...base(), eveningFrom: "22:00", eveningTo: "23:00" })),
      () => addAbsence(viewer, { ...base(), team: teams.at(-1)?.id ?? "", when: shifts[1]?.id ?? "" }),
      () => endAbsence(viewer, { ...base(), absence: { team: teams.at(-1)?.id ?? "", shift: shifts[1]?.id ?? "" } }),
      () => addGuide(viewer, { ...base(), entrance, ...person }),
      () => changeGuide(viewer, { ...base(), entrance, guide: guide?.id, ...person }),
      () => removeGuide(viewer, { ...base(), entrance, guide: guide?.id }),
      () => setGuideShifts(viewer, { ...base(), entrance, when: "only", kinds: [], shifts: [shifts[2]?.id ?? ""] }),
    ];
  };

  test("is for whoever leads the community, while the round is not over", async () => {
    const before = await there(round);
    for (const name of outsiders) for (const attempt of await everything(name)) await hides(attempt());
    for (const name of ["propertyMember", "resident", "admin", "coordinatorB", "nobody"] as const)
      await hides(arranged(await as(name), round));
    expect((await arranged(await as("officer"), round)).teams).toHaveLength(2);
    await closeRound(await as("coordinator"), base());
    for (const attempt of await everything("coordinator")) await refuses(attempt(), "roundClosed");
    expect(await there(round)).toEqual({ ...before, round: { ...before.round, status: "closed" } });
    await behind(s.admin, (sql) => sql`update rounds set status = 'planned' where id = ${round}`);
    for (const attempt of await everything("coordinator")) await attempt();
    await s.admin`update guides set name = '王阿姨' where name = '李叔'`;
    await s.admin`insert into guides (community_id, id, entrance_id, name, phone) select ${s.world.a}, ${newId()}, ${s.world.entrance}, '王阿姨', '+8613800000009' where not exists (select from guides)`;
  });

  test("leaves alone what belongs to another round", async () => {
    const other = await created();
    const [mine, theirs] = [await there(round), await there(other)];
    const coordinator = await as("coordinator");
    const shift = theirs.shifts[0]?.id ?? "";
    const team = theirs.teams[0]?.id ?? "";
    expect(await removeShifts(coordinator, { ...base(), shifts: [shift], sure: true })).toMatchObject({ removed: 0 });
    await refuses(addAbsence(coordinator, { ...base(), team: mine.teams[0]?.id ?? "", when: shift }), "choose", "when");
    await refuses(addAbsence(coordinator, { ...base(), team, when: mine.shifts[0]?.id ?? "" }), "choose", "team");
    const at = { entrance: s.world.entrance, when: "only" as const, kinds: [] };
    await refuses(setGuideShifts(coordinator, { ...base(), ...at, shifts: [shift] }), "choose", "when");
    await hides(
      setGuideShifts(coordinator, {
        ...base(),
        ...at,
        entrance: s.world.entranceB,
        shifts: [mine.shifts[0]?.id ?? ""],
      }),
    );
    await hides(
      addGuide(coordinator, { ...base(), entrance: s.world.entranceB, name: "甲", phone: null, remark: null }),
    );
    const place = teamsInput.parse({ ...base(), [`of-${s.world.people.officer}`]: team });
    await refuses(saveTeams(coordinator, place, named), "notNow", `of-${s.world.people.officer}`);
    expect(await there(other)).toEqual(theirs);
    expect(await there(round)).toEqual(mine);
  });

  test("moves officers between teams, makes and ends teams, keeps one that has visits to its name", async () => {
    const { officer, otherOfficer, teamMate } = s.world.people;
    const coordinator = await as("coordinator");
    const [first, second] = (await there(round)).teams;
    const save = (fields: Record<string, string>) =>
      saveTeams(coordinator, teamsInput.parse({ ...base(), ...fields }), named);
    const now = async () => (await there(round)).teams.map((t) => [t.name, t.members.map((m) => m.name).join()]);
    await save({ [`of-${teamMate}`]: first?.id ?? "", [`name-${first?.id}`]: "老街坊" });
    expect(await now()).toEqual([
      ["老街坊", "officer,teamMate"],
      ["第 2 队", "otherOfficer"],
    ]);
    await save({ [`of-${otherOfficer}`]: "new-1", [`of-${teamMate}`]: "new-1" });
    expect(await now()).toEqual([
      ["老街坊", "officer"],
      ["第 1 队", "otherOfficer,teamMate"],
    ]);
    await s.admin`insert into visits (community_id, id, round_id, household_id, starts_at, ends_at, team_id)
      values (${s.world.a}, ${newId()}, ${round}, ${s.world.door1501}, now() + interval '1 day', now() + interval '25 hours', ${first?.id ?? ""})`;
    await save({ [`of-${officer}`]: "" });
    expect(await now()).toEqual([
      ["老街坊", ""],
      ["第 1 队", "otherOfficer,teamMate"],
    ]);
    await refuses(
      save({ [`of-${s.world.people.propertyMember}`]: first?.id ?? "" }),
      "ownerInactive",
      `of-${s.world.people.propertyMember}`,
    );
    await refuses(save({ [`of-${officer}`]: second?.id ?? "" }), "notNow", `of-${officer}`);
    expect(teamsInput.safeParse({ ...base(), [`name-${first?.id}`]: " " }).error?.issues[0]?.path).toEqual([
      `name-${first?.id}`,
    ]);
  });

  test("adds shifts where there are none yet, and within its days", async () => {
    const coordinator = await as("coordinator");
    await refuses(
      addShift(coordinator, { ...base(), day: on(2), from: "20:00", to: "22:00" }),
      "shiftsOverlap",
      "from",
    );
    await refuses(addShift(coordinator, { ...base(), day: on(11), from: "20:00", to: "22:00" }), "outsideRound", "day");
    const days = { startsOn: on(1), endsOn: on(4) };
    const more = {
      ...form(),
      ...days,
      morningDays: ["1", "2", "3", "4", "5", "6", "7"],
      morningFrom: "09:30",
      morningTo: "12:00",
    };
    expect(await addPattern(coordinator, addPatternInput.parse({ ...more, ...base() }))).toEqual({
      added: 4,
      there: 4,
    });
    await refuses(
      addPattern(coordinator, addPatternInput.parse({ ...more, ...base(), endsOn: on(20) })),
      "outsideRound",
      "endsOn",
    );
    const { shifts } = await there(round);
    expect(shifts).toHaveLength(14);
    const change = { ...base(), name: "冬季走访", startsOn: on(1), endsOn: on(3), target: 3, minutes: 12 };
    await refuses(changeRound(coordinator, change), "shiftsOutside", "endsOn");
    await refuses(
      changeRound(coordinator, { ...change, startsOn: on(2), endsOn: on(10) }),
      "shiftsOutside",
      "startsOn",
    );
    await changeRound(coordinator, { ...change, name: "冬至走访", endsOn: on(30) });
    expect((await there(round)).round).toMatchObject({ name: "冬至走访", endsOn: on(30) });
  });

  test("takes a shift in which visits are planned out at a second word only, and leaves the visits", async () => {
    const coordinator = await as("coordinator");
    const { shifts } = await there(round);
    const [first, second] = shifts;
    await setGuideShifts(coordinator, {
      ...base(),
      entrance: s.world.entrance,
      when: "only",
      kinds: [],
      shifts: [first?.id ?? ""],
    });
    await s.admin`insert into visits (community_id, id, round_id, household_id, starts_at, ends_at)
      values (${s.world.a}, ${newId()}, ${round}, ${s.world.door1501}, ${first?.startsAt ?? ""}, ${first?.endsAt ?? ""})`;
    expect((await there(round)).shifts[0]?.visits).toBe(1);
    const both = [first?.id ?? "", second?.id ?? ""];
    await refuses(removeShifts(coordinator, { ...base(), shifts: both, sure: false }), "shiftsHaveVisits", "sure");
    expect((await there(round)).shifts).toHaveLength(10);
    expect(await removeShifts(coordinator, { ...base(), shifts: both, sure: true })).toEqual({
      removed: 2,
      guideless: 1,
    });
    expect((await there(round)).shifts).toHaveLength(8);
    const [visit] = await s.admin`select status from visits where round_id = ${round}`;
    expect(visit?.status).toBe("planned");
  });

  test("knows teams that do not go, and when a guide comes, by kinds of shifts and single ones", async () => {
    const coordinator = await as("coordinator");
    const { shifts, teams } = await there(round);
    const weekday = new Date(`${on(1)}T12:00:00Z`).getUTCDay() || 7;
    const kind = `${weekday}-18:30-21:00`;
    const team = teams[0]?.id ?? "";
    await addAbsence(coordinator, absenceInput.parse({ ...base(), team, when: kind }));
    await addAbsence(coordinator, absenceInput.parse({ ...base(), team, when: shifts[0]?.id }));
    const same = [shifts[0]?.id, shifts[7]?.id];
    expect((await there(round)).absences).toEqual(same.map((shiftId) => ({ shiftId, teamId: team })));
    await endAbsence(coordinator, { ...base(), absence: { shift: shifts[0]?.id ?? "", team } });
    expect((await there(round)).absences).toEqual([{ shiftId: shifts[7]?.id, teamId: team }]);

    const at = { ...base(), entrance: s.world.entrance };
    const set = (more: Record<string, unknown>) =>
      setGuideShifts(coordinator, guideShiftsInput.parse({ ...at, key: key(), ...more }));
    const ofGuide = async () => (await there(round)).entrances.find((e) => e.id === s.world.entrance)?.shifts;
    await set({ when: "only", kinds: kind, shifts: shifts[3]?.id });
    expect(await ofGuide()).toEqual([shifts[0]?.id, shifts[3]?.id, shifts[7]?.id]);
    await set({ when: "only", shifts: [shifts[3]?.id] });
    expect(await ofGuide()).toEqual([shifts[3]?.id]);
    await set({ when: "any", shifts: [shifts[3]?.id] });
    expect(await ofGuide()).toEqual([]);
    expect(guideShiftsInput.safeParse({ ...at, when: "only" }).error?.issues[0]?.path).toEqual(["when"]);
  });

  test("keeps an entrance's guides", async () => {
    const coordinator = await as("coordinator");
    const at = { entrance: s.world.entrance };
    await addGuide(coordinator, { ...base(), ...at, name: "李叔", phone: "+8613900000001", remark: "晚七点后" });
    const guides = async () => (await there(round)).entrances[0]?.guides.map((g) => [g.name, g.phone, g.remark]);
    const aunt = ["王阿姨", "+8613800000009", null];
    expect(await guides()).toEqual([["李叔", "+8613900000001", "晚七点后"], aunt]);
    const [row] = await s.admin`select id from guides where name = '李叔'`;
    await changeGuide(coordinator, { ...base(), ...at, guide: row?.id, name: "李大叔", phone: null, remark: null });
    expect(await guides()).toEqual([["李大叔", null, null], aunt]);
    await removeGuide(coordinator, { ...base(), ...at, guide: row?.id });
    expect(await guides()).toEqual([aunt]);
    await hides(removeGuide(coordinator, { ...base(), ...at, guide: row?.id }));
    // A name does not belong into the log, which cannot be erased.
    expect(JSON.stringify(await events(round))).not.toMatch(/李|王|138|139/);
  });
});

describe("the course of a round", () => {
  test("begins, is closed and taken up again by whoever leads, and tells so", async () => {
    const coordinator = await as("coordinator");
    const round = await created();
    const at = () => ({ key: key(), round });
    for (const act of [beginRound, closeRound, reopenRound])
      for (const name of outsiders) await hides(act(await as(name), at()));
    expect(await statusOf(round)).toBe("planned");
    await refuses(reopenRound(coordinator, at()), "notNow");
    await closeRound(coordinator, { key: key(), round: s.world.round });
    await beginRound(coordinator, at());
    await refuses(beginRound(coordinator, at()), "notNow");
    await closeRound(coordinator, at());
    await reopenRound(coordinator, at());
    expect(await statusOf(round)).toBe("running");
    expect((await events(round)).slice(1)).toEqual([
      ["begun", "planned", "running", "everyone", {}],
      ["closed", "running", "closed", "everyone", { calledOff: 0 }],
      ["reopened", "closed", "running", "everyone", {}],
    ]);
  });

  test("is one at a time in a community, also where two are begun at the same moment", async () => {
    const coordinator = await as("coordinator");
    const rounds = [await created({ name: "一" }), await created({ name: "二" })];
    await refuses(beginRound(coordinator, { key: key(), round: rounds[0] ?? "" }), "anotherRuns");
    await closeRound(coordinator, { key: key(), round: s.world.round });
    const both = await Promise.allSettled(rounds.map((round) => beginRound(coordinator, { key: key(), round })));
    expect(both.map((b) => b.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    for (const one of both) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "anotherRuns" });
    await refuses(reopenRound(coordinator, { key: key(), round: s.world.round }), "anotherRuns");
  });

  test("ends with what it had still planned called off, each with its event; what is past stays to be entered", async () => {
    const coordinator = await as("coordinator");
    const { round, door1401 } = s.world;
    const plan = async (door: string, days: number) =>
      planVisit(coordinator, {
        key: key(),
        entrance: s.world.entrance,
        door,
        startsAt: onDay(days, "19:00"),
        minutes: 15,
        officers: [s.world.people.officer],
        purpose: null,
      });
    const ahead = [await plan("1501", 1), await plan("1502", 2)];
    const past = newId();
    await s.admin`insert into visits (community_id, id, round_id, household_id, starts_at, ends_at)
      values (${s.world.a}, ${past}, ${round}, ${door1401}, now() - interval '2 days', now() - interval '47 hours')`;
    const elsewhere = newId();
    await s.admin`insert into visits (community_id, id, household_id, starts_at, ends_at)
      values (${s.world.a}, ${elsewhere}, ${door1401}, now() + interval '2 days', now() + interval '49 hours')`;
    const plan1 = newId();
    await s.admin`insert into plans (community_id, id, round_id, requested_by) values (${s.world.a}, ${plan1}, ${round}, ${s.world.people.coordinator})`;
    expect(await toBeCalledOff(coordinator, round)).toBe(2);
    const form = { key: key(), round };
    await closeRound(coordinator, form);
    // The same submission again does nothing more.
    await closeRound(coordinator, form);
    const status = async (id: string) => (await s.admin`select status from visits where id = ${id}`)[0]?.status;
    for (const id of ahead) {
      expect(await status(id)).toBe("cancelled");
      expect((await events(id)).slice(1)).toEqual([["cancelled", "planned", "cancelled", "everyone", {}]]);
    }
    expect([await status(past), await status(elsewhere)]).toEqual(["planned", "planned"]);
    expect((await events(round)).at(-1)).toEqual(["closed", "running", "closed", "everyone", { calledOff: 2 }]);
    const [given] = await s.admin`select given_up_at from plans where id = ${plan1}`;
    expect(given?.given_up_at).toBeInstanceOf(Date);
  });
});
