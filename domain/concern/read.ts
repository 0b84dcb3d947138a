import { and, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { concernFollowings, concerns, notifications, threadReads } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

/** Notes that a person has read a concern up to an event; its notifications up to there are read too. */
export async function readUpTo(viewer: Viewer, number: string, seq: number): Promise<void> {
  const user = viewer.user;
  if (!user) return;
  await change(viewer.claims, async (tx) => {
    const [concern] = await tx
      .select({ id: concerns.id, communityId: concerns.communityId })
      .from(concerns)
      .where(eq(concerns.number, number));
    if (!concern) return;
    await tx
      .insert(threadReads)
      .values({ communityId: concern.communityId, concernId: concern.id, userId: user.id, seq })
      .onConflictDoUpdate({
        target: [threadReads.communityId, threadReads.concernId, threadReads.userId],
        set: { seq: sql`greatest(${threadReads.seq}, excluded.seq)`, at: sql`now()` },
      });
    await tx
      .update(notifications)
      .set({ readAt: new Date() })
      .where(
        and(
          eq(notifications.userId, user.id),
          eq(notifications.communityId, concern.communityId),
          or(
            and(eq(notifications.concernId, concern.id), lte(notifications.seq, seq)),
            // Its steps stand on the same page.
            inArray(
              notifications.followingId,
              tx
                .select({ id: concernFollowings.id })
                .from(concernFollowings)
                .where(eq(concernFollowings.concernId, concern.id)),
            ),
          ),
          isNull(notifications.readAt),
        ),
      );
  });
}
