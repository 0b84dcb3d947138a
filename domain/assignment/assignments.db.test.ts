import { describe, expect, test } from "vitest";
import { ask } from "../concern/ask.ts";
import { assign } from "../concern/assign.ts";
import { close } from "../concern/close.ts";
import { concernPage } from "../concern/page.ts";
import { solve } from "../concern/solve.ts";
import { take } from "../concern/take.ts";
import { assignmentOf, denies, eventsOf, hides, key, onDay, refuses, rowOf, stage, toldOf } from "../testing/stage.ts";
import { localTimeOf } from "../time.ts";
import { accept } from "./accept.ts";
import { answer } from "./answer.ts";
import { askAgain } from "./ask-again.ts";
import { giveBack } from "./return.ts";

const s = stage();
const { as } = s;

/** A concern that the officer owns and has given to these units. */
async function assigned(units: ("property" | "fire")[], more: Record<string, unknown> = {}): Promise<string> {
  const number = await s.raised("resident", { spot: "door:1502", ...more });
  const owner = more.privacy === "private" ? "coordinator" : "officer";
  await take(await as(owner), { key: key(), number });
  await assign(await as(owner), {
    key: key(),
    number,
    organizations: units.map((unit) => s.world[unit]),
    dueAt: onDay(3),
    note: null,
  });
  return number;
}
const at = (number: string, unit: "property" | "fire") => assignmentOf(s.admin, number, s.world[unit]);

describe("a unit that gives a concern back", () => {
  test("says why to officers and units alone; with nobody else on it, the owner has it again", async () => {
    const number = await assigned(["property"]);
    const assignment = await at(number, "property");
    await giveBack(await as("propertyMember"), {
      key: key(),
      number,
      assignment,
      why: "other",
      suggested: null,
      reason: "属于消防大队。",
    });
    const row = await rowOf(s.admin, number);
    expect(row).toMatchObject({ status: "taken", next_step: "answer", answered_at: null });
    expect(await eventsOf(s.admin, number)).toContain("returned assigned→taken (working)");
    expect(await toldOf(s, number, "returned")).toEqual(["officer"]);
    const bodies = async (name: "officer" | "resident") =>
      (await concernPage(await as(name), number)).timeline.map((item) => item.message?.body);
    expect(await bodies("officer")).toContain("属于消防大队。");
    expect(await bodies("resident")).not.toContain("属于消防大队。");
  });

  test("can no longer see it where it is private, and can be given it anew", async () => {
    const number = await assigned(["property"], { privacy: "private" });
    const assignment = await at(number, "property");
    await giveBack(await as("propertyMember"), {
      key: key(),
      number,
      assignment,
      why: "other",
      suggested: null,
      reason: "不属于我们。",
    });
    await hides(concernPage(await as("propertyMember"), number));
    await hides(answer(await as("propertyMember"), { key: key(), number, assignment, body: "x", attachments: [] }));

    await assign(await as("coordinator"), {
      key: key(),
      number,
      organizations: [s.world.property],
      dueAt: onDay(2),
      note: null,
    });
    expect((await concernPage(await as("propertyMember"), number)).assignments.map((a) => a.status)).toEqual([
      "returned",
      "assigned",
    ]);
  });

  test("leaves the others at work", async () => {
    const number = await assigned(["property", "fire"]);
    await giveBack(await as("fireMember"), {
      key: key(),
      number,
      assignment: await at(number, "fire"),
      why: "other",
      suggested: null,
      reason: "与我们无关。",
    });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "assigned" });
    expect(await eventsOf(s.admin, number)).toContain("returned (working)");
    const { assignments } = await concernPage(await as("propertyMember"), number);
    expect(assignments.map((a) => [a.own, a.status]).toSorted()).toEqual([
      [false, "returned"],
      [true, "assigned"],
    ]);
  });

  test("may do so after it has accepted, and even after it has answered, but once", async () => {
    const number = await assigned(["property"]);
    const assignment = await at(number, "property");
    await accept(await as("propertyMember"), { key: key(), number, assignment });
    await answer(await as("propertyMember"), { key: key(), number, assignment, body: "已修。", attachments: [] });
    await giveBack(await as("propertyMember"), {
      key: key(),
      number,
      assignment,
      why: "other",
      suggested: null,
      reason: "又坏了，要消防来。",
    });
    await refuses(
      giveBack(await as("officer"), {
        key: key(),
        number,
        assignment,
        why: "other",
        suggested: null,
        reason: "再一次",
      }),
      "notNow",
    );
  });
});

