import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { concernFollowings } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { onConcern } from "../concern/act.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { concernNumber, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { mayFollow } from "./rules.ts";

export const followInput = z.object({ key: submissionKey, number: concernNumber });

/** From now on a concern is followed until the family says that it is done. The database writes the event. */
export async function follow(viewer: Viewer, { key, number }: z.output<typeof followInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.follow", content: [] }, async (held) => {
    const { tx, concern, id } = held;
    if (!mayFollow(concern.status as ConcernStatus, held.capacities)) throw new Refusal("notNow");
    const by = viewer.user?.id ?? null;
    const where = and(
      eq(concernFollowings.communityId, concern.communityId),
      eq(concernFollowings.concernId, concern.id),
    );
    const [before] = await tx.select({ endedAt: concernFollowings.endedAt }).from(concernFollowings).where(where);
    if (before && !before.endedAt) return;
    if (!before) {
      await tx
        .insert(concernFollowings)
        .values({ communityId: concern.communityId, id, concernId: concern.id, startedBy: by });
      return;
    }
    const unsaid = { word: null, wordVia: null, wordHow: null, wordBy: null, wordAt: null };
    await tx
      .update(concernFollowings)
      .set({ ...unsaid, endedAt: null, startedBy: by, startedAt: new Date() })
      .where(where);
  });
}
