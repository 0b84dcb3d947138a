import { and, eq, isNull, sql } from "drizzle-orm";
import { concernFollowings, concernSteps } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Held, onConcern } from "../concern/act.ts";
import { record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { StepCapacity } from "./rules.ts";

/** A concern held with the following of it that goes on. */
export type Followed = Held & { following: string; roles: StepCapacity[] };

/** Holds a concern that is followed and does one thing about its steps, once for each submission. @throws NotFound, Refusal */
export async function onFollowed<T>(
  viewer: Viewer,
  submission: { number: string; key: string; command: string; content: unknown },
  work: (held: Followed) => Promise<T>,
): Promise<T> {
  return onConcern(viewer, submission, async (held) => {
    const { tx, concern } = held;
    const [following] = await tx
      .select({ id: concernFollowings.id })
      .from(concernFollowings)
      .where(
        and(
          eq(concernFollowings.communityId, concern.communityId),
          eq(concernFollowings.concernId, concern.id),
          isNull(concernFollowings.endedAt),
        ),
      );
    const [row] = await tx.execute<{ roles: StepCapacity[] }>(
      sql`select app.step_capacities(${concern.communityId}, ${concern.id}) as roles`,
    );
    const roles = row?.roles ?? [];
    if (!roles.length) throw new NotFound();
    if (!following) throw new Refusal("notNow");
    return work({ ...held, following: following.id, roles });
  });
}

/** The same for those who accompany it. */
export const onAccompanied: typeof onFollowed = (viewer, submission, work) =>
  onFollowed(viewer, submission, (held) => {
    if (!held.roles.includes("carer")) throw new Refusal("notNow");
    return work(held);
  });

/** Writes what happened to a step on the chain of its own: ids and dates, no words of anybody. */
export const note = (
  { tx, viewer, concern, following }: Followed,
  kind: string,
  data: Record<string, unknown>,
  move?: { from: string; to: string },
): Promise<void> =>
  record(tx, {
    community: concern.communityId,
    subject: { type: "following", id: following },
    kind,
    audience: "everyone",
    actor: viewer.user?.id ?? null,
    data: { ...data, ...move },
  });

/** One step of what is followed. @throws NotFound */
export async function stepIn({ tx, concern, following }: Followed, step: string) {
  const [row] = await tx
    .select()
    .from(concernSteps)
    .where(
      and(
        eq(concernSteps.communityId, concern.communityId),
        eq(concernSteps.followingId, following),
        eq(concernSteps.id, step),
      ),
    );
  if (!row) throw new NotFound();
  return row;
}
