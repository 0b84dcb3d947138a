import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { policies } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const publishInput = z.object({ policy: id, publish: z.enum(["1", "0"]).transform((v) => v === "1") });

/**
 * Shows a policy explanation to everybody, or takes it back: it stays with those who lead. Said twice, it is so once.
 * @throws NotFound where the viewer does not lead its community
 */
export async function publishPolicy(viewer: Viewer, { policy, publish }: z.output<typeof publishInput>): Promise<void> {
  await change(viewer.claims, async (tx) => {
    const [found] = await tx.select().from(policies).where(eq(policies.id, policy)).for("update");
    if (!found) throw new NotFound();
    if (isPublished(found) === publish) return;
    await tx
      .update(policies)
      .set(publish ? { publishedAt: sql`now()`, withdrawnAt: null } : { withdrawnAt: sql`now()` })
      .where(and(eq(policies.communityId, found.communityId), eq(policies.id, policy)));
    await record(tx, {
      community: found.communityId,
      subject: { type: "community", id: found.communityId },
      kind: publish ? "policy_published" : "policy_withdrawn",
      audience: "office",
      actor: viewer.user?.id ?? null,
      data: { policy },
    });
  });
}

type Dated = { publishedAt: Date | null; withdrawnAt: Date | null };

const isPublished = ({ publishedAt, withdrawnAt }: Dated): boolean => publishedAt !== null && withdrawnAt === null;

/** How far a policy explanation is: a draft, there for everybody, or taken back. */
export type PolicyState = "draft" | "published" | "withdrawn";

export const policyStates = ["draft", "published", "withdrawn"] as const satisfies readonly PolicyState[];

export function policyStateOf(policy: Dated): PolicyState {
  if (isPublished(policy)) return "published";
  return policy.withdrawnAt ? "withdrawn" : "draft";
}
