import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, id, several, submissionKey, text } from "../input.ts";
import { daysLater } from "../time.ts";
import { onConcern, set, speaksFor, target, tell } from "./act.ts";
import { waitingDays } from "./rules.ts";
import { timeZoneOf } from "./zone.ts";

export const solveInput = z.object({
  key: submissionKey,
  number: concernNumber,
  body: text(4000),
  attachments: several(id, 6),
});

/** Says how the concern was solved. It is now for whoever raised it to confirm, or to say that it is not. */
export async function solve(viewer: Viewer, input: z.output<typeof solveInput>): Promise<void> {
  const { key, number, body, attachments } = input;
  await onConcern(viewer, { number, key, command: "concern.solve", content: [body, attachments] }, async (held) => {
    const to = target(held, "solve");
    const now = new Date();
    await set(held, {
      status: to,
      solvedAt: now,
      nudges: 0,
      answeredAt: held.concern.answeredAt ?? now,
      nextStep: "confirm",
      nextNote: null,
      nextAt: daysLater(now, waitingDays.confirm, timeZoneOf(held)),
    });
    await tell(held, {
      kind: "solved",
      to,
      said: { body, audience: "everyone", attachments },
      organization: speaksFor(held),
    });
  });
}
