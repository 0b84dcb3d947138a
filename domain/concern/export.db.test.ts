import { expect, test } from "vitest";
import { stage } from "../testing/stage.ts";
import { exportVisits } from "../visit/export.ts";
import { exportConcerns } from "./export.ts";

const s = stage();
const { as } = s;

const read = async (file: ReadableStream<Uint8Array>) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(await new Response(file).arrayBuffer());
const words = (n: number) => ({
  sheet: "x",
  columns: Array.from({ length: n }, (_, i) => `c${i}`),
  category: (key: string) => key,
  status: (key: string) => key,
});

test("concerns are a file for whoever leads the community: all of them once, no formula, nobody's name", async () => {
  for (const n of [1, 2, 3]) await s.raised("resident", { key: crypto.randomUUID(), body: `路灯坏了 ${n}` });
  await s.admin`update concerns set title = '=cmd()' where body = '路灯坏了 2'`;
  const asked = { community: s.world.a, as: "csv" } as const;
  const text = await read(exportConcerns(await as("coordinator"), asked, words(10)));
  expect(text.startsWith("\ufeffc0,")).toBe(true);
  expect(text).toContain(",'=cmd(),");
  const all = await s.admin<{ number: string }[]>`select number from concerns where community_id = ${s.world.a}`;
  for (const { number } of all) expect(text.split(`\n${number},`), number).toHaveLength(2);
  const people = await s.admin<
    { name: string }[]
  >`select name from concern_people where community_id = ${s.world.a} and char_length(name) > 1`;
  for (const { name } of people) expect(text).not.toContain(`,${name},`);
  const officer = await as("officer");
  expect(() => exportConcerns(officer, asked, words(10))).toThrow();
  const book = new Uint8Array(
    await new Response(exportConcerns(await as("coordinator"), { ...asked, as: "xlsx" }, words(10))).arrayBuffer(),
  );
  expect([book[0], book[1]]).toEqual([0x50, 0x4b]);
});

test("visits are a file too: one line each, nobody of the household in it", async () => {
  const asked = { community: s.world.a, as: "csv" } as const;
  const text = await read(exportVisits(await as("coordinator"), asked, words(7)));
  const [count] = await s.admin<
    { n: number }[]
  >`select count(*)::int as n from visits where community_id = ${s.world.a}`;
  expect(text.trim().split(/\r?\n/)).toHaveLength(1 + (count?.n ?? 0));
  const resident = await as("resident");
  expect(() => exportVisits(resident, asked, words(7))).toThrow();
});
