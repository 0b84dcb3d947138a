import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { concernFollowings } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { set, target, tell } from "../concern/act.ts";
import { concernNumber, submissionKey, text } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { type Followed, onAccompanied, onFollowed } from "./hold.ts";
import { type FamilyWord, familyWords, heardVia } from "./rules.ts";

export const heardInput = z.object({
  key: submissionKey,
  number: concernNumber,
  word: z.enum(familyWords, { error: "choose" }),
  via: z.enum(heardVia, { error: "choose" }),
  how: text(500),
});

/**
 * An officer notes what the family said at the door or by telephone, and how: that it is done, which closes a concern
 * that waits for exactly that, or that it need not be followed any more. The family is told of what was noted.
 */
export async function noteWord(viewer: Viewer, input: z.output<typeof heardInput>): Promise<void> {
  const { key, number, word, via, how } = input;
  await onAccompanied(viewer, { number, key, command: "following.word", content: [word, via, how] }, async (held) => {
    if (held.roles.includes("family")) throw new Refusal("notNow");
    if (word === "done" && held.concern.status !== "solved") throw new Refusal("solveFirst", { field: "word" });
    await say(held, word, via, how);
    if (word === "stop") return;
    const to = target(held, "confirm_heard");
    await set(held, { status: to, closedAt: new Date(), nextStep: null, nextNote: null, nextAt: null });
    await tell(held, { kind: "confirmed", to, data: { heard: via } });
  });
}

export const stopInput = z.object({ key: submissionKey, number: concernNumber });

/** The family says that it need not be accompanied any more. The concern goes on like any other. */
export async function stopFollowing(viewer: Viewer, { key, number }: z.output<typeof stopInput>): Promise<void> {
  await onFollowed(viewer, { number, key, command: "following.stop", content: [] }, async (held) => {
    if (!held.roles.includes("family")) throw new Refusal("notNow");
    await say(held, "stop", "online", null);
  });
}

/** Writes the family's word, in the transaction of what follows from it. */
async function say(
  { tx, viewer, concern, following }: Followed,
  word: FamilyWord,
  wordVia: string,
  wordHow: string | null,
): Promise<void> {
  await tx
    .update(concernFollowings)
    .set({
      word,
      wordVia,
      wordHow,
      wordBy: viewer.user?.id ?? null,
      wordAt: sql`now()`,
      ...(word === "stop" ? { endedAt: sql`now()` } : {}),
    })
    .where(and(eq(concernFollowings.communityId, concern.communityId), eq(concernFollowings.id, following)));
}
