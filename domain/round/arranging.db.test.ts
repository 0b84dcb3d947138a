import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { named, on, outsiders, roundsOf } from "../testing/round.ts";
import { behind, hides, key, refuses, stage } from "../testing/stage.ts";
import { absenceInput, addAbsence, endAbsence } from "./absence.ts";
import { closeRound } from "./act.ts";
import { arranged } from "./arranged.ts";
import { changeRound } from "./change.ts";
import { addGuide, changeGuide, guideShiftsInput, removeGuide, setGuideShifts } from "./guides.ts";
import { addPattern, addPatternInput, addShift, removeShifts } from "./shifts.ts";
import { saveTeams, teamsInput } from "./teams.ts";

const s = stage();
const { as } = s;
const { form, created, events, there } = roundsOf(s);

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
