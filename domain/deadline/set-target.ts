import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { serviceTargets } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { categoryKeys } from "../concern/category.ts";
import { clean, id, orNull, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { inOffice } from "./settings.ts";

/** Hours of working time as people type them (3.5), kept in minutes. */
const workingHoursField = z
  .string()
  .transform((v) => clean(v).normalize("NFKC").replace(",", "."))
  .refine((v) => /^\d{1,4}(\.\d{1,2})?$/.test(v) && Number(v) > 0, { params: { key: "hours" } })
  .transform((v) => Math.max(1, Math.round(Number(v) * 60)))
  .meta({ required: true });

export const targetInput = z.object({
  key: submissionKey,
  community: id,
  category: z.enum(categoryKeys, { error: "choose" }),
  normalAnswer: workingHoursField,
  normalSolve: orNull(workingHoursField),
  urgentAnswer: workingHoursField,
  urgentSolve: orNull(workingHoursField),
});

/** Sets within how much working time concerns of a category are answered and solved. What is due already stays. */
export async function setTarget(viewer: Viewer, input: z.output<typeof targetInput>): Promise<void> {
  const { key, community, ...content } = input;
  const { category } = input;
  if (input.normalSolve !== null && input.normalSolve < input.normalAnswer)
    throw new Refusal("solveBeforeAnswer", { field: "normalSolve" });
  if (input.urgentSolve !== null && input.urgentSolve < input.urgentAnswer)
    throw new Refusal("solveBeforeAnswer", { field: "urgentSolve" });
  await inOffice(viewer, { key, community, kind: "target_set", content }, async (tx) => {
    await tx.delete(serviceTargets).where(of(community, category));
    await tx.insert(serviceTargets).values([
      {
        communityId: community,
        category,
        urgency: "normal",
        answerMinutes: input.normalAnswer,
        solveMinutes: input.normalSolve,
      },
      {
        communityId: community,
        category,
        urgency: "urgent",
        answerMinutes: input.urgentAnswer,
        solveMinutes: input.urgentSolve,
      },
    ]);
  });
}

const of = (community: string, category: string) =>
  and(eq(serviceTargets.communityId, community), eq(serviceTargets.category, category));

export const dropTargetInput = targetInput.pick({ key: true, community: true, category: true });

/** Back to what is usual for the category. */
export async function dropTarget(viewer: Viewer, input: z.output<typeof dropTargetInput>): Promise<void> {
  const { key, community, category } = input;
  await inOffice(viewer, { key, community, kind: "target_dropped", content: category }, (tx) =>
    tx.delete(serviceTargets).where(of(community, category)),
  );
}
