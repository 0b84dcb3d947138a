import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { concernPeople, concerns } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { concernNumber, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import type { Privacy } from "./category.ts";
import { type Capacity, type ConcernStatus, isClosed } from "./rules.ts";

export const voiceInput = z.object({ key: submissionKey, number: concernNumber });

type Voiced = { communityId: string; privacy: Privacy; status: ConcernStatus; capacities: readonly Capacity[] };

/** Whether a row of `concern_people` is the viewer's own voice: said by them, or for their household at its door. */
export const ownVoice = (alias: string): SQL => {
  const row = sql.raw(alias);
  return sql`${row}.role = 'voice' and (${row}.user_id = app.user() or ${row}.user_id is null and ${row}.household_id = any (app.households()))`;
};

/** Whether somebody may say "this is also mine": a resident, of an open concern of the neighbourhood that is not theirs. */
export function mayVoice(user: Pick<SignedIn, "households"> | null, concern: Voiced): boolean {
  return (
    concern.privacy === "neighbourhood" &&
    concern.status !== "unconfirmed" &&
    !isClosed(concern.status) &&
    !concern.capacities.includes("reporter") &&
    Boolean(user?.households.some((h) => h.community === concern.communityId))
  );
}

/**
 * Says that a concern is this household's too. It is counted, and the household hears of the answer; it opens nothing that
 * neighbours may not read. The database writes the event, which names nobody.
 * @throws NotFound where the viewer does not see the concern
 * @throws Refusal where it is not open to voices, or has this household's already
 */
export async function addVoice(
  viewer: Viewer & { user: SignedIn },
  { key, number }: z.output<typeof voiceInput>,
): Promise<void> {
  await refusing({ "23505": new Refusal("voicedAlready"), "42501": new Refusal("notNow") }, async () => {
    await submit(viewer.claims, { key, command: "concern.voice", content: number }, async (tx) => {
      const concern = await found(tx, number);
      if (!mayVoice(viewer.user, concern)) throw new Refusal("notNow");
      const homes = viewer.user.households.filter((h) => h.community === concern.communityId);
      await tx.insert(concernPeople).values({
        communityId: concern.communityId,
        id: newId(),
        concernId: concern.id,
        role: "voice",
        userId: viewer.user.id,
        // One who is not confirmed yet speaks for themselves: a door is not theirs to speak for.
        householdId: homes.find((h) => h.status === "confirmed")?.household ?? null,
      });
    });
  });
}

/** Takes one's own voice back. @throws NotFound where the viewer does not see the concern, or has no voice in it */
export async function dropVoice(
  viewer: Viewer & { user: SignedIn },
  { key, number }: z.output<typeof voiceInput>,
): Promise<void> {
  await submit(viewer.claims, { key, command: "concern.drop_voice", content: number }, async (tx) => {
    const concern = await found(tx, number);
    const gone = await tx
      .delete(concernPeople)
      .where(
        and(
          eq(concernPeople.communityId, concern.communityId),
          eq(concernPeople.concernId, concern.id),
          ownVoice("concern_people"),
        ),
      );
    if (!gone.count) throw new NotFound();
  });
}

async function found(tx: Transaction, number: string): Promise<Voiced & { id: string }> {
  const [concern] = await tx
    .select({
      id: concerns.id,
      communityId: concerns.communityId,
      privacy: sql<Privacy>`${concerns.privacy}`,
      status: sql<ConcernStatus>`${concerns.status}`,
      capacities: sql<Capacity[]>`app.capacities(${concerns.communityId}, ${concerns.id}, ${concerns.ownerId})`,
    })
    .from(concerns)
    .where(eq(concerns.number, number));
  if (!concern) throw new NotFound();
  return concern;
}
