import { describe, expect, test } from "vitest";
import { assign } from "../concern/assign.ts";
import { close } from "../concern/close.ts";
import { listConcerns, listInput } from "../concern/list.ts";
import { concernPage } from "../concern/page.ts";
import { take } from "../concern/take.ts";
import { addLabel, dropLabel, listLabels, renameLabel, setLabels } from "../label/labels.ts";
import { behind, eventsOf, hides, key, onDay, refuses, rowOf, stage } from "../testing/stage.ts";
import { bulkInput, carryOutBulk, planInput } from "./bulk.ts";
import { inbox, inboxInput, inboxSize } from "./inbox.ts";
import { previewBulk } from "./preview.ts";

const s = stage();
const { as } = s;
const plan = (more: Record<string, unknown>) => planInput.parse(more);
const bulk = async (more: Record<string, unknown>, who: "coordinator" | "officer" | "resident" = "coordinator") =>
  carryOutBulk(await as(who), bulkInput.parse({ key: key(), ...more }));
const numbersIn = async (show = "sort", after?: string) => {
  const { lines, after: next } = await inbox(await as("coordinator"), inboxInput.parse({ show, after }));
  return { numbers: lines.map((line) => line.number), lines, next };
};

describe("the inbox", () => {
  test("holds what is new or has nothing said of what comes next, what is due first on top", async () => {
    const later = await s.raised("resident");
    const sooner = await s.raised("neighbour", { privacy: "private" });
    const taken = await s.raised("resident");
    const nothing = await s.raised("resident");
    for (const number of [taken, nothing]) await take(await as("officer"), { key: key(), number });
    await behind(s.admin, async (sql) => {
      await sql`update concerns set answer_due_at = now() + interval '1 hour' where number = ${sooner}`;
      await sql`update concerns set answer_due_at = now() + interval '9 days' where number = ${later}`;
      await sql`update concerns set next_step = null, answer_due_at = now() + interval '20 days' where number = ${nothing}`;
    });
    expect((await numbersIn()).numbers).toEqual([sooner, later, nothing]);
    expect((await numbersIn("open")).numbers).toContain(taken);
    await behind(s.admin, (sql) => sql`update concerns set next_at = now() - interval '1 day' where number = ${taken}`);
    expect((await numbersIn("late")).numbers).toEqual([taken]);
  });

  test("suggests what the words speak for, and the units it usually goes to", async () => {
    const number = await s.raised("resident", { category: "noise" });
    const line = (await numbersIn()).lines.find((l) => l.number === number);
    expect(line?.suggestion).toMatchObject({ category: "lift", because: "电梯", of: "lift" });
    expect(line?.suggestion.units.map((u) => [u.id, u.usual, u.given, u.of])).toEqual([[s.world.property, true, 0, 0]]);
  });

  test("proposes by what was given before, and nothing for what a unit has", async () => {
    const { fire, property } = s.world;
    const to = { dueAt: onDay(5), note: null };
    const coordinator = await as("coordinator");
    for (const organizations of [[fire], [fire], [fire], [fire, property]]) {
      const number = await s.raised("resident");
      await assign(coordinator, { key: key(), number, organizations, ...to });
    }
    const number = await s.raised("resident");
    const other = await s.raised("neighbour", { body: "楼道里堆满了纸箱，臭味大", category: "cleaning" });
    const { lines } = await numbersIn("open");
    const proposed = (of: string) =>
      lines.find((l) => l.number === of)?.suggestion.units.map((u) => [u.id, u.usual, u.given, u.of]);
    expect(proposed(number)).toEqual([
      [fire, false, 4, 4],
      [property, true, 1, 4],
    ]);
    expect(proposed(other)).toEqual([[property, true, 0, 0]]);
    const has = lines.find((l) => l.units.length > 0);
    expect(has?.suggestion.units).toEqual([]);
  });

  test("goes on where a page ends, with none left out and none twice", async () => {
    for (let i = 0; i < inboxSize; i++) await s.raised("resident");
    const first = await numbersIn();
    const second = await numbersIn("sort", first.next ?? "");
    expect(first.numbers).toHaveLength(inboxSize);
    const [all] =
      await s.admin`select count(*)::int as n from concerns where status = 'new' or next_step is null and closed_at is null`;
    expect(new Set([...first.numbers, ...second.numbers]).size).toBe(all?.n);
    expect(second.next).toBeNull();
  });

  test.each(["officer", "resident", "propertyMember", "coordinatorB", "admin"] as const)(
    "shows %s nothing of this community",
    async (who) => {
      const { lines } = await inbox(await as(who), inboxInput.parse({ show: "open" }));
      expect(lines).toEqual([]);
    },
  );
});

