import { describe, expect, test } from "vitest";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { close, withdraw } from "../concern/close.ts";
import { confirm } from "../concern/confirm.ts";
import { merge } from "../concern/merge.ts";
import { rateAsVoice } from "../concern/rate.ts";
import { reopen } from "../concern/reopen.ts";
import { reply } from "../concern/reply.ts";
import { solve } from "../concern/solve.ts";
import { addVoice } from "../concern/voice.ts";
import { importLedger } from "../ledger/by-command.ts";
import { hides, key, type PersonName, behind as past, stage } from "../testing/stage.ts";
import { asked } from "./ask.ts";
import { behind } from "./behind.ts";
import { figures } from "./breakdown.ts";
import type { Measure, RateCounts } from "./measures.ts";
import { publicFigures } from "./public.ts";

const s = stage();
const { as } = s;

const now = () => new Date();
/** From now to the month after, in which the first answer of what is raised now may be due. */
const span = { to: new Date(Date.now() + 32 * 86_400_000).toISOString().slice(0, 7) };

const of = async (who: PersonName, filters: Record<string, string> = {}) => {
  const viewer = await as(who);
  return (await figures(viewer, asked(viewer, { ...span, ...filters }, now()).asked)).total;
};
const listed = async (who: PersonName, what: Measure, filters: Record<string, string> = {}) => {
  const viewer = await as(who);
  const found = await behind(viewer, asked(viewer, { ...span, ...filters }, now()).asked, { what, after: undefined });
  return found.lines.map(({ line }) => line.number).toSorted();
};

/** What a deed changes in the figures: what it does not change is left out. */
async function changed(who: PersonName, deed: () => Promise<unknown>): Promise<Partial<RateCounts>> {
  const before = await of(who);
  await deed();
  const after = await of(who);
  return Object.fromEntries(
    (Object.keys(after) as (keyof RateCounts)[])
      .map((m) => [m, after[m] - before[m]] as const)
      .filter(([, by]) => by !== 0),
  );
}

const answered = async (number: string) =>
  reply(await as("coordinator"), {
    key: key(),
    number,
    body: "收到。",
    audience: "everyone",
    attachments: [],
    uploadKey: undefined,
  });
const solved = async (number: string) =>
  solve(await as("coordinator"), { key: key(), number, body: "好了。", attachments: [] });
const reopened = async (number: string, by: PersonName = "resident") =>
  reopen(await as(by), { key: key(), number, body: "没有好。", attachments: [], uploadKey: undefined });
const voiced = async (who: PersonName, number: string) =>
  addVoice((await as(who)) as Viewer & { user: SignedIn }, { key: key(), number });
/** Its answer was due an hour ago. */
const late = (number: string) =>
  s.admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    await sql`update concerns set answer_due_at = now() - interval '1 second' where number = ${number}`;
  });

