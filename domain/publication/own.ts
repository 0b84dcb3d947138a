import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { onConcern, tell } from "../concern/act.ts";
import type { Privacy } from "../concern/category.ts";
import type { Capacity, ConcernStatus } from "../concern/rules.ts";
import { concernNumber, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { Standing } from "./rules.ts";

export type OwnPublication = {
  standing: Standing;
  /** What everybody reads of it, while they do. */
  text: { title: string; body: string; outcome: string | null } | null;
};

type Asked = {
  communityId: string;
  id: string;
  privacy: Privacy;
  status: ConcernStatus;
  closeReason: string | null;
  capacities: readonly Capacity[];
};

/** Where a concern stands with the public: for whoever raised it, and for who leads. Null for others, and where it never can. */
export async function ownPublication(viewer: Viewer, concern: Asked): Promise<OwnPublication | null> {
  const own = concern.capacities.includes("reporter");
  if (!own && !concern.capacities.includes("coordinator")) return null;
  if (concern.privacy === "private" || concern.status === "unconfirmed") return null;
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<{
      title: string | null;
      body: string | null;
      outcome: string | null;
      hidden: boolean | null;
      decision: string | null;
      queued: boolean;
    }>(sql`
      select p.title, p.body, p.outcome, p.hidden_at is not null and p.concern_id is not null as hidden, r.decision,
        app.may_be_public(c) as queued
      from concerns c
      left join publications p on p.community_id = c.community_id and p.concern_id = c.id
      left join publication_reviews r on r.community_id = c.community_id and r.concern_id = c.id
      where c.community_id = ${concern.communityId} and c.id = ${concern.id}`);
    if (!row) return null;
    const text = row.title && row.body ? { title: row.title, body: row.body, outcome: row.outcome } : null;
    if (text) return { standing: "published", text };
    if (row.decision === "declined") return { standing: "declined", text };
    if (!row.queued) return null;
    // (Why who leads keeps something back is theirs to know.)
    if (row.hidden) return { standing: "hidden", text };
    return { standing: row.decision === "kept" ? "kept" : "waiting", text };
  });
}

export const ownPublicInput = z.object({ key: submissionKey, number: concernNumber });

/** Whoever raised it has it taken down, or does not want it there to begin with: once said, nobody puts it there. */
export const decline = (viewer: Viewer, { key, number }: z.output<typeof ownPublicInput>): Promise<void> =>
  onConcern(viewer, { number, key, command: "publication.decline", content: [] }, async (held) => {
    const { tx, concern, capacities } = held;
    if (!capacities.includes("reporter")) throw new NotFound();
    if (concern.privacy === "private") throw new Refusal("notNow");
    const hidden = await tx.execute(sql`
      update publications set hidden_at = now()
      where community_id = ${concern.communityId} and concern_id = ${concern.id} and hidden_at is null`);
    // (What was hidden is noted as declined by the database.)
    if (!hidden.count) await tx.execute(sql`select app.decline_publication(${concern.communityId}, ${concern.id})`);
    await tell(held, { kind: hidden.count ? "taken_down" : "declined_publication" });
  });

/** Whoever raised it has nothing against it any more: somebody looks at it anew. */
export const agree = (viewer: Viewer, { key, number }: z.output<typeof ownPublicInput>): Promise<void> =>
  onConcern(viewer, { number, key, command: "publication.agree", content: [] }, async (held) => {
    const { tx, concern, capacities } = held;
    if (!capacities.includes("reporter")) throw new NotFound();
    const undone = await tx.execute(sql`
      delete from publication_reviews
      where community_id = ${concern.communityId} and concern_id = ${concern.id} and decision = 'declined'`);
    if (!undone.count) throw new Refusal("notNow");
    await tell(held, { kind: "agreed_publication" });
  });
