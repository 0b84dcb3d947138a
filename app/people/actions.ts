"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { invite, inviteInput, revokeInput, revokeInvitation } from "#domain/account/invite.ts";
import { changeRole, disableInput, dismiss, dismissInput, roleInput, setDisabled } from "#domain/account/manage.ts";
import { leadInput, setLead } from "#domain/deadline/lead.ts";
import { decideInput, decideResident } from "#domain/resident/decide.ts";
import { action } from "../forms.ts";
import { requestLocale } from "../i18n.ts";

async function shown(): Promise<undefined> {
  if ((await headers()).has("next-action")) return refresh() as undefined;
  redirect("/people");
}

export const invitePerson = action(inviteInput, async (input, viewer) => {
  await invite(viewer, input, await requestLocale());
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("people"))("invited", { email: input.email }) };
});

export const revoke = action(revokeInput, async (input, viewer) => {
  await revokeInvitation(viewer, input);
  return shown();
});

export const decide = action(decideInput, async (input, viewer) => {
  await decideResident(viewer, input);
  return shown();
});

export const nameLead = action(leadInput, async (input, viewer) => {
  await setLead(viewer, input);
  return shown();
});

export const changeMemberRole = action(roleInput, async (input, viewer) => {
  await changeRole(viewer, input);
  return shown();
});

export const dismissMember = action(dismissInput, async (input, viewer) => {
  await dismiss(viewer, input);
  return shown();
});

export const switchAccount = action(disableInput, async (input, viewer) => {
  await setDisabled(viewer, input);
  return shown();
});
