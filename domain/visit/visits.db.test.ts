import { beforeEach, describe, expect, test } from "vitest";
import { withoutTriggers } from "#db/testing/make.ts";
import { raise } from "../concern/raise.ts";
import { policiesAtDoor } from "../policy/door.ts";
import { publishPolicy } from "../policy/publish.ts";
import { policyInput, writePolicy } from "../policy/write.ts";
import { elevation } from "../round/elevation.ts";
import { listRounds, publicProgress } from "../round/progress.ts";
import { behind, denies, hides, key, onDay, type PersonName, refuses, reportOf, stage } from "../testing/stage.ts";
import { localTimeOf } from "../time.ts";
import { addNote } from "./notes.ts";
import { planVisit } from "./plan.ts";
import { listVisits, readHouseholdContact, visitPage } from "./read.ts";
import { cancelVisit, recordVisit, undo } from "./record.ts";
import { reschedule } from "./reschedule.ts";

const s = stage();
const { as } = s;

/** Plans a visit by the officer at a door, at an hour of its own unless it is said. */
let hours = 0;
async function planned(more: Record<string, unknown> = {}, by: PersonName = "officer"): Promise<string> {
  hours += 1;
  return planVisit(await as(by), {
    key: key(),
    entrance: s.world.entrance,
    door: "1502",
    startsAt: onDay(1 + Math.floor(hours / 20), `${String(hours % 20).padStart(2, "0")}:00`),
    minutes: 30,
    officers: [] as string[],
    purpose: null,
    ...more,
  });
}
const statusOf = async (id: string) => (await s.admin`select status from visits where id = ${id}`)[0]?.status;
const record = async (
  id: string,
  outcome: "visited" | "nobody_home" | "declined",
  more: Record<string, unknown> = {},
) =>
  recordVisit(await as("officer"), {
    key: key(),
    visit: id,
    outcome,
    heard: null,
    reflection: null,
    attachments: [],
    ...more,
  });

// Every test has the doors and the officers to itself: what an earlier one planned is called off.
beforeEach(() =>
  behind(s.admin, async (sql) => {
    await sql`update visits set status = 'cancelled' where status = 'planned'`;
    await sql`update visit_officers set live = false`;
  }),
);

describe("planning a visit", () => {
  test("puts it into the running round, with oneself where nobody else is chosen", async () => {
    const startsAt = onDay(2, "19:00");
    const id = await planned({ startsAt, purpose: "看看电梯修好没有" });
    const page = await visitPage(await as("officer"), id);
    expect(page).toMatchObject({
      status: "planned",
      building: "3幢",
      entrance: "2单元",
      floor: 15,
      door: "1502",
      officers: ["officer"],
      purpose: "看看电梯修好没有",
      guide: { name: "王阿姨", phone: "+8613800000009" },
      capacities: ["team"],
    });
    expect(localTimeOf(page.startsAt, "Asia/Shanghai")).toBe(startsAt);
    expect(page.endsAt.getTime() - page.startsAt.getTime()).toBe(30 * 60_000);
    const [row] = await s.admin`select round_id from visits where id = ${id}`;
    expect(row?.round_id).toBe(s.world.round);
  });

  test("for a team tells each of them and the household, and nobody else", async () => {
    const { officer, teamMate } = s.world.people;
    const id = await planned({ officers: [officer, teamMate, officer] });
    expect((await visitPage(await as("teamMate"), id)).officers).toEqual(["officer", "teamMate"]);
    expect((await listVisits(await as("teamMate"))).ahead.map((v) => v.id)).toContain(id);
    expect((await listVisits(await as("resident"))).ahead.map((v) => v.id)).toEqual([id]);
    expect((await listVisits(await as("neighbour"))).ahead).toEqual([]);
    for (const name of ["neighbour", "propertyMember", "residentB", "admin", "nobody"] as const)
      await hides(visitPage(await as(name), id));
  });

  test("is refused at a door that is not there, or in the past, at that field", async () => {
    await refuses(planned({ door: "9999" }), "noSuchDoor", "door");
    await refuses(planned({ startsAt: onDay(-1) }), "past", "startsAt");
  });

  test("is for officers of the community: a resident, a unit, another community's coordinator plan none", async () => {
    for (const name of ["resident", "propertyMember", "coordinatorB", "admin", "pending"] as const)
      await hides(planned({}, name));
    await hides(
      planVisit(await as("nobody"), {
        key: key(),
        entrance: s.world.entrance,
        door: "1502",
        startsAt: onDay(1),
        minutes: 15,
        officers: [],
        purpose: null,
      }),
    );
  });

  test.each(["propertyMember", "neighbour", "coordinatorB"] as const)(
    "does not send somebody who is no officer there (%s)",
    async (name) => {
      await denies(planned({ officers: [s.world.people[name]] }));
    },
  );

  test("does not send somebody who does not exist", async () => {
    await denies(planned({ officers: [key()] }));
  });
});