describe("labels", () => {
  const made = async (name: string) => {
    await addLabel(await as("coordinator"), { key: key(), community: s.world.a, name });
    return (await listLabels(await as("coordinator"))).find((l) => l.name === name)?.id ?? "";
  };

  test("are made, named anew, put on, looked for, and taken away from all", async () => {
    const coordinator = await as("coordinator");
    const label = await made("回头看");
    await refuses(addLabel(coordinator, { key: key(), community: s.world.a, name: "回头看" }), "labelExists", "name");
    await renameLabel(coordinator, { key: key(), label, name: "复查" });
    const number = await s.raised("resident");
    await setLabels(coordinator, { key: key(), number, labels: [label], fresh: null });
    expect(await eventsOf(s.admin, number)).toContain("labelled (working)");
    expect((await concernPage(await as("officer"), number)).concern.labels).toEqual([{ id: label, name: "复查" }]);
    // Whoever raised it, neighbours and units read nothing of it.
    for (const who of ["resident", "neighbour", "propertyMember"] as const) {
      expect((await concernPage(await as(who), number)).concern.labels).toEqual([]);
      expect(await listLabels(await as(who))).toEqual([]);
      expect((await listConcerns(await as(who), listInput.parse({ label }))).lines).toEqual([]);
    }
    const found = await listConcerns(await as("officer"), listInput.parse({ label }));
    expect(found.lines.map((l) => [l.number, l.labels])).toEqual([[number, ["复查"]]]);
    await dropLabel(coordinator, { key: key(), label });
    expect((await concernPage(coordinator, number)).concern.labels).toEqual([]);
  });

  test("are the coordinators' to make and to put on", async () => {
    const label = await made("难点");
    const number = await s.raised("resident");
    for (const who of ["officer", "resident", "propertyMember", "coordinatorB", "admin"] as const) {
      const viewer = await as(who);
      await hides(addLabel(viewer, { key: key(), community: s.world.a, name: `${who}的` }));
      await hides(renameLabel(viewer, { key: key(), label, name: "x" }));
      await hides(dropLabel(viewer, { key: key(), label }));
      await expect(setLabels(viewer, { key: key(), number, labels: [label], fresh: null })).rejects.toThrow();
    }
  });

  test("of another community are none here", async () => {
    await addLabel(await as("coordinatorB"), { key: key(), community: s.world.b, name: "乙" });
    const [other] = await listLabels(await as("coordinatorB"));
    const number = await s.raised("resident");
    const wish = setLabels(await as("coordinator"), { key: key(), number, labels: [other?.id ?? ""], fresh: null });
    await refuses(wish, "choose", "labels");
  });
});

