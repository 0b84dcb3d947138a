import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { communities } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { withUploads } from "../attachment/key.ts";
import { nextDay } from "../deadline/clock.ts";
import { concernNumber, id, several, submissionKey, text, uploadKey } from "../input.ts";
import { onConcern, set, speaksFor, target, tell } from "./act.ts";

export const reopenInput = z.object({
  key: submissionKey,
  number: concernNumber,
  body: text(4000),
  attachments: several(id, 6),
  uploadKey,
});

/** It is not solved after all, or has come back. It returns to its owner, or to whoever is on duty where they have left. */
export async function reopen(viewer: Viewer, input: z.output<typeof reopenInput>): Promise<void> {
  const { key, number, body, attachments } = input;
  await onConcern(
    withUploads(viewer, input.uploadKey),
    { number, key, command: "concern.reopen", content: [body, attachments] },
    async (held) => {
      const { tx, concern } = held;
      const to = target(held, "reopen");
      const [active] = await tx.execute<{ active: boolean }>(
        sql`select app.owner_is_active(${concern.communityId}, ${concern.ownerId}) as active`,
      );
      const owner = active?.active ? concern.ownerId : await onDuty(held);
      await set(held, {
        status: to,
        ownerId: owner,
        closedAt: null,
        closeReason: null,
        mergedInto: null,
        solvedAt: null,
        rating: null,
        nextStep: "answer",
        nextNote: null,
        nextAt: await nextDay(tx, concern, new Date()),
      });
      await tell(held, {
        kind: "reopened",
        to,
        said: { body, audience: "everyone", attachments },
        organization: speaksFor(held),
      });
    },
  );
}

export async function onDuty({ tx, concern }: Parameters<typeof set>[0]): Promise<string | null> {
  const [row] = await tx
    .select({ duty: communities.dutyId })
    .from(communities)
    .where(eq(communities.id, concern.communityId));
  return row?.duty ?? null;
}
