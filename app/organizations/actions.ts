"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import { addUnit, dutyInput, setDuty, unitInput } from "#domain/organization/manage.ts";
import { action } from "../forms.ts";

async function said(key: "added" | "dutyChanged") {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("organizations"))(key) };
}

export const addPartner = action(unitInput, async (input, viewer) => {
  await addUnit(viewer, input);
  return said("added");
});

export const changeDuty = action(dutyInput, async (input, viewer) => {
  await setDuty(viewer, input);
  return said("dutyChanged");
});
