import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { moveBy, onVisit } from "./hold.ts";
import { type Brought, stepsTo } from "./outcome.ts";
import type { VisitStatus } from "./rules.ts";

export const settleInput = z.object({
  key: submissionKey,
  visit: id,
  conflict: id,
  holds: z.enum(["stands", "brought"], { error: "choose" }),
});

/** Two officers recorded a door differently: one of them, or a coordinator, says which holds. */
export async function settle(
  viewer: Viewer,
  { key, visit, conflict, holds }: z.output<typeof settleInput>,
): Promise<void> {
  await onVisit(viewer, { visit, key, command: "settle", content: [conflict, holds] }, async (held) => {
    const { tx, userId, visit: row } = held;
    const [found] = await tx.execute<{
      outcome: Brought;
      knockedBy: string | null;
      recordedBy: string;
      recordedAt: string;
      settled: boolean;
    }>(sql`
      select outcome, knocked_by as "knockedBy", recorded_by as "recordedBy", recorded_at as "recordedAt",
        settled_at is not null as settled
      from visit_conflicts where community_id = ${row.communityId} and visit_id = ${row.id} and id = ${conflict}`);
    if (!found) throw new NotFound();
    if (found.settled) throw new Refusal("notNow");
    if (holds === "brought" && row.status !== found.outcome) {
      const steps = stepsTo(row.status as VisitStatus, found.outcome);
      if (!steps) throw new Refusal("notNow");
      const at = new Date(found.recordedAt);
      await moveBy(held, steps, { by: found.recordedBy, knockedBy: found.knockedBy, at, feeling: null });
    }
    await tx.execute(sql`
      update visit_conflicts set settled_at = now(), settled_by = ${userId}
      where community_id = ${row.communityId} and id = ${conflict}`);
    await record(tx, {
      community: row.communityId,
      subject: { type: "visit", id: row.id },
      kind: "settled",
      audience: "working",
      actor: userId,
      data: { holds, outcome: found.outcome },
    });
  });
}
