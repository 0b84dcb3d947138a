import { describe, expect, test } from "vitest";
import { assignmentStatuses, assignmentTransitions, mayOnAssignment } from "./assignment/rules.ts";
import type { Capacity } from "./concern/rules.ts";
import { roundAfter, roundStatuses, roundTransitions } from "./round/rules.ts";
import { transitions } from "./transitions.ts";
import { mayOnVisit, type VisitStatus, visitLook, visitStatuses, visitTransitions } from "./visit/rules.ts";

/** Every state that can be come to from a beginning. */
function reachable(table: readonly { from: string; to: string }[], beginning: string): string[] {
  const found = new Set([beginning]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { from, to } of table) if (found.has(from)) found.add(to);
  }
  return [...found].toSorted();
}

describe("the transition table of the assignment", () => {
  const acts = ["accept", "answer", "return", "ask_again"] as const;

  test("reaches every state from being assigned", () => {
    expect(reachable(assignmentTransitions, "assigned")).toEqual([...assignmentStatuses].toSorted());
  });

  test("does not bring back what was returned: the unit is given it anew", () => {
    expect(assignmentTransitions.filter(({ from }) => from === "returned")).toEqual([]);
  });

  test("lets only the unit accept and answer, and only whoever leads ask again", () => {
    const others: Capacity[] = ["coordinator", "owner", "officer", "reporter"];
    for (const status of assignmentStatuses) {
      expect(mayOnAssignment("accept", status, others)).toBe(false);
      expect(mayOnAssignment("answer", status, others)).toBe(false);
      expect(mayOnAssignment("ask_again", status, ["unit", "officer", "reporter"])).toBe(false);
    }
    expect(mayOnAssignment("answer", "assigned", ["unit"])).toBe(true);
    expect(mayOnAssignment("ask_again", "answered", ["owner"])).toBe(true);
  });

  test("gives a neighbour, an uninvolved officer and the reporter nothing to do", () => {
    for (const act of acts)
      for (const status of assignmentStatuses) {
        expect(mayOnAssignment(act, status, [])).toBe(false);
        expect(mayOnAssignment(act, status, ["officer", "reporter"])).toBe(false);
      }
  });
});

describe("the transition table of the visit", () => {
  const acts = [
    "visited",
    "nobody_home",
    "declined",
    "moved_away",
    "no_language",
    "reschedule",
    "cancel",
    "undo",
  ] as const;

  test("reaches every state from being planned", () => {
    expect(reachable(visitTransitions, "planned")).toEqual([...visitStatuses].toSorted());
  });

  test("takes back an outcome, but neither a cancellation nor a move to another time", () => {
    const back = visitTransitions.filter(({ to }) => to === "planned");
    expect(back.map(({ from }) => from).toSorted()).toEqual([
      "declined",
      "moved_away",
      "no_language",
      "nobody_home",
      "visited",
    ]);
    expect(visitTransitions.filter(({ from }) => ["cancelled", "rescheduled"].includes(from))).toEqual([]);
  });

  test("gives nobody outside the team anything to do", () => {
    for (const act of acts) for (const status of visitStatuses) expect(mayOnVisit(act, status, [])).toBe(false);
  });

  test("has a look for every state", () => {
    const looks: Record<VisitStatus, string> = {
      planned: "going",
      visited: "done",
      nobody_home: "waiting",
      declined: "quiet",
      moved_away: "quiet",
      no_language: "waiting",
      rescheduled: "quiet",
      cancelled: "quiet",
    };
    for (const status of visitStatuses) expect(visitLook(status)).toBe(looks[status]);
  });
});

describe("the transition table of the round", () => {
  test("reaches every state from being planned, and one that is over can go on", () => {
    expect(reachable(roundTransitions, "planned")).toEqual([...roundStatuses].toSorted());
    expect(roundAfter("begin", "planned")).toBe("running");
    expect(roundAfter("close", "running")).toBe("closed");
    expect(roundAfter("reopen", "closed")).toBe("running");
  });

  test("begins nothing twice and closes nothing that is closed", () => {
    expect(roundAfter("begin", "running")).toBeUndefined();
    expect(roundAfter("begin", "closed")).toBeUndefined();
    expect(roundAfter("close", "closed")).toBeUndefined();
  });
});

test("the database gets the tables of all nouns, each row once", () => {
  expect(Object.keys(transitions)).toEqual([
    "concern",
    "assignment",
    "visit",
    "round",
    "agreement",
    "measure",
    "stage",
  ]);
  for (const table of Object.values(transitions)) {
    const keys = table.map(({ act, from, to }) => `${act} ${from} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { allowed } of table) expect(allowed.length).toBeGreaterThan(0);
  }
});
