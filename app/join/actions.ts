"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { getTranslations } from "#components/i18n.ts";
import { acceptWithAccount, join, joinInput, openingOf, register, registerInput } from "#domain/account/join.ts";
import { readDoorstepCode } from "#domain/account/secret.ts";
import { openSession } from "#domain/account/sign-in.ts";
import { Refusal } from "#domain/refusal.ts";
import { action, publicAction } from "../forms.ts";
import { requestLocale } from "../i18n.ts";
import { clientAddress, keepSession } from "../session.ts";

export const openCode = publicAction(z.object({ code: z.string().max(40) }), async ({ code }) => {
  const read = readDoorstepCode(code);
  if (!read || !(await openingOf(read, await clientAddress()))) throw new Refusal("codeUnknown", { field: "code" });
  redirect(`/join/${read}`);
});

export const registerHousehold = publicAction(registerInput, async (input) => {
  await register(input, await clientAddress(), await requestLocale());
  return { done: (await getTranslations("join"))("registered") };
});

export const joinWith = publicAction(joinInput, async (input) => {
  const userId = await join(input, await clientAddress(), await requestLocale());
  await keepSession(await openSession(userId, (await headers()).get("user-agent")));
  redirect("/desk");
});

export const acceptOpening = action(z.object({ secret: z.string().min(8).max(200) }), async ({ secret }, viewer) => {
  await acceptWithAccount(viewer, secret, await clientAddress());
  redirect("/desk");
});
