import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { attachments } from "#db/schema/index.ts";
import { NotFound } from "../refusal.ts";

/** Ties what was uploaded to what it belongs to. @throws NotFound where it is not the viewer's to tie */
export async function tieFiles(
  tx: Transaction,
  community: string,
  files: readonly string[],
  to: { measure?: string; stage?: string; payment?: string },
): Promise<void> {
  for (const file of files) {
    const tied = await tx
      .update(attachments)
      .set({ measureId: to.measure, stageId: to.stage, paymentId: to.payment })
      .where(and(eq(attachments.communityId, community), eq(attachments.id, file)));
    if (!tied.count) throw new NotFound();
  }
}
