"use server";

import { redirect } from "next/navigation";
import { helpedInput, sayHelped } from "#domain/policy/helped.ts";
import { publishInput, publishPolicy } from "#domain/policy/publish.ts";
import { policyInput, writePolicy } from "#domain/policy/write.ts";
import { action, publicAction } from "../forms.ts";
import { clientAddress } from "../session.ts";

export const write = action(policyInput, async (input, viewer) => {
  redirect(`/policies/${await writePolicy(viewer, input)}`);
});

export const publish = action(publishInput, async (input, viewer) => {
  await publishPolicy(viewer, input);
  redirect(`/policies/${input.policy}`);
});

export const helped = publicAction(helpedInput, async (input) => {
  await sayHelped(input, await clientAddress());
  redirect(`/policies/${input.policy}/helped?said${input.answer === "no" ? "&no" : ""}`);
});
