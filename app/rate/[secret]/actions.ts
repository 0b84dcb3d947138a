"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { rate as rateConcern, rateInput } from "#domain/concern/rate.ts";
import { publicAction } from "../../forms.ts";
import { clientAddress } from "../../session.ts";

export const rate = publicAction(rateInput, async (input) => {
  await throttle(`rate ${await clientAddress()}`, 60, "1 hour");
  await rateConcern(input);
  redirect(`/rate/${input.secret}?done=1`);
});
