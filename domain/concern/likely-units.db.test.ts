import { expect, test, vi } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { giveBack } from "../assignment/return.ts";
import { assignmentOf, key, onDay, type PersonName, rowOf, stage } from "../testing/stage.ts";
import { assign } from "./assign.ts";
import { givenBefore, givenBeforeOf } from "./likely-units.ts";

const s = stage();

/** Raised by the resident and given to units. */
async function given(organizations: string[], more: Record<string, unknown> = {}): Promise<string> {
  const number = await s.raised("resident", more);
  await assign(await s.as("coordinator"), { key: key(), number, organizations, dueAt: onDay(2), note: null });
  return number;
}

test("counts, of the last year's concerns of the kind, to which units they were given, as far as one sees them", async () => {
  const { property, fire } = s.world;
  await given([property]);
  await given([property, fire]);
  await given([property], { privacy: "private" });
  const back = await given([fire]);
  await giveBack(await s.as("fireMember"), {
    key: key(),
    number: back,
    assignment: await assignmentOf(s.admin, back, fire),
    why: "other",
    suggested: null,
    reason: "不归我们",
  });
  const old = await given([fire]);
  await s.admin`update concerns set created_at = now() - interval '366 days' where number = ${old}`;
  await given([fire], { body: "楼道堆满纸箱", category: "cleaning" });
  const asked = await s.raised("resident");
  const { id, community_id: communityId } = await rowOf(s.admin, asked);
  const seenBy = async (who: PersonName) => givenBefore(await s.as(who), { communityId, id, category: "lift" });
  expect(await seenBy("coordinator")).toEqual({ of: 3, given: { [property]: 3, [fire]: 1 } });
  // An officer does not see the private one, and does not hear of it by a count either.
  expect(await seenBy("officer")).toEqual({ of: 2, given: { [property]: 2, [fire]: 1 } });
  expect(await seenBy("coordinatorB")).toEqual({ of: 0, given: {} });
});

test("several kinds are asked for in one query, and each has its own figures", async () => {
  const { a, b, fire, property } = s.world;
  const coordinator = await s.as("coordinator");
  const kinds = [
    { communityId: a, category: "lift" },
    { communityId: a, category: "lift" },
    { communityId: a, category: "cleaning" },
    { communityId: a, category: "noise" },
    { communityId: b, category: "lift" },
  ] as const;
  const [found, queries] = await asViewer(coordinator.claims, async (tx) => {
    const sent = vi.spyOn(tx, "execute");
    return [await givenBeforeOf(tx, kinds), sent.mock.calls.length] as const;
  });
  expect(queries).toBe(1);
  expect(found(a, "lift")).toEqual({ of: 3, given: { [property]: 3, [fire]: 1 } });
  expect(found(a, "cleaning")).toEqual({ of: 1, given: { [fire]: 1 } });
  expect(found(a, "noise")).toEqual({ of: 0, given: {} });
  expect(found(b, "lift")).toEqual({ of: 0, given: {} });
  const none = await asViewer(coordinator.claims, (tx) => givenBeforeOf(tx, []));
  expect(none(a, "lift")).toEqual({ of: 0, given: {} });
});
