import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { shifts } from "#db/schema/index.ts";
import { databaseError } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { clockTime, id, localDay, several, submissionKey, ticked } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { concreteShifts, insertShifts, mostShifts } from "./create.ts";
import { arrange, type HeldRound, tell } from "./hold.ts";
import { checkPattern, momentAt, patternFields, readPattern, type ShiftTime } from "./pattern.ts";

export const removeShiftsInput = z.object({
  key: submissionKey,
  round: id,
  shifts: several(id, mostShifts).refine((v) => v.length > 0, { params: { key: "chooseShift" } }),
  sure: ticked,
});

/**
 * Takes shifts out of a round. Visits that are planned in them stay planned: it takes a second word to do that.
 * @returns how many were taken out, and how many entrances have lost the last time at which their guide could come
 */
export async function removeShifts(
  viewer: Viewer,
  { key, round, ...content }: z.output<typeof removeShiftsInput>,
): Promise<{ removed: number; guideless: number }> {
  return arrange(viewer, { round, key, command: "removeShifts", content }, async (held) => {
    const { tx } = held;
    const { communityId, id: roundId } = held.round;
    const chosen = sql`community_id = ${communityId} and round_id = ${roundId} and id = any (${`{${content.shifts.join(",")}}`}::uuid[])`;
    const [planned] = await tx.execute<{ count: number }>(sql`
      select count(*)::int as count from visits v join (select * from shifts where ${chosen}) s
        on s.community_id = v.community_id and v.starts_at >= s.starts_at and v.starts_at < s.ends_at
      where v.round_id = ${roundId} and v.status = 'planned' and v.starts_at > now()`);
    if (planned?.count && !content.sure)
      throw new Refusal("shiftsHaveVisits", { field: "sure", params: { count: planned.count } });
    const [guided] = await tx.execute<{ count: number }>(sql`
      select count(*)::int as count from (
        select g.entrance_id from guide_shifts g join shifts s on s.community_id = g.community_id and s.id = g.shift_id
        where s.community_id = ${communityId} and s.round_id = ${roundId}
        group by g.entrance_id having bool_and(s.id = any (${`{${content.shifts.join(",")}}`}::uuid[]))) e`);
    const gone = await tx
      .delete(shifts)
      .where(and(eq(shifts.communityId, communityId), eq(shifts.roundId, roundId), inArray(shifts.id, content.shifts)))
      .returning({ id: shifts.id });
    await tell(held, "shifts_changed", { removed: gone.length, visits: planned?.count ?? 0 });
    return { removed: gone.length, guideless: guided?.count ?? 0 };
  });
}

export const addShiftInput = z
  .object({ key: submissionKey, round: id, day: localDay, from: clockTime, to: clockTime })
  .refine((v) => v.to > v.from, { path: ["to"], params: { key: "endsBeforeStart" } });

/** Adds one shift. */
export async function addShift(viewer: Viewer, input: z.output<typeof addShiftInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "addShift", content }, async (held) => {
    within(held, input.day, "day");
    const shift = {
      startsAt: momentAt(input.day, input.from, held.timeZone),
      endsAt: momentAt(input.day, input.to, held.timeZone),
    };
    // An hour that a change of clocks leaves out.
    if (shift.startsAt >= shift.endsAt) throw new Refusal("noShifts", { field: "from" });
    if ((await add(held, [shift])) === 0) throw new Refusal("shiftsOverlap", { field: "from" });
  });
}

export const addPatternInput = z
  .object({ key: submissionKey, round: id, startsOn: localDay, endsOn: localDay, ...patternFields })
  .superRefine((v, context) => {
    if (v.endsOn < v.startsOn)
      context.addIssue({ code: "custom", path: ["endsOn"], params: { key: "lastBeforeFirst" } });
    checkPattern(v, context);
  });

/** Adds the shifts of a pattern; where one is there already, it stays as it is. @returns how many were added */
export async function addPattern(
  viewer: Viewer,
  input: z.output<typeof addPatternInput>,
): Promise<{ added: number; there: number }> {
  const { key, round, ...content } = input;
  return arrange(viewer, { round, key, command: "addPattern", content }, async (held) => {
    within(held, input.startsOn, "startsOn");
    within(held, input.endsOn, "endsOn");
    const times = concreteShifts(readPattern(input).spans, input.startsOn, input.endsOn, held.timeZone);
    const added = await add(held, times);
    return { added, there: times.length - added };
  });
}

function within({ round }: HeldRound, day: string, field: string): void {
  if (day < round.startsOn || day > round.endsOn) throw new Refusal("outsideRound", { field });
}

/** Adds those that meet no shift of the round. @returns how many */
async function add(held: HeldRound, times: ShiftTime[]): Promise<number> {
  const { tx, submission } = held;
  const { communityId, id: roundId } = held.round;
  const there = await tx
    .select({ startsAt: shifts.startsAt, endsAt: shifts.endsAt })
    .from(shifts)
    .where(and(eq(shifts.communityId, communityId), eq(shifts.roundId, roundId)));
  const free = times.filter((a) => !there.some((b) => a.startsAt < b.endsAt && b.startsAt < a.endsAt));
  if (there.length + free.length > mostShifts)
    throw new Refusal("tooManyShifts", { params: { count: there.length + free.length, max: mostShifts } });
  try {
    await insertShifts(tx, { communityId, roundId }, free, submission);
  } catch (error) {
    if (databaseError(error)?.code === "23P01") throw new Refusal("shiftsOverlap");
    throw error;
  }
  if (free.length) await tell(held, "shifts_changed", { added: free.length });
  return free.length;
}
