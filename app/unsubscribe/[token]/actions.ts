"use server";

import { redirect } from "next/navigation";
import { unsubscribe, unsubscribeInput } from "#domain/notification/unsubscribe.ts";
import { publicAction } from "../../forms.ts";

export const decide = publicAction(unsubscribeInput, async (input) => {
  await unsubscribe(input);
  redirect(`/unsubscribe/${encodeURIComponent(input.token)}?done=${input.what}`);
});
