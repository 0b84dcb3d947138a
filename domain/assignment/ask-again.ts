import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { set, speaksFor, tell } from "../concern/act.ts";
import { timeZoneOf } from "../concern/zone.ts";
import { remindAt } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import { concernNumber, id, localTime, submissionKey, text } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { nextUnlessWaiting, onAssignment, setAssignment } from "./act.ts";

export const askAgainInput = z.object({
  key: submissionKey,
  number: concernNumber,
  assignment: id,
  body: text(2000),
  dueAt: localTime,
});

/** Whoever leads the concern asks a unit again whose answer does not settle it. */
export async function askAgain(viewer: Viewer, input: z.output<typeof askAgainInput>): Promise<void> {
  const { key, number, assignment, body } = input;
  await onAssignment(
    viewer,
    { number, assignment, key, act: "ask_again", content: [body, input.dueAt] },
    async (held) => {
      // What counts as solved is reopened first.
      if (held.concern.status === "solved") throw new Refusal("notNow");
      const dueAt = momentOf(input.dueAt, timeZoneOf(held));
      const now = new Date();
      if (dueAt < now) throw new Refusal("past", { field: "dueAt" });
      const { calendar } = await officeOf(held.tx, held.concern.communityId);
      await setAssignment(held, {
        dueAt,
        answeredAt: null,
        remindAt: remindAt(calendar, now, dueAt),
        remindedAt: null,
        escalatedAt: null,
      });
      await set(held, nextUnlessWaiting(held, { nextStep: "units_answer", nextNote: null, nextAt: dueAt }));
      await tell(held, {
        kind: "asked_again",
        data: { ...held.change, dueAt: dueAt.toISOString() },
        said: { body, audience: "working" },
        organization: speaksFor(held),
      });
    },
  );
}
