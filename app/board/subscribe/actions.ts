"use server";

import { redirect } from "next/navigation";
import { subscribeInput, subscribe as subscribeTo } from "#domain/subscription/subscribe.ts";
import { publicAction } from "../../forms.ts";
import { requestLocale } from "../../i18n.ts";
import { clientAddress } from "../../session.ts";

export const subscribe = publicAction(subscribeInput, async (input) => {
  await subscribeTo(input, await requestLocale(), await clientAddress());
  redirect("/board/subscribe?done=asked");
});
