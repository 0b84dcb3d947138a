"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { raise, raiseInput } from "#domain/concern/raise.ts";
import { publicAction } from "../forms.ts";
import { requestLocale } from "../i18n.ts";
import { clientAddress, keepFollow } from "../session.ts";

export const report = publicAction(raiseInput, async (input, viewer) => {
  await throttle(`report ${viewer.user?.id ?? (await clientAddress())}`, viewer.user ? 60 : 12, "1 hour");
  const { number, trackingSecret } = await raise(viewer, input, await requestLocale());
  if (trackingSecret) await keepFollow(trackingSecret);
  redirect(`/concerns/${number}?raised=1`);
});
