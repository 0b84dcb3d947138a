import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { messages } from "#db/schema/index.ts";
import type { Audience } from "../event.ts";
import { Refusal } from "../refusal.ts";

/**
 * That an answer may quote a message: one of the same thread that the writer can read, and none from among those who work
 * on it in what everyone reads.
 * @throws Refusal
 */
export async function mayQuote(
  tx: Transaction,
  { thread, quote, audience }: { thread: string; quote: string; audience: Audience },
): Promise<void> {
  const [quoted] = await tx
    .select({ audience: messages.audience })
    .from(messages)
    .where(and(eq(messages.id, quote), eq(messages.threadId, thread), isNull(messages.deletedAt)));
  if (!quoted) throw new Refusal("quoteGone");
  if (quoted.audience === "working" && audience === "everyone")
    throw new Refusal("quoteWorking", { field: "audience" });
}
