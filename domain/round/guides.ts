import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { entrances, guideShifts, guides, shifts } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, optionalText, orNull, phone, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { mostShifts } from "./create.ts";
import { arrange, type HeldRound, tell } from "./hold.ts";
import { kindsOf } from "./pattern.ts";

const person = { name: line(40), phone: orNull(phone), remark: optionalText(200) };
const place = { key: submissionKey, round: id, entrance: id };

export const addGuideInput = z.object({ ...place, ...person });

/** Writes down who introduces the officers at an entrance. The guides of an entrance are the same in every round. */
export async function addGuide(viewer: Viewer, input: z.output<typeof addGuideInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "addGuide", content }, async (held) => {
    await isEntrance(held, input.entrance);
    const { name, phone: number, remark } = input;
    await held.tx.insert(guides).values({
      communityId: held.round.communityId,
      id: held.submission,
      entranceId: input.entrance,
      name,
      phone: number,
      remark,
    });
    await tell(held, "guides_changed", { added: 1 });
  });
}

export const changeGuideInput = z.object({ ...place, guide: id, ...person });

export async function changeGuide(viewer: Viewer, input: z.output<typeof changeGuideInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "changeGuide", content }, async (held) => {
    const { name, phone: number, remark } = input;
    const changed = await held.tx
      .update(guides)
      .set({ name, phone: number, remark })
      .where(thisGuide(held, input))
      .returning({ id: guides.id });
    if (!changed.length) throw new NotFound();
    await tell(held, "guides_changed", { changed: 1 });
  });
}

export const removeGuideInput = z.object({ ...place, guide: id });

export async function removeGuide(viewer: Viewer, input: z.output<typeof removeGuideInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "removeGuide", content }, async (held) => {
    const gone = await held.tx.delete(guides).where(thisGuide(held, input)).returning({ id: guides.id });
    if (!gone.length) throw new NotFound();
    await tell(held, "guides_changed", { removed: 1 });
  });
}

const thisGuide = ({ round }: HeldRound, { entrance, guide }: { entrance: string; guide: string }) =>
  and(eq(guides.communityId, round.communityId), eq(guides.entranceId, entrance), eq(guides.id, guide));

export const guideShiftsInput = z
  .object({
    ...place,
    when: z.enum(["any", "only"], { error: "choose" }),
    kinds: several(z.string().max(20), 100),
    shifts: several(id, mostShifts),
  })
  .refine((v) => v.when === "any" || v.kinds.length + v.shifts.length > 0, {
    path: ["when"],
    params: { key: "chooseShift" },
  });

/** Says in which shifts of a round an entrance's guide comes: whole kinds, single ones, or whenever the team does. */
export async function setGuideShifts(viewer: Viewer, input: z.output<typeof guideShiftsInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "guideShifts", content }, async (held) => {
    const { tx } = held;
    const { communityId, id: roundId } = held.round;
    await isEntrance(held, input.entrance);
    const all = await tx
      .select({ id: shifts.id, startsAt: shifts.startsAt, endsAt: shifts.endsAt })
      .from(shifts)
      .where(and(eq(shifts.communityId, communityId), eq(shifts.roundId, roundId)));
    const ofKinds = kindsOf(all, held.timeZone)
      .filter((kind) => input.kinds.includes(kind.key))
      .flatMap((kind) => kind.shifts.map((s) => s.id));
    const meant = new Set([...ofKinds, ...all.map((s) => s.id).filter((shift) => input.shifts.includes(shift))]);
    if (input.when === "only" && !meant.size) throw new Refusal("choose", { field: "when" });
    await tx.execute(sql`
      delete from guide_shifts g using shifts s where g.community_id = ${communityId} and g.entrance_id = ${input.entrance}
        and s.community_id = g.community_id and s.id = g.shift_id and s.round_id = ${roundId}`);
    if (input.when === "only")
      await tx
        .insert(guideShifts)
        .values([...meant].map((shiftId) => ({ communityId, entranceId: input.entrance, shiftId })));
    await tell(held, "guide_shifts_changed", { shifts: input.when === "only" ? meant.size : 0 });
  });
}

async function isEntrance({ tx, round }: HeldRound, entrance: string): Promise<void> {
  const [found] = await tx
    .select({ id: entrances.id })
    .from(entrances)
    .where(and(eq(entrances.communityId, round.communityId), eq(entrances.id, entrance)));
  if (!found) throw new NotFound();
}
