"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { confirmReport as confirm, confirmReportInput } from "#domain/concern/track.ts";
import { publicAction } from "../../forms.ts";
import { clientAddress, keepFollow } from "../../session.ts";

export const confirmReport = publicAction(confirmReportInput, async (input) => {
  await throttle(`confirm ${await clientAddress()}`, 30, "1 hour");
  const { number, trackingSecret } = await confirm(input);
  await keepFollow(trackingSecret);
  redirect(`/concerns/${number}?raised=1`);
});
