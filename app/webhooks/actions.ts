"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import { addWebhook, addWebhookInput, dropWebhook, testWebhook, webhookInput } from "#domain/webhook/manage.ts";
import { action } from "../forms.ts";

async function said(key: "added" | "tested" | "dropped") {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("webhooks"))(key) };
}

export const add = action(addWebhookInput, async (input, viewer) => {
  const secret = await addWebhook(viewer, input);
  return { ...(await said("added")), shown: { secret } };
});

export const test = action(webhookInput, async (input, viewer) => {
  await testWebhook(viewer, input);
  return said("tested");
});

export const drop = action(webhookInput, async (input, viewer) => {
  await dropWebhook(viewer, input);
  return said("dropped");
});
