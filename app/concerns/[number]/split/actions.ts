"use server";

import { redirect } from "next/navigation";
import { splitInput, split as splitLetter } from "#domain/concern/split.ts";
import { action } from "../../../forms.ts";

export const split = action(splitInput, async (input, viewer) => {
  await splitLetter(viewer, input);
  return redirect(`/concerns/${input.number}`);
});
