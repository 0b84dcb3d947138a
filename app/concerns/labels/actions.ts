"use server";

import { redirect } from "next/navigation";
import {
  addLabel,
  addLabelInput,
  dropLabel,
  dropLabelInput,
  renameLabel,
  renameLabelInput,
} from "#domain/label/labels.ts";
import { action } from "../../forms.ts";

export const add = action(addLabelInput, async (input, viewer) => {
  await addLabel(viewer, input);
  return redirect("/concerns/labels");
});

export const rename = action(renameLabelInput, async (input, viewer) => {
  await renameLabel(viewer, input);
  return redirect("/concerns/labels");
});

export const drop = action(dropLabelInput, async (input, viewer) => {
  await dropLabel(viewer, input);
  return redirect("/concerns/labels");
});
