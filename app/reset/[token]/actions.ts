"use server";

import { redirect } from "next/navigation";
import { reset, resetInput } from "#domain/account/reset.ts";
import { publicAction } from "../../forms.ts";

export const resetPassword = publicAction(resetInput, async (input) => {
  await reset(input);
  redirect("/sign-in?reset=1");
});
