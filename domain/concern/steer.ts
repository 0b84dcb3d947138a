import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { concernPeople } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { sortedAnew } from "../deadline/clock.ts";
import type { Urgency } from "../deadline/target.ts";
import { concernNumber, id, localTime, optionalText, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { type Held, onConcern, set, tell } from "./act.ts";
import { type CategoryKey, categoryKeys } from "./category.ts";
import { type ConcernStatus, isClosed, leads } from "./rules.ts";
import { timeZoneOf } from "./zone.ts";

export const nextInput = z.object({
  key: submissionKey,
  number: concernNumber,
  nextAt: localTime,
  nextNote: optionalText(120),
});

/** Sets the next date, and in a line what is to happen then. */
export async function setNext(viewer: Viewer, input: z.output<typeof nextInput>): Promise<void> {
  const { key, number, ...content } = input;
  await onConcern(viewer, { number, key, command: "concern.next", content }, async (held) => {
    if (!leads(held.capacities) || isClosed(held.concern.status as ConcernStatus)) throw new Refusal("notNow");
    const nextAt = momentOf(input.nextAt, timeZoneOf(held));
    if (nextAt.getTime() < Date.now()) throw new Refusal("past", { field: "nextAt" });
    await set(held, { nextAt, nextNote: input.nextNote });
    await tell(held, { kind: "next_set", data: { nextAt: nextAt.toISOString() } });
  });
}

export const handOverInput = z.object({ key: submissionKey, number: concernNumber, owner: id });

/** Gives a concern another owner. The one before keeps no access to a private concern. */
export async function handOver(viewer: Viewer, { key, number, owner }: z.output<typeof handOverInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.hand_over", content: owner }, async (held) => {
    if (!leads(held.capacities) || isClosed(held.concern.status as ConcernStatus)) throw new Refusal("notNow");
    if (owner === held.concern.ownerId) throw new Refusal("sameOwner", { field: "owner" });
    // The event first: once handed over, the one before may no longer see the concern.
    await tell(held, { kind: "handed_over", data: { owner } });
    await set(held, { ownerId: owner });
  });
}

export const takeInInput = z.object({ key: submissionKey, number: concernNumber, officer: id });

/** Takes another officer into a concern that they could not see. */
export async function takeIn(viewer: Viewer, { key, number, officer }: z.output<typeof takeInInput>): Promise<void> {
  await onConcern(viewer, { number, key, command: "concern.take_in", content: officer }, async (held) => {
    const { tx, concern } = held;
    if (!leads(held.capacities)) throw new Refusal("notNow");
    const [already] = await tx
      .select({ id: concernPeople.id })
      .from(concernPeople)
      .where(
        and(
          eq(concernPeople.communityId, concern.communityId),
          eq(concernPeople.concernId, concern.id),
          eq(concernPeople.userId, officer),
          eq(concernPeople.role, "taken_in"),
        ),
      );
    if (already) throw new Refusal("alreadyTakenIn", { field: "officer" });
    await tx.insert(concernPeople).values({
      communityId: concern.communityId,
      id: newId(),
      concernId: concern.id,
      role: "taken_in",
      userId: officer,
    });
    await tell(held, { kind: "taken_in", audience: "working", data: { officer } });
  });
}

export const sortInput = z.object({
  key: submissionKey,
  number: concernNumber,
  category: z.enum(categoryKeys, { error: "choose" }),
  privacy: z.enum(["private", "neighbourhood"], { error: "choose" }),
  urgency: z.enum(["normal", "urgent"], { error: "choose" }),
});

/**
 * Sorts a concern: category and urgency, by which it is due, and a narrower circle of those who may see it (a wider one
 * is the reporter's to choose).
 */
export async function sort(viewer: Viewer, input: z.output<typeof sortInput>): Promise<void> {
  const { key, number, ...content } = input;
  await onConcern(viewer, { number, key, command: "concern.sort", content }, (held) => sortTo(held, input));
}

/** Sorts a held concern; what is so already stays, and where all is, nothing is told. */
export async function sortTo(
  held: Held,
  wanted: Partial<Pick<z.output<typeof sortInput>, "category" | "privacy" | "urgency">>,
): Promise<void> {
  const { concern, capacities } = held;
  const input = {
    category: wanted.category ?? (concern.category as CategoryKey),
    privacy: wanted.privacy ?? concern.privacy,
    urgency: wanted.urgency ?? (concern.urgency as Urgency),
  };
  if (!leads(capacities)) throw new Refusal("notNow");
  if (input.privacy !== concern.privacy && input.privacy === "neighbourhood" && !capacities.includes("reporter")) {
    throw new Refusal("onlyReporterWidens", { field: "privacy" });
  }
  const changed = {
    ...(input.category !== concern.category ? { category: input.category } : {}),
    ...(input.privacy !== concern.privacy ? { privacy: input.privacy } : {}),
    ...(input.urgency !== concern.urgency ? { urgency: input.urgency } : {}),
  };
  if (!Object.keys(changed).length) return;
  const anew = changed.category || changed.urgency;
  const dues = anew ? await sortedAnew(held.tx, concern, { category: input.category, urgency: input.urgency }) : {};
  const dueAt = dues.answerDueAt ?? dues.solveDueAt;
  await set(held, { ...changed, ...dues });
  await tell(held, {
    kind: "sorted",
    audience: "working",
    data: { ...changed, ...(dueAt ? { dueAt: dueAt.toISOString() } : {}) },
  });
}
