import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { concernSteps } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, id, optionalText, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { note, onFollowed, stepIn } from "./hold.ts";
import { mayMove, type StepStatus, stepStatuses } from "./rules.ts";

export const settleInput = z.object({
  key: submissionKey,
  number: concernNumber,
  step: id,
  to: z.enum(stepStatuses, { error: "choose" }),
  note: optionalText(300),
});

/** Ticks a step as done, says that it is not needed, or takes it up again. The family ticks what it has done itself. */
export async function settleStep(viewer: Viewer, input: z.output<typeof settleInput>): Promise<void> {
  const { key, number, ...content } = input;
  await onFollowed(viewer, { number, key, command: "step.settle", content }, async (held) => {
    const { tx, concern, roles } = held;
    const step = await stepIn(held, input.step);
    const from = step.status as StepStatus;
    // Ticked by two at once is ticked.
    if (from === input.to) return;
    if (!mayMove(from, input.to, roles)) throw new Refusal("notNow");
    const open = input.to === "open";
    await tx
      .update(concernSteps)
      .set({
        status: input.to,
        settledBy: open ? null : (viewer.user?.id ?? null),
        settledAt: open ? null : new Date(),
        ...(roles.includes("carer") && input.note ? { note: input.note } : {}),
      })
      .where(and(eq(concernSteps.communityId, concern.communityId), eq(concernSteps.id, step.id)));
    await note(held, `step_${input.to}`, { step: step.id }, { from, to: input.to });
  });
}