describe("the three rates", () => {
  test("follow a concern from being raised to being answered, solved, refused, solved again and rated", async () => {
    let number = "";
    expect(await changed("coordinator", async () => (number = await s.raised("resident")))).toEqual({ raised: 1 });
    expect(await changed("coordinator", () => answered(number))).toEqual({ due: 1, in_time: 1 });
    expect(await changed("coordinator", () => solved(number))).toEqual({ solved: 1 });
    expect(await changed("coordinator", () => reopened(number))).toEqual({ solved: -1, rated: 1 });
    expect(await changed("coordinator", () => solved(number))).toEqual({ solved: 1 });
    const rated = async () => confirm(await as("resident"), { key: key(), number, rating: 5, body: null });
    expect(await changed("coordinator", rated)).toEqual({ satisfied: 1 });
    // An officer who opens it anew speaks for nobody's satisfaction.
    expect(await changed("coordinator", () => reopened(number, "coordinator"))).toEqual({
      solved: -1,
      rated: -1,
      satisfied: -1,
    });
  });

  test("count one whose time is up as due, and late where it was answered after", async () => {
    const number = await s.raised("resident");
    expect(await changed("coordinator", () => late(number))).toEqual({ due: 1 });
    expect(await listed("coordinator", "late")).toContain(number);
    expect(await changed("coordinator", () => answered(number))).toEqual({});
    expect(await listed("coordinator", "in_time")).not.toContain(number);
  });

  test("leave out what lives on in another and what was taken back in time; not what was taken back when it was late", async () => {
    const [one, two, three] = [await s.raised("resident"), await s.raised("resident"), await s.raised("resident")];
    const merged = async () => merge(await as("coordinator"), { key: key(), number: one, into: two });
    expect(await changed("coordinator", merged)).toEqual({ raised: -1 });
    const taken = async () => withdraw(await as("resident"), { key: key(), number: two });
    expect(await changed("coordinator", taken)).toEqual({ raised: -1 });
    await late(three);
    const lost = async () => withdraw(await as("resident"), { key: key(), number: three });
    expect(await changed("coordinator", lost)).toEqual({});
    expect(await listed("coordinator", "late")).toContain(three);
    expect(await listed("coordinator", "raised")).not.toContain(one);
  });

  test("weigh all who said what they think: more than half must be satisfied", async () => {
    const number = await s.raised("resident");
    await voiced("neighbour", number);
    await solved(number);
    const rated = async (answer: "5" | "unsolved") =>
      rateAsVoice(await as("neighbour"), { key: key(), number, answer });
    expect(await changed("coordinator", () => rated("5"))).toEqual({ rated: 1, satisfied: 1 });
    // One of two is not more than half.
    expect(await changed("coordinator", () => confirmed(number, 2))).toEqual({ satisfied: -1 });
    expect(await changed("coordinator", () => rated("unsolved"))).toEqual({});
    // What was said of a solution ends with it.
    await reopened(number);
    expect(await changed("coordinator", () => solved(number))).toEqual({ solved: 1 });
    expect(await listed("coordinator", "rated")).toContain(number);
    const again = async () => confirmed(number, 4);
    expect(await changed("coordinator", again)).toEqual({ satisfied: 1 });
  });
  const confirmed = async (number: string, rating: number) =>
    confirm(await as("resident"), { key: key(), number, rating, body: null });

  test("what was closed with a word is answered, and not solved", async () => {
    const number = await s.raised("resident");
    const closed = async () =>
      close(await as("coordinator"), { key: key(), number, reason: "explained", body: "政策如此。" });
    expect(await changed("coordinator", closed)).toEqual({ due: 1, in_time: 1 });
  });

  test("what a list from before tells counts by its own times, for the answer alone", async () => {
    const text =
      "留言编号,留言主题,留言详情,留言时间,答复意见,答复时间,答复单位\n" +
      "Z1,灯,楼道灯坏了,2026/2/14 20:00:00,换了。,2026/2/16 9:30:00,甲物业\nZ2,灯,楼道灯又坏了,2026/2/15 20:00:00,换了。,2026/3/30 9:30:00,甲物业\n";
    await importLedger(
      "concerns",
      "a",
      { name: "z.csv", bytes: new TextEncoder().encode(text) },
      { dryRun: false, onRows: () => {} },
    );
    const then = { from: "2026-02", to: "2026-02" };
    expect(await of("coordinator", then)).toEqual({ due: 2, in_time: 1, raised: 0, solved: 0, rated: 0, satisfied: 0 });
    expect((await of("coordinator", { ...then, unit: s.world.property })).due).toBe(2);
  });

  test("a private one is counted for who leads, and for nobody who may not know of it", async () => {
    let number = "";
    const raised = async () => (number = await s.raised("resident", { privacy: "private", spot: "door:1502" }));
    const shown = await publicFigures({ id: s.world.a, timeZone: "Asia/Shanghai" });
    for (const who of ["officer", "coordinator"] as const)
      expect(await changed(who, raised), who).toEqual(who === "officer" ? {} : { raised: 1 });
    // Nor by taking the public's figures from those that neighbours can count.
    expect(await publicFigures({ id: s.world.a, timeZone: "Asia/Shanghai" })).toEqual(shown);
    expect(await listed("coordinator", "raised")).toContain(number);
    expect(await listed("officer", "raised")).not.toContain(number);
    expect((await listed("officer", "raised")).length).toBe((await of("officer")).raised);
  });

  test("the public's are those of what neighbours read", async () => {
    const { raised, solved: done, rated, satisfied } = await of("officer");
    expect(await publicFigures({ id: s.world.a, timeZone: "Asia/Shanghai" })).toMatchObject({
      raised,
      solved: done,
      rated,
      satisfied,
    });
  });

  test("are for who works there", async () => {
    for (const who of ["resident", "pending", "admin"] as const)
      await hides((async () => asked(await as(who), {}, now()))());
    expect(asked(await as("coordinatorB"), { community: s.world.a }, now()).asked.community.id).toBe(s.world.b);
    expect((await of("coordinatorB")).raised).toBe(0);
  });

  test("a unit is told nothing of what it was not given", async () => {
    const own = await of("fireMember");
    expect(own.raised).toBe(0);
    expect(await listed("fireMember", "raised", { unit: s.world.property })).toEqual([]);
  });

  test("what was pending in a month that is over is late, without anything that would happen", async () => {
    const number = await s.raised("resident");
    await past(
      s.admin,
      (sql) => sql`update concerns set answer_due_at = answer_due_at - interval '70 days' where number = ${number}`,
    );
    await s.admin`select app.recount_figures()`;
    expect(await listed("coordinator", "late")).toContain(number);
    const { due, in_time } = await of("coordinator");
    expect((await listed("coordinator", "late")).length).toBe(due - in_time);
  });
});
