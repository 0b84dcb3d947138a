import { globSync, readFileSync } from "node:fs";
import { PgDialect } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { atMost } from "./at-most.ts";

test("a limit is a number that the planner sees", () => {
  const said = (rows: number) => new PgDialect().sqlToQuery(atMost(rows));
  expect(said(21)).toMatchObject({ sql: "limit 21", params: [] });
  expect(said(20.9).sql).toBe("limit 20");
  expect(said(-1).sql).toBe("limit 0");
});

test("no other query is limited by a parameter, of which the planner takes a tenth of the table", () => {
  const files = globSync("{app,components,domain}/**/*.{ts,tsx}").filter((path) => !path.includes(".test."));
  expect(files.length).toBeGreaterThan(300);
  const limited = files.filter((path) => readFileSync(path, "utf8").includes("limit ${"));
  // (The desk says why.)
  expect(limited).toEqual(["domain/desk/desk.ts"]);
});
