import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { messages } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Audience } from "../event.ts";
import { id, submissionKey, text } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { onMessage, tellOfMessage } from "./hold.ts";
import { mentionsOf, name } from "./mention.ts";
import { whereInput } from "./where.ts";

export const editInput = whereInput.extend({ key: submissionKey, message: id, body: text(4000) });

/**
 * Corrects what one wrote, within a quarter of an hour. Who reads it stays as it was; what it said before stays readable
 * to them.
 */
export async function edit(viewer: Viewer, { key, message, body }: z.output<typeof editInput>): Promise<void> {
  await onMessage(viewer, { message, key, command: "message.edit", content: body }, async (held) => {
    if (held.late) throw new Refusal("tooLateToChange");
    if (held.message.body === body) return;
    const { communityId: community, threadId: thread, audience } = held.message;
    const where = { community, thread, audience: audience as Audience };
    const named = await mentionsOf(held.tx, where, body);
    await held.tx
      .update(messages)
      .set({ body })
      .where(and(eq(messages.communityId, community), eq(messages.id, message)));
    await name(held.tx, { community, message, named });
    await tellOfMessage(held, "edited");
  });
}
