import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { attachments, visitNotes, visitOfficers, visits } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, localTime, optionalText, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { aheadOf, insertVisit, refusingClashes, timeZoneOf } from "./plan.ts";
import { type VisitAct, type VisitCapacity, type VisitStatus, visitTransitions } from "./rules.ts";

type VisitRow = typeof visits.$inferSelect;

type Held = { tx: Transaction; viewer: Viewer; userId: string; visit: VisitRow; to: VisitStatus; submission: string };

/** Holds a visit, checks the act against the transition table, and does it once. */
export async function onVisit<T>(
  viewer: Viewer,
  { visit, key, act, content }: { visit: string; key: string; act: VisitAct; content: unknown },
  work: (held: Held) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  return refusingClashes(async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `visit.${act}`, content: [visit, content] },
      async (tx, submission) => {
        const [row] = await tx.select().from(visits).where(eq(visits.id, visit)).for("update");
        if (!row) throw new NotFound();
        const [found] = await tx.execute<{ caps: VisitCapacity[] }>(
          sql`select app.visit_capacities(${row.communityId}, ${row.id}) as caps`,
        );
        const to = visitTransitions.find(
          (t) => t.act === act && t.from === row.status && t.allowed.some((c) => found?.caps.includes(c)),
        )?.to;
        if (!to) throw new Refusal("notNow");
        return await work({ tx, viewer, userId, visit: row, to, submission });
      },
    );
    return result;
  });
}

/** Changes the state, and tells it. */
export async function move({ tx, userId, visit, to }: Held, kind: string, recorded: boolean): Promise<void> {
  await tx
    .update(visits)
    .set({ status: to, recordedBy: recorded ? userId : null, recordedAt: recorded ? new Date() : null })
    .where(and(eq(visits.communityId, visit.communityId), eq(visits.id, visit.id)));
  await record(tx, {
    community: visit.communityId,
    subject: { type: "visit", id: visit.id },
    kind,
    audience: "everyone",
    actor: userId,
    from: visit.status,
    to,
  });
}

export const outcomes = ["visited", "nobody_home", "declined"] as const;

export const recordInput = z.object({
  key: submissionKey,
  visit: id,
  outcome: z.enum(outcomes, { error: "choose" }),
  heard: optionalText(4000),
  reflection: optionalText(4000),
  attachments: several(id, 6),
});

/** Records how a visit went, with what was heard and the officer's own thoughts. */
export async function recordVisit(viewer: Viewer, input: z.output<typeof recordInput>): Promise<void> {
  const { key, visit, ...content } = input;
  await onVisit(viewer, { visit, key, act: input.outcome, content }, async (held) => {
    await move(held, input.outcome, true);
    await insertNotes(held, input);
  });
}

export const noteInput = z.object({
  key: submissionKey,
  visit: id,
  heard: optionalText(4000),
  reflection: optionalText(4000),
  attachments: several(id, 6),
});

/** Adds to the notes of a visit, at any time. */
export async function addNote(viewer: Viewer, input: z.output<typeof noteInput>): Promise<void> {
  const { key, visit, ...content } = input;
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  if (!input.heard && !input.reflection && !input.attachments.length) throw new Refusal("required", { field: "heard" });
  await refusingClashes(() =>
    submit(viewer.claims, { key, command: "visit.note", content: [visit, content] }, async (tx, submission) => {
      const [row] = await tx
        .select({ communityId: visits.communityId, id: visits.id })
        .from(visits)
        .innerJoin(
          visitOfficers,
          and(
            eq(visitOfficers.communityId, visits.communityId),
            eq(visitOfficers.visitId, visits.id),
            eq(visitOfficers.userId, userId),
          ),
        )
        .where(eq(visits.id, visit));
      if (!row) throw new NotFound();
      await insertNotes({ tx, userId, visit: row, submission }, input);
    }),
  );
}

async function insertNotes(
  {
    tx,
    userId,
    visit,
    submission,
  }: Pick<Held, "tx" | "userId" | "submission"> & { visit: { communityId: string; id: string } },
  { heard, reflection, attachments: files }: { heard: string | null; reflection: string | null; attachments: string[] },
): Promise<void> {
  const { communityId } = visit;
  const base = { communityId, visitId: visit.id, authorId: userId };
  const heardId = idFrom(submission, "heard");
  // Photos belong to what was heard, so that the household may see what is kept of it.
  if (heard || files.length)
    await tx.insert(visitNotes).values({ ...base, id: heardId, kind: "heard", body: heard ?? "" });
  if (reflection) {
    await tx
      .insert(visitNotes)
      .values({ ...base, id: idFrom(submission, "reflection"), kind: "reflection", body: reflection });
  }
  for (const file of files) {
    await tx
      .update(attachments)
      .set({ visitNoteId: heardId })
      .where(and(eq(attachments.communityId, communityId), eq(attachments.id, file)));
  }
}

export const rescheduleInput = z.object({ key: submissionKey, visit: id, startsAt: localTime });

/** Moves a visit to another time: the old one is kept as rescheduled. @returns the id of the new one */
export async function reschedule(viewer: Viewer, input: z.output<typeof rescheduleInput>): Promise<string> {
  const { key, visit, startsAt: local } = input;
  return onVisit(viewer, { visit, key, act: "reschedule", content: local }, async (held) => {
    const { tx, visit: old, userId, submission } = held;
    const timeZone = await timeZoneOf(tx, old.communityId);
    const startsAt = aheadOf(local, timeZone);
    const officers = await tx
      .select({ userId: visitOfficers.userId })
      .from(visitOfficers)
      .where(and(eq(visitOfficers.communityId, old.communityId), eq(visitOfficers.visitId, old.id)));
    await move(held, "rescheduled", true);
    await insertVisit(tx, {
      timeZone,
      communityId: old.communityId,
      id: submission,
      householdId: old.householdId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + (old.endsAt.getTime() - old.startsAt.getTime())),
      purpose: old.purpose,
      plannedBy: userId,
      officers: officers.map((o) => o.userId),
    });
    return submission;
  });
}

export const undoInput = z.object({ key: submissionKey, visit: id });

/** Takes back an outcome entered by mistake. Notes stay. */
export async function undo(viewer: Viewer, { key, visit }: z.output<typeof undoInput>): Promise<void> {
  await onVisit(viewer, { visit, key, act: "undo", content: [] }, (held) => move(held, "undone", false));
}

/** Calls a planned visit off. */
export async function cancelVisit(viewer: Viewer, { key, visit }: z.output<typeof undoInput>): Promise<void> {
  await onVisit(viewer, { visit, key, act: "cancel", content: [] }, (held) => move(held, "cancelled", true));
}
