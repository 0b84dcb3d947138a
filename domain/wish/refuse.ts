import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { change, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const refuseInput = z.object({ key: submissionKey, household: id });

/**
 * A household asks not to be visited any more, in this round and those to come; what is planned at its door is called off.
 * @throws NotFound where it is not the viewer's own
 */
export async function refuseVisits(viewer: Viewer, input: z.output<typeof refuseInput>): Promise<void> {
  const { communityId, userId } = ownHousehold(viewer, input.household);
  await submit(
    viewer.claims,
    { key: input.key, command: "wish.refuse", content: input.household },
    async (tx, noteId) => {
      const noted = await tx.execute(sql`
      insert into visit_refusals (community_id, id, household_id, noted_by)
      values (${communityId}, ${noteId}, ${input.household}, ${userId}) on conflict do nothing`);
      await tx.execute(sql`select app.call_off_visits(${input.household})`);
      if (noted.count > 0) await tell(tx, communityId, input.household, userId, "visits_refused");
    },
  );
}

/** The household may be visited again. @throws NotFound where it is not the viewer's own */
export async function allowVisits(viewer: Viewer, { household }: z.output<typeof refuseInput>): Promise<void> {
  const { communityId, userId } = ownHousehold(viewer, household);
  await change(viewer.claims, async (tx) => {
    if (await lift(tx, communityId, household, userId))
      await tell(tx, communityId, household, userId, "visits_allowed");
  });
}

function ownHousehold({ user, claims }: Viewer, household: string): { communityId: string; userId: string } {
  const own = user?.households.find((h) => h.household === household);
  if (!user || !own || !claims.households.includes(household)) throw new NotFound();
  return { communityId: own.community, userId: user.id };
}

const tell = (tx: Transaction, community: string, household: string, actor: string, kind: string) =>
  record(tx, { community, subject: { type: "household", id: household }, kind, audience: "office", actor });

/** A household that asked not to be visited may be visited again, where the viewer may say so. */
export async function lift(tx: Transaction, communityId: string, household: string, userId: string): Promise<boolean> {
  const lifted = await tx.execute(sql`
    update visit_refusals set lifted_at = now(), lifted_by = ${userId}
    where community_id = ${communityId} and household_id = ${household} and lifted_at is null`);
  return lifted.count > 0;
}
