import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { submissionKey, text, ticked } from "../input.ts";
import { onProblem, setProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";
import { mayTell } from "./redact.ts";

export const publishInput = z.object({
  key: submissionKey,
  number: problemNumber,
  face: text(2000),
  /** Whoever publishes has read it for what no check can find. */
  read: ticked.refine((v) => v, { params: { key: "readFirst" } }),
});

/** Shows a problem to everybody, under a text of its own; once more: under another. */
export const publish = (viewer: Viewer, { key, number, face }: z.output<typeof publishInput>): Promise<void> =>
  onProblem(viewer, { number, key, command: "publish", content: face }, async (held) => {
    const { problem } = held;
    await mayTell(held, { face, title: problem.title });
    await setProblem(held, { face, publishedAt: problem.publishedAt ?? new Date() });
    await tellOfProblem(held, { kind: "published", audience: problem.publishedAt ? "working" : "everyone" });
  });

export const hideInput = z.object({ key: submissionKey, number: problemNumber });

/** Takes a problem back from the public. */
export const hide = (viewer: Viewer, { key, number }: z.output<typeof hideInput>): Promise<void> =>
  onProblem(viewer, { number, key, command: "hide", content: [] }, async (held) => {
    if (!held.problem.publishedAt) return;
    await setProblem(held, { face: null, publishedAt: null });
    await tellOfProblem(held, { kind: "hidden" });
  });
