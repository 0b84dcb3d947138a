"use server";

import { redirect } from "next/navigation";
import { discard, discardInput, makeConcern, makeInput, putInput, putInto } from "#domain/letter/held.ts";
import { action } from "../forms.ts";

export const putLetterInto = action(putInput, async (input, viewer) => {
  await putInto(viewer, input);
  redirect(`/concerns/${input.number}`);
});

export const makeConcernOfLetter = action(makeInput, async (input, viewer) => {
  redirect(`/concerns/${await makeConcern(viewer, input)}`);
});

export const discardLetter = action(discardInput, async (input, viewer) => {
  await discard(viewer, input);
  redirect("/letters");
});