describe("whoever leads a concern", () => {
  test("takes it back from a unit", async () => {
    const number = await assigned(["property"]);
    await giveBack(await as("officer"), {
      key: key(),
      number,
      assignment: await at(number, "property"),
      why: "other",
      suggested: null,
      reason: "给错了。",
    });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "taken", owner_id: s.world.people.officer });
  });

  test("asks a unit again, with a new due time that is the concern's next date", async () => {
    const number = await assigned(["property"]);
    const assignment = await at(number, "property");
    await answer(await as("propertyMember"), { key: key(), number, assignment, body: "已看。", attachments: [] });
    const dueAt = onDay(5, "12:30");
    await askAgain(await as("officer"), { key: key(), number, assignment, body: "修好了吗？", dueAt });
    const row = await rowOf(s.admin, number);
    expect(row).toMatchObject({ status: "assigned", next_step: "units_answer" });
    expect(localTimeOf(row.next_at as Date, "Asia/Shanghai")).toBe(dueAt);
    const [a] = await s.admin`select status, due_at, answered_at from assignments where id = ${assignment}`;
    expect(a).toMatchObject({ status: "assigned", due_at: row.next_at, answered_at: null });
    expect(await toldOf(s, number, "asked_again")).toEqual(["propertyMember"]);
    await refuses(askAgain(await as("officer"), { key: key(), number, assignment, body: "还没有？", dueAt }), "notNow");
  });

  test("cannot ask by a time that is over", async () => {
    const number = await assigned(["property"]);
    const assignment = await at(number, "property");
    await answer(await as("propertyMember"), { key: key(), number, assignment, body: "已看。", attachments: [] });
    const again = { key: key(), number, assignment, body: "修好了吗？" };
    await refuses(askAgain(await as("officer"), { ...again, dueAt: onDay(-1) }), "past", "dueAt");
    await refuses(
      assign(await as("officer"), {
        key: key(),
        number,
        organizations: [s.world.fire],
        dueAt: onDay(-1),
        note: null,
      }),
      "past",
      "dueAt",
    );
  });

  test("adds a unit to those that have it; an earlier next date stays", async () => {
    const number = await assigned(["property"]);
    const before = await rowOf(s.admin, number);
    const more = { number, note: null, dueAt: onDay(9) };
    await refuses(
      assign(await as("officer"), { ...more, key: key(), organizations: [s.world.property] }),
      "alreadyAssigned",
      "organizations",
    );
    await assign(await as("officer"), { ...more, key: key(), organizations: [s.world.property, s.world.fire] });
    expect((await rowOf(s.admin, number)).next_at).toEqual(before.next_at);
    const { assignments } = await concernPage(await as("officer"), number);
    expect(assignments).toHaveLength(2);
  });

  test("assigns to partner units of the community only", async () => {
    const number = await assigned(["property"]);
    const more = { number, note: null, dueAt: onDay(2) };
    for (const organization of [s.world.agencyA, s.world.agencyB, key()]) {
      await refuses(
        assign(await as("officer"), { ...more, key: key(), organizations: [organization] }),
        "chooseUnit",
        "organizations",
      );
    }
  });

  test("who sorts a new concern by assigning it owns it", async () => {
    const number = await s.raised("resident");
    await assign(await as("coordinator"), {
      key: key(),
      number,
      organizations: [s.world.fire],
      dueAt: onDay(2),
      note: null,
    });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "assigned", owner_id: s.world.people.coordinator });
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "assigned new→assigned"]);
  });
});

