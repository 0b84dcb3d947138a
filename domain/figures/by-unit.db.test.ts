import { describe, expect, test } from "vitest";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { askAgain } from "../assignment/ask-again.ts";
import { giveBack } from "../assignment/return.ts";
import { assign } from "../concern/assign.ts";
import { reopen } from "../concern/reopen.ts";
import { solve } from "../concern/solve.ts";
import { assignmentOf, hides, key, onDay, type PersonName, stage } from "../testing/stage.ts";
import { asked } from "./ask.ts";
import { behind } from "./behind.ts";
import { figuresByUnit } from "./by-unit.ts";

const s = stage();
const { as } = s;

const of = async (who: PersonName) => {
  const viewer = await as(who);
  // What is due in some days may be due next month.
  const rows = await figuresByUnit(viewer, asked(viewer, { to: next() }, new Date()).asked);
  return new Map(rows.map(({ id, name: _, nameEn: __, ...counts }) => [id, counts]));
};
const next = () => new Date(Date.now() + 32 * 86_400_000).toISOString().slice(0, 7);

async function given(more: Record<string, unknown> = {}, units = [s.world.property]) {
  const number = await s.raised("resident", more);
  await assign(await as("coordinator"), { key: key(), number, organizations: units, dueAt: onDay(2), note: null });
  return { number, assignment: await assignmentOf(s.admin, number, units[0] ?? "") };
}

describe("the figures of units", () => {
  test("count what was accepted, answered, given back and had to be done again", async () => {
    const unit = await as("propertyMember");
    const coordinator = await as("coordinator");
    const one = await given();
    await accept(unit, { key: key(), ...one });
    await answer(unit, { key: key(), ...one, body: "修好了。", attachments: [] });
    const two = await given();
    await answer(unit, { key: key(), ...two, body: "看过了。", attachments: [] });
    await askAgain(coordinator, { key: key(), ...two, body: "还是没好。", dueAt: onDay(3) });
    const three = await given({}, [s.world.property, s.world.fire]);
    await giveBack(unit, { key: key(), ...three, reason: "不归我们。", why: "not_ours", suggested: null });
    const four = await given({ privacy: "private" });
    await answer(unit, { key: key(), ...four, body: "办了。", attachments: [] });
    await solve(coordinator, { key: key(), number: four.number, body: "办好了。", attachments: [] });
    await reopen(await as("resident"), {
      key: key(),
      number: four.number,
      body: "没有好。",
      attachments: [],
      uploadKey: undefined,
    });

    expect((await of("coordinator")).get(s.world.property)).toEqual({
      due: 3,
      in_time: 3,
      raised: 3,
      solved: 0,
      // Whoever opened it anew said what they think of it.
      rated: 1,
      satisfied: 0,
      given: 4,
      receivable: 4,
      received: 4,
      returned: 1,
      answered: 3,
      redone: 2,
      dated: 2,
      on_date: 2,
    });
    expect((await of("coordinator")).get(s.world.fire)).toMatchObject({ raised: 1, given: 1, receivable: 0, dated: 0 });
    // An officer is counted what they may read; a unit its own, and nothing of another.
    expect((await of("officer")).get(s.world.property)).toMatchObject({ raised: 2, given: 3, redone: 1, rated: 0 });
    const own = await of("propertyMember");
    expect([...own.keys()]).toEqual([s.world.property]);
    expect(own.get(s.world.property)).toMatchObject({ raised: 3, given: 4, redone: 2, returned: 1 });
    expect([...(await of("fireMember")).keys()]).toEqual([s.world.fire]);
  });

  test("of another community are nobody's", async () => {
    expect((await of("coordinatorB")).size).toBe(0);
  });

  test("what was given has a list for one unit, and none for all", async () => {
    const viewer = await as("coordinator");
    const all = asked(viewer, {}, new Date()).asked;
    await hides(behind(viewer, all, { what: "given", after: undefined }));
    expect((await behind(viewer, { ...all, unit: s.world.property }, { what: "given", after: undefined })).count).toBe(
      4,
    );
  });

  test("a unit that asks for another is answered about itself", async () => {
    const viewer = await as("fireMember");
    const found = asked(viewer, { unit: s.world.property }, new Date());
    expect(found.errors).toEqual({ unit: "choose" });
    expect(found.asked.unit).toBe(s.world.fire);
  });
});
