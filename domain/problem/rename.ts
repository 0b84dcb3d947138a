import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { problemBriefs } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { submissionKey } from "../input.ts";
import { saidOfProblem } from "./create.ts";
import { onOpenProblem, setProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";
import { mayTell } from "./redact.ts";

export const renameInput = z.object({ key: submissionKey, number: problemNumber, ...saidOfProblem });

/** Says anew what a problem is: its title, what those who work on it know, its category. */
export const rename = (
  viewer: Viewer,
  { key, number, title, summary, category }: z.output<typeof renameInput>,
): Promise<void> =>
  onOpenProblem(viewer, { number, key, command: "rename", content: [title, summary, category] }, async (held) => {
    const { tx, problem } = held;
    // What strangers read is held to the same, whenever it changes.
    if (problem.publishedAt && title !== problem.title) await mayTell(held, { title });
    await setProblem(held, { title, category });
    await tx
      .update(problemBriefs)
      .set({ summary })
      .where(and(eq(problemBriefs.communityId, problem.communityId), eq(problemBriefs.problemId, problem.id)));
    await tellOfProblem(held, { kind: "renamed" });
  });
