import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { move } from "../agreement/hold.ts";
import { tieFiles } from "../attachment/tie.ts";
import { id, localDay, optionalText, several, submissionKey, text } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { moveMeasure, onMeasure, sayDelay } from "./hold.ts";

const one = { key: submissionKey, agreement: id, measure: id };

export const beginInput = z.object(one);

/** Says that work on a measure has begun. */
export function beginMeasure(viewer: Viewer, input: z.output<typeof beginInput>): Promise<void> {
  return onMeasure(viewer, { ...input, command: "begin", content: [] }, (held) =>
    moveMeasure(held, "begin", "measure_begun"),
  );
}

export const finishInput = z.object({
  ...one,
  /** What was done, for everybody to read. */
  note: text(2000),
  /** Why it is done later than was expected. */
  late: optionalText(500),
  attachments: several(id, 6),
});

/**
 * Says that a measure is done: what was done, and what shows it. Every household that raised the problem is told, and asked
 * whether it is.
 * @throws Refusal where it is later than was expected, and nobody says why
 */
export function finishMeasure(viewer: Viewer, input: z.output<typeof finishInput>): Promise<void> {
  const { note, late, attachments, ...asked } = input;
  return onMeasure(viewer, { ...asked, command: "finish", content: [note, late, attachments] }, async (held) => {
    const { measure, today } = held;
    if (measure.expectedOn && today > measure.expectedOn && measure.status !== "done") {
      if (!late) throw new Refusal("whyLate", { field: "late" });
      await sayDelay(held, today, late);
    }
    await moveMeasure(held, "finish", "measure_done", { note });
    await tieFiles(held.tx, held.agreement.communityId, attachments, { measure: measure.id });
  });
}

export const resumeInput = z.object({ ...one, reason: text(500) });

/** Takes up again what was said to be done and is not; an agreement that was carried out is not, then. */
export function resumeMeasure(viewer: Viewer, input: z.output<typeof resumeInput>): Promise<void> {
  const { reason, ...asked } = input;
  return onMeasure(viewer, { ...asked, command: "resume", content: reason }, async (held) => {
    if (held.agreement.status === "carried_out") {
      if (!held.leads) throw new Refusal("notNow");
      await move(held, "resume", "resumed");
      held.agreement.status = "concluded";
    }
    await moveMeasure(held, "resume", "measure_resumed", {
      reason,
      data: { organization: held.measure.organization },
    });
  });
}

export const dropInput = z.object({ ...one, reason: text(500) });

/** Gives a measure up, with the reason for everybody to read. */
export function dropMeasure(viewer: Viewer, input: z.output<typeof dropInput>): Promise<void> {
  const { reason, ...asked } = input;
  return onMeasure(viewer, { ...asked, command: "drop", content: reason }, (held) =>
    moveMeasure(held, "drop", "measure_dropped", { reason }),
  );
}

export const delayInput = z.object({ ...one, toOn: localDay, reason: text(500) });

/** Says that a measure will be done later than was expected, and why. */
export function delayMeasure(viewer: Viewer, input: z.output<typeof delayInput>): Promise<void> {
  const { toOn, reason, ...asked } = input;
  return onMeasure(viewer, { ...asked, command: "delay", content: [toOn, reason] }, async (held) => {
    const { status, expectedOn } = held.measure;
    if (held.agreement.status !== "concluded" || (status !== "planned" && status !== "underway"))
      throw new Refusal("notNow");
    if (expectedOn && toOn <= expectedOn) throw new Refusal("laterDay", { field: "toOn" });
    await sayDelay(held, toOn, reason);
  });
}
