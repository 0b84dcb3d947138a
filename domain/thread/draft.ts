import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { drafts } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { placeOf, whereInput } from "./where.ts";

export const draftInput = whereInput.extend({
  body: z.string().max(20_000),
  audience: z.enum(["everyone", "working"]),
});

/**
 * Keeps what a person has begun to write in a thread, for them alone and on all their devices; an empty text throws it
 * away.
 * @throws NotFound where they cannot write there
 */
export async function saveDraft(
  viewer: Viewer,
  { body, audience, ...where }: z.output<typeof draftInput>,
): Promise<void> {
  const user = viewer.user?.id;
  if (!user) throw new NotFound();
  await refusing({}, async () => {
    await change(viewer.claims, async (tx) => {
      const { community, thread } = await placeOf(tx, where);
      if (!body.trim()) return dropDraft(tx, viewer, { community, thread });
      // PostgreSQL keeps no NUL in a text.
      const values = { body: body.toWellFormed().replaceAll("\0", ""), audience, savedAt: sql`now()` };
      await tx
        .insert(drafts)
        .values({ communityId: community, threadId: thread, userId: user, ...values })
        .onConflictDoUpdate({ target: [drafts.communityId, drafts.threadId, drafts.userId], set: values });
    });
  });
}

/** What was begun is sent, or thrown away. */
export async function dropDraft(
  tx: Transaction,
  viewer: Viewer,
  { community, thread }: { community: string; thread: string },
): Promise<void> {
  const user = viewer.user?.id;
  if (!user) return;
  await tx
    .delete(drafts)
    .where(and(eq(drafts.communityId, community), eq(drafts.threadId, thread), eq(drafts.userId, user)));
}
