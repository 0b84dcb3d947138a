import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { onConcern } from "../concern/act.ts";
import { assign } from "../concern/assign.ts";
import { categoryKeys } from "../concern/category.ts";
import { close, closeInput } from "../concern/close.ts";
import { handOver, setNext, sortTo } from "../concern/steer.ts";
import { concernNumber, id, localTime, several, submissionKey, text } from "../input.ts";
import { changeLabels, labelsOf } from "../label/labels.ts";
import { NotFound, Refusal } from "../refusal.ts";

/** What can be done to several concerns at once. */
export const bulkActs = [
  "assign",
  "owner",
  "next",
  "urgency",
  "category",
  "private",
  "label",
  "unlabel",
  "close",
] as const;

export type BulkAct = (typeof bulkActs)[number];

/** So many at once at most. */
const bulkMost = 100;

/** The concerns that were chosen, in the address of the page. */
export const chosenInput = several(concernNumber, bulkMost);

/** Units proposed in the address, to be ticked and changed. */
export const proposedInput = several(id, 12);

const one = { numbers: chosenInput.refine((v) => v.length > 0, { params: { key: "chooseConcern" } }) };

/** What is to be done, without what only the last step asks for. */
export const planInput = z.discriminatedUnion("act", [
  z.object({
    ...one,
    act: z.literal("assign"),
    organizations: proposedInput.refine((v) => v.length > 0, { params: { key: "chooseUnit" } }),
    dueAt: localTime,
  }),
  z.object({ ...one, act: z.literal("owner"), owner: id }),
  z.object({ ...one, act: z.literal("next"), nextAt: localTime }),
  z.object({ ...one, act: z.literal("urgency"), urgency: z.enum(["normal", "urgent"], { error: "choose" }) }),
  z.object({ ...one, act: z.literal("category"), category: z.enum(categoryKeys, { error: "choose" }) }),
  z.object({ ...one, act: z.literal("private") }),
  z.object({ ...one, act: z.literal("label"), label: id }),
  z.object({ ...one, act: z.literal("unlabel"), label: id }),
  z.object({ ...one, act: z.literal("close"), reason: closeInput.shape.reason }),
]);

export type Plan = z.output<typeof planInput>;

/** Closing says a word to whoever raised it. */
const words = z.object({ key: submissionKey, body: z.string().optional() });

export const bulkInput = words.and(planInput).superRefine((input, context) => {
  if (input.act !== "close") return;
  const said = text(2000).safeParse(input.body ?? "");
  for (const issue of said.error?.issues ?? [])
    context.addIssue({ ...issue, path: ["body"] } as Parameters<typeof context.addIssue>[0]);
});

export type BulkResult = { done: string[]; left: { number: string; why: string }[] };

/**
 * Does the same to several concerns, each in a transaction of its own: what is refused on one does not keep the others
 * from being done. Sent twice, it is done once, and answers the same.
 */
export async function carryOutBulk(viewer: Viewer, input: z.output<typeof bulkInput>): Promise<BulkResult> {
  const result: BulkResult = { done: [], left: [] };
  for (const number of new Set(input.numbers)) {
    try {
      await onOne(viewer, { number, key: idFrom(input.key, number) }, input);
      result.done.push(number);
    } catch (error) {
      if (error instanceof Refusal) result.left.push({ number, why: error.code });
      else if (error instanceof NotFound) result.left.push({ number, why: "gone" });
      else throw error;
    }
  }
  return result;
}

function onOne(viewer: Viewer, on: { number: string; key: string }, input: z.output<typeof bulkInput>): Promise<void> {
  const held = (content: unknown, work: Parameters<typeof onConcern<void>>[2]) =>
    onConcern(viewer, { ...on, command: `bulk.${input.act}`, content }, work);
  switch (input.act) {
    case "assign":
      return assign(viewer, { ...on, organizations: input.organizations, dueAt: input.dueAt, note: null });
    case "owner":
      return handOver(viewer, { ...on, owner: input.owner });
    case "next":
      return setNext(viewer, { ...on, nextAt: input.nextAt, nextNote: null });
    case "urgency":
      return held(input.urgency, (h) => sortTo(h, { urgency: input.urgency }));
    case "category":
      return held(input.category, (h) => sortTo(h, { category: input.category }));
    case "private":
      return held("private", (h) => sortTo(h, { privacy: "private" }));
    case "label":
      return held(input.label, async (h) => {
        const has = await labelsOf(h);
        await changeLabels(h, { add: has.includes(input.label) ? [] : [input.label], remove: [] });
      });
    case "unlabel":
      return held(input.label, async (h) => {
        const has = await labelsOf(h);
        await changeLabels(h, { add: [], remove: has.includes(input.label) ? [input.label] : [] });
      });
    case "close":
      return close(viewer, { ...on, reason: input.reason, body: text(2000).parse(input.body ?? "") });
  }
}
