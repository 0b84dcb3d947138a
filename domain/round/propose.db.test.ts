import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { withoutTriggers } from "#db/testing/make.ts";
import { hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { daysLater } from "../time.ts";
import { planVisit } from "../visit/plan.ts";
import { recordVisit } from "../visit/record.ts";
import { workOnce } from "../work/worker.ts";
import { agreeToPlan, askForPlan, giveUpPlan, planPage, stopPlan } from "./propose.ts";

// The plan of a round, from the button to the visits.

const s = stage();
const { as } = s;
const zone = "Asia/Shanghai";
const evening = (days: number) => ({
  from: daysLater(new Date(), days, zone, "18:30"),
  to: daysLater(new Date(), days, zone, "20:30"),
});

/** Only what this test file is about is on the queue when it works on it. */
const work = async () => {
  while (await workOnce(async () => {})) {
    // On with the next one.
  }
};

async function shift(days: number): Promise<string> {
  const id = newId();
  const { from, to } = evening(days);
  await s.admin`insert into shifts ${s.admin({ community_id: s.world.a, id, round_id: s.world.round, starts_at: from, ends_at: to })}`;
  return id;
}

const wish = (door: string, kind: string, times = "{}") =>
  s.admin`insert into visit_wishes ${s.admin({ community_id: s.world.a, id: newId(), round_id: s.world.round, household_id: door, kind, times, via: "slip" })}`;

const visitsNow = () =>
  s.admin<
    { door: string; status: string; team: string | null; at: Date; officers: number; sequence: number; id: string }[]
  >`
    select v.id, h.door, v.status, v.team_id as team, v.starts_at as at, v.sequence,
      (select count(*)::int from visit_officers o where o.visit_id = v.id) as officers
    from visits v join households h on h.id = v.household_id order by h.door, v.created_at`;

const planFigures = async () => {
  const [row] = await s.admin<
    { figures: { wishes: unknown } }[]
  >`select figures from plans order by requested_at desc limit 1`;
  return row?.figures ?? { wishes: null };
};

const asked = async () => {
  const id = await askForPlan(await as("coordinator"), { key: key(), round: s.world.round });
  await work();
  return id;
};
const agreed = async () => {
  const plan = await asked();
  await agreeToPlan(await as("coordinator"), { plan });
  await work();
  return plan;
};

beforeEach(() =>
  withoutTriggers(s.admin, async (sql) => {
    for (const table of [
      "plan_visits",
      "plans",
      "visit_wishes",
      "visit_refusals",
      "guide_shifts",
      "shift_absences",
      "shifts",
      "visit_notes",
      "visit_officers",
      "visits",
    ])
      await sql`delete from ${sql(table)}`;
    await sql`delete from outbox`;
  }),
);

describe("a plan", () => {
  test("is made by queued work, shown, agreed to, and then its visits stand, with their teams and events", async () => {
    await shift(2);
    const plan = await asked();
    const page = await planPage(await as("coordinator"), s.world.round);
    expect(page).toMatchObject({
      state: "made",
      given: { doors: 3, teams: 1, officers: 2, shifts: 1 },
      changes: { added: 3, moved: 0, same: 0, cancelled: 0 },
      leftOut: [],
    });
    expect(page.plan?.figures).toMatchObject({ used: 1, bound: 1, gap: 0 });
    expect(page.walks).toHaveLength(1);
    expect(page.walks[0]).toMatchObject({
      team: "1 组",
      doors: 3,
      way: [expect.objectContaining({ building: "3幢", entrance: "2单元", doors: 3 })],
    });
    expect(await visitsNow()).toEqual([]);

    await agreeToPlan(await as("coordinator"), { plan });
    await agreeToPlan(await as("coordinator"), { plan });
    await work();
    const visits = await visitsNow();
    expect(visits.map((v) => [v.door, v.status, v.team, v.officers])).toEqual(
      ["1401", "1501", "1502"].map((door) => [door, "planned", s.world.team, 2]),
    );
    const events =
      await s.admin`select kind, actor_id from events where subject_type = 'visit' and subject_id in ${s.admin(visits.map((v) => v.id))}`;
    expect(events).toHaveLength(3);
    expect(events.every((e) => e.kind === "planned" && e.actor_id === s.world.people.coordinator)).toBe(true);
    expect((await planPage(await as("coordinator"), s.world.round)).state).toBe("written");
    expect(await s.admin`select 1 from plan_visits`).toHaveLength(0);
  });

  test("keeps wishes, and says whom it leaves out and why", async () => {
    await shift(2);
    await shift(3);
    const third = evening(3);
    await wish(s.world.door1502, "times", `{[${third.from.toISOString()},${third.to.toISOString()})}`);
    await wish(s.world.door1501, "call");
    await s.admin`insert into visit_refusals ${s.admin({ community_id: s.world.a, id: newId(), household_id: s.world.door1401, noted_by: s.world.people.officer })}`;
    await agreed();
    const visits = await visitsNow();
    expect(visits.map((v) => v.door)).toEqual(["1502"]);
    expect(visits[0]?.at.getTime()).toBeGreaterThanOrEqual(third.from.getTime());
    const [row] = await s.admin<{ left_out: { reason: string; count: number }[] }[]>`select left_out from plans`;
    expect(row?.left_out.map((l) => [l.reason, l.count]).toSorted()).toEqual([
      ["rather_call", 1],
      ["refuses", 1],
    ]);
  });

  test("comes back to a door where nobody was home, at another time of day", async () => {
    // Working days all three, so that the time of day alone is another.
    const workday = (from: number): number =>
      daysLater(new Date(), from, zone, "12:00").getUTCDay() % 6 ? from : workday(from + 1);
    await shift(workday(2));
    await agreed();
    const door = (await visitsNow()).find((v) => v.door === "1502");
    await recordVisit(await as("officer"), { key: key(), visit: door?.id ?? "", outcome: "nobody_home" });
    await s.admin`delete from shifts`;
    // An evening as before comes first, a morning of the same kind of day a day later.
    await shift(workday(7));
    const on = workday(workday(7) + 1);
    const morning = { from: daysLater(new Date(), on, zone, "09:30"), to: daysLater(new Date(), on, zone, "11:30") };
    await s.admin`insert into shifts ${s.admin({ community_id: s.world.a, id: newId(), round_id: s.world.round, starts_at: morning.from, ends_at: morning.to })}`;
    await agreed();
    const again = (await visitsNow()).find((v) => v.door === "1502" && v.status === "planned");
    expect(again?.at.getTime()).toBeGreaterThanOrEqual(morning.from.getTime());
    expect((await planFigures()).wishes).toEqual({ kept: 0, of: 0 });
  });

  test("waits for the guide, and spares a team that stays at home", async () => {
    const [first, second, third] = [await shift(2), await shift(3), await shift(4)];
    await s.admin`insert into guide_shifts ${s.admin([second, third].map((shift_id) => ({ community_id: s.world.a, entrance_id: s.world.entrance, shift_id })))}`;
    await s.admin`insert into shift_absences ${s.admin({ community_id: s.world.a, shift_id: second, team_id: s.world.team })}`;
    await agreed();
    const visits = await visitsNow();
    expect(visits).toHaveLength(3);
    for (const v of visits) expect(v.at.getTime()).toBeGreaterThanOrEqual(evening(4).from.getTime());
    expect(first).toBeTruthy();
  });

  test("made again leaves alone what was planned by hand, what is confirmed and what was reached; the rest it may move", async () => {
    await shift(2);
    await agreed();
    const before = await visitsNow();
    const [door1401, door1501, door1502] = before.map((v) => v.id) as [string, string, string];
    await s.admin`update visits set confirmed_at = now() where id = ${door1401}`;
    await recordVisit(await as("officer"), { key: key(), visit: door1501, outcome: "visited" });
    await s.admin`delete from shifts`;
    await shift(5);
    await agreed();
    const after = await visitsNow();
    expect(after.map((v) => v.id)).toEqual(before.map((v) => v.id));
    expect(after.map((v) => v.status)).toEqual(["planned", "visited", "planned"]);
    expect(after[0]?.at).toEqual(before[0]?.at);
    const moved = after.find((v) => v.id === door1502);
    expect(moved?.at.getTime()).toBeGreaterThanOrEqual(evening(5).from.getTime());
    expect(moved).toMatchObject({ sequence: 1, officers: 2 });
  });

  test("calls off what it has no place for any more, with an event", async () => {
    await shift(2);
    await agreed();
    await s.admin`delete from shifts`;
    await agreed();
    const visits = await visitsNow();
    expect(visits.map((v) => v.status)).toEqual(["cancelled", "cancelled", "cancelled"]);
    const events =
      await s.admin`select from events where kind = 'cancelled' and from_status = 'planned' and to_status = 'cancelled' and subject_id in ${s.admin(visits.map((v) => v.id))}`;
    expect(events).toHaveLength(3);
  });

  test("does not send an officer to two doors: not when it is made, nor when something came between", async () => {
    await shift(2);
    const { from } = evening(2);
    // Half the evening is taken by a visit outside the round, of one of the team.
    const elsewhere = async (minutesIn: number, minutes: number) => {
      const id = newId();
      const start = new Date(from.getTime() + minutesIn * 60_000);
      await s.admin`insert into visits ${s.admin({ community_id: s.world.a, id, household_id: s.world.door1401, status: "planned", starts_at: start, ends_at: new Date(start.getTime() + minutes * 60_000) })}`;
      await s.admin`insert into visit_officers ${s.admin({ community_id: s.world.a, visit_id: id, user_id: s.world.people.teamMate })}`;
    };
    await elsewhere(0, 60);
    const plan = await asked();
    const proposed = await s.admin<{ starts_at: Date }[]>`select starts_at from plan_visits`;
    expect(proposed).toHaveLength(3);
    for (const p of proposed) expect(p.starts_at.getTime()).toBeGreaterThanOrEqual(from.getTime() + 60 * 60_000);
    await s.admin`delete from visit_officers`;
    await withoutTriggers(s.admin, (sql) => sql`delete from visits`);
    await elsewhere(0, 120);
    await agreeToPlan(await as("coordinator"), { plan });
    await work();
    expect((await visitsNow()).map((v) => v.status)).toEqual(["planned"]);
    const [told] =
      await s.admin`select data from events where subject_type = 'round' and kind = 'planned' order by seq desc limit 1`;
    expect(told?.data).toEqual({ added: 0, moved: 0, cancelled: 0, skipped: 3 });
  });

  test("without teams or evenings says so instead of failing", async () => {
    await asked();
    const [row] = await s.admin`select left_out, failed from plans`;
    expect(row?.failed).toBeNull();
    expect(row?.left_out).toEqual([{ reason: "no_shifts", entranceId: s.world.entrance, count: 3 }]);
  });

  test("can be stopped, given up, and asked for again", async () => {
    await shift(2);
    const first = await askForPlan(await as("coordinator"), { key: key(), round: s.world.round });
    await stopPlan(await as("coordinator"), { plan: first });
    const same = { key: key(), round: s.world.round };
    const second = await askForPlan(await as("coordinator"), same);
    expect(await askForPlan(await as("coordinator"), same)).toBe(second);
    await work();
    const rows =
      await s.admin`select id, given_up_at is not null as gone, finished_at is not null as made from plans order by requested_at`;
    expect(rows.map((r) => [r.id, r.gone, r.made])).toEqual([
      [first, true, false],
      [second, false, true],
    ]);
    await giveUpPlan(await as("coordinator"), { plan: second });
    await refuses(agreeToPlan(await as("coordinator"), { plan: second }), "notNow");
    expect((await planPage(await as("coordinator"), s.world.round)).state).toBe("none");
  });

  test("is not agreed to before it is made, and a round that is over gets none", async () => {
    const plan = await askForPlan(await as("coordinator"), { key: key(), round: s.world.round });
    await refuses(agreeToPlan(await as("coordinator"), { plan }), "notNow");
    await withoutTriggers(s.admin, (sql) => sql`update rounds set status = 'closed' where id = ${s.world.round}`);
    try {
      await refuses(askForPlan(await as("coordinator"), { key: key(), round: s.world.round }), "notNow");
    } finally {
      await withoutTriggers(s.admin, (sql) => sql`update rounds set status = 'running' where id = ${s.world.round}`);
    }
  });

  test.each(["officer", "resident", "propertyMember", "coordinatorB", "admin"] satisfies PersonName[])(
    "is nothing for %s",
    async (name) => {
      const plan = await asked();
      await hides(askForPlan(await as(name), { key: key(), round: s.world.round }));
      await hides(planPage(await as(name), s.world.round));
      for (const decide of [agreeToPlan, giveUpPlan, stopPlan]) await hides(decide(await as(name), { plan }));
    },
  );
});

test("a visit by hand in a round is fixed", async () => {
  const { from } = evening(2);
  await planVisit(await as("officer"), {
    key: key(),
    entrance: s.world.entrance,
    door: "1502",
    startsAt: new Date(from.getTime() + 8 * 3_600_000).toISOString().slice(0, 16),
    minutes: 12,
    officers: [s.world.people.officer, s.world.people.teamMate],
    purpose: null,
  });
  const [row] = await s.admin`select team_id, fixed_by from visits`;
  expect(row).toMatchObject({ team_id: s.world.team, fixed_by: s.world.people.officer });
});
