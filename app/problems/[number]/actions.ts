"use server";

import { redirect } from "next/navigation";
import { addConcerns, addInput } from "#domain/problem/add.ts";
import { closeInput, closeProblem, reopenInput, reopenProblem } from "#domain/problem/close.ts";
import { handOverInput, handOverProblem, nextInput, setNextOfProblem } from "#domain/problem/hand-over.ts";
import { hideInput, hide as hideProblem, publishInput, publish as publishProblem } from "#domain/problem/publish.ts";
import { renameInput, rename as renameProblem } from "#domain/problem/rename.ts";
import { seatInput, seat as seatUnits, unseatInput, unseat as unseatUnit } from "#domain/problem/seat.ts";
import { stepInput, stepOn } from "#domain/problem/step.ts";
import { takeOut as takeOutConcerns, takeOutInput } from "#domain/problem/take-out.ts";
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
