import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { attachments, messages } from "#db/schema/index.ts";
import type { Audience } from "../event.ts";
import { mentionsOf, name } from "./mention.ts";
import { mayQuote } from "./quote.ts";

/** A text said in a thread, or along with an act. */
export type Said = { body: string; audience: Audience; attachments?: string[]; quote?: string | null; via?: "mail" };

type Written = {
  id: string;
  community: string;
  thread: string;
  /** What it is said on. */
  concern?: string;
  problem?: string;
  author: string | null;
  organization: string | null;
  said: Said;
};

/** Writes a message with its files and whom it names. The event, by which it is told, is the caller's to record. */
export async function write(
  tx: Transaction,
  { id, community, thread, concern, problem, author, organization, said }: Written,
): Promise<void> {
  if (said.quote) await mayQuote(tx, { thread, quote: said.quote, audience: said.audience });
  const named = await mentionsOf(tx, { community, thread, audience: said.audience }, said.body);
  await tx.insert(messages).values({
    communityId: community,
    id,
    threadId: thread,
    concernId: concern ?? null,
    problemId: problem ?? null,
    authorId: author,
    organizationId: organization,
    audience: said.audience,
    body: said.body,
    quotesId: said.quote ?? null,
    via: said.via ?? "page",
  });
  await name(tx, { community, message: id, named });
  for (const attachment of said.attachments ?? []) {
    await tx
      .update(attachments)
      // (A file said in a side room, or on a problem, is found by its message alone.)
      .set({ concernId: thread === concern ? thread : null, messageId: id })
      .where(and(eq(attachments.communityId, community), eq(attachments.id, attachment)));
  }
}
