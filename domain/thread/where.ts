import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concerns } from "#db/schema/index.ts";
import { concernNumber } from "../input.ts";
import { NotFound } from "../refusal.ts";

/** How a page names its thread: by the concern. */
export const whereInput = z.object({ number: concernNumber });

export type Where = z.output<typeof whereInput>;

export type Place = { community: string; thread: string; concern: string };

/**
 * The thread that a page means, as far as the viewer of the transaction may see it.
 * @throws NotFound
 */
export async function placeOf(tx: Transaction, { number }: Where): Promise<Place> {
  const [concern] = await tx
    .select({ id: concerns.id, community: concerns.communityId })
    .from(concerns)
    .where(eq(concerns.number, number));
  if (!concern) throw new NotFound();
  return { community: concern.community, thread: concern.id, concern: concern.id };
}
