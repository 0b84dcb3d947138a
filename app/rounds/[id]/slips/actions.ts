"use server";

import { redirect } from "next/navigation";
import { makeSlips, slipsInput } from "#domain/wish/print.ts";
import { action } from "../../../forms.ts";

export const make = action(slipsInput, async (input, viewer) => {
  await makeSlips(viewer, input);
  const query = new URLSearchParams({ for: input.occasion });
  for (const entrance of input.entrances) query.append("entrance", entrance);
  redirect(`/rounds/${input.round}/slips/print?${query}`);
});
