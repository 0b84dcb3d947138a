"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import { makeKey, makeKeyInput, revokeKey, revokeKeyInput } from "#domain/open311/keys.ts";
import { placeBuilding, placeBuildingInput } from "#domain/open311/placing.ts";
import { action } from "../forms.ts";

async function said(key: "added" | "revoked" | "placed") {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("open311"))(key) };
}

export const make = action(makeKeyInput, async (input, viewer) => {
  const secret = await makeKey(viewer, input);
  return { ...(await said("added")), shown: { secret } };
});

export const revoke = action(revokeKeyInput, async (input, viewer) => {
  await revokeKey(viewer, input);
  return said("revoked");
});

export const place = action(placeBuildingInput, async (input, viewer) => {
  await placeBuilding(viewer, input);
  return said("placed");
});
