import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { assignmentHandlers, assignments } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { onConcern, tell } from "../concern/act.ts";
import { type ConcernStatus, isClosed } from "../concern/rules.ts";
import { concernNumber, id, optionalId, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { type AssignmentStatus, isOpen } from "./rules.ts";

export const handInput = z.object({
  key: submissionKey,
  number: concernNumber,
  assignment: id,
  /** A colleague, or nobody in particular. */
  to: optionalId,
});

/**
 * A member of a unit hands what it has to answer to a colleague, takes it in hand, or gives it back to nobody in
 * particular. Whoever it is handed to is told at once; outside the unit only officers learn of it.
 */
export async function hand(viewer: Viewer, input: z.output<typeof handInput>): Promise<void> {
  const { key, number, assignment, to } = input;
  await onConcern(viewer, { number, key, command: "assignment.hand", content: [assignment, to] }, async (held) => {
    const { tx, concern } = held;
    const [row] = await tx
      .select()
      .from(assignments)
      .where(
        and(
          eq(assignments.communityId, concern.communityId),
          eq(assignments.id, assignment),
          eq(assignments.concernId, concern.id),
        ),
      );
    if (!row || !viewer.claims.organizations.includes(row.organizationId)) throw new NotFound();
    if (isClosed(concern.status as ConcernStatus) || !isOpen(row.status as AssignmentStatus))
      throw new Refusal("notNow");
    const [colleague] = to
      ? await tx.execute<{ ok: boolean }>(sql`select app.is_colleague(${row.organizationId}, ${to}) as ok`)
      : [{ ok: true }];
    if (!colleague?.ok) throw new Refusal("chooseColleague", { field: "to" });

    const [had] = await tx
      .delete(assignmentHandlers)
      .where(
        and(
          eq(assignmentHandlers.communityId, row.communityId),
          eq(assignmentHandlers.assignmentId, row.id),
          eq(assignmentHandlers.organizationId, row.organizationId),
        ),
      )
      .returning({ userId: assignmentHandlers.userId });
    const me = viewer.user?.id ?? null;
    if (to) {
      await tx.insert(assignmentHandlers).values({
        communityId: row.communityId,
        assignmentId: row.id,
        organizationId: row.organizationId,
        userId: to,
        handedBy: me,
      });
    }
    if ((had?.userId ?? null) === to) return;
    const about = { assignment: row.id, organization: row.organizationId };
    if (!to) return tell(held, { kind: "laid_back", audience: "working", data: about });
    await tell(held, {
      kind: "in_hand",
      audience: "working",
      data: to === me ? about : { ...about, colleague: to },
    });
  });
}
