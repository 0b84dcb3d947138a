"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { id, orNull } from "#domain/input.ts";
import { chooseWish, wishInput } from "#domain/wish/choose.ts";
import { confirmTime as confirm, confirmInput } from "#domain/wish/confirm.ts";
import { allowVisits, refuseInput, refuseVisits } from "#domain/wish/refuse.ts";
import { action } from "../../forms.ts";
import { requestLocale } from "../../i18n.ts";

const page = (round: string, household: string) => `/visits/when?round=${round}&household=${household}`;

export const choose = action(wishInput, async (input, viewer) => {
  await chooseWish(viewer, input, await requestLocale());
  redirect(`${page(input.round, input.household)}&done=${input.kind}`);
});

/** What a household says at the door, written down by who stands before it. */
export const noteWish = action(wishInput.extend({ visit: id }), async ({ visit, ...input }, viewer) => {
  await chooseWish(viewer, input, await requestLocale());
  redirect(`/visits/${visit}`);
});

export const confirmTime = action(
  confirmInput.extend({ back: orNull(z.string().max(200)) }),
  async ({ back, ...input }, viewer) => {
    await confirm(viewer, input);
    redirect(back?.startsWith("/visits/when?") ? back : `/visits/${input.visit}`);
  },
);

const ofRound = refuseInput.extend({ round: id });

export const refuse = action(ofRound, async ({ round, ...input }, viewer) => {
  await refuseVisits(viewer, input);
  redirect(page(round, input.household));
});

export const allow = action(ofRound, async ({ round, ...input }, viewer) => {
  await allowVisits(viewer, input);
  redirect(page(round, input.household));
});
