"use server";

import { redirect } from "next/navigation";
import { savedInput, saveReply } from "#domain/thread/saved.ts";
import { action } from "../forms.ts";

export const save = action(savedInput, async (input, viewer) => {
  await saveReply(viewer, input);
  redirect("/replies?done=1");
});
