import { beforeAll, describe, expect, test } from "vitest";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { ask } from "../concern/ask.ts";
import { assign } from "../concern/assign.ts";
import { close } from "../concern/close.ts";
import { confirm } from "../concern/confirm.ts";
import { concernPage } from "../concern/page.ts";
import { solve } from "../concern/solve.ts";
import { handOver, takeIn } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { addVoice } from "../concern/voice.ts";
import { installation } from "../figures/existence.ts";
import { metrics } from "../figures/metrics.ts";
import { publicFigures } from "../figures/public.ts";
import { listNotifications } from "../notification/list.ts";
import { assignmentOf, behind, key, onDay, type PersonName, stage } from "../testing/stage.ts";
import { desk, sectionSize } from "./desk.ts";

const s = stage();
const { as } = s;
const made: Record<string, string> = {};

/** What needs this person now: section by section, by the names given here. */
async function sees(who: PersonName | "nobody"): Promise<Record<string, string[]>> {
  const names = new Map(Object.entries(made).map(([name, number]) => [number, name]));
  const sections = await desk(await as(who));
  return Object.fromEntries(
    sections
      .filter((section) => section.lines.length)
      .map((section) => [section.key, section.lines.map((line) => names.get(line.number) ?? line.number).toSorted()]),
  );
}
const late = (name: string) =>
  s.admin`update concerns set next_at = now() - interval '1 hour' where number = ${made[name] ?? ""}`;

beforeAll(async () => {
  const officer = await as("officer");
  const given = async (name: string, organization: string) => {
    made[name] = await s.raised("resident");
    await take(officer, { key: key(), number: made[name] });
    await assign(officer, {
      key: key(),
      number: made[name],
      organizations: [organization],
      dueAt: onDay(2),
      note: null,
    });
    return assignmentOf(s.admin, made[name], organization);
  };
  made.fresh = await s.raised("resident");
  made.freshPrivate = await s.raised("resident", { privacy: "private" });
  made.taken = await s.raised("resident");
  await take(officer, { key: key(), number: made.taken });
  await given("assigned", s.world.property);
  await accept(await as("propertyMember"), {
    key: key(),
    assignment: await given("accepted", s.world.property),
    number: made.accepted ?? "",
  });
  await answer(await as("propertyMember"), {
    key: key(),
    assignment: await given("answered", s.world.property),
    number: made.answered ?? "",
    body: "已修。",
    attachments: [],
  });
  await given("lateAtUnit", s.world.property);
  await behind(
    s.admin,
    (sql) => sql`
    update assignments set due_at = now() - interval '1 hour'
    where concern_id = (select id from concerns where number = ${made.lateAtUnit ?? ""})`,
  );
  await late("lateAtUnit");
  made.waiting = await s.raised("resident");
  await take(officer, { key: key(), number: made.waiting });
  await ask(officer, { key: key(), number: made.waiting, body: "几楼？" });
  made.solved = await s.raised("resident");
  await take(officer, { key: key(), number: made.solved });
  await solve(officer, { key: key(), number: made.solved, body: "好了。", attachments: [] });
  made.done = await s.raised("resident");
  await solve(await as("coordinator"), { key: key(), number: made.done, body: "好了。", attachments: [] });
  await confirm(await as("resident"), { key: key(), number: made.done, rating: 4, body: null });
  made.shared = await s.raised("resident", { privacy: "private" });
  await handOver(await as("coordinator"), { key: key(), number: made.shared, owner: s.world.people.officer });
  await takeIn(officer, { key: key(), number: made.shared, officer: s.world.people.teamMate });
});

