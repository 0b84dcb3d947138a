import { describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { askAgain } from "../assignment/ask-again.ts";
import { ask } from "../concern/ask.ts";
import { assign } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { reply } from "../concern/reply.ts";
import { solve } from "../concern/solve.ts";
import { sort } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { assignmentOf, behind, eventsOf, key, onDay, refuses, rowOf, stage, toldOf } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { addWorking, usualHours, workingBetween } from "./calendar.ts";
import { setLead } from "./lead.ts";
import { remindAndEscalate } from "./remind.ts";

const s = stage();
const { as } = s;
const usual = { timeZone: "Asia/Shanghai", hours: usualHours, exceptions: [] };
const hours = (n: number) => n * 60;
const sorted = (number: string, more: Partial<Parameters<typeof sort>[1]> = {}) => ({
  key: key(),
  number,
  category: "lift" as const,
  privacy: "neighbourhood" as const,
  urgency: "normal" as const,
  ...more,
});
const told = (number: string, kind: string) => toldOf(s, number, kind);
/** When something is due, as the row says. */
const at = async (number: string, column: string) => (await rowOf(s.admin, number))[column] as Date;

/** A concern that the officer owns and has answered, and the property company has for some days. */
async function given(more: Record<string, unknown> = {}) {
  const number = await s.raised("resident", { spot: "door:1502", ...more });
  await take(await as("officer"), { key: key(), number });
  const on = { key: key(), number, organizations: [s.world.property], dueAt: onDay(9, "15:00"), note: null };
  await assign(await as("officer"), on);
  await reply(await as("officer"), { key: key(), number, body: "在办。", audience: "everyone", attachments: [] });
  return { number, assignment: await assignmentOf(s.admin, number, s.world.property) };
}

const assignmentRow = async (id: string) => {
  const [row] = await s.admin<{ due_at: Date; remind_at: Date }[]>`select * from assignments where id = ${id}`;
  return row as { due_at: Date; remind_at: Date };
};

describe("what is due", () => {
  test("goes by category and urgency, and is counted anew where a coordinator sorts otherwise", async () => {
    const number = await s.raised("resident");
    const { created_at } = await rowOf(s.admin, number);
    const within = async (column: string) =>
      Math.round(workingBetween(usual, created_at as Date, await at(number, column)));
    expect([await within("answer_due_at"), await within("solve_due_at")]).toEqual([hours(7), hours(35)]);
    await sort(await as("coordinator"), sorted(number, { urgency: "urgent" }));
    expect([await within("answer_due_at"), await within("solve_due_at")]).toEqual([hours(3.5), hours(17.5)]);
    await sort(await as("coordinator"), sorted(number, { category: "fire" }));
    expect([await within("answer_due_at"), await within("solve_due_at")]).toEqual([hours(14), hours(70)]);
    const { timeline } = await concernPage(await as("coordinator"), number);
    expect(timeline.at(-1)?.data.dueAt).toBe((await at(number, "answer_due_at")).toISOString());
  });

  test("goes by what the community has set", async () => {
    await s.admin`insert into service_targets ${s.admin([
      { community_id: s.world.a, category: "water_power", urgency: "normal", answer_minutes: 90, solve_minutes: null },
    ])}`;
    const number = await s.raised("resident", { category: "water_power" });
    const row = await rowOf(s.admin, number);
    expect(Math.round(workingBetween(usual, row.created_at as Date, row.answer_due_at as Date))).toBe(90);
    expect(row).toMatchObject({ solve_due_at: null, remind_at: null });
  });

  test("is moved by nothing else: not by taking, assigning, answering, nor by whoever raised it", async () => {
    const { number, assignment } = await given();
    const before = await rowOf(s.admin, number);
    await accept(await as("propertyMember"), { key: key(), number, assignment });
    await answer(await as("propertyMember"), { key: key(), number, assignment, body: "好。", attachments: [] });
    expect(await rowOf(s.admin, number)).toMatchObject({
      answer_due_at: before.answer_due_at,
      solve_due_at: before.solve_due_at,
    });
  });

  test("stands still while whoever raised it is asked, and moves on by exactly the working time that took", async () => {
    const { number } = await given();
    await ask(await as("officer"), { key: key(), number, body: "几楼？" });
    const waiting = await rowOf(s.admin, number);
    expect(waiting.paused_at).not.toBeNull();
    const since = new Date(Date.now() - 5 * 86_400_000);
    await behind(s.admin, (sql) => sql`update concerns set paused_at = ${since} where number = ${number}`);
    await reply(await as("spouse"), { key: key(), number, body: "三楼。", audience: "everyone", attachments: [] });
    const after = await rowOf(s.admin, number);
    const waited = workingBetween(usual, since, new Date());
    expect(waited).toBeGreaterThan(hours(14));
    const moved = addWorking(usual, waiting.solve_due_at as Date, waited).getTime();
    expect(Math.abs((after.solve_due_at as Date).getTime() - moved)).toBeLessThan(5_000);
    // It was answered by the question itself: whether that was in time does not change.
    expect(after).toMatchObject({ paused_at: null, answer_due_at: waiting.answer_due_at });
  });

  test("leaves out the waits also where it is counted anew", async () => {
    const { number } = await given();
    await ask(await as("officer"), { key: key(), number, body: "几楼？" });
    await reply(await as("resident"), { key: key(), number, body: "三楼。", audience: "everyone", attachments: [] });
    // As if they had been asked ten days and answered three days after raising it.
    const { id } = await rowOf(s.admin, number);
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    await behind(s.admin, async (sql) => {
      await sql`update concerns set created_at = ${days(20)} where id = ${id}`;
      await sql`update events set at = ${days(15)} where subject_id = ${id} and kind = 'asked'`;
      await sql`update events set at = ${days(5)} where subject_id = ${id} and from_status = 'waiting'`;
    });
    await sort(await as("officer"), sorted(number, { urgency: "urgent" }));
    const due = addWorking(usual, days(20), hours(17.5) + workingBetween(usual, days(15), days(5))).getTime();
    const found = (await at(number, "solve_due_at")).getTime();
    expect(Math.abs(found - due)).toBeLessThan(5_000);
  });
});

describe("reminders", () => {
  test("reach the unit's members alone when a quarter of its time is left, once, whoever keeps the house", async () => {
    const { number, assignment } = await given();
    const row = await assignmentRow(assignment);
    const whole = workingBetween(usual, new Date(), row.due_at);
    expect(workingBetween(usual, row.remind_at, row.due_at)).toBeCloseTo(Math.max(whole / 4, 120), 0);
    await keepHouse(new Date(row.remind_at.getTime() - 60_000));
    expect((await eventsOf(s.admin, number)).filter((e) => e.startsWith("reminded"))).toEqual([]);
    const soon = new Date(row.remind_at.getTime() + 1000);
    await Promise.all([keepHouse(soon), keepHouse(soon), keepHouse(soon)]);
    await keepHouse(new Date(soon.getTime() + 60_000));
    expect(await told(number, "reminded")).toEqual(["propertyMember"]);
    expect((await eventsOf(s.admin, number)).filter((e) => e === "reminded (working)")).toHaveLength(1);
  });

  test("of a process that was killed are said by the next one, once: the mark and the word are one", async () => {
    const { number, assignment } = await given();
    const { due_at } = await assignmentRow(assignment);
    const late = new Date(due_at.getTime() + 1000);
    const killed = pool("doorstep_worker").transaction(async (tx) => {
      await remindAndEscalate(tx, late.toISOString());
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await eventsOf(s.admin, number)).not.toContain("escalated (working)");
    await keepHouse(late);
    await keepHouse(late);
    expect((await eventsOf(s.admin, number)).filter((e) => e === "escalated (working)")).toHaveLength(1);
  });

  test("are neither seen nor heard of by whoever raised it", async () => {
    const { number, assignment } = await given();
    await keepHouse(new Date((await assignmentRow(assignment)).due_at.getTime() + 1000));
    const kinds = async (who: "resident" | "officer") =>
      (await concernPage(await as(who), number)).timeline.map((item) => item.kind);
    expect(await kinds("officer")).toContain("escalated");
    expect(await kinds("resident")).not.toContain("escalated");
    expect(await told(number, "escalated")).not.toContain("resident");
  });

  test("of the first answer reach the owner alone; late, whoever leads as well", async () => {
    const number = await s.raised("resident");
    await take(await as("officer"), { key: key(), number });
    await keepHouse(new Date((await at(number, "remind_at")).getTime() + 1000));
    expect(await told(number, "reminded")).toEqual(["officer"]);
    const late = new Date((await at(number, "answer_due_at")).getTime() + 1000);
    await keepHouse(late);
    await keepHouse(late);
    expect(await told(number, "escalated")).toEqual(["coordinator", "officer"]);
  });

  test("of what is not solved by its time reach the owner and whoever leads, once, whoever keeps the house", async () => {
    const number = await s.raised("resident");
    await take(await as("officer"), { key: key(), number });
    await reply(await as("officer"), { key: key(), number, body: "在办。", audience: "everyone", attachments: [] });
    const due = await at(number, "solve_due_at");
    const late = new Date(due.getTime() + 1000);
    await keepHouse(new Date(due.getTime() - 60_000));
    expect(await told(number, "unsolved_late")).toEqual([]);
    await Promise.all([keepHouse(late), keepHouse(late)]);
    await keepHouse(new Date(late.getTime() + 60_000));
    expect(await told(number, "unsolved_late")).toEqual(["coordinator", "officer"]);
    expect((await eventsOf(s.admin, number)).filter((e) => e === "unsolved_late (working)")).toHaveLength(1);
    const [event] = await s.admin`select e.data from events e join concerns c on c.id = e.subject_id
      where c.number = ${number} and e.kind = 'unsolved_late'`;
    expect(new Date(event?.data.dueAt)).toEqual(due);
    expect((await concernPage(await as("resident"), number)).timeline.map((i) => i.kind)).not.toContain(
      "unsolved_late",
    );
    expect(await eventsOf(s.admin, number)).not.toContain("escalated (working)");
  });

  test("of that do not come for what is solved, waits for whoever raised it, has no such time, or was late long ago", async () => {
    const officer = await as("officer");
    const raised = async () => {
      const number = await s.raised("resident");
      await take(officer, { key: key(), number });
      return { number, due: await at(number, "solve_due_at") };
    };
    const [done, waits, none, old] = [await raised(), await raised(), await raised(), await raised()];
    await solve(officer, { key: key(), number: done.number, body: "好了。", attachments: [] });
    await ask(officer, { key: key(), number: waits.number, body: "几楼？" });
    await behind(s.admin, async (sql) => {
      await sql`update concerns set solve_due_at = null where number = ${none.number}`;
      await sql`update concerns set solve_due_at = now() - interval '8 days' where number = ${old.number}`;
    });
    await keepHouse(new Date(done.due.getTime() + 3600_000));
    for (const { number } of [done, waits, none, old])
      expect(await eventsOf(s.admin, number)).not.toContain("unsolved_late (working)");
  });

  test("do not come for what was answered, and not while whoever raised it is asked", async () => {
    const { number, assignment } = await given();
    await ask(await as("officer"), { key: key(), number, body: "几楼？" });
    await keepHouse(new Date((await assignmentRow(assignment)).due_at.getTime() + 1000));
    expect(await eventsOf(s.admin, number)).not.toContain("escalated (working)");
    const done = await given();
    await solve(await as("officer"), { key: key(), number: done.number, body: "好了。", attachments: [] });
    await keepHouse(new Date(Date.now() + 40 * 86_400_000));
    expect((await eventsOf(s.admin, done.number)).filter((e) => /reminded|escalated/.test(e))).toEqual([]);
  });

  test("come anew for what a unit is asked again", async () => {
    const { number, assignment } = await given();
    await keepHouse(new Date((await assignmentRow(assignment)).due_at.getTime() + 1000));
    await answer(await as("propertyMember"), { key: key(), number, assignment, body: "看过。", attachments: [] });
    const again = { key: key(), number, assignment, body: "修好了吗？", dueAt: onDay(20, "15:00") };
    await askAgain(await as("officer"), again);
    await keepHouse(new Date((await assignmentRow(assignment)).due_at.getTime() + 1000));
    const unit = (await eventsOf(s.admin, number)).filter((e) => e === "escalated (working)");
    expect(unit).toHaveLength(2);
  });
});

describe("what has become late at a unit", () => {
  const mate = async () => {
    const id = key();
    await s.admin`insert into users (id, name) values (${id}, 'mate')`;
    await s.admin`insert into accounts (user_id, email) values (${id}, ${`${id}@example.test`})`;
    await s.admin`insert into memberships (user_id, organization_id, role) values (${id}, ${s.world.property}, 'partner')`;
    return id;
  };

  test("is told to all its members where nobody leads it, to its lead alone where somebody does", async () => {
    const other = await mate();
    const one = await given();
    await keepHouse(new Date((await assignmentRow(one.assignment)).due_at.getTime() + 1000));
    expect(await told(one.number, "escalated")).toEqual([other, "coordinator", "officer", "propertyMember"].toSorted());
    await setLead(await as("coordinator"), {
      user: s.world.people.propertyMember,
      organization: s.world.property,
      lead: true,
    });
    const two = await given();
    await keepHouse(new Date((await assignmentRow(two.assignment)).due_at.getTime() + 1000));
    expect(await told(two.number, "escalated")).toEqual(["coordinator", "officer", "propertyMember"]);
    // The lead hands it on themselves; nobody else in the unit does, nor another unit.
    await setLead(await as("propertyMember"), { user: other, organization: s.world.property, lead: true });
    await setLead(await as("propertyMember"), {
      user: s.world.people.propertyMember,
      organization: s.world.property,
      lead: false,
    });
    for (const who of ["propertyMember", "fireMember", "officer", "resident"] as const) {
      const wish = setLead(await as(who), {
        user: s.world.people.propertyMember,
        organization: s.world.property,
        lead: true,
      });
      await expect(wish).rejects.toThrow();
    }
    const leads = await s.admin`select user_id from memberships where lead`;
    expect(leads.map((row) => row.user_id)).toEqual([other]);
  });

  test("is not for officers, who lead no unit", async () => {
    await refuses(
      setLead(await as("coordinator"), { user: s.world.people.officer, organization: s.world.agencyA, lead: true }),
      "roleDoesNotFit",
    );
  });
});
