"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import * as carrying from "#domain/measure/carry.ts";
import * as told from "#domain/told/answer.ts";
import * as ending from "#domain/works/end.ts";
import * as paying from "#domain/works/pay.ts";
import * as stages from "#domain/works/stage.ts";
import { action } from "../../../forms.ts";

/** The page stays, brought up to date, and says that it was done. */
async function saved(done: "saved" | "thanks" = "saved"): Promise<Partial<FormState>> {
  const t = await getTranslations("works");
  if ((await headers()).has("next-action")) refresh();
  return { done: t(`done.${done}`) };
}

export const beginMeasure = action(carrying.beginInput, async (input, viewer) => {
  await carrying.beginMeasure(viewer, input);
  return saved();
});

export const finishMeasure = action(carrying.finishInput, async (input, viewer) => {
  await carrying.finishMeasure(viewer, input);
  return saved();
});

export const resumeMeasure = action(carrying.resumeInput, async (input, viewer) => {
  await carrying.resumeMeasure(viewer, input);
  return saved();
});

export const dropMeasure = action(carrying.dropInput, async (input, viewer) => {
  await carrying.dropMeasure(viewer, input);
  return saved();
});

export const delayMeasure = action(carrying.delayInput, async (input, viewer) => {
  await carrying.delayMeasure(viewer, input);
  return saved();
});

export const chooseStage = action(stages.chooseInput, async (input, viewer) => {
  await stages.chooseStage(viewer, input);
  return saved();
});

export const removeStage = action(stages.removeInput, async (input, viewer) => {
  await stages.removeStage(viewer, input);
  return saved();
});

export const beginStage = action(stages.beginInput, async (input, viewer) => {
  await stages.beginStage(viewer, input);
  return saved();
});

export const finishStage = action(stages.finishInput, async (input, viewer) => {
  await stages.finishStage(viewer, input);
  return saved();
});

export const resumeStage = action(stages.resumeInput, async (input, viewer) => {
  await stages.resumeStage(viewer, input);
  return saved();
});

export const delayStage = action(stages.delayInput, async (input, viewer) => {
  await stages.delayStage(viewer, input);
  return saved();
});

export const recordPayment = action(paying.payInput, async (input, viewer) => {
  await paying.recordPayment(viewer, input);
  return saved();
});

export const counterPayment = action(paying.counterInput, async (input, viewer) => {
  await paying.counterPayment(viewer, input);
  return saved();
});

export const carryOut = action(ending.endInput, async (input, viewer) => {
  await ending.carryOut(viewer, input);
  return saved();
});

export const answer = action(told.answerInput, async (input, viewer) => {
  await told.answerOnline(viewer, input);
  return saved("thanks");
});
