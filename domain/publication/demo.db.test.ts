import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDemo } from "#db/demo/load.ts";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { bars, tells } from "../publish/tells.ts";
import { latestOutcomes, listBoard } from "./list.ts";

let demo: TestDatabase;
beforeAll(async () => {
  demo = await testDatabase();
  await loadDemo(demo.url, Date.parse("2026-11-24T02:20:00Z"));
}, 120_000);
afterAll(() => demo.close());

test("the demo's board names nobody, has its outcomes, and leaves two to be looked at", async () => {
  const published = await demo.admin<{ text: string; number: string; state: string; outcome: string | null }[]>`
    select number, state, outcome, concat_ws(E'\n', title, body, outcome) as text from publications where hidden_at is null`;
  expect(published.length).toBeGreaterThan(120);
  const names = (
    await demo.admin<{ name: string }[]>`
      select holder as name from household_contacts union select u.name from residents r join users u on u.id = r.user_id
      union select name from guides union select name from concern_people where name is not null`
  ).map(({ name }) => name);
  const doors = (await demo.admin<{ door: string }[]>`select distinct door from households`).map(({ door }) => door);
  const found = published.flatMap(({ number, text }) =>
    tells(text, { names, doors })
      .filter((t) => bars(t.kind))
      .map((t) => `${number} ${t.kind} ${t.words}`),
  );
  expect(found).toEqual([]);
  expect(published.filter((p) => ["solved", "closed"].includes(p.state) && !p.outcome)).toEqual([]);
  expect(await demo.admin`select kind from publication_queue`).toEqual([{ kind: "first" }, { kind: "first" }]);
  const [community] = await demo.admin<[{ id: string }]>`select id from communities`;
  expect((await listBoard(community.id, {})).lines).toHaveLength(20);
  expect((await latestOutcomes(community.id, 6)).every((line) => line.outcome)).toBe(true);
});
