import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dismiss } from "../account/manage.ts";
import { close, withdraw } from "../concern/close.ts";
import { newItems } from "../concern/follow.ts";
import { merge } from "../concern/merge.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { sort } from "../concern/steer.ts";
import { addVoice, dropVoice } from "../concern/voice.ts";
import { listNotifications } from "../notification/list.ts";
import { find } from "../search/find.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { denies, hides, key, onDay, type PersonName, refuses, reportOf, rowOf, stage } from "../testing/stage.ts";
import { deleteMessage } from "../thread/delete.ts";
import { saveDraft } from "../thread/draft.ts";
import { edit } from "../thread/edit.ts";
import { whomToMention } from "../thread/mention.ts";
import { bePresent, presentIn } from "../thread/presence.ts";
import { addConcerns, addInput } from "./add.ts";
import { closeProblem, reopenProblem } from "./close.ts";
import { createInput, createProblem } from "./create.ts";
import { deskProblems } from "./desk.ts";
import { handOverProblem, setNextOfProblem } from "./hand-over.ts";
import { listProblems } from "./list.ts";
import { problemPage, wasPublic } from "./page.ts";
import { hide, publish, publishInput } from "./publish.ts";
import { rename } from "./rename.ts";
import { problemTransitions } from "./rules.ts";
import { sayOnProblem } from "./say.ts";
import { seat, unseat } from "./seat.ts";
import { joining, similarProblems } from "./similar.ts";
import { stepOn } from "./step.ts";
import { takeOut } from "./take-out.ts";

const s = stage();
const { as } = s;

const made = async (concerns: string[] = [], by: PersonName = "coordinator", more: Record<string, unknown> = {}) =>
  createProblem(
    await as(by),
    createInput.parse({
      key: key(),
      community: s.world.a,
      title: "电梯老是停",
      summary: "两部电梯都旧了。",
      category: "lift",
      owner: s.world.people.officer,
      nextAt: onDay(3),
      concerns,
      ...more,
    }),
  );
const add = async (number: string, concerns: string[], by: PersonName = "coordinator") =>
  addConcerns(await as(by), { key: key(), number, concerns });
const out = async (number: string, concerns: string[], by: PersonName = "coordinator") =>
  takeOut(await as(by), { key: key(), number, concerns });
const page = async (who: PersonName | "nobody", number: string) => problemPage(await as(who), number);
const counts = async (number: string) => {
  const [row] = await s.admin<{ c: number; h: number; ac: number; ah: number }[]>`
    select p.concerns as c, p.households as h, t.concerns as ac, t.households as ah from problems p
    join problem_totals t on t.community_id = p.community_id and t.problem_id = p.id where p.number = ${number}`;
  return row && [row.c, row.h, row.ac, row.ah];
};
const events = async (number: string) =>
  (
    await s.admin<{ kind: string; from: string | null; to: string | null; audience: string }[]>`
      select e.kind, e.from_status as "from", e.to_status as "to", e.audience from events e
      join problems p on p.community_id = e.community_id and p.id = e.subject_id where p.number = ${number} order by e.seq`
  ).map((e) => `${e.kind}${e.from ? ` ${e.from}→${e.to}` : ""} (${e.audience})`);

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

