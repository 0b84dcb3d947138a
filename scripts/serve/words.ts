import { type Locale, locales } from "#domain/account/preferences.ts";
import { type Messages, messages } from "#domain/words.ts";

type Key = keyof Messages["serve"];

/** What is said before it is known in which language: in all of them. */
export const inAll = (key: Key): { locale: Locale; words: string }[] =>
  locales.map((locale) => ({ locale, words: messages[locale].serve[key] }));

/** The same as plain text, a line a language. */
export const lines = (key: Key): string =>
  inAll(key)
    .map(({ words }) => `${words}\n`)
    .join("");
