"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import { settleWorkInput, settleWork as settleWorkOf } from "#domain/work/failed-list.ts";
import { action } from "../forms.ts";

export const settleWork = action(settleWorkInput, async (input, viewer) => {
  const count = await settleWorkOf(viewer, input);
  if ((await headers()).has("next-action")) refresh();
  const t = await getTranslations("admin");
  return { done: input.what === "again" ? t("failedAgain", { count }) : t("failedDropped", { count }) };
});