describe("who hears of it", () => {
  const told = async (number: string, kind: string) => {
    const rows = await s.admin<{ user_id: string }[]>`
      select n.user_id from notifications n join problems p on p.id = n.problem_id where p.number = ${number} and n.kind = ${kind}`;
    const names = Object.entries(s.world.people);
    return rows.map((row) => names.find(([, id]) => id === row.user_id)?.[0]).toSorted();
  };

  test("owner and units hear what is theirs, those whose concern is behind it how far it comes: each in their language, nobody named", async () => {
    const open = await s.raised("resident");
    const secret = await s.raised("neighbour", { privacy: "private" });
    const number = await made([open, secret]);
    expect(await told(number, "problem_created")).toEqual(["officer"]);
    await seat(await as("coordinator"), { key: key(), number, organizations: [s.world.fire] });
    expect(await told(number, "problem_unit_seated")).toEqual(["fireMember"]);
    await s.admin`update accounts set locale = 'en' where user_id = ${s.world.people.neighbour}`;
    await stepOn(await as("officer"), { key: key(), number, step: "talk" });
    // The household of who raised it, who raised the private one, and the unit; not the one who did it, nor anybody else.
    expect(await told(number, "problem_moved")).toEqual(["fireMember", "neighbour", "resident", "spouse"]);
    const mails = (await mailsSent()).filter((m) => m.subject?.includes(number));
    const texts = mails.map(wordsIn);
    expect(texts.some((text) => text.includes("have begun to talk"))).toBe(true);
    for (const text of texts)
      for (const hidden of ["resident", "1502", open, secret]) expect(text).not.toContain(hidden);
    await handOverProblem(await as("officer"), { key: key(), number, owner: s.world.people.otherOfficer });
    expect(await told(number, "problem_handed_over")).toEqual(["otherOfficer"]);
    // What is private again to them is no reason to be told: whoever took their concern back hears no more.
    await withdraw(await as("neighbour"), { key: key(), number: secret });
    await closeProblem(await as("otherOfficer"), { key: key(), number, reason: "elsewhere" });
    expect(await told(number, "problem_closed")).toEqual(["fireMember", "resident", "spouse"]);
    expect((await listNotifications(await as("resident"))).map((n) => [n.problem, n.number])).toContainEqual([
      true,
      number,
    ]);
    expect((await deskProblems(await as("otherOfficer"))).map((p) => p.number)).not.toContain(number);
  });

  test("a problem stands on the desk of its owner and of the units at its table, and search finds it for members", async () => {
    const number = await made([], "coordinator", { title: "门禁总是坏" });
    await seat(await as("officer"), { key: key(), number, organizations: [s.world.property] });
    for (const who of ["officer", "propertyMember"] as const)
      expect((await deskProblems(await as(who))).map((p) => p.number)).toContain(number);
    for (const who of ["otherOfficer", "resident", "fireMember"] as const)
      expect((await deskProblems(await as(who))).map((p) => p.number)).not.toContain(number);
    const hits = async (who: PersonName) =>
      (await find(await as(who), { q: "门禁" }, "zh-CN")).hits.filter((h) => h.kind === "problem").map((h) => h.number);
    for (const who of ["officer", "resident", "fireMember"] as const) expect(await hits(who)).toEqual([number]);
    for (const who of ["residentB", "coordinatorB", "admin"] as const) expect(await hits(who)).toEqual([]);
  });
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

describe("the thread of a problem", () => {
  const say = async (
    who: PersonName,
    number: string,
    body: string,
    audience: "everyone" | "working" = "everyone",
    more = {},
  ) => sayOnProblem(await as(who), { key: key(), number, body, audience, attachments: [], ...more });
  const heard = async (who: PersonName | "nobody", number: string) =>
    (await page(who, number)).timeline.flatMap((item) => item.message?.body ?? []);
  const idOf = async (body: string) =>
    (await s.admin<{ id: string }[]>`select id from messages where body = ${body}`)[0]?.id as string;
  const withFire = async () => {
    const number = await made();
    await seat(await as("officer"), { key: key(), number, organizations: [s.world.fire] });
    return number;
  };

  test("is spoken in by officers and the units at the table; neighbours read what is for everyone, others nothing", async () => {
    const number = await withFire();
    await say("officer", number, "下周去看现场。");
    await say("fireMember", number, "我们带仪器来。", "working");
    for (const who of ["officer", "otherOfficer", "coordinator", "fireMember"] as const)
      expect(await heard(who, number)).toEqual(["下周去看现场。", "我们带仪器来。"]);
    for (const who of ["resident", "neighbour", "propertyMember"] as const)
      expect(await heard(who, number)).toEqual(["下周去看现场。"]);
    for (const who of ["nobody", "residentB", "coordinatorB", "admin"] as const) await hides(page(who, number));
    for (const who of ["resident", "propertyMember", "admin", "coordinatorB"] as const)
      await hides(say(who, number, "我也说一句。"));
    await unseat(await as("officer"), { key: key(), number, organization: s.world.fire });
    await hides(say("fireMember", number, "再说一句。"));
    expect(await heard("fireMember", number)).toEqual(["下周去看现场。"]);
  });

  test("tells the owner and the table, and whom it names in place of that; nobody is named who could not read it", async () => {
    const number = await withFire();
    await say("coordinator", number, "请 @otherOfficer 一起来。", "working");
    const told = async (kind: string) => {
      const rows = await s.admin<{ user_id: string }[]>`
        select n.user_id from notifications n join problems p on p.id = n.problem_id where p.number = ${number} and n.kind = ${kind}`;
      return rows.map((r) => Object.entries(s.world.people).find(([, id]) => id === r.user_id)?.[0]).toSorted();
    };
    expect(await told("problem_replied")).toEqual(["fireMember", "officer"]);
    expect(await told("mentioned")).toEqual(["otherOfficer"]);
    const mails = (await mailsSent()).filter((m) => m.subject.includes(number));
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) expect(wordsIn(mail)).not.toContain("一起来");
    const names = async (audience: "everyone" | "working") =>
      (await whomToMention(await as("officer"), { number, audience }, "zh-CN")).map((m) => m.id);
    expect(await names("working")).toContain(s.world.fire);
    expect(await names("working")).not.toContain(s.world.property);
    expect(await names("everyone")).toContain(s.world.property);
    await refuses(say("officer", number, "@propertyMember 看一下", "working"), "mentionBlind", "body");
    expect(await whomToMention(await as("resident"), { number, audience: "everyone" }, "zh-CN")).toEqual([]);
  });

  test("has quotes, corrections, taking back, drafts, presence and what came after, each for those whom it is for", async () => {
    const number = await withFire();
    await say("fireMember", number, "水泵坏了。", "working");
    const pump = await idOf("水泵坏了。");
    await refuses(say("officer", number, "什么时候修？", "everyone", { quote: pump }), "quoteWorking", "audience");
    await say("officer", number, "什么时候修？", "working", { quote: pump });
    await edit(await as("fireMember"), { key: key(), number, message: pump, body: "水泵坏了两台。" });
    await refuses(edit(await as("officer"), { key: key(), number, message: pump, body: "x" }), "tooLateToChange");
    await hides(edit(await as("resident"), { key: key(), number, message: pump, body: "x" }));
    await refuses(deleteMessage(await as("otherOfficer"), { key: key(), number, message: pump }), "tooLateToChange");
    await deleteMessage(await as("coordinator"), { key: key(), number, message: pump });
    expect(await heard("officer", number)).toEqual(["", "什么时候修？"]);
    expect(await events(number)).toContain("deleted (working)");

    await saveDraft(await as("fireMember"), { number, body: "草稿", audience: "working" });
    expect((await page("fireMember", number)).writing.draft?.body).toBe("草稿");
    await hides(saveDraft(await as("resident"), { number, body: "草稿", audience: "everyone" }));
    await bePresent(await as("fireMember"), { number, writes: true, leaves: false });
    expect((await presentIn(await as("officer"), { number }))?.map((p) => p.name)).toEqual(["fireMember"]);
    expect(await presentIn(await as("resident"), { number })).toBeNull();
    await hides(bePresent(await as("resident"), { number, writes: false, leaves: false }));
    const since = async (who: PersonName) =>
      (await newItems(await as(who), { problem: number }, 1)).map((item) => item.kind);
    expect(await since("officer")).toContain("replied");
    expect(await since("resident")).toEqual([]);
  });
});
