"use server";

import { refresh, revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { getTranslations } from "#components/i18n.ts";
import {
  nameInput,
  notifyInput,
  preferencesInput,
  setName,
  setNotify,
  setPreferences,
} from "#domain/account/preferences.ts";
import { changePassword, changePasswordInput } from "#domain/account/reset.ts";
import { endSessions } from "#domain/account/sign-in.ts";
import { endOwn, ownInput, renewOwn } from "#domain/calendar/address.ts";
import { id } from "#domain/input.ts";
import { action } from "../forms.ts";

async function saved() {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("settings"))("saved") };
}

/** The frame changes its language, size or colours, too. */
export const savePreferences = action(preferencesInput, async (input, viewer) => {
  await setPreferences(viewer, input);
  revalidatePath("/", "layout");
  redirect("/settings");
});

export const saveNotify = action(notifyInput, async (input, viewer) => {
  await setNotify(viewer, input);
  return saved();
});

export const saveName = action(nameInput, async (input, viewer) => {
  await setName(viewer, input);
  return saved();
});

export const savePassword = action(changePasswordInput, async (input, viewer) => {
  await changePassword(viewer, input);
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("settings"))("passwordChanged") };
});

export const endOne = action(z.object({ session: id }), async ({ session }, { user }) => {
  await endSessions(user.id, { only: session });
  return saved();
});

export const endOthers = action(z.object({}), async (_input, { user }) => {
  await endSessions(user.id, { but: user.session });
  return saved();
});

async function calendar(word: "made" | "ended") {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("calendar"))(word) };
}

export const renewCalendar = action(ownInput, async (input, viewer) => {
  await renewOwn(viewer, input);
  return calendar("made");
});

export const endCalendar = action(z.object({}), async (_input, viewer) => {
  await endOwn(viewer);
  return calendar("ended");
});
