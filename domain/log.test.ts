import { afterEach, expect, test, vi } from "vitest";
import { DatabaseError } from "#db/viewer.ts";
import { logProblem } from "./log.ts";
import { Refusal } from "./refusal.ts";

afterEach(() => vi.restoreAllMocks());

function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  logProblem("action", error, { number: "2611-0001" });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("\n");
  return JSON.parse(lines[0] ?? "") as Record<string, unknown>;
}

test("a problem is one line of JSON: what, when, why, and the ids it was about", () => {
  const line = logged(new DatabaseError("23505", "visits_one_live"));
  expect(line).toMatchObject({ level: "error", what: "action", number: "2611-0001" });
  expect(line.reason).toContain("DatabaseError 23505");
  expect(new Date(String(line.at)).getTime()).not.toBeNaN();
});

test("no words of people get into it: neither a message nor the message of what lies below", () => {
  const below = Object.assign(new Error("Key (phone)=(+8613800000001) already exists"), { code: "23505" });
  const error = new Error("林一 wrote: 我家电梯坏了\n我的电话是 13800000001", { cause: below });
  const text = JSON.stringify(logged(error));
  expect(text).toContain("23505");
  for (const word of ["林一", "电梯", "13800000001"]) expect(text).not.toContain(word);
});

test("what is no error, or a refusal, is told without its words too", () => {
  expect(JSON.stringify(logged("王二 +8613800000002"))).not.toContain("王二");
  expect(JSON.stringify(logged(new Refusal("notNow", { params: { door: "1502" } })))).not.toContain("1502");
});

test("a message that looks like a place in the code is not taken for one", () => {
  expect(JSON.stringify(logged(new Error("写给 /app/ 的：林一，13800000001")))).not.toContain("林一");
});
