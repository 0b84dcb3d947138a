import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, submissionKey, text } from "../input.ts";
import { onConcern, set, speaksFor, target, tell } from "./act.ts";

export const closeInput = z.object({
  key: submissionKey,
  number: concernNumber,
  reason: z.enum(["explained", "duplicate", "not_possible", "moved_away"], { error: "choose" }),
  body: text(2000),
});

/** Ends a concern that will not be solved, with a reason and a word to whoever raised it. They may reopen it. */
export async function close(viewer: Viewer, { key, number, reason, body }: z.output<typeof closeInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.close", content: [reason, body] }, async (held) => {
    const to = target(held, "close");
    const now = new Date();
    await set(held, {
      status: to,
      closeReason: reason,
      closedAt: now,
      nudges: 0,
      answeredAt: held.concern.answeredAt ?? now,
      nextStep: null,
      nextNote: null,
      nextAt: null,
    });
    await tell(held, {
      kind: "closed",
      to,
      data: { reason },
      said: { body, audience: "everyone" },
      organization: speaksFor(held),
    });
  });
}

export const withdrawInput = z.object({ key: submissionKey, number: concernNumber });

/** Whoever raised the concern takes it back. */
export async function withdraw(viewer: Viewer, { key, number }: z.output<typeof withdrawInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.withdraw", content: [] }, async (held) => {
    const to = target(held, "withdraw");
    await set(held, {
      status: to,
      closeReason: "withdrawn",
      closedAt: new Date(),
      nextStep: null,
      nextNote: null,
      nextAt: null,
    });
    await tell(held, { kind: "closed", to, data: { reason: "withdrawn" } });
  });
}
