"use server";

import { redirect } from "next/navigation";
import { throttle } from "#domain/account/sign-in.ts";
import { answerByLink, linkedAnswerInput } from "#domain/story/quote-link.ts";
import { publicAction } from "../../forms.ts";
import { clientAddress } from "../../session.ts";

export const answer = publicAction(linkedAnswerInput, async (input) => {
  await throttle(`quote ${await clientAddress()}`, 60, "1 hour");
  await answerByLink(input);
  redirect(`/quote/${input.secret}?done=1`);
});
