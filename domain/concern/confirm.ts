import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, optionalText, submissionKey } from "../input.ts";
import { onConcern, set, target, tell } from "./act.ts";

export const confirmInput = z.object({
  key: submissionKey,
  number: concernNumber,
  rating: z.coerce
    .number({ error: "chooseRating" })
    .int()
    .min(1, { error: "chooseRating" })
    .max(5, { error: "chooseRating" }),
  body: optionalText(2000),
});

/** Whoever raised the concern agrees that it is solved, and says how satisfied they are. It is closed. */
export async function confirm(
  viewer: Viewer,
  { key, number, rating, body }: z.output<typeof confirmInput>,
): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.confirm", content: [rating, body] }, async (held) => {
    const to = target(held, "confirm");
    await set(held, { status: to, rating, closedAt: new Date(), nextStep: null, nextNote: null, nextAt: null });
    await tell(held, {
      kind: "confirmed",
      to,
      data: { rating },
      ...(body ? { said: { body, audience: "everyone" as const } } : {}),
    });
  });
}
