import { describe, expect, test } from "vitest";
import { inOrder, isOver, pauseAfter, type QueuedItem, withQueue } from "./queue.ts";

const item = (more: Partial<QueuedItem>): QueuedItem => ({
  ...{ key: "k", user: "u", kind: "record", visit: "v", community: "c", door: "1502", photos: [] },
  ...{ values: { outcome: "visited" }, seen: "planned", at: 100, state: "waiting" },
  ...more,
});
const door = { id: "v", status: "planned" as const };

describe("a door with what the phone holds", () => {
  test("stands as the page says where there is nothing for it", () => {
    const plain = { status: "planned", at: null, unsent: false };
    expect(withQueue(door, [], 0)).toEqual(plain);
    expect(withQueue(door, [item({ visit: "other" })], 0)).toEqual(plain);
    for (const kind of ["note", "raise"] as const)
      expect(withQueue(door, [item({ kind, values: { heard: "…" } })], 0)).toEqual(plain);
  });

  test("stands as the last entry makes it, and says that it is not sent", () => {
    const first = item({ values: { outcome: "nobody_home" } });
    expect(withQueue(door, [first], 0)).toEqual({ status: "nobody_home", at: 100, unsent: true });
    expect(withQueue(door, [first, item({ at: 200 })], 0)).toEqual({ status: "visited", at: 200, unsent: true });
    expect(withQueue(door, [first, item({ kind: "undo", at: 200 })], 0)).toMatchObject({ status: "planned", at: null });
    expect(withQueue(door, [item({ kind: "later", values: {} })], 0)).toMatchObject({ status: "rescheduled" });
  });

  test("leaves out what was refused or thrown away", () => {
    for (const state of ["refused", "thrown"] as const)
      expect(withQueue(door, [item({ state })], 0).status).toBe("planned");
  });

  test("shows what was sent until a page has come that was made later", () => {
    const sent = item({ state: "sent", arrived: 500 });
    expect(withQueue(door, [sent], 400)).toEqual({ status: "visited", at: 100, unsent: false });
    expect(withQueue(door, [sent], 501).status).toBe("planned");
    expect(isOver(sent, 400)).toBe(false);
    expect(isOver(sent, 501)).toBe(true);
    expect(isOver(item({}), 501)).toBe(false);
  });

  test("stands as the other recorded it where there is a conflict", () => {
    expect(withQueue(door, [item({ state: "sent", arrived: 500, conflict: true })], 400).status).toBe("planned");
  });
});

test("entries are sent in the order in which they were made", () => {
  const made = [item({ key: "b", at: 2 }), item({ key: "c", at: 1 }), item({ key: "a", at: 2 })];
  expect(inOrder(made).map(({ key }) => key)).toEqual(["c", "a", "b"]);
});

test("what fails is tried again ever later, within two minutes", () => {
  expect([1, 2, 3, 20].map(pauseAfter)).toEqual([4000, 8000, 16_000, 120_000]);
});
