import { describe, expect, test } from "vitest";
import { type PublicProblemWay, wayOf } from "./way.ts";

const base: PublicProblemWay = {
  number: "2601-0001",
  title: "消防设施旧了",
  category: "fire",
  status: "open",
  households: 60,
  raisedAt: "2026-06-01T00:00:00Z",
  closedAt: null,
  meetings: {},
  agreement: null,
};
const agreed = (more: Partial<NonNullable<PublicProblemWay["agreement"]>> = {}): PublicProblemWay["agreement"] => ({
  title: "更换消防设施",
  status: "concluded",
  signedAt: "2026-10-30T00:00:00Z",
  measures: [{ what: "更换消火栓", status: "planned", dueOn: "2027-03-01", doneAt: null }],
  stages: [],
  ...more,
});
const now = (way: Partial<PublicProblemWay>) => {
  const parts = wayOf({ ...base, ...way });
  // Doors open from the first on, one is red at most, and the rest is shut.
  expect(parts.map((p) => p.state).join(" ")).toMatch(/^(done )*(now( todo)*|done)$/);
  return parts.find((p) => p.state === "now")?.key ?? null;
};
const at = "2026-09-25T02:00:00Z";

describe("the way of a problem", () => {
  test.each<[string, Partial<PublicProblemWay>, string | null]>([
    ["waits to be looked at", {}, "inspected"],
    ["waits, with a day for it", { meetings: { inspection: { at, held: false } } }, "inspected"],
    ["waits for a table", { meetings: { inspection: { at, held: true } } }, "talked"],
    ["went to the table at once", { meetings: { joint: { at, held: true } } }, "agreed"],
    ["is talked over without having been looked at on site", { status: "talks" }, "talked"],
    ["is agreed on, without paper", { status: "agreed" }, "works"],
    ["is being signed", { agreement: agreed({ status: "signing", signedAt: null }) }, "agreed"],
    ["is voted on", { agreement: agreed({ status: "consent" }) }, "agreed"],
    ["is carried out", { status: "works", agreement: agreed() }, "works"],
    ["is carried out without paper", { status: "works" }, "works"],
    [
      "is built, and to be looked at again",
      {
        status: "works",
        agreement: agreed({
          measures: [{ what: "x", status: "done", dueOn: null, doneAt: at }],
          stages: [{ kind: "works", status: "done", until: "2026-12-01", endedOn: "2026-12-01" }],
        }),
      },
      "done",
    ],
    ["is over", { status: "done", agreement: agreed({ status: "carried_out" }) }, null],
  ])("%s", (_, way, step) => {
    expect(now(way)).toBe(step);
  });

  test("tells nothing as done that was passed over", () => {
    const keys = (way: Partial<PublicProblemWay>) => wayOf({ ...base, ...way }).map((p) => p.key);
    expect(keys({})).toEqual(["heard", "inspected", "talked", "agreed", "works", "done"]);
    expect(keys({ status: "talks" })).toEqual(["heard", "talked", "agreed", "works", "done"]);
    expect(keys({ status: "works" })).toEqual(["heard", "works", "done"]);
    expect(
      keys({
        status: "works",
        agreement: agreed(),
        meetings: { inspection: { at, held: true }, joint: { at, held: true } },
      }),
    ).toEqual(["heard", "inspected", "talked", "agreed", "works", "done"]);
  });

  test("tells the stage that runs, and by when; without stages, when the last measure is due", () => {
    const works = (agreement: PublicProblemWay["agreement"]) =>
      wayOf({ ...base, status: "works", agreement }).find((p) => p.key === "works");
    expect(
      works(
        agreed({
          stages: [
            { kind: "notice", status: "done", until: "2026-11-01", endedOn: "2026-11-01" },
            { kind: "opening", status: "underway", until: "2026-12-05", endedOn: null },
          ],
        }),
      ),
    ).toMatchObject({ stage: "opening", day: "2026-12-05" });
    expect(works(agreed())).toMatchObject({ stage: null, day: "2027-03-01" });
  });
});
