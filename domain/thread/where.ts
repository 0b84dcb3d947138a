import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concerns, problems, threads } from "#db/schema/index.ts";
import { concernNumber, id, orNull } from "../input.ts";
import { NotFound } from "../refusal.ts";

/** How a page names its thread: by the number of the concern or problem, and by the side room where it is one. */
export const whereInput = z.object({ number: concernNumber, room: orNull(id).optional() });

export type Where = z.output<typeof whereInput>;

export type Place = { community: string; thread: string };

/**
 * The thread that a page means, as far as the viewer of the transaction may see it.
 * @throws NotFound
 */
export async function placeOf(tx: Transaction, { number, room }: Where): Promise<Place> {
  if (room) {
    const [found] = await tx
      .select({ community: threads.communityId, thread: threads.id })
      .from(threads)
      .where(and(eq(threads.id, room), isNotNull(threads.name)));
    if (!found) throw new NotFound();
    return found;
  }
  const [concern] = await tx
    .select({ community: concerns.communityId, thread: concerns.id })
    .from(concerns)
    .where(eq(concerns.number, number));
  if (concern) return concern;
  // (No two things have the same number.)
  const [problem] = await tx
    .select({ community: problems.communityId, thread: problems.id })
    .from(problems)
    .where(eq(problems.number, number));
  if (!problem) throw new NotFound();
  return problem;
}
