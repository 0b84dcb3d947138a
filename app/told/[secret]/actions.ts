"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { answerByLink, linkInput } from "#domain/told/answer.ts";
import { publicAction } from "../../forms.ts";
import { clientAddress } from "../../session.ts";

export const answer = publicAction(linkInput, async (input) => {
  await throttle(`told ${await clientAddress()}`, 60, "1 hour");
  await answerByLink(input);
  redirect(`/told/${input.secret}?done=1`);
});
