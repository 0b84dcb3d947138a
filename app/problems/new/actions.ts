"use server";

import { redirect } from "next/navigation";
import { addConcerns, addInput } from "#domain/problem/add.ts";
import { createInput, createProblem } from "#domain/problem/create.ts";
import { action } from "../../forms.ts";

export const create = action(createInput, async (input, viewer) =>
  redirect(`/problems/${await createProblem(viewer, input)}`),
);

/** Puts the chosen concerns behind a problem that there is already. */
export const addTo = action(addInput, async (input, viewer) => {
  await addConcerns(viewer, input);
  return redirect(`/problems/${input.number}`);
});
