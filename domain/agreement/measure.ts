import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { id, line, localDay, optionalId, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { drafting, type HeldAgreement, tell } from "./hold.ts";

export const measureInput = z.object({
  key: submissionKey,
  agreement: id,
  /** None: a new one. */
  measure: optionalId,
  what: line(300),
  organization: id,
  dueOn: localDay,
  proof: text(500),
});

/** Adds a measure to a draft, or changes one: what, who, by when, and how one will see that it is done. */
export async function setMeasure(viewer: Viewer, input: z.output<typeof measureInput>): Promise<void> {
  const { key, agreement, measure, ...content } = input;
  await drafting(viewer, { agreement, key, command: "measure", content: [measure, content] }, async (held) => {
    const { tx, userId, submission } = held;
    const { communityId, id: agreementId, problemId } = held.agreement;
    await worksHere(held, input.organization);
    if (measure) {
      const changed = await tx.execute(sql`
        update measures set what = ${input.what}, organization_id = ${input.organization}, due_on = ${input.dueOn}, proof = ${input.proof}
        where community_id = ${communityId} and id = ${measure} and agreement_id = ${agreementId}`);
      if (!changed.count) throw new NotFound();
    } else {
      await tx.execute(sql`
        insert into measures (community_id, id, problem_id, agreement_id, ordinal, what, organization_id, due_on, proof, created_by)
        select ${communityId}, ${submission}, ${problemId}, ${agreementId}, coalesce(max(ordinal), -1) + 1, ${input.what},
          ${input.organization}, ${input.dueOn}::date, ${input.proof}, ${userId}
        from measures where community_id = ${communityId} and agreement_id = ${agreementId}`);
    }
    await tell(held, "measure_set", { measure: measure ?? submission });
  });
}

export const dropMeasureInput = z.object({ key: submissionKey, agreement: id, measure: id });

/** Takes a measure out of a draft; it stays with the problem, for another agreement. */
export async function takeOutMeasure(viewer: Viewer, input: z.output<typeof dropMeasureInput>): Promise<void> {
  const { key, agreement, measure } = input;
  await drafting(viewer, { agreement, key, command: "measure.out", content: measure }, async (held) => {
    const { communityId, id: agreementId } = held.agreement;
    const out = await held.tx.execute(sql`
      update measures set agreement_id = null
      where community_id = ${communityId} and id = ${measure} and agreement_id = ${agreementId}`);
    if (!out.count) throw new NotFound();
    await tell(held, "measure_out", { measure });
  });
}

/** That a unit works in the community. */
export async function worksHere({ tx, agreement }: HeldAgreement, unit: string): Promise<void> {
  const [row] = await tx.execute(sql`
    select 1 from community_organizations co join organizations o on o.id = co.organization_id and o.disabled_at is null
    where co.community_id = ${agreement.communityId} and co.organization_id = ${unit}`);
  if (!row) throw new Refusal("chooseUnit", { field: "organization" });
}
