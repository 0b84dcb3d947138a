import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { assignments } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { withUploads } from "../attachment/key.ts";
import { afterWaiting, nextDay } from "../deadline/clock.ts";
import { concernNumber, id, optionalId, orNull, several, submissionKey, text, uploadKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { noneMeanwhile } from "../thread/collide.ts";
import { dropDraft } from "../thread/draft.ts";
import { type Held, onConcern, set, speaksFor, target, tell } from "./act.ts";
import { type ConcernStatus, maySpeak, mayWork } from "./rules.ts";

export const replyInput = z.object({
  key: submissionKey,
  number: concernNumber,
  body: text(4000),
  audience: z.enum(["everyone", "working"], { error: "choose" }),
  attachments: several(id, 6),
  uploadKey,
  /** The message that this one answers to. */
  quote: optionalId.optional(),
  /** The last event that the writer had seen: none where it is not asked whether somebody wrote meanwhile. */
  seen: orNull(z.coerce.number().int().min(0)).optional(),
});

/**
 * Says something in the thread. A reporter's reply ends the waiting for them; the first word of the agency or a unit to
 * everyone is the first answer.
 * @param options.once by mail, whose own name says whether it has arrived
 */
export async function reply(
  viewer: Viewer,
  input: z.output<typeof replyInput>,
  { once = false, via }: { once?: boolean; via?: "mail" } = {},
): Promise<void> {
  const { key, number, body, audience, attachments, quote, seen } = input;
  await onConcern(
    withUploads(viewer, input.uploadKey),
    { number, key, command: "concern.reply", content: [body, audience, attachments, ...(quote ? [quote] : [])], once },
    async (held) => {
      const { concern, capacities } = held;
      if (!maySpeak(capacities)) throw new NotFound();
      if (audience === "working" && !mayWork(capacities)) throw new Refusal("audience", { field: "audience" });
      await noneMeanwhile(held.tx, { community: concern.communityId, thread: concern.id, seen });
      const status = concern.status as ConcernStatus;
      const resumes = status === "waiting" && capacities.includes("reporter");
      const resumed = resumes ? await resumedState(held) : undefined;
      const to = resumed && target(held, "supply", resumed.to);
      const organization = speaksFor(held);
      if (to) {
        const now = new Date();
        await set(held, {
          status: to,
          ...(await afterWaiting(held.tx, concern, now)),
          nextStep: resumed?.waitsForUnits ? "units_answer" : "answer",
          nextNote: null,
          nextAt: await nextDay(held.tx, concern, now),
        });
      } else if (organization && audience === "everyone" && (!concern.answeredAt || concern.nudges > 0)) {
        await set(held, { answeredAt: concern.answeredAt ?? new Date(), nudges: 0 });
      }
      await tell(held, { kind: "replied", to, said: { body, audience, attachments, quote, via }, organization });
      await dropDraft(held.tx, viewer, { community: concern.communityId, thread: concern.id });
    },
  );
}

/** Where a concern goes on after waiting: back to its units, or to its owner where none has it or all have answered. */
async function resumedState({
  tx,
  concern,
}: Pick<Held, "tx" | "concern">): Promise<{ to: "assigned" | "taken"; waitsForUnits: boolean }> {
  const live = await tx
    .select({ status: assignments.status })
    .from(assignments)
    .where(
      and(
        eq(assignments.communityId, concern.communityId),
        eq(assignments.concernId, concern.id),
        ne(assignments.status, "returned"),
      ),
    );
  return { to: live.length ? "assigned" : "taken", waitsForUnits: live.some((a) => a.status !== "answered") };
}
