"use server";

import { redirect } from "next/navigation";
import { mergeInput, merge as mergeOne } from "#domain/concern/merge.ts";
import { action } from "../../../forms.ts";

export const merge = action(mergeInput, async (input, viewer) => {
  await mergeOne(viewer, input);
  return redirect(`/concerns/${input.number}`);
});
