"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "#components/i18n.ts";
import { chooseForHelped, helpedWishInput } from "#domain/helper/choose.ts";
import { endHelper, endHelperInput } from "#domain/helper/end.ts";
import { nameHelper, nameHelperInput } from "#domain/helper/name.ts";
import { action } from "../forms.ts";
import { requestLocale } from "../i18n.ts";

async function said(key: "named" | "mailed") {
  if ((await headers()).has("next-action")) refresh();
  return { done: (await getTranslations("helpers"))(key) };
}

export const name = action(nameHelperInput, async (input, viewer) => {
  const { code } = await nameHelper(viewer, input, await requestLocale());
  return code ? { ...(await said("named")), shown: { code } } : said("mailed");
});

export const end = action(endHelperInput, async (input, viewer) => {
  await endHelper(viewer, input);
  // (Its line, and the form in it, are gone.)
  redirect(input.visit ? `/helpers?visit=${input.visit}&ended=1` : "/helpers?ended=1");
});

export const choose = action(helpedWishInput, async (input, viewer) => {
  await chooseForHelped(viewer, input, await requestLocale());
  redirect("/helpers?chosen=1");
});
