import { describe, expect, test } from "vitest";
import { dismiss } from "../account/manage.ts";
import { concernPage } from "../concern/page.ts";
import { problemsOf } from "../testing/problem-acts.ts";
import { denies, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { addInput } from "./add.ts";
import { closeProblem, reopenProblem } from "./close.ts";
import { createInput, createProblem } from "./create.ts";
import { handOverProblem, setNextOfProblem } from "./hand-over.ts";
import { listProblems } from "./list.ts";
import { wasPublic } from "./page.ts";
import { hide, publish, publishInput } from "./publish.ts";
import { rename } from "./rename.ts";
import { problemTransitions } from "./rules.ts";
import { seat, unseat } from "./seat.ts";
import { stepOn } from "./step.ts";

const s = stage();
const { as } = s;
const { made, add, page, counts, events } = problemsOf(s);

describe("a problem", () => {
  test("is made by who leads, from concerns, with an owner and a next date, and known to all in the community", async () => {
    const concern = await s.raised("resident");
    const number = await made([concern]);
    expect(number).toMatch(/^\d{4}-\d{4,}$/);
    expect((await concernPage(await as("neighbour"), concern)).concern.problem).toMatchObject({ number });
    const seen = await page("officer", number);
    expect(seen.workings?.owner).toBe("officer");
    expect(seen.workings?.concerns.map((c) => c.number)).toEqual([concern]);
    expect((await listProblems(await as("fireMember"), { state: "going" })).map((p) => p.number)).toContain(number);
    expect(await events(number)).toEqual(["created (everyone)", "concerns_added (working)"]);
    await hides(page("nobody", number));
    await hides(page("residentB", number));
    for (const other of ["officer", "resident", "propertyMember", "coordinatorB", "admin"] as const)
      await hides(made([], other));
    await refuses(made([], "coordinator", { owner: s.world.people.fireMember }), "ownerInactive", "owner");
    await refuses(made([], "coordinator", { nextAt: onDay(-1) }), "past", "nextAt");
  });

  test("sent twice is one, and takes each concern once", async () => {
    const concern = await s.raised("resident");
    const input = createInput.parse({
      key: key(),
      community: s.world.a,
      title: "一次",
      summary: "一次",
      category: "lift",
      owner: s.world.people.officer,
      nextAt: onDay(3),
      concerns: [concern, concern],
    });
    const who = await as("coordinator");
    const both = await Promise.all([createProblem(who, input), createProblem(who, input)]);
    expect(new Set(both).size).toBe(1);
    await add(both[0] as string, [concern]);
    expect(await counts(both[0] as string)).toEqual([1, 1, 1, 1]);
    const other = await made();
    await refuses(add(other, [concern]), "inAnotherProblem", "concerns");
    await refuses(add(other, ["2001-0000"]), "noConcernOf", "concerns");
    expect(addInput.parse({ key: key(), number: other, concerns: "2001-0000，2001-0001 2001-0002" }).concerns).toEqual([
      "2001-0000",
      "2001-0001",
      "2001-0002",
    ]);
  });

  test("goes from state to state as its table says, and no other way", async () => {
    const number = await made();
    const who = await as("officer");
    for (const step of ["talk", "agree", "work"] as const) await stepOn(who, { key: key(), number, step });
    await refuses(stepOn(who, { key: key(), number, step: "talk" }), "notNow");
    await refuses(closeProblem(who, { key: key(), number, reason: "carried_out" }), "notDone", "reason");
    await stepOn(who, { key: key(), number, step: "finish" });
    await closeProblem(who, { key: key(), number, reason: "carried_out" });
    await refuses(rename(who, { key: key(), number, title: "x", summary: "x", category: "lift" }), "notNow");
    await reopenProblem(who, { key: key(), number });
    expect(await events(number)).toEqual([
      "created (everyone)",
      "moved open→talks (everyone)",
      "moved talks→agreed (everyone)",
      "moved agreed→works (everyone)",
      "moved works→done (everyone)",
      "closed done→closed (everyone)",
      "reopened closed→open (everyone)",
    ]);
    for (const other of ["otherOfficer", "propertyMember", "resident", "coordinatorB"] as const)
      await hides(stepOn(await as(other), { key: key(), number, step: "talk" }));
  });

  test("is never without owner and next date, and its owner does not leave with it", async () => {
    const number = await made([], "coordinator", { owner: s.world.people.teamMate });
    for (const change of ["owner_id = null", "next_at = null"])
      await expect(s.admin.unsafe(`update problems set ${change} where number = '${number}'`)).rejects.toThrow();
    await denies(
      dismiss(await as("coordinator"), {
        key: key(),
        user: s.world.people.teamMate,
        organization: s.world.agencyA,
      } as never),
    );
    await handOverProblem(await as("teamMate"), { key: key(), number, owner: s.world.people.officer });
    await hides(setNextOfProblem(await as("teamMate"), { key: key(), number, nextAt: onDay(4), nextNote: null }));
    await setNextOfProblem(await as("officer"), { key: key(), number, nextAt: onDay(4), nextNote: "开会" });
    expect((await page("coordinator", number)).workings).toMatchObject({ owner: "officer", nextNote: "开会" });
    await refuses(
      handOverProblem(await as("officer"), { key: key(), number, owner: s.world.people.officer }),
      "sameOwner",
      "owner",
    );
  });

  test("whoever writes, the database lets no change of state pass that is not in the table, nor one without its event", async () => {
    const number = await made();
    const [row] = await s.admin<
      { id: string; community_id: string }[]
    >`select id, community_id from problems where number = ${number}`;
    await expect(
      s.admin.begin(async (sql) => {
        await sql`set local role doorstep_owner`;
        await sql`update problems set status = 'talks' where id = ${row?.id as string}`;
      }),
    ).rejects.toMatchObject({ code: "DS002" });
    const allowed = new Set(problemTransitions.map((t) => `${t.from} ${t.to}`));
    for (const to of ["agreed", "works", "done"] as const) {
      if (allowed.has(`open ${to}`)) continue;
      await expect(
        s.admin.begin(async (sql) => {
          await sql`set local role doorstep_owner`;
          await sql`update problems set status = ${to} where id = ${row?.id as string}`;
        }),
      ).rejects.toMatchObject({ code: "DS001" });
    }
  });
});

describe("who learns what", () => {
  test("a private concern behind it shows to nobody who may not see it: not in the page, the counts, the chain, the concern's problem", async () => {
    const open = await s.raised("resident");
    const secret = await s.raised("neighbour", { privacy: "private" });
    const number = await made([open]);
    await hides(add(number, [secret], "residentB" as PersonName));
    await refuses(add(number, [secret], "officer"), "noConcernOf", "concerns");
    await add(number, [secret]);
    expect(await counts(number)).toEqual([1, 1, 2, 2]);
    for (const who of ["officer", "otherOfficer"] as const) {
      const { problem, workings } = await page(who, number);
      expect(workings?.concerns.map((c) => c.number)).toEqual([open]);
      expect(workings?.voices).toEqual({ raised: 1, joined: 0 });
      expect(problem.crowd).toEqual({ kind: "exact", n: 1 });
      expect((await page(who, number)).timeline.map((e) => e.kind)).toEqual(["created", "concerns_added"]);
      expect(workings?.doors?.[0]?.behind).toBe(1);
      expect((await listProblems(await as(who), { state: "all" })).find((p) => p.number === number)?.size).toBe(1);
    }
    const leads = await page("coordinator", number);
    expect(leads.workings?.seen).toBe(2);
    expect(leads.problem.crowd).toEqual({ kind: "exact", n: 2 });
    await hides(concernPage(await as("resident"), secret));
    expect((await concernPage(await as("neighbour"), secret)).concern.problem).toMatchObject({ number });
    // Neighbours read that there is one, how far it is, and that some households have it: no doors, no people, no brief.
    const neighbour = await page("resident", number);
    expect(neighbour.workings).toBeNull();
    expect(neighbour.problem).toMatchObject({ face: null, crowd: { kind: "few" } });
  });

  test("a unit at the table reads what it is, and only the concerns that it may see anyway; when it leaves, no more", async () => {
    const open = await s.raised("resident");
    const secret = await s.raised("resident", { privacy: "private" });
    const number = await made([open, secret]);
    expect((await page("fireMember", number)).workings).toBeNull();
    await seat(await as("officer"), { key: key(), number, organizations: [s.world.fire] });
    const { workings, problem } = await page("fireMember", number);
    expect(workings).toMatchObject({ summary: "两部电梯都旧了。", doors: null, voices: { raised: 0, joined: 0 } });
    expect(workings?.concerns.map((c) => c.number)).toEqual([open]);
    expect(problem.crowd).toEqual({ kind: "few" });
    await unseat(await as("officer"), { key: key(), number, organization: s.world.fire });
    expect((await page("fireMember", number)).workings).toBeNull();
    await refuses(unseat(await as("officer"), { key: key(), number, organization: s.world.fire }), "notNow");
    await hides(seat(await as("officer"), { key: key(), number, organizations: [s.world.agencyB] }));
  });

  test("strangers read the published face alone, and it names nobody", async () => {
    const open = await s.raised("resident", { spot: "door:1502", door: "1502", entrance: s.world.entrance });
    const number = await made([open]);
    const says = async (face: string, read = "on") =>
      publish(await as("officer"), publishInput.parse({ key: key(), number, face, read }));
    expect(publishInput.safeParse({ key: key(), number, face: "x" }).success).toBe(false);
    await refuses(says("1502 那一户先说的"), "tellsOthers", "face");
    await refuses(says("resident 先说的"), "tellsOthers", "face");
    await refuses(says("王二家先说的"), "tellsOthers", "face");
    await refuses(says("打 13812345678"), "tellsOthers", "face");
    await says("两部电梯旧了，正在商量怎么换。");
    const seen = await page("nobody", number);
    expect(seen).toEqual({
      timeline: [],
      writing: { draft: null, readers: [], saved: [] },
      workings: null,
      problem: expect.objectContaining({ face: "两部电梯旧了，正在商量怎么换。", crowd: { kind: "few" }, id: null }),
    });
    expect((await listProblems(await as("nobody"), { state: "going" })).map((p) => [p.number, p.owner])).toContainEqual(
      [number, null],
    );
    await refuses(
      rename(await as("officer"), { key: key(), number, title: "1502 的电梯", summary: "x", category: "lift" }),
      "tellsOthers",
      "title",
    );
    expect(await wasPublic(await as("nobody"), number)).toBe(false);
    await hide(await as("officer"), { key: key(), number });
    await hides(page("nobody", number));
    expect(await wasPublic(await as("nobody"), number)).toBe(true);
    const other = await made([await s.raised("resident", { body: "楼道的灯不亮，摸黑上楼。" })]);
    expect(await wasPublic(await as("nobody"), other)).toBe(false);
    await hides(hide(await as("otherOfficer"), { key: key(), number }));
  });
});
