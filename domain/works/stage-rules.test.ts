import { describe, expect, test } from "vitest";
import { stageAfter, stageKinds, stageStatuses, stageTransitions } from "./stage-rules.ts";

describe("the transition table of the stage", () => {
  test("reaches every state from being planned", () => {
    const found = new Set(["planned"]);
    for (let before = 0; before !== found.size; ) {
      before = found.size;
      for (const { from, to } of stageTransitions) if (found.has(from)) found.add(to);
    }
    expect([...found].toSorted()).toEqual([...stageStatuses].toSorted());
  });
});

describe("a stage", () => {
  const bids = { kind: "bids", status: "planned" } as const;

  test("begins once those before it have begun, also where they go on", () => {
    expect(stageAfter("begin", bids, [{ kind: "notice", status: "planned" }, bids])).toBeUndefined();
    expect(stageAfter("begin", bids, [{ kind: "notice", status: "underway" }, bids])).toBe("underway");
    // Stages that do not apply are not waited for.
    expect(stageAfter("begin", bids, [bids])).toBe("underway");
  });

  test("ends once those before it have ended, and goes on again only while none after it has ended", () => {
    const runs = { kind: "bids", status: "underway" } as const;
    expect(stageAfter("finish", runs, [{ kind: "notice", status: "underway" }, runs])).toBeUndefined();
    expect(stageAfter("finish", runs, [{ kind: "notice", status: "done" }, runs])).toBe("done");
    const over = { kind: "bids", status: "done" } as const;
    expect(stageAfter("resume", over, [over, { kind: "opening", status: "underway" }])).toBe("underway");
    expect(stageAfter("resume", over, [over, { kind: "opening", status: "done" }])).toBeUndefined();
  });

  test("cannot come into a state that its table does not know, whatever the others are", () => {
    for (const act of ["begin", "finish", "resume"] as const)
      for (const kind of stageKinds)
        for (const status of stageStatuses) {
          const to = stageAfter(act, { kind, status }, []);
          expect(
            to === undefined || stageTransitions.some((t) => t.act === act && t.from === status && t.to === to),
          ).toBe(true);
        }
  });
});