describe("two doors at once", () => {
  test("are refused to an officer, whoever plans; half an hour later is fine", async () => {
    const startsAt = onDay(3, "18:00");
    await planned({ startsAt });
    const overlapping = { door: "1401", officers: [s.world.people.officer] };
    await refuses(planned({ ...overlapping, startsAt: onDay(3, "18:15") }, "teamMate"), "officerBusy", "startsAt");
    await planned({ ...overlapping, startsAt: onDay(3, "18:30") }, "teamMate");
  });

  test("planned by two people at the same moment: one of them is told", async () => {
    const both = ["1502", "1401"].map((door) =>
      planned({ door, startsAt: onDay(3, "20:00"), officers: [s.world.people.otherOfficer] }, "coordinator"),
    );
    const settled = await Promise.allSettled(both);
    expect(settled.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    for (const one of settled) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "officerBusy" });
  });

  test("a second live visit at the same door in the round is refused; once the first has taken place it is not", async () => {
    const first = await planned();
    await refuses(planned({}, "teamMate"), "alreadyPlanned", "door");
    await record(first, "nobody_home");
    expect(await statusOf(await planned({}, "teamMate"))).toBe("planned");
  });
});

describe("recording a visit", () => {
  test.each(["visited", "nobody_home", "declined"] as const)("as %s is noted with who and when", async (outcome) => {
    const id = await planned();
    await record(id, outcome);
    const [row] = await s.admin`select status, recorded_by, recorded_at from visits where id = ${id}`;
    expect(row).toMatchObject({ status: outcome, recorded_by: s.world.people.officer });
    expect(row?.recorded_at).not.toBeNull();
    const kinds = await s.admin`select kind, from_status, to_status from events where subject_id = ${id} order by seq`;
    expect(kinds.map((e) => [e.kind, e.from_status, e.to_status])).toEqual([
      ["planned", null, null],
      [outcome, "planned", outcome],
    ]);
  });

  test("keeps what was heard for the household too, and the officer's thoughts for the team and the coordinator", async () => {
    const id = await planned({ officers: [s.world.people.officer, s.world.people.teamMate] });
    await record(id, "visited", { heard: "老人说灯坏了。", reflection: "想起外婆。" });
    const notes = async (name: PersonName) =>
      (await visitPage(await as(name), id)).notes.map((n) => `${n.kind}: ${n.body}`).toSorted();
    const both = ["heard: 老人说灯坏了。", "reflection: 想起外婆。"];
    for (const name of ["officer", "teamMate", "coordinator"] as const) expect(await notes(name)).toEqual(both);
    expect(await notes("resident")).toEqual(["heard: 老人说灯坏了。"]);
    // Another officer sees that the visit took place, not what was said.
    expect(await notes("otherOfficer")).toEqual([]);
  });

  test("later takes what else was heard; a note without anything in it is no note", async () => {
    const id = await planned();
    await record(id, "visited", { heard: "第一笔。" });
    await addNote(await as("officer"), { key: key(), visit: id, heard: "第二笔。", reflection: null, attachments: [] });
    expect((await visitPage(await as("resident"), id)).notes.map((n) => n.body)).toEqual(["第一笔。", "第二笔。"]);
    const nothing = { key: key(), visit: id, heard: null, reflection: null, attachments: [] };
    await refuses(addNote(await as("officer"), nothing), "required", "heard");
    for (const name of ["otherOfficer", "coordinator", "resident"] as const)
      await denies(addNote(await as(name), { ...nothing, key: key(), heard: "不是我。" }));
  });

  test("says which policy was explained; one that was taken back meanwhile is left out", async () => {
    const coordinator = await as("coordinator");
    const policy = await writePolicy(
      coordinator,
      policyInput.parse({
        ...{ key: key(), community: s.world.a, category: "schooling", title: "怎么入园", body: "看居住证。" },
        ...{ place: "居委会" },
      }),
    );
    const note = async (more: Record<string, unknown>) =>
      addNote(await as("officer"), { key: key(), visit: id, policy, ...more });
    const id = await planned();
    // Nobody explains a draft.
    await refuses(note({}), "policyGone", "policy");
    expect(await policiesAtDoor(await as("officer"), s.world.a, "zh-CN")).toEqual([]);
    await publishPolicy(coordinator, { policy, publish: true });
    expect(await policiesAtDoor(await as("officer"), s.world.a, "zh-CN")).toMatchObject([
      { id: policy, title: "怎么入园", place: "居委会" },
    ]);
    await record(id, "visited", { policy });
    await note({ explained: "讲了要带什么。" });
    const notes = async (name: PersonName) =>
      (await visitPage(await as(name), id)).notes.map((n) => [n.kind, n.body, n.policy?.title]).toSorted();
    const told = [
      ["explained", "怎么入园", "怎么入园"],
      ["explained", "讲了要带什么。", "怎么入园"],
    ];
    expect(await notes("officer")).toEqual(told);
    expect(await notes("resident")).toEqual(told);
    expect((await s.admin`select distinct topic from visit_notes where visit_id = ${id}`).map((r) => r.topic)).toEqual([
      "schooling",
    ]);
    await publishPolicy(coordinator, { policy, publish: false });
    await refuses(note({}), "policyGone", "policy");
    await note({ heard: "谢谢。" });
    expect(await notes("resident")).toEqual([
      ["explained", "怎么入园", undefined],
      ["explained", "讲了要带什么。", undefined],
      ["heard", "谢谢。", undefined],
    ]);
  });

  test("by mistake is taken back; the notes stay", async () => {
    const id = await planned();
    await record(id, "declined", { heard: "隔着门。" });
    await undo(await as("officer"), { key: key(), visit: id });
    const page = await visitPage(await as("officer"), id);
    expect(page).toMatchObject({ status: "planned" });
    expect(page.notes).toHaveLength(1);
    const [row] = await s.admin`select recorded_by, recorded_at from visits where id = ${id}`;
    expect(row).toEqual({ recorded_by: null, recorded_at: null });
  });

  test("cannot be taken back while another visit to that door is planned", async () => {
    const id = await planned();
    await record(id, "nobody_home");
    await planned({}, "teamMate");
    await refuses(undo(await as("officer"), { key: key(), visit: id }), "alreadyPlanned", "door");
    expect(await statusOf(id)).toBe("nobody_home");
  });

  test("twice, or of one that was called off, is refused", async () => {
    const id = await planned();
    await record(id, "visited");
    await refuses(record(id, "nobody_home"), "notNow");
    const other = await planned({ door: "1401" });
    await cancelVisit(await as("officer"), { key: key(), visit: other });
    await refuses(record(other, "visited"), "notNow");
    await refuses(undo(await as("officer"), { key: key(), visit: other }), "notNow");
  });
});

