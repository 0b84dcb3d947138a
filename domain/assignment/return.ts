import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { set, speaksFor, target, tell } from "../concern/act.ts";
import { nextDay } from "../deadline/clock.ts";
import { concernNumber, id, optionalId, submissionKey, text } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { type HeldAssignment, nextUnlessWaiting, onAssignment, othersLive, setAssignment } from "./act.ts";
import { returnReasons } from "./return-reason.ts";

export const returnInput = z.object({
  key: submissionKey,
  number: concernNumber,
  assignment: id,
  why: z.enum(returnReasons, { error: "choose" }),
  /** Whose it is, where the unit knows. */
  suggested: optionalId,
  reason: text(2000),
});

/** So many returns by units call them to one table. */
const returnsToMeet = 3;

/**
 * A unit gives a concern back with its reason, or whoever leads it takes it back. It goes to its owner, who has a day;
 * when no other unit has it, the concern is merely taken again. A concern that units gave back three times is not sent
 * round any further: its owner and the coordinators are told to call them to one table.
 */
export async function giveBack(viewer: Viewer, input: z.output<typeof returnInput>): Promise<void> {
  const { key, number, assignment, ...content } = input;
  const { reason, why } = input;
  await onAssignment(viewer, { number, assignment, key, act: "return", content }, async (held) => {
    const now = new Date();
    const others = await othersLive(held);
    const to = others.length || held.concern.status !== "assigned" ? undefined : target(held, "return");
    const organization = speaksFor(held);
    const byUnit = viewer.claims.organizations.includes(held.assignment.organizationId);
    const suggested = why === "not_ours" ? await unitOf(held, input.suggested) : null;
    const returns = held.concern.returns + (byUnit ? 1 : 0);
    const meet = byUnit && returns >= returnsToMeet;
    // All is written while the unit still has access: returning ends it.
    await set(held, {
      ...(to ? { status: to } : {}),
      returns,
      ...nextUnlessWaiting(held, {
        nextStep: meet ? "meeting" : "answer",
        nextNote: null,
        nextAt: await nextDay(held.tx, held.concern, now),
      }),
    });
    await tell(held, {
      kind: "returned",
      to,
      data: { ...held.change, ...(byUnit ? { why } : {}), ...(suggested ? { suggested } : {}) },
      said: { body: reason, audience: "working" },
      organization,
    });
    if (byUnit && returns === returnsToMeet) await tell(held, { kind: "meeting_called", audience: "working" });
    await setAssignment(held, {
      returnedAt: now,
      ...(byUnit ? { returnReason: why, suggestedId: suggested } : {}),
    });
  });
}

/** A partner unit of the community other than the one that gives the concern back. */
async function unitOf(held: HeldAssignment, suggested: string | null): Promise<string | null> {
  if (!suggested) return null;
  const { concern, assignment } = held;
  const [found] = await held.tx.execute(sql`
    select o.id from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency'
    where co.community_id = ${concern.communityId} and o.id = ${suggested} and o.id <> ${assignment.organizationId}`);
  if (!found) throw new Refusal("chooseUnit", { field: "suggested" });
  return suggested;
}