describe("the same done to several", () => {
  test("is shown before: what would change, and what is left out and why", async () => {
    const [fresh, has, over] = [await s.raised("resident"), await s.raised("neighbour"), await s.raised("resident")];
    const to = { organizations: [s.world.property], dueAt: onDay(5) };
    await assign(await as("coordinator"), { key: key(), number: has, note: null, ...to });
    await close(await as("coordinator"), { key: key(), number: over, reason: "explained", body: "x" });
    const numbers = [fresh, has, over, "2001-0000"];
    const lines = await previewBulk(await as("coordinator"), plan({ numbers, act: "assign", ...to }));
    expect(Object.fromEntries(lines.map((l) => [l.number, l.left]))).toEqual({
      [fresh]: null,
      [has]: "already",
      [over]: "notNow",
    });
    expect(await eventsOf(s.admin, fresh)).toEqual(["raised"]);
  });

  test("changes what can be changed, each by itself, and says which were left", async () => {
    const [fresh, has] = [await s.raised("resident"), await s.raised("neighbour")];
    const to = { organizations: [s.world.property], dueAt: onDay(5) };
    await assign(await as("coordinator"), { key: key(), number: has, note: null, ...to });
    const result = await bulk({ numbers: [fresh, has, "2001-0000"], act: "assign", ...to });
    expect(result).toEqual({
      done: [fresh],
      left: [
        { number: has, why: "alreadyAssigned" },
        { number: "2001-0000", why: "gone" },
      ],
    });
    expect(await rowOf(s.admin, fresh)).toMatchObject({ status: "assigned" });
  });

  test("sets owner, next date, urgency, category, privacy, labels; and closes with a word to each", async () => {
    const numbers = [await s.raised("resident"), await s.raised("neighbour")];
    await addLabel(await as("coordinator"), { key: key(), community: s.world.a, name: "一批" });
    const label = (await listLabels(await as("coordinator"))).find((l) => l.name === "一批")?.id ?? "";
    await bulk({ numbers, act: "owner", owner: s.world.people.teamMate });
    await bulk({ numbers, act: "next", nextAt: onDay(4) });
    await bulk({ numbers, act: "urgency", urgency: "urgent" });
    await bulk({ numbers, act: "category", category: "noise" });
    await bulk({ numbers, act: "label", label });
    for (const number of numbers) {
      expect(await rowOf(s.admin, number)).toMatchObject({
        owner_id: s.world.people.teamMate,
        urgency: "urgent",
        category: "noise",
        privacy: "neighbourhood",
      });
      expect((await concernPage(await as("coordinator"), number)).concern.labels.map((l) => l.name)).toEqual(["一批"]);
    }
    await bulk({ numbers, act: "unlabel", label });
    await bulk({ numbers, act: "private" });
    await bulk({ numbers, act: "close", reason: "duplicate", body: "合在一起办。" });
    for (const number of numbers) {
      expect(await rowOf(s.admin, number)).toMatchObject({ privacy: "private", status: "closed" });
      const { timeline, concern } = await concernPage(await as("coordinator"), number);
      expect(timeline.at(-1)?.message?.body).toBe("合在一起办。");
      expect(concern.labels).toEqual([]);
    }
  });

  test("is once for what was sent twice, also at the same time", async () => {
    const numbers = [await s.raised("resident"), await s.raised("neighbour")];
    const sent = bulkInput.parse({ key: key(), numbers, act: "urgency", urgency: "urgent" });
    const viewer = await as("coordinator");
    await Promise.all([carryOutBulk(viewer, sent), carryOutBulk(viewer, sent)]);
    expect(await carryOutBulk(viewer, sent)).toEqual({ done: numbers, left: [] });
    for (const number of numbers)
      expect((await eventsOf(s.admin, number)).filter((e) => e.startsWith("sorted"))).toHaveLength(1);
  });

  test("needs a word for closing, and something chosen", () => {
    const numbers = ["2611-0001"];
    const paths = (input: Record<string, unknown>) =>
      bulkInput.safeParse({ key: key(), ...input }).error?.issues.map((issue) => issue.path[0]);
    expect(paths({ numbers, act: "close", reason: "duplicate", body: "  " })).toEqual(["body"]);
    expect(paths({ numbers: [], act: "private" })).toEqual(["numbers"]);
    expect(paths({ numbers, act: "assign", dueAt: onDay(1) })).toEqual(["organizations"]);
    expect(paths({ numbers, act: "private" })).toBeUndefined();
  });

  test("gives nobody more than they may do to one", async () => {
    const number = await s.raised("neighbour", { privacy: "private" });
    const theirs = await s.raised("neighbour");
    for (const who of ["officer", "resident"] as const) {
      const wish = plan({ numbers: [number, theirs], act: "private" });
      const lines = await previewBulk(await as(who), wish);
      expect(lines.map((l) => [l.number, l.left])).toEqual([[theirs, "notNow"]]);
      const result = await bulk({ numbers: [number, theirs], act: "private" }, who);
      expect(result.done).toEqual([]);
      expect(result.left.find((l) => l.number === number)?.why).toBe("gone");
    }
    expect(await rowOf(s.admin, theirs)).toMatchObject({ privacy: "neighbourhood" });
  });
});
