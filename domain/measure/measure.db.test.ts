import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { readAttachment } from "../attachment/read.ts";
import { takeUpload } from "../attachment/upload.ts";
import { type Concluded, concludedIn } from "../testing/concluded.ts";
import { jpeg } from "../testing/photo.ts";
import { problemIn } from "../testing/problem.ts";
import { behind, hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { beginMeasure, delayMeasure, dropMeasure, finishMeasure, resumeMeasure } from "./carry.ts";
import { measureStatuses, measureTransitions } from "./rules.ts";

const s = stage();
const { as } = s;

let held: Concluded;

beforeEach(async () => {
  held = await concludedIn(s.admin, s.world, await problemIn(s.admin, s.world));
});

const of = (measure = held.measures.property) => ({ key: key(), agreement: held.agreement, measure });
const row = async (measure = held.measures.property) => {
  const [found] = await s.admin`select *, expected_on::text as expected from measures where id = ${measure}`;
  if (!found) throw new Error("no measure");
  return found;
};
const events = async () =>
  (await s.admin<{ kind: string }[]>`select kind from events where subject_id = ${held.agreement} order by seq`).map(
    (e) => e.kind,
  );
const finish = async (who: PersonName, more: { note?: string; late?: string | null; attachments?: string[] } = {}) =>
  finishMeasure(await as(who), { ...of(), note: "全部换好，试过水。", late: null, attachments: [], ...more });
const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const due = (day: string) =>
  behind(s.admin, (sql) => sql`update measures set due_on = ${day} where id = ${held.measures.property}`);

describe("a measure", () => {
  test("is begun, done, taken up again and given up, each with its event and for everybody to read", async () => {
    await beginMeasure(await as("propertyMember"), of());
    await finish("propertyMember");
    expect(await row()).toMatchObject({
      status: "done",
      turn: 1,
      done_note: "全部换好，试过水。",
      done_by: s.world.people.propertyMember,
    });
    await resumeMeasure(await as("officer"), { ...of(), reason: "三号楼还没有水。" });
    expect(await row()).toMatchObject({
      status: "underway",
      done_at: null,
      done_note: null,
      reason: "三号楼还没有水。",
    });
    await finish("officer");
    expect(await row()).toMatchObject({ status: "done", turn: 2, reason: null });
    await dropMeasure(await as("coordinator"), { ...of(held.measures.fire), reason: "烟感还能用。" });
    expect(await events()).toEqual([
      "measure_begun",
      "measure_done",
      "measure_resumed",
      "measure_done",
      "measure_dropped",
    ]);
  });

  test("is for the unit that is to do it and for who leads: others find nothing", async () => {
    for (const who of ["fireMember", "resident", "neighbour", "otherOfficer", "coordinatorB"] as const) {
      await hides(beginMeasure(await as(who), of()));
      await hides(finish(who));
    }
    await refuses(dropMeasure(await as("propertyMember"), { ...of(), reason: "不想做" }), "notNow");
  });

  test("sent twice is done once, and asks the households once", async () => {
    const once = of();
    const said = { ...once, note: "换好了", late: null, attachments: [] };
    await finishMeasure(await as("propertyMember"), said);
    await finishMeasure(await as("propertyMember"), said);
    expect((await row()).turn).toBe(1);
  });

  test("waits until all have agreed", async () => {
    await behind(s.admin, (sql) => sql`update agreements set status = 'signing' where id = ${held.agreement}`);
    await refuses(beginMeasure(await as("propertyMember"), of()), "notNow");
  });

  test("that is late says why, and is not late without a word", async () => {
    await due(days(-3));
    await refuses(finish("propertyMember"), "whyLate", "late");
    await finish("propertyMember", { late: "等配件。" });
    expect(
      (
        await s.admin`select reason, was_on::text as was from work_delays where measure_id = ${held.measures.property}`
      )[0],
    ).toEqual({
      reason: "等配件。",
      was: days(-3),
    });
  });

  test("is put off to a later day alone, again and again, and what was said stays", async () => {
    await due(days(10));
    const later = async (toOn: string, reason = "天冷") =>
      delayMeasure(await as("propertyMember"), { ...of(), toOn, reason });
    await refuses(later(days(10)), "laterDay", "toOn");
    await later(days(20));
    await refuses(later(days(15)), "laterDay", "toOn");
    await later(days(30));
    expect((await row()).expected).toBe(days(30));
    expect((await s.admin`select 1 from work_delays where measure_id = ${held.measures.property}`).length).toBe(2);
    await expect(
      s.admin.begin(async (sql) => {
        await sql`set local role doorstep_owner`;
        await sql`update work_delays set reason = '别的'`;
      }),
    ).rejects.toMatchObject({ code: "23001" });
  });
});

describe("evidence", () => {
  const upload = async (who: PersonName) =>
    (await takeUpload(await as(who), { communityId: s.world.a, uploadKey: "" }, { name: "a.jpg", bytes: await jpeg() }))
      .id;

  test("is read by those who read the agreement, and tied by those whose measure it is", async () => {
    const file = await upload("propertyMember");
    await finish("propertyMember", { attachments: [file] });
    for (const who of ["resident", "neighbour", "fireMember", "officer"] as const)
      expect((await readAttachment(await as(who), file, "small", null)).mime).toBe("image/jpeg");
    for (const who of ["coordinatorB", "nobody"] as const)
      await hides(readAttachment(await as(who), file, "small", null));
    const others = await upload("fireMember");
    await resumeMeasure(await as("propertyMember"), { ...of(), reason: "还差一处" });
    await hides(finish("propertyMember", { attachments: [others] }));
    await hides(readAttachment(await as("resident"), others, "small", null));
  });
});

describe("the database", () => {
  const change = async (who: PersonName, statement: string, values: (string | null)[] = []) => {
    const { claims } = await as(who);
    return s.admin
      .begin(async (sql) => {
        await sql`select set_config('app.user', ${claims.userId ?? ""}, true), set_config('app.coordinates', ${`{${claims.coordinates}}`}, true),
          set_config('app.officer_in', ${`{${claims.officerIn}}`}, true), set_config('app.member_in', ${`{${claims.memberIn}}`}, true),
          set_config('app.organizations', ${`{${claims.organizations}}`}, true)`;
        await sql`set local role doorstep_app`;
        return (await sql.unsafe(statement, values)).count;
      })
      .catch((error: { code?: string }) => error.code ?? String(error));
  };

  test("lets no status be written that is not in the table, by nobody, and none without its event", async () => {
    for (const from of measureStatuses)
      for (const to of measureStatuses) {
        if (from === to) continue;
        const id = newId();
        await behind(
          s.admin,
          (sql) =>
            sql`insert into measures ${sql({
              community_id: s.world.a,
              id,
              problem_id: held.problem,
              agreement_id: held.agreement,
              what: "x",
              organization_id: s.world.property,
              due_on: "2097-01-01",
              status: from,
              ...(from === "done" ? { done_at: new Date(), done_note: "x" } : {}),
            })}`,
        );
        const allowed = measureTransitions.some((t) => t.from === from && t.to === to);
        const answer = await change(
          "officer",
          "update measures set status = $2, done_note = 'x', reason = 'x' where id = $1",
          [id, to],
        );
        // In the table: only the event is missing.
        expect([from, to, answer]).toEqual([from, to, allowed ? "DS002" : "DS001"]);
      }
  });

  test("lets a unit change what became of its measure and nothing else of it", async () => {
    await behind(s.admin, (sql) => sql`update agreements set status = 'draft' where id = ${held.agreement}`);
    const id = held.measures.property;
    for (const set of ["what = 'x'", "due_on = '2099-01-01'", "organization_id = null", "proof = 'x'", "ordinal = 9"])
      expect([set, await change("propertyMember", `update measures set ${set} where id = $1`, [id])]).toEqual([
        set,
        "DS001",
      ]);
    expect(await change("fireMember", "update measures set reason = 'x' where id = $1", [id])).toBe(0);
  });
});
