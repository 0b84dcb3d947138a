import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, submissionKey, text } from "../input.ts";
import { daysLater } from "../time.ts";
import { onConcern, set, speaksFor, target, tell } from "./act.ts";
import { waitingDays } from "./rules.ts";
import { timeZoneOf } from "./zone.ts";

export const askInput = z.object({ key: submissionKey, number: concernNumber, body: text(2000) });

/** Asks whoever raised the concern for what is missing; it waits for them, and is looked at again after some days. */
export async function ask(viewer: Viewer, { key, number, body }: z.output<typeof askInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.ask", content: body }, async (held) => {
    const to = target(held, "ask");
    const now = new Date();
    await set(held, {
      status: to,
      nextStep: "supply",
      nextNote: null,
      nextAt: daysLater(now, waitingDays.supply, timeZoneOf(held)),
      nudges: 0,
      answeredAt: held.concern.answeredAt ?? now,
    });
    await tell(held, { kind: "asked", to, said: { body, audience: "everyone" }, organization: speaksFor(held) });
  });
}
