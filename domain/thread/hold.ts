import { eq } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { messages } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { type Audience, record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { changeableUntil } from "./rules.ts";

export type HeldMessage = { tx: Transaction; message: typeof messages.$inferSelect; user: SignedIn; late: boolean };

/**
 * Holds a message that the viewer may read for one change of it, once for each submission.
 * @throws NotFound where the viewer may not read it
 * @throws Refusal where it was taken back already, or the rules of the database say no
 */
export async function onMessage(
  viewer: Viewer,
  { message: id, key, command, content }: { message: string; key: string; command: string; content: unknown },
  work: (held: HeldMessage) => Promise<void>,
): Promise<void> {
  const { user } = viewer;
  if (!user) throw new NotFound();
  const tooLate = new Refusal("tooLateToChange");
  await refusing({ DS001: tooLate, "42501": tooLate }, async () => {
    await submit(viewer.claims, { key, command, content: [id, content] }, async (tx) => {
      const [message] = await tx.select().from(messages).where(eq(messages.id, id)).for("update");
      // (Locking shows only what the viewer might change: what they may but read looks the same as what is too late.)
      if (!message) throw await readable(tx, id);
      if (message.deletedAt) throw new Refusal("takenBack");
      const late = message.authorId !== user.id || changeableUntil(message.createdAt) < new Date();
      await work({ tx, message, user, late });
    });
  });
}

async function readable(tx: Transaction, id: string): Promise<Error> {
  const [message] = await tx.select({ deletedAt: messages.deletedAt }).from(messages).where(eq(messages.id, id));
  if (!message) return new NotFound();
  return new Refusal(message.deletedAt ? "takenBack" : "tooLateToChange");
}

/** Writes the event of a change of a message: for those who could read it. */
export const tellOfMessage = ({ tx, message, user }: HeldMessage, kind: "edited" | "deleted"): Promise<void> =>
  record(tx, {
    community: message.communityId,
    subject: {
      type: message.problemId ? "problem" : message.threadId === message.concernId ? "concern" : "room",
      id: message.threadId,
    },
    kind,
    audience: message.audience as Audience,
    actor: user.id,
    data: { message: message.id },
  });
