import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { submissionKey } from "../input.ts";
import { leadsTo, onOpenProblem, setProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";
import { steps } from "./rules.ts";

export const stepInput = z.object({
  key: submissionKey,
  number: problemNumber,
  step: z.enum(steps, { error: "choose" }),
});

/** Leads a problem on: to the talks, to what was agreed, to the works, to their end. Everybody hears how far it is. */
export const stepOn = (viewer: Viewer, { key, number, step }: z.output<typeof stepInput>): Promise<void> =>
  onOpenProblem(viewer, { number, key, command: step, content: [] }, async (held) => {
    const to = leadsTo(held, step);
    await setProblem(held, { status: to });
    await tellOfProblem(held, { kind: "moved", audience: "everyone", to });
  });
