"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import * as absence from "#domain/round/absence.ts";
import * as act from "#domain/round/act.ts";
import * as changing from "#domain/round/change.ts";
import * as creating from "#domain/round/create.ts";
import * as guides from "#domain/round/guides.ts";
import * as shifts from "#domain/round/shifts.ts";
import * as teams from "#domain/round/teams.ts";
import { action } from "../forms.ts";

/** The page stays, brought up to date, and says what was done. */
async function stays(done: string): Promise<Partial<FormState>> {
  if ((await headers()).has("next-action")) refresh();
  return { done };
}

const words = () => getTranslations("arrange");
const saved = async () => stays((await words())("saved"));

/** How a new team is called. */
async function numbered(): Promise<(number: number) => string> {
  const t = await words();
  return (number) => t("teamName", { number });
}

export const create = action(creating.createInput, async (input, viewer) => {
  redirect(`/rounds/${await creating.createRound(viewer, input, await numbered())}/arrange?created=1`);
});

export const change = action(changing.changeInput, async (input, viewer) => {
  await changing.changeRound(viewer, input);
  return saved();
});

export const saveTeams = action(teams.teamsInput, async (input, viewer) => {
  await teams.saveTeams(viewer, input, await numbered());
  return saved();
});

export const removeShifts = action(shifts.removeShiftsInput, async (input, viewer) => {
  const { removed, guideless } = await shifts.removeShifts(viewer, input);
  const t = await words();
  return stays(
    [t("removedShifts", { count: removed }), guideless ? t("guideless", { count: guideless }) : ""].join(" "),
  );
});

export const addShift = action(shifts.addShiftInput, async (input, viewer) => {
  await shifts.addShift(viewer, input);
  return stays((await words())("addedShifts", { added: 1, there: 0 }));
});

export const addPattern = action(shifts.addPatternInput, async (input, viewer) => {
  return stays((await words())("addedShifts", await shifts.addPattern(viewer, input)));
});

export const addAbsence = action(absence.absenceInput, async (input, viewer) => {
  await absence.addAbsence(viewer, input);
  return saved();
});

export const endAbsence = action(absence.presenceInput, async (input, viewer) => {
  await absence.endAbsence(viewer, input);
  return saved();
});

export const addGuide = action(guides.addGuideInput, async (input, viewer) => {
  await guides.addGuide(viewer, input);
  return saved();
});

export const changeGuide = action(guides.changeGuideInput, async (input, viewer) => {
  await guides.changeGuide(viewer, input);
  return saved();
});

export const removeGuide = action(guides.removeGuideInput, async (input, viewer) => {
  await guides.removeGuide(viewer, input);
  return saved();
});

export const setGuideShifts = action(guides.guideShiftsInput, async (input, viewer) => {
  await guides.setGuideShifts(viewer, input);
  return saved();
});

export const begin = action(act.roundInput, async (input, viewer) => {
  await act.beginRound(viewer, input);
  redirect(`/rounds/${input.round}`);
});

export const close = action(act.roundInput, async (input, viewer) => {
  await act.closeRound(viewer, input);
  redirect(`/rounds/${input.round}`);
});

export const reopen = action(act.roundInput, async (input, viewer) => {
  await act.reopenRound(viewer, input);
  redirect(`/rounds/${input.round}`);
});
