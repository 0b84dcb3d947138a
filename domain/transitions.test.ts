import { describe, expect, test } from "vitest";
import { agreementAfter, agreementStatuses, agreementTransitions } from "./agreement/rules.ts";
import { assignmentStatuses, assignmentTransitions, mayOnAssignment } from "./assignment/rules.ts";
import type { Capacity } from "./concern/rules.ts";
import {
  isWritten,
  mayBegin,
  meetingAfter,
  meetingLook,
  meetingStatuses,
  meetingTransitions,
} from "./meeting/rules.ts";
import { roundAfter, roundStatuses, roundTransitions } from "./round/rules.ts";
import { storyAfter, storyStatuses, storyTransitions } from "./story/rules.ts";
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

describe("the transition table of the agreement", () => {
  test("reaches every state from being drafted", () => {
    expect(reachable(agreementTransitions, "draft")).toEqual([...agreementStatuses].toSorted());
  });

  test("is concluded by signatures and votes alone: nobody says so", () => {
    // (But for what was said to be carried out and was not: that was concluded once.)
    const concluding = agreementTransitions.filter(
      ({ from, to }) => (to === "concluded" || to === "consent") && from !== "carried_out",
    );
    expect(concluding.every(({ allowed }) => allowed.join() === "system")).toBe(true);
  });

  test("leaves what was given up as it is; what was carried out is taken up again at most", () => {
    expect(agreementTransitions.filter((t) => t.from === "dropped")).toEqual([]);
    expect(agreementTransitions.filter((t) => t.from === "carried_out").map((t) => t.act)).toEqual(["resume"]);
    expect(agreementAfter("recall", "concluded")).toBe("draft");
    expect(agreementAfter("recall", "draft")).toBeUndefined();
  });
});

describe("the transition table of the story", () => {
  test("reaches every state from a draft", () => {
    expect(reachable(storyTransitions, "draft")).toEqual([...storyStatuses].toSorted());
  });

  test("lets nobody publish who is not a second person, and nothing that nobody looked at", () => {
    expect(storyTransitions.filter(({ to }) => to === "published")).toEqual([
      { act: "publish", from: "in_review", to: "published", allowed: ["reviewer"] },
    ]);
    expect(storyAfter("publish", "in_review", ["author", "lead"])).toBeUndefined();
  });
});

describe("the transition table of the meeting", () => {
  test("reaches every state from looking for a time", () => {
    expect(reachable(meetingTransitions, "finding")).toEqual([...meetingStatuses].toSorted());
  });

  test("moves a called one and no other, and neither takes up again what is settled nor what was called off", () => {
    expect(meetingStatuses.filter((status) => meetingAfter("move", status))).toEqual(["called"]);
    expect(meetingTransitions.filter(({ from }) => from === "settled" || from === "cancelled")).toEqual([]);
    expect(meetingAfter("cancel", "held")).toBeUndefined();
  });

  test("lets the portal itself do nothing but settle", () => {
    expect(meetingTransitions.filter(({ allowed }) => allowed.includes("system")).map(({ act }) => act)).toEqual([
      "settle",
    ]);
  });

  test("has its minutes written until they are sent, and is not held before people can be there", () => {
    expect(meetingStatuses.filter(isWritten)).toEqual(["called", "held"]);
    const now = new Date("2026-11-28T10:00:00Z");
    expect(mayBegin(new Date("2026-11-28T10:59:00Z"), now)).toBe(true);
    expect(mayBegin(new Date("2026-11-28T11:01:00Z"), now)).toBe(false);
    expect(mayBegin(null, now)).toBe(false);
  });

  test("has a look for every state", () => {
    expect(meetingStatuses.map(meetingLook)).toEqual(["waiting", "new", "going", "waiting", "done", "quiet"]);
  });
});

test("the database gets the tables of all nouns, each row once", () => {
  expect(Object.keys(transitions)).toEqual([
    "concern",
    "assignment",
    "visit",
    "round",
    "problem",
    "agreement",
    "step",
    "story",
    "meeting",
    "measure",
    "stage",
  ]);
  for (const table of Object.values(transitions)) {
    const keys = table.map(({ act, from, to }) => `${act} ${from} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { allowed } of table) expect(allowed.length).toBeGreaterThan(0);
  }
});
