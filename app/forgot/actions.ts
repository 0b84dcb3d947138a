"use server";

import { getTranslations } from "#components/i18n.ts";
import { forgot, forgotInput } from "#domain/account/reset.ts";
import { publicAction } from "../forms.ts";
import { requestLocale } from "../i18n.ts";
import { clientAddress } from "../session.ts";

export const sendReset = publicAction(forgotInput, async (input) => {
  await forgot(input, await clientAddress(), await requestLocale());
  return { done: (await getTranslations("forgot"))("sent") };
});
