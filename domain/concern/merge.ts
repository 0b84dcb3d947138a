import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { concerns } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { withinADay } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import { record } from "../event.ts";
import { concernNumber, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { type ConcernRow, type Held, onConcern, set, target, tell } from "./act.ts";
import { onDuty } from "./reopen.ts";
import { type ConcernStatus, isClosed } from "./rules.ts";

export const mergeInput = z.object({
  key: submissionKey,
  number: concernNumber,
  /** The one that stays. */
  into: z
    .string()
    .transform((v) => v.normalize("NFKC").trim())
    .refine((v) => concernNumber.safeParse(v).success, { params: { key: "concernNumber" } }),
});

/**
 * Merges a concern into the one that it was found to be the same as. It is closed; whoever raised it is told of what
 * becomes of the other. Nobody comes to see more than before: into a private one only what the same household raised.
 */
export async function merge(viewer: Viewer, { key, number, into }: z.output<typeof mergeInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.merge", content: into }, async (held) => {
    const to = target(held, "merge");
    const { concern } = held;
    const stays = await theOther(held, into);
    await set(held, {
      status: to,
      mergedInto: stays.id,
      closeReason: "merged",
      closedAt: new Date(),
      nudges: 0,
      nextStep: null,
      nextNote: null,
      nextAt: null,
    });
    await tell(held, {
      kind: "merged",
      to,
      data: { into: stays.id, nextAt: concern.nextAt?.toISOString(), nextStep: concern.nextStep },
    });
    await note(held, stays, "merge_received");
  });
}

export const unmergeInput = z.object({ key: submissionKey, number: concernNumber });

/** It was not the same after all: it is open again, with the owner and the next date that it had. */
export async function unmerge(viewer: Viewer, { key, number }: z.output<typeof unmergeInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.unmerge", content: [] }, async (held) => {
    const { tx, concern } = held;
    if (!concern.mergedInto) throw new Refusal("notNow");
    const to = target(held, "unmerge", "taken");
    const [stayed] = await tx
      .select()
      .from(concerns)
      .where(and(eq(concerns.communityId, concern.communityId), eq(concerns.id, concern.mergedInto)));
    const [before] = await tx.execute<{ data: { nextAt?: string; nextStep?: string } }>(sql`
      select e.data from events e where e.community_id = ${concern.communityId} and e.subject_id = ${concern.id} and e.kind = 'merged'
      order by e.seq desc limit 1`);
    const [owner] = await tx.execute<{ active: boolean }>(
      sql`select app.owner_is_active(${concern.communityId}, ${concern.ownerId}) as active`,
    );
    const now = new Date();
    const { calendar } = await officeOf(tx, concern.communityId);
    const had = before?.data.nextAt ? new Date(before.data.nextAt) : null;
    await set(held, {
      status: to,
      mergedInto: null,
      closeReason: null,
      closedAt: null,
      ownerId: owner?.active ? concern.ownerId : await onDuty(held),
      nextStep: before?.data.nextStep === "supply" ? "answer" : (before?.data.nextStep ?? "answer"),
      nextAt: had && had > now ? had : withinADay(calendar, now),
    });
    await tell(held, { kind: "unmerged", to });
    if (stayed) await note(held, stayed, "merge_undone");
  });
}

/** The concern that stays, where this one may be merged into it. */
async function theOther(held: Held, into: string): Promise<ConcernRow> {
  const { tx, concern } = held;
  if (into === concern.number) throw new Refusal("mergeSelf", { field: "into" });
  const [stays] = await tx
    .select()
    .from(concerns)
    .where(and(eq(concerns.communityId, concern.communityId), eq(concerns.number, into)))
    .for("update");
  if (!stays) throw new Refusal("noSuchConcern", { field: "into" });
  if (isClosed(stays.status as ConcernStatus) || stays.status === "unconfirmed")
    throw new Refusal("mergeClosed", { field: "into" });
  const [onto] = await tx.execute(sql`
    select 1 from concerns m where m.community_id = ${concern.communityId} and m.merged_into = ${concern.id} limit 1`);
  if (onto) throw new Refusal("hasMerged", { field: "into" });
  if (stays.privacy === "private" && !(await sameReporter(held, stays)))
    throw new Refusal("mergePrivate", { field: "into" });
  // Where neighbours can read that it was merged, they would learn that there is a private one.
  if (stays.privacy === "private" && concern.privacy === "neighbourhood")
    throw new Refusal("mergeMakePrivate", { field: "into" });
  return stays;
}

/** Whether the same person or household raised both. */
async function sameReporter({ tx, concern }: Held, other: ConcernRow): Promise<boolean> {
  const [same] = await tx.execute<{ same: boolean }>(sql`
    select exists (
      select from concern_people a join concern_people b on b.community_id = a.community_id and b.concern_id = ${other.id} and b.role = 'reporter'
        and (b.household_id = a.household_id or b.user_id = a.user_id)
      where a.community_id = ${concern.communityId} and a.concern_id = ${concern.id} and a.role = 'reporter') as same`);
  return same?.same ?? false;
}

/** Leaves a word on the concern that stays; who may not know of a private one learns nothing from it. */
const note = ({ tx, viewer, concern }: Held, on: ConcernRow, kind: "merge_received" | "merge_undone") =>
  record(tx, {
    community: concern.communityId,
    subject: { type: "concern", id: on.id },
    kind,
    audience: concern.privacy === "private" ? "office" : "working",
    actor: viewer.user?.id ?? null,
    data: { from: concern.id },
  });

/** What a page offers as the one that stays. @throws NotFound */
export function mayMerge(capacities: readonly string[], status: ConcernStatus): void {
  if (!capacities.includes("coordinator") || isClosed(status) || status === "unconfirmed" || status === "solved")
    throw new NotFound();
}
