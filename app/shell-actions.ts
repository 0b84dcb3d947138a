"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { type Locale, locales, setPreferences } from "#domain/account/preferences.ts";
import { asLocale } from "#domain/words.ts";
import { safeNext, viewer } from "./session.ts";

/** Back to the page the form stood on. */
async function back(): Promise<never> {
  const from = (await headers()).get("referer");
  if (!from) redirect("/");
  const { pathname, searchParams } = new URL(from);
  // What is chosen now stands above what the address said.
  searchParams.delete("lang");
  redirect(safeNext(searchParams.size ? `${pathname}?${searchParams}` : pathname));
}

const year = { path: "/", maxAge: 365 * 86_400, sameSite: "lax" as const };

async function prefer(change: Partial<{ locale: Locale; typeSize: "normal" | "large" }>): Promise<void> {
  const jar = await cookies();
  if (change.locale) jar.set("locale", change.locale, year);
  if (change.typeSize) jar.set("size", change.typeSize, year);
  const who = await viewer();
  if (who.user) {
    const { locale, typeSize, theme } = who.user;
    await setPreferences(who, { locale: asLocale(locale ?? jar.get("locale")?.value), typeSize, theme, ...change });
  }
}

async function chooseLocale(data: FormData): Promise<void> {
  const locale = locales.find((l) => l === data.get("locale"));
  if (locale) await prefer({ locale });
  await back();
}

async function chooseSize(data: FormData): Promise<void> {
  await prefer({ typeSize: data.get("size") === "large" ? "large" : "normal" });
  await back();
}

export { chooseLocale, chooseSize };
