"use server";

import { redirect } from "next/navigation";
import { makeSlip, oneSlipInput } from "#domain/wish/print.ts";
import { action } from "../../../forms.ts";

export const makeOne = action(oneSlipInput, async (input, viewer) => {
  await makeSlip(viewer, input);
  redirect(`/visits/${input.visit}/slip`);
});
