import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { nextDay } from "../deadline/clock.ts";
import { concernNumber, submissionKey } from "../input.ts";
import { onConcern, set, target, tell } from "./act.ts";

export const takeInput = z.object({ key: submissionKey, number: concernNumber });

/** An officer or coordinator takes a new concern: they own it from now on, and look at it within a day of work. */
export async function take(viewer: Viewer, { key, number }: z.output<typeof takeInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.take", content: [] }, async (held) => {
    const to = target(held, "take");
    await set(held, {
      status: to,
      ownerId: viewer.user?.id ?? null,
      nextStep: "answer",
      nextNote: null,
      nextAt: await nextDay(held.tx, held.concern, new Date()),
    });
    await tell(held, { kind: "taken", to });
  });
}
