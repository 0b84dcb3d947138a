"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { emptyState } from "#components/ui/form-state.ts";
import { addConcerns, addInput } from "#domain/problem/add.ts";
import { closeInput, closeProblem, reopenInput, reopenProblem } from "#domain/problem/close.ts";
import { handOverInput, handOverProblem, nextInput, setNextOfProblem } from "#domain/problem/hand-over.ts";
import { hideInput, hide as hideProblem, publishInput, publish as publishProblem } from "#domain/problem/publish.ts";
import { renameInput, rename as renameProblem } from "#domain/problem/rename.ts";
import { sayInput, sayOnProblem } from "#domain/problem/say.ts";
import { seatInput, seat as seatUnits, unseatInput, unseat as unseatUnit } from "#domain/problem/seat.ts";
import { stepInput, stepOn } from "#domain/problem/step.ts";
import { takeOut as takeOutConcerns, takeOutInput } from "#domain/problem/take-out.ts";
import { deleteInput, deleteMessage } from "#domain/thread/delete.ts";
import { saveDraft } from "#domain/thread/draft.ts";
import { editInput, edit as editMessage } from "#domain/thread/edit.ts";
import { whereInput } from "#domain/thread/where.ts";
import { unlessCollided } from "../../collided.ts";
import { action } from "../../forms.ts";

const shown = (number: string): never => redirect(`/problems/${number}`);

export const step = action(stepInput, async (input, viewer) => {
  await stepOn(viewer, input);
  return shown(input.number);
});

export const next = action(nextInput, async (input, viewer) => {
  await setNextOfProblem(viewer, input);
  return shown(input.number);
});

export const add = action(addInput, async (input, viewer) => {
  await addConcerns(viewer, input);
  return shown(input.number);
});

export const takeOut = action(takeOutInput, async (input, viewer) => {
  await takeOutConcerns(viewer, input);
  return shown(input.number);
});

export const seat = action(seatInput, async (input, viewer) => {
  await seatUnits(viewer, input);
  return shown(input.number);
});

export const unseat = action(unseatInput, async (input, viewer) => {
  await unseatUnit(viewer, input);
  return shown(input.number);
});

export const publish = action(publishInput, async (input, viewer) => {
  await publishProblem(viewer, input);
  return shown(input.number);
});

export const hide = action(hideInput, async (input, viewer) => {
  await hideProblem(viewer, input);
  return shown(input.number);
});

export const handOver = action(handOverInput, async (input, viewer) => {
  await handOverProblem(viewer, input);
  return shown(input.number);
});

export const rename = action(renameInput, async (input, viewer) => {
  await renameProblem(viewer, input);
  return shown(input.number);
});

export const close = action(closeInput, async (input, viewer) => {
  await closeProblem(viewer, input);
  return shown(input.number);
});

export const reopen = action(reopenInput, async (input, viewer) => {
  await reopenProblem(viewer, input);
  return shown(input.number);
});

export const reply = action(sayInput, async (input, viewer) => {
  const collided = await unlessCollided(sayOnProblem(viewer, input));
  if (collided) return collided;
  // In place where the page is alive: one goes on reading where one was.
  if (!(await headers()).has("next-action")) return shown(input.number);
  refresh();
  return {};
});

const entry = z.coerce.number().int().min(0).catch(0);

export const edit = action(editInput.extend({ entry }), async (input, viewer) => {
  await editMessage(viewer, input);
  redirect(`/problems/${input.number}#e${input.entry}`);
});

export const takeBack = action(deleteInput.extend({ entry }), async (input, viewer) => {
  await deleteMessage(viewer, input);
  redirect(`/problems/${input.number}#e${input.entry}`);
});

const discard = action(whereInput, async ({ number }, viewer) => {
  await saveDraft(viewer, { number, body: "", audience: "everyone" });
  if (!(await headers()).has("next-action")) redirect(`/problems/${number}#reply`);
  refresh();
  return {};
});

export async function discardDraft(data: FormData): Promise<void> {
  await discard(emptyState, data);
}
