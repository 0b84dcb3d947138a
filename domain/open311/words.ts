import { createTranslator } from "use-intl/core";
import type { Locale } from "../account/preferences.ts";
import { messages } from "../words.ts";

export const wordsFor = (locale: Locale) =>
  createTranslator({ locale, messages: messages[locale], namespace: "open311" });

/** The sentences of an answer, in the language that was asked for. */
export function sentencesIn(locale: Locale) {
  const t = wordsFor(locale);
  return {
    notice: (day: string) => t("notice", { day }),
    begun: () => t("begun"),
    contactUs: (url: string) => t("contactUs", { url }),
    keyService: (url: string) => t("keyService", { url }),
  };
}
