import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../../account/viewer.ts";
import { id, submissionKey } from "../../input.ts";
import { NotFound, Refusal } from "../../refusal.ts";

export const setAsideInput = z.object({ key: submissionKey, proposal: id });

/** Sets a proposal aside: it does not come back unless it has grown by half. */
export const setAside = async (viewer: Viewer, { key, proposal }: z.output<typeof setAsideInput>): Promise<void> => {
  await submit(viewer.claims, { key, command: "problem.set_aside", content: proposal }, async (tx) => {
    const [known] = await tx.execute(sql`select from problem_proposals where id = ${proposal}`);
    if (!known) throw new NotFound();
    await decide(tx, viewer, proposal, "set_aside");
  });
};

/**
 * Says what came of a proposal, in the transaction in which it comes about.
 * @throws Refusal where somebody has decided already, or it has been searched anew
 */
export async function decide(
  tx: Transaction,
  viewer: Viewer,
  proposal: string,
  decision: "accepted" | "set_aside",
): Promise<void> {
  const decided = await tx.execute(sql`
    update problem_proposals set decided_at = now(), decided_by = ${viewer.user?.id ?? null}, decision = ${decision}
    where id = ${proposal} and decided_at is null`);
  if (!decided.count) throw new Refusal("proposalDecided");
}
