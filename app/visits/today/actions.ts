"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { answerAtDoor, doorInput } from "#domain/told/answer.ts";
import { floorInput, nobodyHome as nobodyHomeAt, takeBack as takeBackAt } from "#domain/visit/floor.ts";
import { addNote, noteInput } from "#domain/visit/notes.ts";
import { recordInput, recordVisit, undoInput, undo as undoOutcome } from "#domain/visit/record.ts";
import { reschedule, rescheduleInput } from "#domain/visit/reschedule.ts";
import { settle as settleConflict, settleInput } from "#domain/visit/settle.ts";
import { action } from "../../forms.ts";
import { safeNext } from "../../session.ts";

/** The sheet goes on with its next door. */
async function goOn(): Promise<undefined> {
  const head = await headers();
  if (head.has("next-action")) return refresh() as undefined;
  const from = head.get("referer");
  redirect(from && URL.canParse(from) ? safeNext(new URL(from).pathname + new URL(from).search) : "/visits/today");
}

export const record = action(recordInput, async (input, viewer) => {
  await recordVisit(viewer, input);
  return goOn();
});

export const nobodyHome = action(floorInput, async (input, viewer) => {
  await nobodyHomeAt(viewer, input);
  return goOn();
});

export const takeBack = action(floorInput, async (input, viewer) => {
  await takeBackAt(viewer, input);
  return goOn();
});

export const note = action(noteInput, async (input, viewer) => {
  await addNote(viewer, input);
  return goOn();
});

export const undo = action(undoInput, async (input, viewer) => {
  await undoOutcome(viewer, input);
  return goOn();
});

export const later = action(rescheduleInput, async (input, viewer) => {
  await reschedule(viewer, input);
  return goOn();
});

export const told = action(doorInput, async (input, viewer) => {
  await answerAtDoor(viewer, input);
  return goOn();
});

export const settle = action(settleInput, async (input, viewer) => {
  await settleConflict(viewer, input);
  return goOn();
});
