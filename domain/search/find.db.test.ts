import { beforeAll, expect, test } from "vitest";
import { assign } from "../concern/assign.ts";
import { reply } from "../concern/reply.ts";
import { take } from "../concern/take.ts";
import { behind, key, onDay, stage } from "../testing/stage.ts";
import { find, searchInput } from "./find.ts";

const s = stage();
const { as } = s;

const numbers = async (who: Parameters<typeof as>[0], q: string, more: Record<string, string> = {}) => {
  const { hits } = await find(await as(who), searchInput.parse({ q, ...more }), "zh-CN");
  return hits.map((h) => `${h.kind} ${h.number ?? ""}`.trim());
};

let open: string;
let secret: string;

beforeAll(async () => {
  open = await s.raised("resident", {
    body: "单元门的闭门器坏了，夜里咣咣响。",
    privacy: "neighbourhood",
    name: "王小明",
  });
  secret = await s.raised("resident", { body: "闭门器夹伤了手，想问医药费。", privacy: "private", name: "王小明" });
  const coordinator = await as("coordinator");
  for (const number of [open, secret]) {
    await take(coordinator, { key: key(), number });
    await assign(coordinator, {
      key: key(),
      number,
      organizations: [s.world.property],
      dueAt: onDay(2),
      note: "合页型号 H-203，内部询价。",
    });
    await reply(coordinator, {
      key: key(),
      number,
      body: "已经联系物业换合页。",
      audience: "everyone",
      attachments: [],
    });
  }
});

test("one or two characters, a number, a word in any case: what is readable is found, nothing else", async () => {
  expect(await numbers("coordinator", "闭门器")).toEqual([`concern ${secret}`, `concern ${open}`]);
  expect(await numbers("neighbour", "闭门器")).toEqual([`concern ${open}`]);
  expect(await numbers("neighbour", "手")).toEqual([]);
  expect(await numbers("neighbour", "闭")).toEqual([`concern ${open}`]);
  expect(await numbers("coordinator", open)).toEqual([`concern ${open}`]);
  expect(await numbers("neighbour", secret)).toEqual([]);
  expect(await numbers("coordinator", "h-203")).toEqual([`message ${secret}`, `message ${open}`]);
});

test("working messages are found by those who work on it, never by whoever raised it", async () => {
  expect(await numbers("propertyMember", "询价")).toEqual([`message ${secret}`, `message ${open}`]);
  for (const who of ["resident", "spouse", "neighbour", "fireMember"] as const) {
    expect(await numbers(who, "询价"), who).toEqual([]);
  }
  expect(await numbers("officer", "询价")).toEqual([`message ${open}`]);
});

test("a reporter's name finds their concern for who may know it", async () => {
  expect(await numbers("coordinator", "王小明")).toEqual([`concern ${secret}`, `concern ${open}`]);
  expect(await numbers("officer", "王小明")).toEqual([`concern ${open}`]);
  for (const who of ["neighbour", "propertyMember", "fireMember"] as const)
    expect(await numbers(who, "王小明"), who).toEqual([]);
});

test("a title before a text, one kind alone, one category alone", async () => {
  expect((await numbers("coordinator", "合页", { kind: "message" })).toSorted()).toEqual(
    [secret, secret, open, open].map((number) => `message ${number}`).toSorted(),
  );
  expect(await numbers("coordinator", "闭门器", { category: "noise" })).toEqual([]);
  expect(await numbers("coordinator", "闭门器", { days: "7" })).toHaveLength(2);
  const { counts } = await find(await as("coordinator"), searchInput.parse({ q: "合页" }), "zh-CN");
  expect(counts).toEqual({ concern: 0, message: 4, note: 0, policy: 0, problem: 0 });
});

test("nothing to look for finds nothing, whatever is typed", async () => {
  for (const q of ["", "   ", "%", "'; drop table concerns; --", "\\", "。，"])
    expect(await numbers("coordinator", q)).toEqual([]);
});

test("the number that a concern has in the list it was imported from, exactly and within permissions", async () => {
  const [a, b] = [await s.raised("resident", { privacy: "private" }), await s.raised("resident")];
  await behind(s.admin, async (sql) => {
    await sql`update concerns set external_number = 'LY-20391' where number = ${a}`;
    await sql`update concerns set external_number = 'LY-20392' where number = ${b}`;
  });
  expect(await numbers("coordinator", " LY-20391 ")).toEqual([`concern ${a}`]);
  expect(await numbers("resident", "LY-20391")).toEqual([`concern ${a}`]);
  const { hits } = await find(await as("coordinator"), searchInput.parse({ q: "LY-20392" }), "zh-CN");
  expect(hits.map((h) => [h.number, h.external])).toEqual([[b, "LY-20392"]]);
  expect(await numbers("neighbour", "LY-20392")).toEqual([`concern ${b}`]);
  for (const who of ["neighbour", "propertyMember", "officer", "coordinatorB", "admin", "nobody"] as const)
    expect(await numbers(who, "LY-20391"), who).toEqual([]);
  expect(await numbers("coordinator", "LY-2039")).toEqual([]);
});
