import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { type Locale, locales } from "#domain/account/preferences.ts";
import { messages, negotiate } from "#domain/words.ts";
import { viewer } from "./session.ts";

/**
 * The language of a request: the one its address names (`?lang=`, so that a page can be shared in a language), else the
 * person's, else this browser's choice, else what the browser asks for.
 */
export async function requestLocale(): Promise<Locale> {
  const [{ user }, jar, head] = await Promise.all([viewer(), cookies(), headers()]);
  const chosen = [head.get("x-doorstep-lang"), user?.locale, jar.get("locale")?.value].find(Boolean);
  return locales.find((l) => l === chosen) ?? negotiate(head.get("accept-language"));
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
