import { sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { line, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { leadsProblem } from "./hold.ts";

export const beginInput = z.object({ key: submissionKey, problem: z.uuid(), title: line(120) });

/**
 * Begins an agreement on a problem, as a draft: the units at its table are its parties, the measures that stand at no
 * agreement yet (those decided in meetings) come into it.
 * @returns the id of the agreement
 */
export async function beginAgreement(viewer: Viewer, input: z.output<typeof beginInput>): Promise<string> {
  const { key, ...content } = input;
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  return refusing({}, async () => {
    const { result } = await submit(viewer.claims, { key, command: "agreement.begin", content }, async (tx, id) => {
      const [problem] = await tx.execute<{ community: string }>(
        sql`select community_id as community from problems where id = ${input.problem} and status <> 'closed'`,
      );
      if (!problem || !(await leadsProblem(tx, problem.community, input.problem))) throw new NotFound();
      await tx.execute(sql`
        insert into agreements (community_id, id, problem_id, title, created_by)
        values (${problem.community}, ${id}, ${input.problem}, ${input.title}, ${userId})`);
      const units = await tx.execute<{ id: string }>(sql`
        select u.organization_id as id from problem_units u join organizations o on o.id = u.organization_id
        where u.community_id = ${problem.community} and u.problem_id = ${input.problem} and u.ended_at is null
        order by u.added_at, o.name`);
      for (const [ordinal, unit] of [...units].entries())
        await tx.execute(sql`
          insert into agreement_parties (community_id, id, agreement_id, kind, organization_id, ordinal)
          values (${problem.community}, ${idFrom(id, "party", unit.id)}, ${id}, 'organization', ${unit.id}, ${ordinal})`);
      await tx.execute(sql`
        update measures set agreement_id = ${id}
        where community_id = ${problem.community} and problem_id = ${input.problem} and agreement_id is null and status <> 'dropped'`);
      await record(tx, {
        community: problem.community,
        subject: { type: "agreement", id },
        kind: "begun",
        audience: "working",
        actor: userId,
        data: { parties: units.length },
      });
      return id;
    });
    return result;
  });
}
