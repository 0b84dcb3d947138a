import { eq } from "drizzle-orm";
import { z } from "zod";
import { problems } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, optionalId, orNull, several, submissionKey, text } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { noneMeanwhile } from "../thread/collide.ts";
import { dropDraft } from "../thread/draft.ts";
import { write } from "../thread/write.ts";
import { refusingOnProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";

export const sayInput = z.object({
  key: submissionKey,
  number: problemNumber,
  body: text(4000),
  audience: z.enum(["everyone", "working"], { error: "choose" }),
  attachments: several(id, 6),
  quote: optionalId.optional(),
  seen: orNull(z.coerce.number().int().min(0)).optional(),
});

/**
 * Says something in the thread of a problem: to the whole community, or to those who work on it. Officers and the units at
 * its table speak there; residents read what is said to everyone.
 * @throws NotFound for everybody else
 */
export async function sayOnProblem(
  viewer: Viewer,
  { key, number, body, audience, attachments, quote, seen }: z.output<typeof sayInput>,
): Promise<void> {
  const { user } = viewer;
  if (!user) throw new NotFound();
  const content = [number, body, audience, attachments, quote ?? null];
  await refusingOnProblem(async () => {
    await submit(viewer.claims, { key, command: "problem.say", content }, async (tx, message) => {
      const [problem] = await tx.select().from(problems).where(eq(problems.number, number));
      if (!problem) throw new NotFound();
      const place = { community: problem.communityId, thread: problem.id };
      await noneMeanwhile(tx, { ...place, seen });
      const here = user.memberships.filter((m) => m.communities.includes(problem.communityId));
      await write(tx, {
        ...place,
        id: message,
        problem: problem.id,
        author: user.id,
        organization: (here.find((m) => m.role !== "partner") ?? here[0])?.organization ?? null,
        said: { body, audience, attachments, quote },
      });
      await tellOfProblem({ tx, userId: user.id, problem }, { kind: "replied", audience, message });
      await dropDraft(tx, viewer, place);
    });
  });
}
