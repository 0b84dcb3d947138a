import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { leading, move } from "../agreement/hold.ts";
import { id, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";

export const endInput = z.object({ key: submissionKey, agreement: id });

/** Says that an agreement is carried out: each of its measures is done, or was given up with a reason. */
export const carryOut = (viewer: Viewer, { key, agreement }: z.output<typeof endInput>): Promise<void> =>
  leading(viewer, { agreement, key, command: "carry_out", content: [] }, async (held) => {
    const [open] = await held.tx.execute<{ count: number }>(sql`
      select count(*)::int as count from measures
      where community_id = ${held.agreement.communityId} and agreement_id = ${agreement} and status in ('planned', 'underway')`);
    if (open?.count) throw new Refusal("measuresOpen", { params: { count: open.count } });
    await move(held, "carry_out", "carried_out");
  });