describe("a unit", () => {
  test("does nothing in another unit's name", async () => {
    const number = await assigned(["property", "fire"]);
    const assignment = await at(number, "fire");
    const property = await as("propertyMember");
    await denies(accept(property, { key: key(), number, assignment }));
    await denies(answer(property, { key: key(), number, assignment, body: "x", attachments: [] }));
    await denies(giveBack(property, { key: key(), number, assignment, why: "other", suggested: null, reason: "x" }));
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "taken new→taken", "assigned taken→assigned"]);
  });

  test("cannot act on an assignment by the number of another concern", async () => {
    const one = await assigned(["property"]);
    const other = await assigned(["property"]);
    await hides(
      accept(await as("propertyMember"), { key: key(), number: one, assignment: await at(other, "property") }),
    );
  });

  test("still answers while whoever raised it is asked, and it stays with them", async () => {
    const number = await assigned(["property"]);
    await ask(await as("officer"), { key: key(), number, body: "几楼？" });
    await answer(await as("propertyMember"), {
      key: key(),
      number,
      assignment: await at(number, "property"),
      body: "已修。",
      attachments: [],
    });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "waiting" });
  });
});

test("a unit gives it back while whoever raised it is asked: others still have it, and it stays with them", async () => {
  const number = await assigned(["property", "fire"]);
  await ask(await as("officer"), { key: key(), number, body: "几楼？" });
  const assignment = await at(number, "fire");
  await giveBack(await as("fireMember"), {
    key: key(),
    number,
    assignment,
    why: "other",
    suggested: null,
    reason: "与我们无关。",
  });
  expect(await rowOf(s.admin, number)).toMatchObject({ status: "waiting", next_step: "supply" });
});

describe("what is over stays over", () => {
  const endings = {
    closed: (number: string) => ({ key: key(), number, reason: "duplicate" as const, body: "重复。" }),
  };

  test.each(["accept", "answer", "give back"] as const)(
    "a unit that comes late to %s gives a closed concern no next date",
    async (late) => {
      const number = await assigned(["property"]);
      const assignment = await at(number, "property");
      await close(await as("officer"), endings.closed(number));
      const on = { key: key(), number, assignment };
      const member = await as("propertyMember");
      const act = {
        accept: () => accept(member, on),
        answer: () => answer(member, { ...on, body: "已修。", attachments: [] }),
        "give back": () => giveBack(member, { ...on, why: "other", suggested: null, reason: "晚了。" }),
      }[late];
      await act().catch(() => undefined);
      expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed", next_at: null, next_step: null });
    },
  );

  test("asking a unit again about a closed concern gives it no next date", async () => {
    const number = await assigned(["property"]);
    const assignment = await at(number, "property");
    await answer(await as("propertyMember"), { key: key(), number, assignment, body: "已看。", attachments: [] });
    await close(await as("officer"), endings.closed(number));
    await askAgain(await as("officer"), { key: key(), number, assignment, body: "？", dueAt: onDay(2) }).catch(
      () => undefined,
    );
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed", next_at: null, next_step: null });
  });

  test("a unit's late answer leaves it to whoever raised it to agree that it is solved", async () => {
    const number = await assigned(["property"]);
    await solve(await as("officer"), { key: key(), number, body: "好了。", attachments: [] });
    const before = await rowOf(s.admin, number);
    await answer(await as("propertyMember"), {
      key: key(),
      number,
      assignment: await at(number, "property"),
      body: "已修。",
      attachments: [],
    }).catch(() => undefined);
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "solved",
      next_step: "confirm",
      next_at: before.next_at,
    });
  });
});
