"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { getTranslations } from "#components/i18n.ts";
import { raise as raiseConcern, raiseInput } from "#domain/concern/raise.ts";
import { id } from "#domain/input.ts";
import { codeInput, handOutCode } from "#domain/resident/code.ts";
import { answerAtDoor, doorInput } from "#domain/told/answer.ts";
import { addNote, noteInput } from "#domain/visit/notes.ts";
import { planInput, planVisit } from "#domain/visit/plan.ts";
import { readHouseholdContact } from "#domain/visit/read.ts";
import { cancelVisit, recordInput, recordVisit, undoInput, undo as undoOutcome } from "#domain/visit/record.ts";
import { rescheduleInput, reschedule as rescheduleVisit } from "#domain/visit/reschedule.ts";
import { addVoiceFor, doorVoiceInput, dropVoiceFor } from "#domain/visit/voice.ts";
import { action } from "../forms.ts";
import { requestLocale } from "../i18n.ts";

async function shown(visit: string): Promise<undefined> {
  if ((await headers()).has("next-action")) return refresh() as undefined;
  redirect(`/visits/${visit}`);
}

export const plan = action(planInput, async (input, viewer) => {
  redirect(`/visits/${await planVisit(viewer, input)}`);
});

export const record = action(recordInput, async (input, viewer) => {
  await recordVisit(viewer, input);
  return shown(input.visit);
});

export const note = action(noteInput, async (input, viewer) => {
  await addNote(viewer, input);
  return shown(input.visit);
});

export const reschedule = action(rescheduleInput, async (input, viewer) => {
  redirect(`/visits/${(await rescheduleVisit(viewer, input)) ?? input.visit}`);
});

export const undo = action(undoInput, async (input, viewer) => {
  await undoOutcome(viewer, input);
  return shown(input.visit);
});

export const cancel = action(undoInput, async (input, viewer) => {
  await cancelVisit(viewer, input);
  return shown(input.visit);
});

export const voice = action(doorVoiceInput, async (input, viewer) => {
  await addVoiceFor(viewer, input);
  return shown(input.visit);
});

export const dropVoice = action(doorVoiceInput, async (input, viewer) => {
  await dropVoiceFor(viewer, input);
  return shown(input.visit);
});

/** A concern raised at the door, for the household: entered in seconds, sorted later. */
export const raise = action(raiseInput, async (input, viewer) => {
  const { number } = await raiseConcern(viewer, input, await requestLocale());
  const t = await getTranslations("visit");
  if ((await headers()).has("next-action")) refresh();
  return { done: t("raised", { number }) };
});

/** What the household says of what was done. */
export const told = action(doorInput, async (input, viewer) => {
  await answerAtDoor(viewer, input);
  return shown(input.visit);
});

export const handCode = action(codeInput, async (input, viewer) => ({
  shown: { code: await handOutCode(viewer, input) },
}));

export const contact = action(z.object({ visit: id }), async ({ visit }, viewer) => {
  const found = await readHouseholdContact(viewer, visit);
  const t = await getTranslations("visit");
  const people = found.people === null ? null : t("people", { count: found.people });
  const toCall = found.wishPhone === null ? null : t("wishPhone", { phone: found.wishPhone });
  const parts = [found.holder, found.phone, toCall, people, found.rented ? t("rented") : null, found.remark].filter(
    Boolean,
  );
  return { shown: { contact: parts.join(" · ") || t("noContact") } };
});
