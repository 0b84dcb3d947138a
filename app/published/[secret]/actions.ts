"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { takeDownByLink, takeDownInput } from "#domain/publication/link.ts";
import { publicAction } from "../../forms.ts";
import { clientAddress } from "../../session.ts";

export const takeDown = publicAction(takeDownInput, async (input) => {
  await throttle(`published ${await clientAddress()}`, 60, "1 hour");
  await takeDownByLink(input);
  redirect(`/published/${input.secret}?done=1`);
});
