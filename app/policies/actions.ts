"use server";

import { redirect } from "next/navigation";
import { publishInput, publishPolicy } from "#domain/policy/publish.ts";
import { policyInput, writePolicy } from "#domain/policy/write.ts";
import { action } from "../forms.ts";

export const write = action(policyInput, async (input, viewer) => {
  redirect(`/policies/${await writePolicy(viewer, input)}`);
});

export const publish = action(publishInput, async (input, viewer) => {
  await publishPolicy(viewer, input);
  redirect(`/policies/${input.policy}`);
});
