import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { set, tell } from "../concern/act.ts";
import { nextDay } from "../deadline/clock.ts";
import { concernNumber, id, several, submissionKey, text } from "../input.ts";
import { nextUnlessWaiting, onAssignment, othersLive, setAssignment } from "./act.ts";

export const answerInput = z.object({
  key: submissionKey,
  number: concernNumber,
  assignment: id,
  body: text(4000),
  attachments: several(id, 6),
});

/** A unit answers what it was given: for everyone on the concern to read. When all have, the owner is next, within a day. */
export async function answer(viewer: Viewer, input: z.output<typeof answerInput>): Promise<void> {
  const { key, number, assignment, body, attachments } = input;
  await onAssignment(viewer, { number, assignment, key, act: "answer", content: [body, attachments] }, async (held) => {
    const now = new Date();
    await setAssignment(held, { answeredAt: now, acceptedAt: held.assignment.acceptedAt ?? now });
    await tell(held, {
      kind: "answered",
      data: held.change,
      said: { body, audience: "everyone", attachments },
      organization: held.assignment.organizationId,
    });
    const open = (await othersLive(held)).filter((other) => other.status !== "answered");
    await set(held, {
      nudges: 0,
      answeredAt: held.concern.answeredAt ?? now,
      ...(open.length
        ? {}
        : nextUnlessWaiting(held, {
            nextStep: "answer",
            nextNote: null,
            nextAt: await nextDay(held.tx, held.concern, now),
          })),
    });
  });
}
