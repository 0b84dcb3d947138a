import { and, eq, isNull, lte } from "drizzle-orm";
import { notifications } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

/** What a person was told of a side room is read, up to an event in it. */
export async function readRoom(viewer: Viewer, room: string, seq: number): Promise<void> {
  const user = viewer.user?.id;
  if (!user) return;
  await change(viewer.claims, (tx) =>
    tx
      .update(notifications)
      .set({ readAt: new Date() })
      .where(
        and(
          eq(notifications.userId, user),
          eq(notifications.roomId, room),
          lte(notifications.seq, seq),
          isNull(notifications.readAt),
        ),
      ),
  );
}
