"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { confirmInput, confirmSubscription } from "#domain/subscription/subscribe.ts";
import { publicAction } from "../../../forms.ts";
import { clientAddress } from "../../../session.ts";

export const confirm = publicAction(confirmInput, async (input) => {
  await throttle(`confirm ${await clientAddress()}`, 30, "1 hour");
  await confirmSubscription(input);
  redirect("/board/subscribe?done=confirmed");
});
