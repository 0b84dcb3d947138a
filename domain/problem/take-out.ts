import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { concerns, problemConcerns } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { submissionKey } from "../input.ts";
import { tellOfConcerns } from "./add.ts";
import { onOpenProblem } from "./hold.ts";
import { concernNumbers, problemNumber } from "./number.ts";

export const takeOutInput = z.object({
  key: submissionKey,
  number: problemNumber,
  concerns: concernNumbers.refine((v) => v.length > 0, { params: { key: "chooseConcern" } }),
});

/** Takes concerns out of a problem that they do not belong to. What is out already stays out. */
export const takeOut = (viewer: Viewer, input: z.output<typeof takeOutInput>): Promise<void> =>
  onOpenProblem(
    viewer,
    { number: input.number, key: input.key, command: "take_out", content: input.concerns },
    async (held) => {
      const { tx, problem } = held;
      const behind = await tx
        .select({ id: concerns.id, privacy: concerns.privacy })
        .from(concerns)
        .innerJoin(
          problemConcerns,
          and(eq(problemConcerns.communityId, concerns.communityId), eq(problemConcerns.concernId, concerns.id)),
        )
        .where(
          and(
            eq(concerns.communityId, problem.communityId),
            eq(problemConcerns.problemId, problem.id),
            inArray(concerns.number, input.concerns),
          ),
        );
      if (!behind.length) return;
      await tx.delete(problemConcerns).where(
        and(
          eq(problemConcerns.communityId, problem.communityId),
          eq(problemConcerns.problemId, problem.id),
          inArray(
            problemConcerns.concernId,
            behind.map((c) => c.id),
          ),
        ),
      );
      await tellOfConcerns(held, "concerns_taken_out", behind);
    },
  );