describe("the desk", () => {
  test("of a coordinator: what is to be sorted, what is late, and nothing that others are at in time", async () => {
    expect(await sees("coordinator")).toEqual({
      triage: ["fresh", "freshPrivate", "shared"].toSorted(),
      late: ["lateAtUnit"],
    });
  });

  test("of an officer: what is late, what is theirs to decide, what goes on, each once", async () => {
    const officer = await sees("officer");
    expect(officer.late).toEqual(["lateAtUnit"]);
    expect(officer.decide).toEqual(["answered", "taken"]);
    expect(officer.mine).toEqual(["accepted", "assigned", "shared", "solved", "waiting"]);
    const all = Object.values(officer).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  test("of an officer who was taken in: what they look on", async () => {
    expect(await sees("teamMate")).toEqual({ watch: ["shared"] });
    expect(await sees("otherOfficer")).toEqual({});
  });

  test("of a unit: its day (see unit-day.db.test.ts), and no sections", async () => {
    expect(await sees("propertyMember")).toEqual({});
  });

  test("of a household: what waits for them, and what else they raised and is not over", async () => {
    for (const name of ["resident", "spouse"] as const) {
      expect(await sees(name)).toEqual({
        confirm: ["solved", "waiting"],
        own: ["accepted", "answered", "assigned", "fresh", "freshPrivate", "lateAtUnit", "shared", "taken"],
      });
    }
    expect(await sees("neighbour")).toEqual({});
  });

  test.each(["admin", "coordinatorB", "residentB", "pending", "nobody"] as const)(
    "of %s shows none of it",
    async (name) => {
      expect(await sees(name)).toEqual({});
    },
  );

  test("of a neighbour: what they said is theirs too, until it is over or becomes private", async () => {
    const neighbour = (await as("neighbour")) as Viewer & { user: SignedIn };
    made.voiced = await s.raised("resident");
    made.voicedAtDoor = await s.raised("resident");
    await addVoice(neighbour, { key: key(), number: made.voiced });
    await behind(
      s.admin,
      (sql) => sql`
      insert into concern_people (community_id, id, concern_id, role, household_id)
      select community_id, gen_random_uuid(), id, 'voice', ${s.world.door1401} from concerns where number = ${made.voicedAtDoor ?? ""}`,
    );
    expect(await sees("neighbour")).toEqual({ voiced: ["voiced", "voicedAtDoor"] });
    expect((await sees("resident")).voiced).toBeUndefined();
    await behind(
      s.admin,
      (sql) => sql`update concerns set privacy = 'private' where number = ${made.voicedAtDoor ?? ""}`,
    );
    expect(await sees("neighbour")).toEqual({ voiced: ["voiced"] });
    await close(await as("coordinator"), { key: key(), number: made.voiced, reason: "explained", body: "说明" });
    await close(await as("coordinator"), { key: key(), number: made.voicedAtDoor, reason: "explained", body: "说明" });
    expect(await sees("neighbour")).toEqual({});
  });

  test("shows the most pressing first", async () => {
    const [mine] = (await desk(await as("officer"))).filter((x) => x.key === "mine");
    const dues = mine?.lines.map((line) => Number(line.due)) ?? [];
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  });

  test("shows a few lines of many, and says how many there are", async () => {
    for (let i = 0; i < sectionSize + 3; i++) await s.raised("neighbour");
    const triage = (await desk(await as("coordinator"))).find((section) => section.key === "triage");
    expect(triage?.lines).toHaveLength(sectionSize);
    expect(triage?.total).toBe(sectionSize + 3 + 3);
  });
});

test("news of what one may no longer see is not shown", async () => {
  const number = made.shared ?? "";
  const officer = await as("officer");
  expect((await listNotifications(officer)).map((n) => n.number)).toContain(made.answered);
  await handOver(officer, { key: key(), number, owner: s.world.people.otherOfficer });
  expect((await listNotifications(await as("officer"))).map((n) => n.number)).not.toContain(number);
  expect((await concernPage(await as("otherOfficer"), number)).concern.number).toBe(number);
});

describe("figures", () => {
  test("for everyone count what was raised, answered in time, solved and rated, and say of what", async () => {
    const before = await publicFigures({ id: s.world.a, timeZone: "Asia/Shanghai" });
    expect(before).toMatchObject({ solved: 2, satisfied: 1, rated: 1 });
    expect(before.answered).toBe(before.answerable);
    // One is not answered by its time.
    await s.admin.begin(async (sql) => {
      await sql`set local role doorstep_owner`;
      await sql`update concerns set answer_due_at = now() - interval '1 second' where number = ${made.fresh ?? ""}`;
    });
    const after = await publicFigures({ id: s.world.a, timeZone: "Asia/Shanghai" });
    expect(after.answerable).toBe(before.answerable + 1);
    expect(after.answered).toBe(before.answered);
    expect(JSON.stringify(after)).not.toContain(made.done);
    expect(await publicFigures({ id: s.world.b, timeZone: "Asia/Shanghai" })).toMatchObject({
      raised: 0,
      answerable: 0,
    });
  });

  test("for an administrator say that concerns exist, and in which state; for nobody else", async () => {
    const seen = await installation(await as("admin"));
    expect(seen.communities.map((c) => c.code)).toEqual(["a", "b"]);
    expect(seen.communities[0]).toMatchObject({ doors: 3, counts: { waiting: 1, confirmed: 1 } });
    for (const name of ["coordinator", "officer", "nobody"] as const)
      for (const community of (await installation(await as(name))).communities) expect(community.counts).toEqual({});
  });

  test("for the machines tell the length of the queue", async () => {
    const { text, type } = await metrics();
    expect(type).toContain("text/plain");
    const [row] = await s.admin`select count(*)::int as n from outbox where done_at is null`;
    expect(text).toContain(`doorstep_outbox{state="waiting"} ${row?.n}`);
    expect(text).toContain('doorstep_outbox{state="failed"} 0');
  });
});
