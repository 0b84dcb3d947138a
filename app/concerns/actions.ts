"use server";

import { redirect } from "next/navigation";
import { dropViewInput, dropView as dropViewOf, saveViewInput, saveView as saveViewOf } from "#domain/view/saved.ts";
import { action } from "../forms.ts";

export const saveView = action(saveViewInput, async (input, viewer) => {
  await saveViewOf(viewer, input);
  redirect(`/concerns?${input.query}`);
});

export const dropView = action(dropViewInput, async (input, viewer) => {
  await dropViewOf(viewer, input);
  redirect("/concerns");
});
