import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { id, localTime, optionalText, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { onOpenProblem, setProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";

export const handOverInput = z.object({ key: submissionKey, number: problemNumber, owner: id });

/** Gives a problem another owner. */
export const handOverProblem = (
  viewer: Viewer,
  { key, number, owner }: z.output<typeof handOverInput>,
): Promise<void> =>
  onOpenProblem(viewer, { number, key, command: "hand_over", content: owner }, async (held) => {
    if (owner === held.problem.ownerId) throw new Refusal("sameOwner", { field: "owner" });
    // The event first: once handed over, the one before leads it no more.
    await tellOfProblem(held, { kind: "handed_over", data: { owner } });
    await setProblem(held, { ownerId: owner });
  });

export const nextInput = z.object({
  key: submissionKey,
  number: problemNumber,
  nextAt: localTime,
  nextNote: optionalText(120),
});

/** Sets when somebody looks at it next, and in a line what for. */
export const setNextOfProblem = (
  viewer: Viewer,
  { key, number, nextAt, nextNote }: z.output<typeof nextInput>,
): Promise<void> =>
  onOpenProblem(viewer, { number, key, command: "next", content: [nextAt, nextNote] }, async (held) => {
    const at = momentOf(nextAt, held.timeZone);
    if (at.getTime() < Date.now()) throw new Refusal("past", { field: "nextAt" });
    await setProblem(held, { nextAt: at, nextNote });
    await tellOfProblem(held, { kind: "next_set", data: { nextAt: at.toISOString() } });
  });
