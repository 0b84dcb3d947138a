import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { concerns, threadMutes } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const muteInput = z.object({ number: concernNumber, on: z.enum(["1", "0"]) });

/** Hears no more of a concern, or hears of it again. What is theirs to answer, and where they are named, is told anyway. */
export async function setMuted(viewer: Viewer, { number, on }: z.output<typeof muteInput>): Promise<void> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  await change(viewer.claims, async (tx) => {
    const [concern] = await tx
      .select({ communityId: concerns.communityId, id: concerns.id })
      .from(concerns)
      .where(eq(concerns.number, number));
    if (!concern) throw new NotFound();
    if (on === "1") {
      await tx.execute(sql`
        insert into thread_mutes (community_id, concern_id, user_id) values (${concern.communityId}, ${concern.id}, ${user.id})
        on conflict do nothing`);
    } else {
      await tx
        .delete(threadMutes)
        .where(
          and(
            eq(threadMutes.communityId, concern.communityId),
            eq(threadMutes.concernId, concern.id),
            eq(threadMutes.userId, user.id),
          ),
        );
    }
  });
}
