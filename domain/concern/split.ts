import { sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { duesOf, withinADay } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import type { Urgency } from "../deadline/target.ts";
import { record } from "../event.ts";
import { concernNumber, optionalText, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { onConcern, set, target, tell } from "./act.ts";
import { categoryKeys } from "./category.ts";
import { titleOf } from "./raise.ts";
import { type ConcernStatus, may } from "./rules.ts";
import { timeZoneOf } from "./zone.ts";

/** A letter becomes so many concerns of their own at most. */
export const splitParts = [1, 2, 3, 4] as const;

const category = z.enum(categoryKeys, { error: "choose" });

export const splitInput = z.object({
  key: submissionKey,
  number: concernNumber,
  body1: optionalText(4000),
  body2: optionalText(4000),
  body3: optionalText(4000),
  body4: optionalText(4000),
  category1: category,
  category2: category,
  category3: category,
  category4: category,
  /** What becomes of the letter. */
  letter: z.enum(["stays", "closed"], { error: "choose" }),
});

/**
 * Makes concerns of their own of the parts of a letter: of the same reporter, for the same eyes, each with its own text,
 * category and deadlines. The letter stays for the rest, or is closed.
 */
export async function split(viewer: Viewer, input: z.output<typeof splitInput>): Promise<void> {
  const { key, number, ...content } = input;
  const parts = splitParts.flatMap((n) => {
    const body = input[`body${n}`];
    return body ? [{ body, category: input[`category${n}`] }] : [];
  });
  const closes = input.letter === "closed";
  if (parts.length < (closes ? 2 : 1))
    throw new Refusal(closes ? "splitInTwo" : "splitNothing", { field: `body${parts.length + 1}` });
  await onConcern(viewer, { number, key, command: "concern.split", content }, async (held) => {
    const { tx, concern, id } = held;
    // What could be merged could be split.
    if (!may("merge", concern.status as ConcernStatus, held.capacities)) throw new Refusal("notNow");
    const office = await officeOf(tx, concern.communityId);
    const now = new Date();
    const made: string[] = [];
    for (const [i, { body, category: of }] of parts.entries()) {
      const part = idFrom(id, `part ${i}`);
      const dues = duesOf(office, { category: of, urgency: concern.urgency as Urgency, from: now });
      await tx.execute(sql`
        select app.split_concern(${concern.communityId}, ${concern.id}, ${part}, app.new_number(${timeZoneOf(held)}),
          ${titleOf(body)}, ${body}, ${of}, ${dues.answerDueAt.toISOString()}, ${dues.solveDueAt?.toISOString() ?? null},
          ${dues.remindAt?.toISOString() ?? null}, ${withinADay(office.calendar, now).toISOString()})`);
      await record(tx, {
        community: concern.communityId,
        subject: { type: "concern", id: part },
        kind: "split_off",
        audience: "everyone",
        actor: viewer.user?.id ?? null,
        data: { from: concern.id },
      });
      made.push(part);
    }
    const to = closes ? target(held, "close") : undefined;
    if (to)
      await set(held, {
        status: to,
        closeReason: "split",
        closedAt: now,
        nudges: 0,
        nextStep: null,
        nextNote: null,
        nextAt: null,
      });
    await tell(held, { kind: "split", to, data: { parts: made } });
  });
}
