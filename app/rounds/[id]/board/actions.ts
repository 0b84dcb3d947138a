"use server";

import { redirect } from "next/navigation";
import { roundOfVisit } from "#domain/round/board.ts";
import { moveInput, moveVisit } from "#domain/visit/move.ts";
import { action } from "../../../forms.ts";

export const move = action(moveInput, async (input, viewer) => {
  const was = await moveVisit(viewer, input);
  const { round, shift } = await roundOfVisit(viewer, input.visit);
  const back = new URLSearchParams({ moved: input.visit, ...(was.team && { team: was.team }), at: was.startsAt });
  if (shift) back.set("shift", shift);
  redirect(`/rounds/${round}/board?${back}`);
});
