import { describe, expect, test } from "vitest";
import { hides, key, onDay, stage } from "../testing/stage.ts";
import { deleteMessage } from "../thread/delete.ts";
import { assign } from "./assign.ts";
import { machineTimeline } from "./machine.ts";
import { concernPage } from "./page.ts";
import { reply } from "./reply.ts";

const s = stage();
const { as } = s;

describe("the timeline for programs", () => {
  test("has the shape that docs/timeline.md promises, and holds what this person may read", async () => {
    const number = await s.raised("resident", { spot: "door:1502", privacy: "private" });
    const dueAt = onDay(2);
    await assign(await as("coordinator"), {
      key: key(),
      number,
      organizations: [s.world.property],
      dueAt,
      note: "内部",
    });
    const say = async (body: string, audience: "everyone" | "working") =>
      reply(await as("propertyMember"), { key: key(), number, body, audience, attachments: [] });
    await say("内部：先看", "working");
    await say("说错了", "everyone");
    const { timeline } = await concernPage(await as("resident"), number);
    const message = timeline.at(-1)?.message?.id ?? "";
    await deleteMessage(await as("propertyMember"), { key: key(), number, message });

    const found = await machineTimeline(await as("resident"), number);
    expect(Object.keys(found)).toEqual(["version", "concern", "assignments", "entries"]);
    expect(found.concern).toMatchObject({ number, status: "assigned", privacy: "private", reporter: "resident" });
    expect(found.entries.map((e) => [e.seq, e.changedBy, e.kind, e.message?.body])).toEqual([
      [1, 1, "raised", undefined],
      [2, 2, "assigned", undefined],
      [5, 6, "replied", null],
    ]);
    expect(Object.keys(found.entries[2] ?? {})).toEqual([
      ...["seq", "changedBy", "at", "kind", "audience", "actor", "from", "to", "data", "message"],
    ]);
    expect(JSON.stringify(found)).not.toContain("内部");
    expect(JSON.stringify(await machineTimeline(await as("propertyMember"), number))).toContain("内部：先看");
    for (const name of ["neighbour", "fireMember", "officer", "admin", "nobody"] as const)
      await hides(machineTimeline(await as(name), number));
  });
});
