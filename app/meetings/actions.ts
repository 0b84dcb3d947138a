"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import * as agenda from "#domain/meeting/agenda.ts";
import { attendanceInput, takeAttendance } from "#domain/meeting/attendance.ts";
import { beginInput, beginMeeting } from "#domain/meeting/begin.ts";
import * as calling from "#domain/meeting/call.ts";
import { chooseInput, chooseTimes, proposeTimesInput, proposeTimes as proposeTo } from "#domain/meeting/choose.ts";
import * as inviting from "#domain/meeting/invite.ts";
import { makeMeasure, measureInput } from "#domain/meeting/measure.ts";
import * as minutes from "#domain/meeting/minutes.ts";
import * as sending from "#domain/meeting/send.ts";
import { action } from "../forms.ts";

const at = (meeting: string) => `/meetings/${meeting}`;

/** In place where the page is alive; without scripts the page is shown anew. */
async function show(path: string): Promise<Partial<FormState>> {
  if (!(await headers()).has("next-action")) redirect(path);
  refresh();
  return {};
}

export const begin = action(beginInput, async (input, viewer) => {
  redirect(at(await beginMeeting(viewer, input)));
});

export const choose = action(chooseInput, async (input, viewer) => {
  await chooseTimes(viewer, input);
  return show(at(input.meeting));
});

export const proposeTimes = action(proposeTimesInput, async (input, viewer) => {
  await proposeTo(viewer, input);
  return show(at(input.meeting));
});

export const call = action(calling.callInput, async (input, viewer) => {
  await calling.callMeeting(viewer, input);
  return show(at(input.meeting));
});

export const move = action(calling.moveInput, async (input, viewer) => {
  await calling.moveMeeting(viewer, input);
  return show(at(input.meeting));
});

export const cancel = action(calling.cancelInput, async (input, viewer) => {
  await calling.cancelMeeting(viewer, input);
  return show(at(input.meeting));
});

export const hold = action(calling.meetingInput, async (input, viewer) => {
  await calling.holdMeeting(viewer, input);
  redirect(`${at(input.meeting)}/minutes`);
});

export const invite = action(inviting.inviteInput, async (input, viewer) => {
  await inviting.invite(viewer, input);
  return show(at(input.meeting));
});

export const uninvite = action(inviting.uninviteInput, async (input, viewer) => {
  await inviting.uninvite(viewer, input);
  return show(at(input.meeting));
});

export const rsvp = action(inviting.rsvpInput, async (input, viewer) => {
  await inviting.rsvp(viewer, input);
  return show(at(input.meeting));
});

export const addPoint = action(agenda.pointInput, async (input, viewer) => {
  await agenda.addPoint(viewer, input);
  return show(`${at(input.meeting)}#agenda`);
});

export const takeOffered = action(agenda.offeredInput, async (input, viewer) => {
  await agenda.takeOffered(viewer, input);
  return show(`${at(input.meeting)}#agenda`);
});

export const actOnPoint = action(agenda.pointActInput, async (input, viewer) => {
  await agenda.actOnPoint(viewer, input);
  return show(`${at(input.meeting)}#agenda`);
});

/** Somebody was faster: both texts stand side by side, and what was typed is kept. */
async function unlessChanged(work: Promise<void>): Promise<Partial<FormState> | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof minutes.LineChanged)) throw error;
    const t = await getTranslations("minutes");
    const { body, version, writtenBy, removed } = error.line;
    return {
      error: t("changedMeanwhile", { who: writtenBy ?? t("someone") }),
      shown: { theirs: removed ? t("takenOut") : body, version: String(version) },
    };
  }
}

export const addLine = action(minutes.lineInput, async (input, viewer) => {
  await minutes.addLine(viewer, input);
  return show(`${at(input.meeting)}/minutes#write`);
});

export const changeLine = action(minutes.changeLineInput, async (input, viewer) => {
  const changed = await unlessChanged(minutes.changeLine(viewer, input));
  if (changed) return changed;
  redirect(`${at(input.meeting)}/minutes#line-${input.line}`);
});

export const removeLine = action(minutes.removeLineInput, async (input, viewer) => {
  const changed = await unlessChanged(minutes.removeLine(viewer, input));
  if (changed) return changed;
  redirect(`${at(input.meeting)}/minutes`);
});

export const measure = action(measureInput, async (input, viewer) => {
  await makeMeasure(viewer, input);
  return show(`${at(input.meeting)}/minutes#line-${input.line}`);
});

export const attendance = action(attendanceInput, async (input, viewer) => {
  await takeAttendance(viewer, input);
  return show(`${at(input.meeting)}/minutes#there`);
});

export const send = action(sending.sendInput, async (input, viewer) => {
  await sending.sendMinutes(viewer, input);
  redirect(`${at(input.meeting)}/minutes`);
});

export const correct = action(calling.meetingInput, async (input, viewer) => {
  await sending.correctMinutes(viewer, input);
  redirect(`${at(input.meeting)}/minutes`);
});

export const object = action(sending.objectInput, async (input, viewer) => {
  await sending.objectTo(viewer, input);
  return show(`${at(input.meeting)}/minutes#objections`);
});

export const answerObjection = action(sending.answerObjectionInput, async (input, viewer) => {
  await sending.answerObjection(viewer, input);
  return show(`${at(input.meeting)}/minutes#objections`);
});

export const settle = action(calling.meetingInput, async (input, viewer) => {
  await sending.settleMinutes(viewer, input);
  return show(`${at(input.meeting)}/minutes`);
});
