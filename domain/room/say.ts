import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { id, optionalId, orNull, several, submissionKey, text } from "../input.ts";
import { noneMeanwhile } from "../thread/collide.ts";
import { dropDraft } from "../thread/draft.ts";
import { whereInput } from "../thread/where.ts";
import { write } from "../thread/write.ts";
import { type HeldRoom, onRoom, tellRoom } from "./hold.ts";

export const sayInput = whereInput.extend({
  key: submissionKey,
  room: id,
  body: text(4000),
  attachments: several(id, 6),
  quote: optionalId.optional(),
  seen: orNull(z.coerce.number().int().min(0)).optional(),
});

/** Says something in a side room: to those who are in it. */
export async function sayInRoom(viewer: Viewer, input: z.output<typeof sayInput>): Promise<void> {
  const { key, room, body, attachments, quote, seen } = input;
  const content = [body, attachments, quote ?? null];
  await onRoom(viewer, { room, key, command: "room.say", content }, async (held) => {
    const place = { community: held.room.communityId, thread: room };
    await noneMeanwhile(held.tx, { ...place, seen });
    await write(held.tx, {
      ...place,
      id: held.id,
      concern: held.room.concernId,
      author: held.user.id,
      organization: unitOf(held),
      said: { body, audience: "everyone", attachments, quote },
    });
    await tellRoom(held, "replied", { message: held.id });
    await dropDraft(held.tx, viewer, place);
  });
}

/** For whom one speaks there: the agency, one's unit, or (having raised it) oneself. */
function unitOf({ user, family, room }: HeldRoom): string | null {
  if (family) return null;
  const here = user.memberships.filter((m) => m.communities.includes(room.communityId));
  return (here.find((m) => m.role !== "partner") ?? here[0])?.organization ?? null;
}
