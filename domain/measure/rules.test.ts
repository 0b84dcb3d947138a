import { describe, expect, test } from "vitest";
import { measureAfter, measureStatuses, measureTransitions } from "./rules.ts";

describe("the transition table of the measure", () => {
  test("reaches every state from being planned", () => {
    const found = new Set(["planned"]);
    for (let before = 0; before !== found.size; ) {
      before = found.size;
      for (const { from, to } of measureTransitions) if (found.has(from)) found.add(to);
    }
    expect([...found].toSorted()).toEqual([...measureStatuses].toSorted());
  });

  test("takes up again what is not done after all, and not what was given up", () => {
    expect(measureAfter("resume", "done", ["unit"])).toBe("underway");
    for (const act of ["begin", "finish", "resume", "drop"] as const)
      expect(measureAfter(act, "dropped", ["lead", "unit"])).toBeUndefined();
  });

  test("lets a unit say what became of it, but not give it up; and others nothing", () => {
    expect(measureAfter("finish", "underway", ["unit"])).toBe("done");
    expect(measureAfter("drop", "underway", ["unit"])).toBeUndefined();
    expect(measureAfter("drop", "underway", ["lead"])).toBe("dropped");
    for (const status of measureStatuses) expect(measureAfter("finish", status, [])).toBeUndefined();
  });
});
