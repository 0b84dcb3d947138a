import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { type Locale, locales } from "#domain/account/preferences.ts";
import { messages, negotiate } from "#domain/words.ts";
import { viewer } from "./session.ts";

/** The language of a request: the person's, else this browser's choice, else what the browser asks for. */
export async function requestLocale(): Promise<Locale> {
  const { user } = await viewer();
  const chosen = user?.locale ?? (await cookies()).get("locale")?.value;
  return locales.find((l) => l === chosen) ?? negotiate((await headers()).get("accept-language"));
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  const { communities } = await viewer();
  return {
    locale,
    messages: messages[locale],
    timeZone: communities[0]?.timeZone ?? "Asia/Shanghai",
  };
});
