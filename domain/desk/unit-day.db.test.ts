import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { hand } from "../assignment/hand.ts";
import { ask } from "../concern/ask.ts";
import { assign } from "../concern/assign.ts";
import { solve } from "../concern/solve.ts";
import { take } from "../concern/take.ts";
import { assignmentOf, behind, key, onDay, type PersonName, stage } from "../testing/stage.ts";
import { dayInput, dayPage, unitDay } from "./unit-day.ts";

const s = stage();
const { as } = s;
const made: Record<string, string> = {};

/** A concern that the property company has. @returns where to act on it */
async function given(name: string, more: Record<string, unknown> = {}) {
  const number = await s.raised("resident", { privacy: "neighbourhood", ...more });
  made[name] = number;
  await take(await as("officer"), { key: key(), number });
  const organizations = [s.world.property];
  await assign(await as("officer"), { key: key(), number, organizations, dueAt: onDay(3), note: null });
  return { key: key(), number, assignment: await assignmentOf(s.admin, number, s.world.property) };
}
const due = (number: string, at: string) =>
  behind(
    s.admin,
    (sql) =>
      sql`update assignments set due_at = ${at} where concern_id = (select id from concerns where number = ${number})`,
  );
const day = async (who: PersonName, search: Record<string, string> = {}) =>
  unitDay(await as(who), dayInput.parse(search));
async function names(who: PersonName, search: Record<string, string> = {}) {
  const of = new Map(Object.entries(made).map(([name, number]) => [number, name]));
  return (await day(who, search)).lines.map((line) => of.get(line.number));
}

beforeAll(async () => {
  const member = await as("propertyMember");
  await given("fresh");
  const accepted = await given("accepted");
  await accept(member, accepted);
  await hand(member, { ...accepted, key: key(), to: s.world.people.propertyMember });
  const late = await given("late");
  await due(late.number, "2020-01-02T03:00:00Z");
  const later = await given("lessLate");
  await due(later.number, "2020-01-03T03:00:00Z");
  const asked = await given("askedAgain");
  await behind(s.admin, (sql) => sql`update concerns set nudges = 2 where number = ${asked.number}`);
  const answered = await given("answered");
  await answer(member, { ...answered, body: "已修。", attachments: [] });
  const solved = await given("solved");
  await solve(await as("officer"), { key: key(), number: solved.number, body: "好了。", attachments: [] });
  const waiting = await given("waiting");
  await ask(await as("officer"), { key: key(), number: waiting.number, body: "几楼？" });
  await due(waiting.number, "2020-01-01T03:00:00Z");
});

describe("a unit's day", () => {
  test("is all it has still to answer: what was asked for again, then by deadline; what it answered is off it", async () => {
    expect(await names("propertyMember")).toEqual(["askedAgain", "waiting", "late", "lessLate", "fresh", "accepted"]);
  });

  test("says which are late, and that the clock stands still while whoever raised it is asked", async () => {
    const { lines, late } = await day("propertyMember");
    expect(lines.map((line) => line.standing?.state)).toEqual(["left", "paused", "late", "late", "left", "left"]);
    expect(late).toBe(2);
  });

  test("can be narrowed to what one has in hand, and to what nobody has", async () => {
    expect(await names("propertyMember", { who: "mine" })).toEqual(["accepted"]);
    expect(await names("propertyMember", { who: "nobody" })).toEqual([
      "askedAgain",
      "waiting",
      "late",
      "lessLate",
      "fresh",
    ]);
    expect((await day("propertyMember")).counts).toEqual({ ours: 6, mine: 1, nobody: 5 });
    expect((await day("propertyMember", { who: "nonsense", after: "x" })).lines).toHaveLength(6);
  });

  test.each(["fireMember", "officer", "coordinator", "resident", "neighbour", "residentB"] as const)(
    "is not that of %s",
    async (who) =>
      expect(await day(who)).toMatchObject({ lines: [], counts: { ours: 0, mine: 0, nobody: 0 }, late: 0 }),
  );

  test("of 500 comes page by page, each once and in order", async () => {
    await behind(s.admin, async (sql) => {
      const begin = Date.now() + 86_400_000;
      const rows = Array.from({ length: 500 }, (_, i) => ({
        id: newId(),
        // Three each minute: an order by time alone would lose some.
        due_at: new Date(begin + Math.floor(i / 3) * 60_000),
        nudges: i % 50 === 7 ? 1 : 0,
      }));
      const base = await sql`select * from concerns where number = ${made.fresh ?? ""}`;
      const { search: _, ...concern } = base[0] as Record<string, unknown>;
      await sql`insert into concerns ${sql(rows.map(({ id, nudges }, i) => ({ ...concern, id, nudges, number: `9901-${i}` })))}`;
      const assignments = rows.map(({ id, due_at }) => ({
        community_id: s.world.a,
        id: newId(),
        concern_id: id,
        organization_id: s.world.property,
        due_at,
      }));
      await sql`insert into assignments ${sql(assignments)}`;
    });
    await s.admin`analyze`;
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await day("propertyMember", after ? { after } : {});
      expect(page.lines.length).toBeLessThanOrEqual(dayPage);
      expect(page.counts.ours).toBe(506);
      seen.push(...page.lines.map((line) => line.number));
      after = page.after;
    }
    expect(seen).toHaveLength(506);
    expect(new Set(seen).size).toBe(506);
    const order = await s.admin<{ number: string }[]>`
      select c.number from assignments a join concerns c on c.id = a.concern_id
      where a.organization_id = ${s.world.property} and a.status in ('assigned', 'accepted') and c.closed_at is null and c.status <> 'solved'
      order by (c.nudges > 0) desc, a.due_at, a.id`;
    expect(seen).toEqual(order.map((row) => row.number));
  });
});
