import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { threads } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { noteRead } from "./read.ts";

type RoomRow = typeof threads.$inferSelect & { concernId: string };

/** A side room, for one act in it. */
export type HeldRoom = {
  tx: Transaction;
  user: SignedIn;
  viewer: Viewer;
  room: RoomRow;
  /** Whether the viewer may say who is in it. */
  leads: boolean;
  /** Whether the viewer is here as whoever raised the concern. */
  family: boolean;
  id: string;
};

/**
 * Does one act in a side room, once for each submission.
 * @throws NotFound where the viewer is neither in it nor leads the community: the same as where there is no room
 * @throws Refusal where it is closed, or the rules of the database say no
 */
export async function onRoom(
  viewer: Viewer,
  { room: roomId, key, command, content }: { room: string; key: string; command: string; content: unknown },
  work: (held: HeldRoom) => Promise<void>,
): Promise<void> {
  const { user } = viewer;
  if (!user) throw new NotFound();
  await refusing({ DS001: new Refusal("notNow") }, async () => {
    await submit(viewer.claims, { key, command, content: [roomId, content] }, async (tx, id) => {
      const [room] = await tx
        .select()
        .from(threads)
        .where(and(eq(threads.id, roomId), isNotNull(threads.name)));
      if (!room?.concernId) throw new NotFound();
      if (room.closedAt) throw new Refusal("roomClosed");
      const [found] = await tx.execute<{ leads: boolean; family: boolean }>(sql`
        select app.leads_room(${room.communityId}, ${room.id}) as leads, exists (
          select from access a where a.community_id = ${room.communityId} and a.subject_id = ${room.id}
            and a.principal = any (app.principals()) and a.reason in ('reporter', 'household')) as family`);
      await work({
        tx,
        user,
        viewer,
        room: { ...room, concernId: room.concernId },
        leads: found?.leads ?? false,
        family: found?.family ?? false,
        id,
      });
    });
  });
}

/** Writes an event of a room: on the room's own chain, which nobody outside it can count. */
export async function tellRoom(
  { tx, user, room }: Pick<HeldRoom, "tx" | "user" | "room">,
  kind: "opened" | "member_added" | "member_removed" | "replied" | "closed",
  more: { message?: string; data?: Record<string, unknown> } = {},
): Promise<void> {
  await record(tx, {
    community: room.communityId,
    subject: { type: "room", id: room.id },
    kind,
    audience: "everyone",
    actor: user.id,
    ...more,
  });
  await noteRead(tx, { community: room.communityId, room: room.id, user: user.id });
}
