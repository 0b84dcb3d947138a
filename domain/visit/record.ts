import { sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, optionalId, orNull, submissionKey, ticked } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { type Held, move, moveBy, mustAllow, onVisit, type Recorded } from "./hold.ts";
import { insertNotes, said } from "./notes.ts";
import { arriving, type Brought, feelings, outcomes, stepsTo, trueMoment } from "./outcome.ts";
import type { VisitStatus } from "./rules.ts";

export const recordInput = z.object({
  key: submissionKey,
  visit: id,
  outcome: z.enum(outcomes, { error: "choose" }),
  /** Who stood at the door, where one enters for the whole team; oneself where nobody is chosen. */
  knockedBy: optionalId,
  feeling: orNull(z.enum(feelings, { error: "choose" })),
  /** The household asks not to be visited again. */
  refuses: ticked,
  ...said,
});

type Entry = z.output<typeof recordInput>;

/** What a phone that was without signal says beside an entry: what its officer saw then, and its clock then and now. */
export type FromPhone = { seen: VisitStatus; at: number; sentAt: number };

/** How an entry came in; see `arriving`. */
export type Arrival = ReturnType<typeof arriving>;

/**
 * Records how a visit went, with what was heard and the officer's own thoughts.
 * @param phone where it waited on a phone: then notes are kept in any case, and an outcome of another is not overwritten
 */
export async function recordVisit(
  viewer: Viewer,
  input: Pick<Entry, "key" | "visit" | "outcome"> & Partial<Entry>,
  phone?: FromPhone,
): Promise<Arrival> {
  const { key, visit, ...content } = input;
  const command = phone ? "record" : input.outcome;
  return onVisit(viewer, { visit, key, command, content, once: Boolean(phone) }, async (held) => {
    const knockedBy = await knocker(held, input.knockedBy ?? null);
    const how = { by: held.userId, knockedBy, at: momentOn(held, phone), feeling: input.feeling ?? null };
    if (!phone) mustAllow(held, input.outcome);
    const arrival = await bring(held, input.outcome, how, phone);
    await insertNotes(held, input);
    if (input.refuses && input.outcome === "declined") await noteRefusal(held);
    return arrival;
  });
}

/** When an entry was made: now, or by the clock of the phone on which it waited. */
export const momentOn = ({ visit }: Held, phone?: FromPhone): Date =>
  phone ? trueMoment(phone, Date.now(), visit.startsAt.getTime()) : new Date();

/** Brings an outcome to where it belongs: to the visit, or beside what another has recorded. */
export async function bring(held: Held, to: Brought, how: Recorded, phone?: FromPhone): Promise<Arrival> {
  const { tx, visit, userId, submission } = held;
  const status = visit.status as VisitStatus;
  const arrival = phone
    ? arriving({ status, own: visit.recordedBy === userId, at: visit.recordedAt }, { to, seen: phone.seen, at: how.at })
    : "record";
  if (arrival === "record" || arrival === "correct") await moveBy(held, stepsTo(status, to) ?? [], how);
  if (arrival === "same" && how.feeling && !visit.feeling)
    await tx.execute(
      sql`update visits set feeling = ${how.feeling} where community_id = ${visit.communityId} and id = ${visit.id}`,
    );
  if (arrival === "conflict") {
    // Written out: that it is settled is not this role's to say here.
    await tx.execute(sql`
      insert into visit_conflicts (community_id, id, visit_id, outcome, knocked_by, recorded_by, recorded_at)
      values (${visit.communityId}, ${idFrom(submission, "conflict")}, ${visit.id}, ${to}, ${how.knockedBy}, ${userId},
        ${how.at.toISOString()})`);
    await record(tx, {
      community: visit.communityId,
      subject: { type: "visit", id: visit.id },
      kind: "conflict",
      audience: "working",
      actor: userId,
      data: { outcome: to },
    });
  }
  return arrival;
}

/** @throws Refusal where somebody is named who is not of the team */
async function knocker({ tx, userId, visit }: Held, chosen: string | null): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select user_id as id from visit_officers where community_id = ${visit.communityId} and visit_id = ${visit.id}`);
  const team = [...rows].map((row) => row.id);
  if (chosen && !team.includes(chosen)) throw new Refusal("choose", { field: "knockedBy" });
  // A coordinator who enters for a team has not stood at the door.
  return chosen ?? (team.includes(userId) ? userId : null);
}

/** "Please do not come again": kept beyond the round. */
async function noteRefusal({ tx, userId, visit, submission }: Held): Promise<void> {
  const noted = await tx.execute(sql`
    insert into visit_refusals (community_id, id, household_id, visit_id, noted_by)
    values (${visit.communityId}, ${idFrom(submission, "refusal")}, ${visit.householdId}, ${visit.id}, ${userId})
    on conflict do nothing`);
  if (!noted.count) return;
  await record(tx, {
    community: visit.communityId,
    subject: { type: "household", id: visit.householdId },
    kind: "refusal_noted",
    audience: "office",
    actor: userId,
  });
}

export const undoInput = z.object({ key: submissionKey, visit: id });

/**
 * Takes back an outcome entered by mistake. Notes stay.
 * @param phone where it waited on a phone: what another has recorded meanwhile is not taken back
 */
export async function undo(
  viewer: Viewer,
  { key, visit }: z.output<typeof undoInput>,
  phone?: FromPhone,
): Promise<void> {
  await onVisit(viewer, { visit, key, command: "undo", content: [], once: Boolean(phone) }, async (held) => {
    if (phone && held.visit.status === "planned") return;
    if (phone && held.visit.status !== phone.seen) throw new Refusal("notNow");
    mustAllow(held, "undo");
    await move(held, "planned", "undone", null);
  });
}

/** Calls a planned visit off. */
export async function cancelVisit(viewer: Viewer, { key, visit }: z.output<typeof undoInput>): Promise<void> {
  await onVisit(viewer, { visit, key, command: "cancel", content: [] }, async (held) => {
    mustAllow(held, "cancel");
    await move(held, "cancelled", "cancelled", { by: held.userId, knockedBy: null, at: new Date(), feeling: null });
  });
}
