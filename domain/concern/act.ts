import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { concerns, threadReads } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Audience, record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { type Said, write } from "../thread/write.ts";
import { type Capacity, type ConcernAct, type ConcernStatus, concernTransitions } from "./rules.ts";

export type ConcernRow = typeof concerns.$inferSelect;

/** A concern held for one act: its row is locked until the transaction ends. */
export type Held = {
  tx: Transaction;
  viewer: Viewer;
  concern: ConcernRow;
  capacities: Capacity[];
  /** The id for the one row that this submission may make. */
  id: string;
};

/** In which capacities the viewer stands to a concern, asked from the database. */
async function capacitiesOf(
  tx: Transaction,
  concern: Pick<ConcernRow, "communityId" | "id" | "ownerId">,
): Promise<Capacity[]> {
  const [row] = await tx.execute<{ caps: Capacity[] }>(
    sql`select app.capacities(${concern.communityId}, ${concern.id}, ${concern.ownerId}) as caps`,
  );
  return row?.caps ?? [];
}

/**
 * Holds a concern and does one act on it, once for each submission.
 * @param once the key alone says whether it was done
 * @throws NotFound where the viewer may not see it, or may see but not act on it
 * @throws Refusal where the rules, here or in the database, say no
 */
export async function onConcern<T>(
  viewer: Viewer,
  {
    number,
    key,
    command,
    content,
    once = false,
  }: { number: string; key: string; command: string; content: unknown; once?: boolean },
  work: (held: Held) => Promise<T>,
): Promise<T> {
  return refusing(
    { DS001: new Refusal("notNow"), DS003: new Refusal("ownerInactive"), DS005: new Refusal("familyEnds") },
    async () => {
      const { result } = await submit(
        viewer.claims,
        { key, command, content: [number, content], once },
        async (tx, id) => {
          const [concern] = await tx.select().from(concerns).where(eq(concerns.number, number)).for("update");
          if (!concern) throw new NotFound();
          const capacities = await capacitiesOf(tx, concern);
          return await work({ tx, viewer, concern, capacities, id });
        },
      );
      return result;
    },
  );
}

/** The state an act leads to from here. @throws Refusal `notNow` where it does not, or not for this viewer */
export function target(held: Held, act: ConcernAct, to?: ConcernStatus): ConcernStatus {
  const found = concernTransitions.find(
    (t) =>
      t.act === act &&
      t.from === held.concern.status &&
      (!to || t.to === to) &&
      t.allowed.some((capacity) => held.capacities.includes(capacity)),
  );
  if (!found) throw new Refusal("notNow");
  return found.to;
}

/** Moves a concern to another state, with what changes along with it. The event is the caller's to record. */
export async function set(held: Held, values: Partial<ConcernRow>): Promise<void> {
  // A unit may act on its part while the case as a whole stays as it is.
  if (!Object.keys(values).length) return;
  await held.tx
    .update(concerns)
    .set(values)
    .where(and(eq(concerns.communityId, held.concern.communityId), eq(concerns.id, held.concern.id)));
}

/** Writes the event of an act on a concern, with the message said along with it. */
export async function tell(
  held: Held,
  event: {
    kind: string;
    audience?: Audience;
    to?: ConcernStatus;
    said?: Said;
    organization?: string | null;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  const { tx, viewer, concern } = held;
  const from = concern.status as ConcernStatus;
  const message = event.said ? await say(held, event.said, event.organization ?? null) : undefined;
  await record(tx, {
    community: concern.communityId,
    subject: { type: "concern", id: concern.id },
    kind: event.kind,
    audience: event.said?.audience ?? event.audience ?? "everyone",
    actor: viewer.user?.id ?? null,
    ...(event.to && event.to !== from ? { from, to: event.to } : {}),
    message,
    data: event.data,
  });
  if (viewer.user) await markRead(tx, viewer.user.id, concern);
}

async function say({ tx, viewer, concern, id }: Held, said: Said, organization: string | null): Promise<string> {
  await write(tx, {
    id,
    community: concern.communityId,
    thread: concern.id,
    concern: concern.id,
    author: viewer.user?.id ?? null,
    organization,
    said,
  });
  return id;
}

/** Whoever writes has read what stands there. */
async function markRead(tx: Transaction, user: string, concern: ConcernRow): Promise<void> {
  const newest = sql<number>`(select coalesce(max(e.seq), 0) from events e
    where e.community_id = ${concern.communityId} and e.subject_id = ${concern.id})`;
  await tx
    .insert(threadReads)
    .values({ communityId: concern.communityId, concernId: concern.id, userId: user, seq: newest })
    .onConflictDoUpdate({
      target: [threadReads.communityId, threadReads.concernId, threadReads.userId],
      set: { seq: newest, at: sql`now()` },
    });
}

/**
 * The organization somebody speaks for on a concern: the agency for officers and coordinators, an assigned unit for its
 * members; null for residents (and for members who are here as residents).
 */
export function speaksFor(held: Pick<Held, "viewer" | "capacities" | "concern">): string | null {
  const memberships = held.viewer.user?.memberships ?? [];
  const here = memberships.filter((m) => m.communities.includes(held.concern.communityId));
  if (held.capacities.includes("reporter")) return null;
  const agency = here.find((m) => m.role !== "partner");
  if (agency) return agency.organization;
  return here.find((m) => m.role === "partner")?.organization ?? null;
}
