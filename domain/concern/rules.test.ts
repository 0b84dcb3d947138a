import { describe, expect, test } from "vitest";
import {
  type Capacity,
  type ConcernStatus,
  concernStatuses,
  concernTransitions,
  isClosed,
  leads,
  lookOf,
  may,
  maySpeak,
  mayWork,
} from "./rules.ts";

const closed: ConcernStatus[] = ["confirmed", "closed"];
const acts = [...new Set(concernTransitions.map(({ act }) => act))] as Parameters<typeof may>[0][];
const everybody: Capacity[] = ["coordinator", "owner", "officer", "unit", "reporter"];

describe("the transition table of the concern", () => {
  test("reaches every state from the two that a concern begins in", () => {
    const reached = new Set<ConcernStatus>(["unconfirmed", "new"]);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const { from, to } of concernTransitions) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].toSorted()).toEqual([...concernStatuses].toSorted());
  });

  test("leads on from every state, and from every open one to an end", () => {
    for (const status of concernStatuses) {
      const ends = new Set<ConcernStatus>([status]);
      for (let before = 0; before !== ends.size; ) {
        before = ends.size;
        for (const { from, to } of concernTransitions) if (ends.has(from)) ends.add(to);
      }
      expect(closed.some((end) => ends.has(end))).toBe(true);
      expect(concernTransitions.some(({ from }) => from === status)).toBe(true);
    }
  });

  test("lets a closed concern out by reopening it, or by undoing a merge", () => {
    for (const { act, from, to } of concernTransitions.filter((t) => t.act !== "unmerge" && closed.includes(t.from))) {
      expect([act, from, to]).toEqual(["reopen", from, "taken"]);
    }
    expect(closed.every((status) => may("reopen", status, ["reporter"]))).toBe(true);
  });

  test("has each row once, and none that stays where it is", () => {
    const rows = concernTransitions.map(({ act, from, to }) => `${act} ${from} ${to}`);
    expect(new Set(rows).size).toBe(rows.length);
    expect(concernTransitions.filter(({ from, to }) => from === to)).toEqual([]);
  });

  test("gives a neighbour nothing to do", () => {
    for (const act of acts) for (const status of concernStatuses) expect(may(act, status, [])).toBe(false);
  });

  test("leaves it to the reporter to agree, to withdraw, and to be asked", () => {
    for (const act of ["confirm", "withdraw"] as const) {
      const allowed = concernTransitions.filter((t) => t.act === act).flatMap((t) => t.allowed);
      expect(new Set(allowed)).toEqual(new Set(["reporter"]));
    }
    expect(may("supply", "waiting", ["reporter"])).toBe(true);
  });

  test("lets no unit and no mere officer assign, solve or close", () => {
    for (const act of ["assign", "ask", "solve", "close"] as const) {
      for (const status of concernStatuses) expect(may(act, status, ["unit", "officer", "reporter"])).toBe(false);
      expect(concernStatuses.some((status) => may(act, status, ["owner"]))).toBe(true);
      expect(concernStatuses.some((status) => may(act, status, ["coordinator"]))).toBe(true);
    }
  });

  test("leaves expiry and the confirmation by mail to the portal itself", () => {
    for (const act of ["expire", "confirm_mail"] as const) {
      for (const status of concernStatuses) expect(may(act, status, everybody)).toBe(false);
    }
    expect(may("expire", "unconfirmed", ["system"])).toBe(true);
  });

  test("gives nobody but the portal anything to do on what is not confirmed yet", () => {
    for (const act of acts) expect(may(act, "unconfirmed", everybody)).toBe(false);
  });
});

describe("who may do what without a change of state", () => {
  test.each([
    [["owner"], true],
    [["coordinator"], true],
    [["officer", "unit", "reporter"], false],
    [[], false],
  ] as [Capacity[], boolean][])("%j leads: %s", (capacities, expected) => expect(leads(capacities)).toBe(expected));

  test("everybody but a neighbour may speak", () => {
    expect(maySpeak([])).toBe(false);
    for (const capacity of everybody) expect(maySpeak([capacity])).toBe(true);
  });

  test("working notes are for officers, coordinators and units, but never for whoever raised it", () => {
    for (const capacity of ["officer", "coordinator", "unit"] as const) {
      expect(mayWork([capacity])).toBe(true);
      expect(mayWork([capacity, "reporter"])).toBe(false);
    }
    expect(mayWork(["reporter"])).toBe(false);
    expect(mayWork([])).toBe(false);
  });
});

describe("the look of a concern", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const before = new Date(now.getTime() - 1);
  const after = new Date(now.getTime() + 1);

  test.each([
    ["new", after, "new"],
    ["taken", after, "going"],
    ["assigned", after, "going"],
    ["waiting", after, "waiting"],
    ["solved", after, "waiting"],
    ["confirmed", null, "done"],
    ["closed", null, "quiet"],
    ["unconfirmed", after, "quiet"],
    ["unconfirmed", before, "quiet"],
    ["new", before, "late"],
    ["taken", before, "late"],
    ["assigned", before, "late"],
    ["waiting", before, "late"],
    ["solved", before, "late"],
    ["assigned", now, "going"],
    ["confirmed", before, "done"],
    ["closed", before, "quiet"],
  ] as const)("that is %s with a next date of %s is %s", (status, nextAt, look) =>
    expect(lookOf(status, nextAt, now)).toBe(look),
  );

  test("is closed for good when it is confirmed or closed", () => {
    expect(concernStatuses.filter(isClosed)).toEqual(closed);
  });
});
