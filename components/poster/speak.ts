import { type Words, wordsIn } from "#components/i18n.ts";
import { named } from "#components/ui/named.ts";
import { type Locale, locales } from "#domain/account/preferences.ts";
import type { Hall } from "#domain/place/posters.ts";

/** Somebody who reads one of the languages. */
export type Reader = { locale: Locale; t: Words<"hall"> };

/** The words on paper in each of the languages, whoever prints it. */
export const readers = (hall: Hall): Reader[] =>
  locales.map((locale) => ({ locale, t: wordsIn(locale, "hall", hall.community.timeZone) }));

/** Who speaks: the agency and the community that it is linked with. */
export const from = (hall: Hall, { locale, t }: Reader): string =>
  hall.agency
    ? t("about", { agency: named(hall.agency, locale), community: named(hall.community, locale) })
    : named(hall.community, locale);

/** The page that a hall's code leads to, its place filled in. */
export const hallAddress = (base: string, code: string): string => `${base}/report?at=${code}`;
