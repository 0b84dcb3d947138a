import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { concernSteps } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, id, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { note, onAccompanied, stepIn } from "./hold.ts";

export const orderInput = z.object({
  key: submissionKey,
  number: concernNumber,
  step: id,
  by: z.enum(["up", "down"], { error: "choose" }),
});

/** Puts a step one place earlier or later. */
export async function moveStep(viewer: Viewer, { key, number, step, by }: z.output<typeof orderInput>): Promise<void> {
  await onAccompanied(viewer, { number, key, command: "step.order", content: [step, by] }, async (held) => {
    const { tx, concern, following } = held;
    const inCommunity = eq(concernSteps.communityId, concern.communityId);
    const steps = await tx
      .select({ id: concernSteps.id, ordinal: concernSteps.ordinal })
      .from(concernSteps)
      .where(and(inCommunity, eq(concernSteps.followingId, following)))
      .orderBy(asc(concernSteps.ordinal), asc(concernSteps.id));
    const at = steps.findIndex((s) => s.id === step);
    const one = steps[at];
    if (!one) throw new NotFound();
    const other = steps[at + (by === "up" ? -1 : 1)];
    if (!other) return;
    for (const [moved, ordinal] of [
      [one.id, other.ordinal],
      [other.id, one.ordinal],
    ] as const) {
      await tx
        .update(concernSteps)
        .set({ ordinal })
        .where(and(inCommunity, eq(concernSteps.id, moved)));
    }
    await note(held, "steps_ordered", { step });
  });
}

export const removeInput = z.object({ key: submissionKey, number: concernNumber, step: id });

/** Takes a step out that should not have been there. */
export async function removeStep(viewer: Viewer, { key, number, step }: z.output<typeof removeInput>): Promise<void> {
  await onAccompanied(viewer, { number, key, command: "step.remove", content: step }, async (held) => {
    const found = await stepIn(held, step);
    await held.tx
      .delete(concernSteps)
      .where(and(eq(concernSteps.communityId, held.concern.communityId), eq(concernSteps.id, found.id)));
    await note(held, "step_removed", { step });
  });
}
