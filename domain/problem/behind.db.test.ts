import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { close, withdraw } from "../concern/close.ts";
import { merge } from "../concern/merge.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { sort } from "../concern/steer.ts";
import { addVoice, dropVoice } from "../concern/voice.ts";
import { problemsOf } from "../testing/problem-acts.ts";
import { key, type PersonName, refuses, reportOf, rowOf, stage } from "../testing/stage.ts";
import { closeProblem } from "./close.ts";
import { joining, similarProblems } from "./similar.ts";

const s = stage();
const { as } = s;
const { made, add, out, counts, events } = problemsOf(s);

describe("how many stand behind it", () => {
  test("a household counts once; a merged, closed or confirmed concern keeps its place, one taken back does not count", async () => {
    const mine = await s.raised("resident");
    const again = await s.raised("resident", { body: "电梯还是停。" });
    const spouses = await s.raised("spouse", { body: "电梯又停。" });
    const neighbours = await s.raised("neighbour", { body: "电梯门关不上。" });
    const number = await made([mine, again, spouses, neighbours]);
    expect(await counts(number)).toEqual([4, 2, 4, 2]);
    await merge(await as("coordinator"), { key: key(), number: again, into: mine });
    await close(await as("coordinator"), { key: key(), number: spouses, reason: "explained", body: "说过了。" });
    expect(await counts(number)).toEqual([4, 2, 4, 2]);
    await withdraw(await as("neighbour"), { key: key(), number: neighbours });
    expect(await counts(number)).toEqual([3, 1, 3, 1]);
    await addVoice((await as("neighbour")) as never, { key: key(), number: mine });
    expect(await counts(number)).toEqual([3, 2, 3, 2]);
    await sort(await as("coordinator"), {
      key: key(),
      number: mine,
      category: "lift",
      privacy: "private",
      urgency: "normal",
    });
    expect(await counts(number)).toEqual([2, 1, 3, 2]);
  });

  test("whatever is done, by several at once, it is what a recount finds", async () => {
    const concerns = [
      ...(await Promise.all((["resident", "spouse", "neighbour"] as const).map((who) => s.raised(who)))),
      await s.raised("resident", { privacy: "private" }),
      await s.raised("neighbour", { privacy: "private" }),
    ];
    const problems = [await made(), await made()];
    const act = fc.record({
      what: fc.constantFrom("add", "out", "voice", "drop", "private"),
      concern: fc.nat(concerns.length - 1),
      problem: fc.nat(1),
      who: fc.constantFrom("resident", "spouse", "neighbour"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), async (rounds) => {
        for (const together of rounds) {
          await Promise.allSettled(
            together.map(async ({ what, concern, problem, who }) => {
              const number = concerns[concern] as string;
              const to = problems[problem] as string;
              const voice = (await as(who as PersonName)) as never;
              if (what === "add") return add(to, [number]);
              if (what === "out") return out(to, [number]);
              if (what === "voice") return addVoice(voice, { key: key(), number });
              if (what === "drop") return dropVoice(voice, { key: key(), number });
              // (Wider again is its reporter's to choose: done by the administrator of the test.)
              return s.admin`update concerns set privacy = case privacy when 'private' then 'neighbourhood' else 'private' end where number = ${number}`;
            }),
          );
        }
        for (const number of problems) expect(await counts(number)).toEqual(await recount(number));
      }),
      { numRuns: 25 },
    );
  });

  async function recount(number: string): Promise<number[]> {
    const behind = await s.admin<{ id: string; privacy: string; who: string | null }[]>`
      select c.id, c.privacy, coalesce(x.household_id, x.user_id, x.id) as who from problems p
      join problem_concerns pc on pc.problem_id = p.id join concerns c on c.id = pc.concern_id
      left join concern_people x on x.concern_id = c.id and x.role <> 'taken_in' where p.number = ${number}`;
    const of = (rows: { id: string; who: string | null }[]) => [
      new Set(rows.map((r) => r.id)).size,
      new Set(rows.flatMap((r) => (r.who ? [r.who] : []))).size,
    ];
    return [...of(behind.filter((r) => r.privacy === "neighbourhood")), ...of([...behind])];
  }
});

test("a private concern put behind a problem leaves no word that others read", async () => {
  const secret = await s.raised("resident", { privacy: "private" });
  const number = await made();
  await add(number, [secret]);
  expect(await events(number)).toEqual(["created (everyone)", "concerns_added (office)"]);
  const [row] = await s.admin<{ audience: string }[]>`
    select audience from events where kind = 'problem_joined' and subject_id = ${(await rowOf(s.admin, secret)).id}`;
  expect(row?.audience).toBe("working");
});

describe("what is known is offered to whoever raises the same", () => {
  const asked = (community: string) => ({
    community,
    body: "楼下充电棚的插座又烧了，充不了电。",
    category: "parking" as const,
    entrance: null,
    spot: null,
  });

  test("to residents alone, by what neighbours may read; and their own concern joins it", async () => {
    const known = await s.raised("neighbour", { body: "充电棚的插座烧坏了，充不了电。", spot: "area:grounds" });
    const hidden = await s.raised("neighbour", { body: "我家门口的摄像头对着邻居。", privacy: "private" });
    const number = await made([known], "coordinator", { title: "充电的地方不够用", category: "parking" });
    await made([hidden], "coordinator", { title: "别的", category: "security" });
    const offered = await similarProblems(await as("resident"), asked(s.world.a));
    expect(offered.map((p) => [p.number, p.crowd.kind])).toEqual([[number, "few"]]);
    const about = { ...asked(s.world.a), body: "我家门口的摄像头对着邻居。", category: null };
    expect(await similarProblems(await as("resident"), about)).toEqual([]);
    for (const who of ["nobody", "officer", "fireMember", "residentB"] as const)
      expect(await similarProblems(await as(who), asked(s.world.a))).toEqual([]);

    const viewer = await as("resident");
    const input = reportOf(s.world, { body: asked(s.world.a).body, spot: "area:grounds" });
    const raised = await raise(viewer, input, "zh-CN", { also: joining(s.world.a, number) });
    expect((await concernPage(viewer, raised.number)).concern.problem).toMatchObject({ number });
    expect(await counts(number)).toEqual([2, 2, 2, 2]);
    expect(await events(number)).toContain("concern_joined (working)");
    // The same submission twice is one.
    await raise(viewer, input, "zh-CN", { also: joining(s.world.a, number) });
    expect(await counts(number)).toEqual([2, 2, 2, 2]);
    await closeProblem(await as("officer"), { key: key(), number, reason: "elsewhere" });
    await refuses(
      raise(viewer, reportOf(s.world, { body: "插座还是坏的。" }), "zh-CN", { also: joining(s.world.a, number) }),
      "notNow",
    );
    const [open] = await s.admin<
      { n: number }[]
    >`select count(*)::int as n from concerns where body = '插座还是坏的。'`;
    expect(open?.n).toBe(0);
  });
});
