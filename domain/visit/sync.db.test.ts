import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../account/viewer.ts";
import { takeUpload } from "../attachment/upload.ts";
import { jpeg } from "../testing/photo.ts";
import { behind, denies, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { dayOf } from "../time.ts";
import { enterPaper } from "./paper.ts";
import { planVisit } from "./plan.ts";
import { visitPage } from "./read.ts";
import { recordVisit } from "./record.ts";
import { settle } from "./settle.ts";
import { eveningSheet } from "./sheet.ts";
import { queuedInput, takeQueued } from "./sync.ts";

const s = stage();
const { as } = s;
const minute = 60_000;

beforeEach(() =>
  behind(s.admin, async (sql) => {
    await sql`update visits set status = 'cancelled' where status = 'planned'`;
    await sql`update visit_officers set live = false`;
    await sql`delete from visit_refusals`;
  }),
);

/** A visit of both officers that is due now. */
let hours = 0;
async function planned(door = "1502"): Promise<string> {
  const { officer, teamMate } = s.world.people;
  const id = await planVisit(await as("officer"), {
    ...{ key: key(), entrance: s.world.entrance, door, startsAt: onDay(1 + (hours++ % 40), "19:00"), minutes: 15 },
    ...{ officers: [officer, teamMate], purpose: null },
  });
  await behind(s.admin, async (sql) => {
    await sql`update visits set starts_at = now() - interval '1 hour', ends_at = now() - interval '45 minutes' where id = ${id}`;
  });
  return id;
}

type Sent = Parameters<typeof queuedInput.parse>[0];

/** What a phone sends; entered ten minutes ago unless it is said. */
async function entry(by: PersonName, visit: string, more: Record<string, unknown> = {}): Promise<Sent> {
  const { values, ...rest } = more as { values?: Record<string, unknown> };
  return {
    ...{ user: s.world.people[by], key: key(), kind: "record", seen: "planned" },
    ...{ at: Date.now() - 10 * minute, sentAt: Date.now() },
    values: { visit, outcome: "visited", ...values },
    ...rest,
  };
}

const send = async (by: PersonName, sent: Sent) =>
  takeQueued((await as(by)) as Viewer & { user: NonNullable<Viewer["user"]> }, queuedInput.parse(sent), "zh-CN");

const stands = async (id: string) =>
  (await s.admin`select status, recorded_by, knocked_by, recorded_at, feeling from visits where id = ${id}`)[0];
const notes = async (id: string) =>
  (await s.admin<{ body: string }[]>`select body from visit_notes where visit_id = ${id} order by body`).map(
    (n) => n.body,
  );
const kinds = async (id: string) =>
  (await s.admin<{ kind: string }[]>`select kind from events where subject_id = ${id} order by seq`).map((e) => e.kind);
const conflicts = async (id: string) => [...(await s.admin`select * from visit_conflicts where visit_id = ${id}`)];

describe("an entry that waited on a phone", () => {
  test("sent twice, and twice at once, is one", async () => {
    const id = await planned();
    const sent = await entry("officer", id, {
      values: { heard: "灯坏了。", reflection: "想起外婆。", feeling: "glad" },
    });
    const answers = [
      await send("officer", sent),
      ...(await Promise.all([send("officer", sent), send("officer", sent)])),
    ];
    expect(answers).toEqual(Array(3).fill({ done: true, conflict: false }));
    expect(await stands(id)).toMatchObject({ status: "visited", recorded_by: s.world.people.officer, feeling: "glad" });
    expect(await notes(id)).toEqual(["想起外婆。", "灯坏了。"].toSorted());
    expect(await kinds(id)).toEqual(["planned", "visited"]);
  });

  test("sent again at another time by the phone's clock is still the same", async () => {
    const id = await planned();
    const sent = await entry("officer", id, { values: { heard: "一句话。" } });
    await send("officer", sent);
    await send("officer", { ...(sent as object), sentAt: Date.now() + 3 * 86_400_000 });
    expect(await notes(id)).toEqual(["一句话。"]);
  });

  test("corrected after it had arrived is refused in words, not taken twice", async () => {
    const id = await planned();
    const sent = await entry("officer", id, { kind: "note", values: { heard: "第一次写的。" } });
    await send("officer", sent);
    const corrected = { ...(sent as object), values: { visit: id, heard: "改过的。" } };
    await refuses(send("officer", corrected), "arrivedBefore");
    expect(await notes(id)).toEqual(["第一次写的。"]);
  });

  test("is recorded when it was entered, not when it was sent, whatever the phone's clock says", async () => {
    const off = 37 * 86_400_000;
    const id = await planned();
    const entered = Date.now() - 20 * minute;
    await send("officer", await entry("officer", id, { at: entered + off, sentAt: Date.now() + off }));
    const recorded = (await stands(id))?.recorded_at as Date;
    expect(Math.abs(recorded.getTime() - entered)).toBeLessThan(5000);
  });

  test("brings a photo that was sent ahead, once, and asks again for one that is gone", async () => {
    const id = await planned();
    const officer = await as("officer");
    const chosen = key();
    const bytes = await jpeg();
    const upload = () =>
      takeUpload(officer, { communityId: s.world.a, uploadKey: "", chosen }, { name: "a.jpg", bytes });
    const [first, second] = [await upload(), await upload()];
    expect(second.id).toBe(first.id);
    // Swept away while its entry waited.
    await behind(s.admin, (sql) => sql`delete from attachments where id = ${first.id}`);
    const sent = await entry("officer", id, { values: { attachments: [first.id] } });
    expect(await send("officer", sent)).toEqual({ missing: [first.id] });
    expect(await stands(id)).toMatchObject({ status: "planned" });
    await Promise.all([upload(), upload()]);
    await send("officer", sent);
    await send("officer", sent);
    const [row] = await s.admin`
      select count(*)::int as photos, count(visit_note_id)::int as tied from attachments where id = ${first.id}`;
    expect(row).toEqual({ photos: 1, tied: 1 });
    // Another's photo is not to be had by its name.
    const other = await takeUpload(
      await as("teamMate"),
      { communityId: s.world.a, uploadKey: "", chosen },
      { name: "", bytes },
    );
    expect(other.id).not.toBe(first.id);
  });

  test("raises a concern once, and says its number", async () => {
    const id = await planned();
    const values = { visit: id, community: s.world.a, entrance: s.world.entrance, spot: "area:lift", floor: "15" };
    const sent = await entry("officer", id, {
      kind: "raise",
      values: { ...values, body: "电梯总停在九楼。", category: "auto", privacy: "neighbourhood", home: "1502" },
    });
    const answers = await Promise.all([send("officer", sent), send("officer", sent)]);
    expect(answers[0]).toMatchObject({ done: true, number: expect.stringMatching(/^\d{4}-\d+$/) });
    expect(answers[1]).toEqual(answers[0]);
    const [row] = await s.admin`select count(*)::int as n from concerns where visit_id = ${id}`;
    expect(row?.n).toBe(1);
  });

  test("after another: nobody home, then taken back, then visited, in the order entered", async () => {
    const id = await planned();
    await send("officer", await entry("officer", id, { values: { outcome: "nobody_home" } }));
    await send("officer", await entry("officer", id, { kind: "undo", seen: "nobody_home" }));
    await send("officer", await entry("officer", id));
    expect(await kinds(id)).toEqual(["planned", "nobody_home", "undone", "visited"]);
  });

  test("another time: with a time it is planned anew with its team, without one the door is free again", async () => {
    const id = await planned();
    await send("officer", await entry("officer", id, { kind: "later", values: { startsAt: onDay(9, "19:30") } }));
    expect(await stands(id)).toMatchObject({ status: "rescheduled" });
    const [anew] =
      await s.admin`select id from visits where status = 'planned' and starts_at > now() + interval '8 days'`;
    expect((await visitPage(await as("teamMate"), anew?.id)).officers).toEqual(["officer", "teamMate"]);
    const other = await planned("1401");
    await send("officer", await entry("officer", other, { kind: "later", values: { startsAt: "" } }));
    expect(await stands(other)).toMatchObject({ status: "rescheduled" });
    await refuses(
      send(
        "officer",
        await entry("officer", await planned("1401"), { kind: "later", values: { startsAt: onDay(-2) } }),
      ),
      "past",
      "startsAt",
    );
  });

  test("is that of a team: one enters for the other, and nobody enters for a stranger", async () => {
    const id = await planned();
    const { teamMate, otherOfficer } = s.world.people;
    await refuses(
      send("officer", await entry("officer", id, { values: { knockedBy: otherOfficer } })),
      "choose",
      "knockedBy",
    );
    await send("officer", await entry("officer", id, { values: { knockedBy: teamMate } }));
    expect(await stands(id)).toMatchObject({ recorded_by: s.world.people.officer, knocked_by: teamMate });
    for (const who of ["otherOfficer", "resident", "propertyMember"] as const) {
      await hides(send(who, await entry(who, id)));
      await hides(send(who, await entry(who, id, { kind: "undo", seen: "visited" })));
      await denies(send(who, await entry(who, id, { kind: "note", values: { heard: "不是我的门" } })));
    }
  });

  test("with a wrong field is told which, and nothing is written", async () => {
    const id = await planned();
    await expect(
      send("officer", await entry("officer", id, { values: { outcome: "flown_away" } })),
    ).rejects.toMatchObject({
      issues: [expect.objectContaining({ path: ["outcome"] })],
    });
    expect(await kinds(id)).toEqual(["planned"]);
  });
});

describe("two officers at one door without signal", () => {
  async function both(): Promise<string> {
    const id = await planned();
    await send("teamMate", await entry("teamMate", id, { values: { outcome: "nobody_home", heard: "敲了三次。" } }));
    const late = await entry("officer", id, { values: { heard: "后来开门了。", feeling: "glad" } });
    expect(await send("officer", late)).toEqual({ done: true, conflict: true });
    expect(await send("officer", late)).toEqual({ done: true, conflict: true });
    return id;
  }

  test("both notes are kept, what stands is not overwritten, and both are shown the conflict", async () => {
    const id = await both();
    expect(await stands(id)).toMatchObject({ status: "nobody_home", recorded_by: s.world.people.teamMate });
    expect(await notes(id)).toEqual(["后来开门了。", "敲了三次。"].toSorted());
    expect(await conflicts(id)).toHaveLength(1);
    for (const who of ["officer", "teamMate", "coordinator"] as const)
      expect((await visitPage(await as(who), id)).conflicts).toMatchObject([{ outcome: "visited", by: "officer" }]);
    for (const who of ["resident", "otherOfficer"] as const)
      expect((await visitPage(await as(who), id)).conflicts).toEqual([]);
    // (An hour ago may have been yesterday.)
    const day = dayOf(new Date(Date.now() - 60 * minute), "Asia/Shanghai");
    const sheet = await eveningSheet(await as("teamMate"), "Asia/Shanghai", day);
    const doors = sheet.parts.flatMap((p) => p.floors.flatMap((f) => f.doors));
    expect(doors.find((d) => d.id === id)).toMatchObject({ recorder: "teamMate", conflicts: [{ outcome: "visited" }] });
  });

  test("the same outcome is no conflict", async () => {
    const id = await planned();
    await send("teamMate", await entry("teamMate", id));
    expect(await send("officer", await entry("officer", id))).toEqual({ done: true, conflict: false });
    expect(await conflicts(id)).toEqual([]);
    expect(await stands(id)).toMatchObject({ recorded_by: s.world.people.teamMate });
  });

  test("they settle it: what came late holds, with who entered it and when", async () => {
    const id = await both();
    const [conflict] = await conflicts(id);
    const wish = { visit: id, conflict: conflict?.id, holds: "brought" as const };
    for (const who of ["otherOfficer", "resident"] as const)
      await hides(settle(await as(who), { key: key(), ...wish }));
    await settle(await as("teamMate"), { key: key(), ...wish });
    expect(await stands(id)).toMatchObject({
      ...{ status: "visited", recorded_by: s.world.people.officer, recorded_at: conflict?.recorded_at },
    });
    expect((await visitPage(await as("officer"), id)).conflicts).toEqual([]);
    await refuses(settle(await as("officer"), { key: key(), ...wish }), "notNow");
  });

  test("they settle it: what stands holds, and is left as it is", async () => {
    const id = await both();
    const before = await stands(id);
    const [conflict] = await conflicts(id);
    await settle(await as("officer"), { key: key(), visit: id, conflict: conflict?.id, holds: "stands" });
    expect(await stands(id)).toEqual(before);
    expect((await conflicts(id))[0]).toMatchObject({ settled_by: s.world.people.officer });
  });

  test("an outcome for a visit that was called off meanwhile is kept beside it, with its note", async () => {
    const id = await planned();
    await behind(s.admin, (sql) => sql`update visits set status = 'cancelled' where id = ${id}`);
    expect(await send("officer", await entry("officer", id, { values: { heard: "他们在家。" } }))).toMatchObject({
      conflict: true,
    });
    expect(await notes(id)).toEqual(["他们在家。"]);
    const [conflict] = await conflicts(id);
    await refuses(
      settle(await as("officer"), { key: key(), visit: id, conflict: conflict?.id, holds: "brought" }),
      "notNow",
    );
  });

  test("taking back what the other has recorded meanwhile is refused", async () => {
    const id = await planned();
    await send("teamMate", await entry("teamMate", id));
    await refuses(send("officer", await entry("officer", id, { kind: "undo", seen: "nobody_home" })), "notNow");
    expect(await stands(id)).toMatchObject({ status: "visited" });
  });
});

test("please do not come again is kept with the refusal of a visit, and stops the next plan", async () => {
  const id = await planned();
  await send("officer", await entry("officer", id, { values: { outcome: "declined", refuses: "on" } }));
  const [refusal] = await s.admin`select noted_by, visit_id from visit_refusals`;
  expect(refusal).toEqual({ noted_by: s.world.people.officer, visit_id: id });
  await refuses(planned(), "asksNotToBeVisited", "door");
  // Without being turned away it is a slip of the thumb.
  const other = await planned("1401");
  await send("officer", await entry("officer", other, { values: { outcome: "visited", refuses: "on" } }));
  expect(await s.admin`select 1 from visit_refusals`).toHaveLength(1);
});

test("what was explained on the spot is read by the household, consent to be quoted goes with what was heard", async () => {
  const id = await planned();
  const values = { heard: "消防栓没水。", explained: "讲了入园政策。", reflection: "记在心里。", quotable: "on" };
  await send("officer", await entry("officer", id, { values }));
  const read = (await visitPage(await as("resident"), id)).notes;
  expect(read.map((n) => [n.kind, n.body, n.quotable]).toSorted()).toEqual([
    ["explained", "讲了入园政策。", false],
    ["heard", "消防栓没水。", true],
  ]);
  const rows = await s.admin`select kind, topic from visit_notes where visit_id = ${id} order by kind`;
  expect(rows.map((r) => [r.kind, r.topic])).toEqual([
    ["explained", "fire"],
    ["heard", "fire"],
    ["reflection", null],
  ]);
});

describe("a sheet walked with a pen", () => {
  const paper = (more: Record<string, unknown>) => ({ key: key(), visits: [] as string[], ...more });

  test("is recorded at once, door by door; a wrong row is told and spoils no other; twice is once", async () => {
    const [one, two] = [await planned(), await planned("1401")];
    await recordVisit(await as("teamMate"), { key: key(), visit: two, outcome: "visited" });
    const sheet = paper({
      visits: [one, two],
      [`outcome-${one}`]: "nobody_home",
      [`heard-${one}`]: "门上贴了纸条。",
      [`outcome-${two}`]: "declined",
    });
    const entered = await enterPaper(await as("officer"), sheet);
    expect(entered).toMatchObject([{ visit: one }, { visit: two, error: { code: "notNow" } }]);
    expect(entered[0]?.error).toBeUndefined();
    await enterPaper(await as("officer"), sheet);
    expect(await notes(one)).toEqual(["门上贴了纸条。"]);
    expect(await stands(two)).toMatchObject({ status: "visited" });
  });

  test("with nothing ticked is refused; doors of others are not there", async () => {
    const id = await planned();
    await refuses(enterPaper(await as("officer"), paper({ visits: [id] })), "nothingChosen");
    const [entered] = await enterPaper(await as("otherOfficer"), paper({ visits: [id], [`outcome-${id}`]: "visited" }));
    expect(entered?.error).toBeDefined();
    expect(await stands(id)).toMatchObject({ status: "planned" });
  });
});
