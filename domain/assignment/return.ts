import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { set, speaksFor, target, tell } from "../concern/act.ts";
import { timeZoneOf } from "../concern/zone.ts";
import { concernNumber, id, submissionKey, text } from "../input.ts";
import { daysLater } from "../time.ts";
import { nextUnlessWaiting, onAssignment, othersLive, setAssignment } from "./act.ts";

export const returnInput = z.object({ key: submissionKey, number: concernNumber, assignment: id, reason: text(2000) });

/**
 * A unit gives a concern back with its reason, or whoever leads it takes it back. It goes to its owner, who has a day;
 * when no other unit has it, the concern is merely taken again.
 */
export async function giveBack(viewer: Viewer, input: z.output<typeof returnInput>): Promise<void> {
  const { key, number, assignment, reason } = input;
  await onAssignment(viewer, { number, assignment, key, act: "return", content: reason }, async (held) => {
    const now = new Date();
    const others = await othersLive(held);
    const to = others.length || held.concern.status !== "assigned" ? undefined : target(held, "return");
    const organization = speaksFor(held);
    // All is written while the unit still has access: returning ends it.
    await set(held, {
      ...(to ? { status: to } : {}),
      ...nextUnlessWaiting(held, { nextStep: "answer", nextNote: null, nextAt: daysLater(now, 1, timeZoneOf(held)) }),
    });
    await tell(held, {
      kind: "returned",
      to,
      data: held.change,
      said: { body: reason, audience: "working" },
      organization,
    });
    await setAssignment(held, { returnedAt: now });
  });
}
