import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { shiftAbsences, shifts, teams } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { arrange, type HeldRound, tell } from "./hold.ts";
import { kindsOf } from "./pattern.ts";

/** `when`: a shift, or a kind of shifts (see kindsOf). */
export const absenceInput = z.object({
  key: submissionKey,
  round: id,
  team: id,
  when: z.string().regex(/^([0-9a-f-]{36}|\d-\d\d:\d\d-\d\d:\d\d)$/, { error: "chooseShift" }),
});

/** Says that a team does not go in a shift, or in all shifts of a kind. */
export async function addAbsence(viewer: Viewer, input: z.output<typeof absenceInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "addAbsence", content }, async (held) => {
    const { tx } = held;
    await isTeamOf(held, input.team);
    const { communityId, id: roundId } = held.round;
    const all = await tx
      .select({ id: shifts.id, startsAt: shifts.startsAt, endsAt: shifts.endsAt })
      .from(shifts)
      .where(and(eq(shifts.communityId, communityId), eq(shifts.roundId, roundId)));
    const kind = kindsOf(all, held.timeZone).find((k) => k.key === input.when);
    const meant = kind?.shifts ?? all.filter((s) => s.id === input.when);
    if (!meant.length) throw new Refusal("choose", { field: "when" });
    await tx
      .insert(shiftAbsences)
      .values(meant.map((s) => ({ communityId, shiftId: s.id, teamId: input.team })))
      .onConflictDoNothing();
    await tell(held, "absences_changed", { shifts: meant.length });
  });
}

/** Which absence: a shift and a team, as one value of a button. */
export const presenceInput = z.object({
  key: submissionKey,
  round: id,
  absence: z
    .string()
    .regex(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/, { error: "choose" })
    .transform((v) => ({ shift: v.slice(0, 36), team: v.slice(37) }))
    .refine((v) => id.safeParse(v.shift).success && id.safeParse(v.team).success, { params: { key: "choose" } }),
});

/** Says that a team goes after all. */
export async function endAbsence(viewer: Viewer, input: z.output<typeof presenceInput>): Promise<void> {
  const { key, round, absence } = input;
  await arrange(viewer, { round, key, command: "endAbsence", content: absence }, async (held) => {
    await isTeamOf(held, absence.team);
    await held.tx
      .delete(shiftAbsences)
      .where(
        and(
          eq(shiftAbsences.communityId, held.round.communityId),
          eq(shiftAbsences.shiftId, absence.shift),
          eq(shiftAbsences.teamId, absence.team),
        ),
      );
    await tell(held, "absences_changed", { shifts: 1 });
  });
}

async function isTeamOf({ tx, round }: HeldRound, team: string): Promise<void> {
  const [found] = await tx
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.communityId, round.communityId), eq(teams.roundId, round.id), eq(teams.id, team)));
  if (!found) throw new Refusal("choose", { field: "team" });
}