describe("another time", () => {
  test("keeps the old visit as rescheduled, and makes a new one with the same team, length and purpose", async () => {
    const id = await planned({
      officers: [s.world.people.officer, s.world.people.teamMate],
      purpose: "回访",
      minutes: 45,
    });
    const startsAt = onDay(6, "09:30");
    const moved = (await reschedule(await as("teamMate"), { key: key(), visit: id, startsAt })) ?? "";
    expect(await statusOf(id)).toBe("rescheduled");
    const page = await visitPage(await as("officer"), moved);
    expect(page).toMatchObject({ status: "planned", officers: ["officer", "teamMate"], purpose: "回访" });
    expect(localTimeOf(page.startsAt, "Asia/Shanghai")).toBe(startsAt);
    expect(page.endsAt.getTime() - page.startsAt.getTime()).toBe(45 * 60_000);
  });

  test("may overlap the old one: a quarter of an hour later is another time too", async () => {
    const id = await planned({ startsAt: onDay(5, "18:00") });
    await reschedule(await as("officer"), { key: key(), visit: id, startsAt: onDay(5, "18:15") });
  });

  test("that is past, or at which the team stands at another door, leaves all as it was", async () => {
    const id = await planned();
    await planned({ door: "1401", startsAt: onDay(7, "18:00") });
    const to = (startsAt: string) => as("officer").then((v) => reschedule(v, { key: key(), visit: id, startsAt }));
    await refuses(to(onDay(-1)), "past", "startsAt");
    await refuses(to(onDay(7, "18:10")), "officerBusy", "startsAt");
    expect(await statusOf(id)).toBe("planned");
  });
});

test("a visit is called off by its team or the coordinator, and the door is free again", async () => {
  const id = await planned();
  await cancelVisit(await as("coordinator"), { key: key(), visit: id });
  expect(await statusOf(id)).toBe("cancelled");
  await planned({}, "teamMate");
});

