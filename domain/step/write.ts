import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { concernSteps } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { timeZoneOf } from "../concern/zone.ts";
import {
  clockTime,
  concernNumber,
  line,
  localDay,
  optionalId,
  optionalText,
  orNull,
  submissionKey,
  ticked,
} from "../input.ts";
import { Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { type Followed, note, onAccompanied, stepIn } from "./hold.ts";
import { papersOf, untimedHour } from "./rules.ts";

/** So many steps are one way; what needs more is several concerns. */
const stepsMost = 40;

export const stepInput = z.object({
  key: submissionKey,
  number: concernNumber,
  /** The one that is changed; none: a new one. */
  step: optionalId,
  title: line(120),
  papers: optionalText(1000),
  day: orNull(localDay),
  time: orNull(clockTime),
  place: optionalText(120),
  officer: optionalId,
  generic: ticked,
});

/** Adds a step, or changes one. */
export async function writeStep(viewer: Viewer, input: z.output<typeof stepInput>): Promise<void> {
  const { key, number, ...content } = input;
  await onAccompanied(viewer, { number, key, command: "step.write", content }, async (held) => {
    const { tx, concern, id } = held;
    if (input.time && !input.day) throw new Refusal("dayToo", { field: "day" });
    const before = input.step ? await stepIn(held, input.step) : null;
    const at = input.day ? momentOf(`${input.day}T${input.time ?? untimedHour}`, timeZoneOf(held)) : null;
    const moved = at?.getTime() !== before?.at?.getTime();
    if (at && moved && at.getTime() < Date.now() - 86_400_000) throw new Refusal("past", { field: "day" });
    const values = {
      title: input.title,
      papers: papersOf(input.papers ?? "").join("\n"),
      at,
      timed: input.time !== null,
      place: input.place,
      officerId: input.officer,
      generic: input.generic,
    };
    if (!before) {
      await add(held, [{ id, ...values }]);
      return;
    }
    await tx
      .update(concernSteps)
      // Other words than those of the explanation: its other languages say something else.
      .set({ ...values, titles: before.title === input.title ? before.titles : null })
      .where(and(eq(concernSteps.communityId, concern.communityId), eq(concernSteps.id, before.id)));
    await note(held, "step_changed", { step: before.id, ...(at ? { at: at.toISOString() } : {}) });
  });
}

type Fresh = Partial<typeof concernSteps.$inferInsert> & { id: string; title: string };

/** Puts steps at the end. @throws Refusal `tooManySteps` */
export async function add(held: Followed, fresh: Fresh[]): Promise<void> {
  const { tx, viewer, concern, following } = held;
  const [last] = await tx.execute<{ n: number; ordinal: number }>(sql`
    select count(*)::int as n, coalesce(max(ordinal), 0) as ordinal from concern_steps
    where community_id = ${concern.communityId} and following_id = ${following}`);
  if ((last?.n ?? 0) + fresh.length > stepsMost) throw new Refusal("tooManySteps", { params: { max: stepsMost } });
  for (const [i, step] of fresh.entries()) {
    await tx.insert(concernSteps).values({
      papers: "",
      ...step,
      communityId: concern.communityId,
      followingId: following,
      concernId: concern.id,
      ordinal: (last?.ordinal ?? 0) + i + 1,
      createdBy: viewer.user?.id ?? null,
    });
    await note(held, "step_added", { step: step.id });
  }
}
