import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { makeWorld, type World } from "./testing/world.ts";

let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeWorld(database.admin);
});
afterAll(() => database.close());

test("an open concern without an owner is refused by the database", async () => {
  const { admin } = database;
  await expect(
    admin`insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, answer_due_at, next_at)
      values (${world.a}, gen_random_uuid(), '2601-0001', 't', 'b', 'fire', 'private', 'new', 'online', now(), now())`,
  ).rejects.toThrow();
});
