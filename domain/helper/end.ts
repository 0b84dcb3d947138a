import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { helpers } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, optionalId, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const endHelperInput = z.object({ key: submissionKey, helper: id, visit: optionalId });

/**
 * Ends it, at once: by the household, by whoever helps, or by an officer who was told. Twice is once.
 * @throws NotFound where it is not the viewer's to end
 */
export async function endHelper(viewer: Viewer, { helper }: z.output<typeof endHelperInput>): Promise<void> {
  await change(viewer.claims, async (tx) => {
    const [known] = await tx.select({ ended: helpers.endedAt }).from(helpers).where(eq(helpers.id, helper));
    if (!known) throw new NotFound();
    if (known.ended) return;
    const ended = await tx
      .update(helpers)
      .set({ endedAt: new Date(), endedBy: viewer.user?.id ?? null })
      .where(and(eq(helpers.id, helper), isNull(helpers.endedAt)))
      .returning({ id: helpers.id });
    if (!ended.length) throw new NotFound();
  });
}
