import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { threads } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { whereInput } from "../thread/where.ts";
import { onRoom, tellRoom } from "./hold.ts";

export const closeRoomInput = whereInput.extend({ key: submissionKey, room: id });

/** Closes a side room: it stays readable to those in it, and nothing more is said there. */
export async function closeRoom(viewer: Viewer, { key, room }: z.output<typeof closeRoomInput>): Promise<void> {
  await onRoom(viewer, { room, key, command: "room.close", content: null }, async (held) => {
    if (!held.leads) throw new NotFound();
    await tellRoom(held, "closed");
    await held.tx
      .update(threads)
      .set({ closedAt: new Date() })
      .where(and(eq(threads.communityId, held.room.communityId), eq(threads.id, room)));
  });
}
