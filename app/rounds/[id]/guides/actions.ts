"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import { endGuideInput, endGuides, guideInput, renewGuides } from "#domain/calendar/address.ts";
import { action } from "../../../forms.ts";

async function done(word: "made" | "ended") {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("calendar"))(word) };
}

export const renewGuide = action(guideInput, async (input, viewer) => {
  await renewGuides(viewer, input);
  return done("made");
});

export const endGuide = action(endGuideInput, async (input, viewer) => {
  await endGuides(viewer, input);
  return done("ended");
});
