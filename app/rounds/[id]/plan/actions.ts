"use server";

import { redirect } from "next/navigation";
import { agreeToPlan, askForPlan, giveUpPlan, planInput, proposeInput, stopPlan } from "#domain/round/propose.ts";
import { action } from "../../../forms.ts";

export const ask = action(proposeInput, async (input, viewer) => {
  await askForPlan(viewer, input);
  redirect(`/rounds/${input.round}/plan`);
});

export const stop = action(planInput, async (input, viewer) => {
  redirect(`/rounds/${await stopPlan(viewer, input)}/plan`);
});

export const agree = action(planInput, async (input, viewer) => {
  redirect(`/rounds/${await agreeToPlan(viewer, input)}/plan`);
});

export const giveUp = action(planInput, async (input, viewer) => {
  redirect(`/rounds/${await giveUpPlan(viewer, input)}/plan`);
});
