import { and, eq, isNotNull, isNull, lte, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { notifications, roomReads, threads } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

/** Notes that a person has read a side room up to an event; what they were told of up to there is read too. */
export async function readRoom(viewer: Viewer, room: string, seq: number): Promise<void> {
  const user = viewer.user?.id;
  if (!user) return;
  await change(viewer.claims, async (tx) => {
    const [found] = await tx
      .select({ community: threads.communityId })
      .from(threads)
      .where(and(eq(threads.id, room), isNotNull(threads.name)));
    if (!found) return;
    await noteRead(tx, { community: found.community, room, user, seq });
    await tx
      .update(notifications)
      .set({ readAt: new Date() })
      .where(
        and(
          eq(notifications.userId, user),
          eq(notifications.roomId, room),
          lte(notifications.seq, seq),
          isNull(notifications.readAt),
        ),
      );
  });
}

/** Whoever writes has read what stands there: all of it where no event is named. */
export async function noteRead(
  tx: Transaction,
  { community, room, user, seq: upTo }: { community: string; room: string; user: string; seq?: number },
): Promise<void> {
  const seq = sql<number>`coalesce(${upTo ?? null}::integer, (
    select coalesce(max(e.seq), 0) from events e where e.community_id = ${community} and e.subject_id = ${room}))`;
  await tx
    .insert(roomReads)
    .values({ communityId: community, roomId: room, userId: user, seq })
    .onConflictDoUpdate({
      target: [roomReads.communityId, roomReads.roomId, roomReads.userId],
      set: { seq: sql`greatest(${roomReads.seq}, excluded.seq)`, at: sql`now()` },
    });
}
