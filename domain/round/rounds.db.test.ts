import { describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { named, on, outsiders, roundsOf } from "../testing/round.ts";
import { hides, key, onDay, refuses, stage } from "../testing/stage.ts";
import { dayOf } from "../time.ts";
import { planVisit } from "../visit/plan.ts";
import { beginRound, closeRound, reopenRound, toBeCalledOff } from "./act.ts";
import { createInput, createRound } from "./create.ts";
import { draftRound } from "./draft.ts";

const s = stage();
const { as } = s;
const { form, created, events, statusOf, there } = roundsOf(s);

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
