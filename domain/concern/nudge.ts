import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { isNudgeDue, withinADay } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import { concernNumber, optionalText, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { onConcern, set, tell } from "./act.ts";
import { mayNudge } from "./rules.ts";

export const nudgeInput = z.object({ key: submissionKey, number: concernNumber, body: optionalText(2000) });

/**
 * Whoever raised a concern asks again, since nobody has answered: it is looked at within a day of work, and moves up on
 * the desks. Once a day of work; an answer to everyone settles it.
 */
export async function nudge(viewer: Viewer, { key, number, body }: z.output<typeof nudgeInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.nudge", content: body }, async (held) => {
    const { tx, concern, capacities } = held;
    if (!mayNudge(concern.status, capacities)) throw new Refusal("notNow");
    const now = new Date();
    const { calendar } = await officeOf(tx, concern.communityId);
    if (!isNudgeDue(calendar, concern.nudgedAt, now)) throw new Refusal("askedJustNow");
    const soon = withinADay(calendar, now);
    await set(held, {
      nudges: concern.nudges + 1,
      nudgedAt: now,
      nextAt: concern.nextAt && concern.nextAt < soon ? concern.nextAt : soon,
    });
    await tell(held, { kind: "nudged", ...(body ? { said: { body, audience: "everyone" as const } } : {}) });
  });
}
