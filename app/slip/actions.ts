"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { readSlipCode } from "#domain/account/secret.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { chooseBySlip, confirmBySlip, slipConfirmInput, slipWishInput } from "#domain/wish/by-slip.ts";
import { readSlip } from "#domain/wish/slip.ts";
import { publicAction } from "../forms.ts";
import { requestLocale } from "../i18n.ts";
import { clientAddress } from "../session.ts";

/** One answer for a code that is wrong, old, or never was. */
async function known<T>(asked: Promise<T>, field?: string): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFound) throw new Refusal("slipUnknown", { field });
    throw error;
  }
}

export const openSlip = publicAction(z.object({ code: z.string().max(40) }), async ({ code }) => {
  const slip = await known(readSlip(code, await clientAddress()), "code");
  redirect(`/slip/${slip.code}`);
});

export const chooseWithSlip = publicAction(slipWishInput, async (input) => {
  await known(chooseBySlip(input, await clientAddress(), await requestLocale()));
  redirect(`/slip/${readSlipCode(input.code)}?done=${input.kind}`);
});

export const confirmWithSlip = publicAction(slipConfirmInput, async (input) => {
  await known(confirmBySlip(input, await clientAddress()));
  redirect(`/slip/${readSlipCode(input.code)}?done=time`);
});