test.each(["otherOfficer", "resident", "neighbour", "propertyMember", "coordinatorB", "admin", "nobody"] as const)(
  "%s, who is not on the team, changes nothing about a visit",
  async (name) => {
    const id = await planned({ officers: [s.world.people.officer, s.world.people.teamMate] });
    const viewer = await as(name);
    const on = { key: key(), visit: id };
    await denies(recordVisit(viewer, { ...on, outcome: "visited", heard: null, reflection: null, attachments: [] }));
    await denies(reschedule(viewer, { ...on, startsAt: onDay(3) }));
    await denies(cancelVisit(viewer, on));
    await denies(undo(viewer, on));
    expect(await statusOf(id)).toBe("planned");
  },
);

describe("who lives behind a door", () => {
  test("is shown to the officers of a visit there and to coordinators, and each look is noted where the household reads it", async () => {
    const id = await planned();
    for (const name of ["officer", "coordinator"] as const) {
      expect(await readHouseholdContact(await as(name), id)).toMatchObject({
        holder: "王二",
        phone: "+8613800000002",
        people: 2,
      });
    }
    const looks = await s.admin`
      select actor_id from events where subject_type = 'household' and subject_id = ${s.world.door1502} and kind = 'contact_read'`;
    expect(looks.map((e) => e.actor_id)).toEqual([s.world.people.officer, s.world.people.coordinator]);
  });

  test("is shown to no other officer, no unit and no resident", async () => {
    const id = await planned({ door: "1401" });
    for (const name of ["otherOfficer", "propertyMember", "resident", "neighbour", "coordinatorB", "nobody"] as const)
      await hides(readHouseholdContact(await as(name), id));
  });

  test("is not shown because of a visit that was called off, nor after the round is over", async () => {
    const id = await planned();
    await withoutTriggers(s.admin, (sql) => sql`update rounds set status = 'closed' where id = ${s.world.round}`);
    try {
      await hides(readHouseholdContact(await as("officer"), id));
    } finally {
      await withoutTriggers(s.admin, (sql) => sql`update rounds set status = 'running' where id = ${s.world.round}`);
    }
    await cancelVisit(await as("officer"), { key: key(), visit: id });
    await s.admin`delete from visit_officers where visit_id in (select id from visits where household_id = ${s.world.door1502} and id <> ${id})`;
    await hides(readHouseholdContact(await as("officer"), id));
  });
});

test("a visit shows what this household raised, as far as the officer may see it", async () => {
  const raised = async (privacy: string) =>
    (await raise(await as("resident"), reportOf(s.world, { privacy, spot: "door:1502" }), "zh-CN")).number;
  const open = await raised("neighbourhood");
  const hidden = await raised("private");
  const id = await planned();
  const shown = async (name: PersonName) => (await visitPage(await as(name), id)).concerns.map((c) => c.number);
  expect(await shown("officer")).toContain(open);
  expect(await shown("officer")).not.toContain(hidden);
  expect(await shown("coordinator")).toEqual(expect.arrayContaining([open, hidden]));
});

describe("how far a round has come", () => {
  test("counts a door once it was visited, and shows each door by its latest visit", async () => {
    const before = (await listRounds(await as("resident")))[0]?.visited ?? 0;
    const id = await planned({ door: "1501" });
    await record(id, "nobody_home");
    const look = async () =>
      (await elevation(await as("officer"), s.world.round)).buildings[0]?.entrances[0]?.floors
        .flatMap((f) => f.doors)
        .find((d) => d.door === "1501")?.look;
    expect(await look()).toBe("nobody_home");
    const again = await planned({ door: "1501" });
    expect(await look()).toBe("planned");
    await record(again, "visited");
    expect(await look()).toBe("visited");
    await planned({ door: "1501" });
    expect(await look()).toBe("visited");
    const [round] = await listRounds(await as("resident"));
    expect(round).toMatchObject({ doors: 3, visited: before + 1, target: 3 });
    const open = await publicProgress(s.world.a);
    expect(open?.round).toMatchObject({ doors: 3, visited: before + 1 });
    expect(JSON.stringify(open)).not.toMatch(/(?<![\w-])1501(?![\w-])/);
  });

  test("is shown door by door to officers only", async () => {
    for (const name of ["resident", "propertyMember", "coordinatorB", "admin", "nobody"] as const)
      await hides(elevation(await as(name), s.world.round));
    await hides(elevation(await as("officer"), key()));
  });
});
