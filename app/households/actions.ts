"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import { noteOwnerships, ownershipsInput } from "#domain/agreement/ownerships.ts";
import { agree, giveUp, handIn, handInInput, ledgerInput } from "#domain/ledger/hand-in.ts";
import { action } from "../forms.ts";

export async function handInLedger(state: FormState, data: FormData): Promise<FormState> {
  const given = data.get("file");
  return action(handInInput, async (input, viewer) => {
    const file = given instanceof File ? { name: given.name, bytes: new Uint8Array(await given.arrayBuffer()) } : null;
    redirect(`/households/ledgers/${await handIn(viewer, "households", input, file)}`);
  })(state, data);
}

export const agreeToLedger = action(ledgerInput, async (input, viewer) => {
  await agree(viewer, input);
  redirect(`/households/ledgers/${input.ledger}`);
});

export const giveUpLedger = action(ledgerInput, async (input, viewer) => {
  await giveUp(viewer, input);
  redirect(`/households/ledgers/${input.ledger}`);
});

export const noteOwners = action(ownershipsInput, async (input, viewer) => {
  const count = await noteOwnerships(viewer, input);
  const t = await getTranslations("owners");
  if ((await headers()).has("next-action")) refresh();
  return { done: t("done", { count }) };
});
