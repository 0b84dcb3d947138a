import { describe, expect, test } from "vitest";
import { hides, key, onDay, type PersonName, refuses, stage } from "../../testing/stage.ts";
import { keepHouse } from "../../work/house.ts";
import { workOnce } from "../../work/worker.ts";
import { addConcerns } from "../add.ts";
import { createInput, createProblem } from "../create.ts";
import { problemPage } from "../page.ts";
import { setAside } from "./decide.ts";
import { proposalsOf } from "./read.ts";
import { askForSearch } from "./search.ts";

const s = stage();
const { as } = s;

const drain = async () => {
  while (await workOnce(async () => {})) {}
};
const search = async (who: PersonName = "coordinator") => {
  await askForSearch(await as(who), { key: key(), community: s.world.a });
  await drain();
};
const found = async () => proposalsOf(await as("coordinator"), s.world.a);
const raised = (by: PersonName, body: string, more: Record<string, unknown> = {}) =>
  s.raised(by, { body, spot: "area:corridor", ...more });
const making = async (concerns: string[], proposal: string) =>
  createProblem(
    await as("coordinator"),
    createInput.parse({
      key: key(),
      community: s.world.a,
      title: "消火栓没有水",
      summary: "各层都没有水。",
      category: "fire",
      owner: s.world.people.officer,
      nextAt: onDay(3),
      concerns,
      proposal,
    }),
  );

describe("a search for what belongs together", () => {
  const numbers: string[] = [];

  test("finds what several households say, tells who leads alone, and names the concerns", async () => {
    for (const [by, body, more] of [
      ["resident", "三楼消火栓没有水。", {}],
      ["neighbour", "走廊消火栓拧开没有水。", {}],
      ["pending", "消火栓里没有水出来。", { privacy: "private" }],
      ["neighbour", "儿童滑梯裂了一条缝。", {}],
    ] as const)
      numbers.push(await raised(by, body, more));
    await search();
    const { proposals, search: last } = await found();
    expect(last).toMatchObject({ failed: false, concerns: 4, groups: 1, progress: 1 });
    expect(proposals.map((p) => p.concerns.map((c) => c.number).toSorted())).toEqual([numbers.slice(0, 3).toSorted()]);
    expect(proposals[0]).toMatchObject({ households: 3, problem: null });
    for (const who of ["officer", "resident", "propertyMember", "coordinatorB", "nobody"] as const)
      expect(await proposalsOf(await as(who), s.world.a)).toEqual({ proposals: [], search: null });
    for (const who of ["officer", "coordinatorB", "resident"] as const) await hides(search(who));
  });

  test("found again as it was, stays; what was set aside comes back when it has grown by half", async () => {
    const [before] = (await found()).proposals;
    await search();
    expect((await found()).proposals.map((p) => p.id)).toEqual([before?.id]);
    await setAside(await as("coordinator"), { key: key(), proposal: before?.id as string });
    await refuses(setAside(await as("coordinator"), { key: key(), proposal: before?.id as string }), "proposalDecided");
    await hides(setAside(await as("officer"), { key: key(), proposal: before?.id as string }));
    numbers.push(await raised("spouse", "消火栓没有水，拧不开。"));
    await search();
    expect((await found()).proposals).toEqual([]);
    numbers.push(await raised("resident", "一楼的消火栓也没有水。"));
    await search();
    expect((await found()).proposals.map((p) => p.concerns.length)).toEqual([5]);
  });

  test("becomes a problem of those that were chosen; the rest is proposed as an addition to it", async () => {
    const [proposal] = (await found()).proposals;
    const chosen = (proposal?.concerns ?? []).map((c) => c.number).filter((n) => n !== numbers[1]);
    const number = await making(chosen, proposal?.id as string);
    expect((await problemPage(await as("coordinator"), number)).workings?.seen).toBe(4);
    await refuses(making([], proposal?.id as string), "proposalDecided");
    expect((await found()).proposals).toEqual([]);
    await search();
    const [addition] = (await found()).proposals;
    expect(addition).toMatchObject({ problem: { number } });
    expect(addition?.concerns.map((c) => c.number)).toEqual([numbers[1]]);
    await addConcerns(await as("coordinator"), {
      key: key(),
      number,
      concerns: [numbers[1] as string],
      proposal: addition?.id,
    });
    await search();
    expect((await found()).proposals).toEqual([]);
  });

  test("is done once a night where something was raised since", async () => {
    const night = new Date("2031-05-06T19:10:00Z");
    const queued = async () =>
      (await s.admin`select 1 from outbox where topic = 'problems_find' and done_at is null`).length;
    await keepHouse(night);
    expect(await queued()).toBe(0);
    await raised("resident", "楼道的灯又不亮了。");
    await keepHouse(new Date("2031-05-06T10:00:00Z"));
    expect(await queued()).toBe(0);
    await keepHouse(night);
    await keepHouse(night);
    expect(await queued()).toBe(1);
  });
});
