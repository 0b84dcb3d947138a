import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { messages } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { store } from "../attachment/store.ts";
import { id, submissionKey } from "../input.ts";
import { onMessage, tellOfMessage } from "./hold.ts";
import { whereInput } from "./where.ts";

export const deleteInput = whereInput.extend({ key: submissionKey, message: id });

/**
 * Takes a message back: its text, what it said before and its files go, the trace stays. By its author within a quarter of
 * an hour, by whoever leads the concern or its community at any time.
 */
export async function deleteMessage(viewer: Viewer, { key, message }: z.output<typeof deleteInput>): Promise<void> {
  await onMessage(viewer, { message, key, command: "message.delete", content: null }, async (held) => {
    await held.tx
      .update(messages)
      .set({ body: "", deletedAt: new Date(), deletedBy: held.user.id })
      .where(and(eq(messages.communityId, held.message.communityId), eq(messages.id, message)));
    await tellOfMessage(held, "deleted");
  });
}

/** Queued work: the files of what was taken back, removed from the store once that is certain. */
export async function dropFiles(_tx: unknown, { keys }: { keys: string[] }): Promise<void> {
  for (const key of keys) {
    await store().remove(key);
    await store().remove(`${key}s`);
  }
}
