/** What something is called in a language: by its English name where it has one, else as it is called here. */
export const named = (thing: { name: string; nameEn: string | null } | null, locale: string): string =>
  (thing && ((locale === "en" && thing.nameEn) || thing.name)) ?? "";

/** An address as it is typed. */
export const typed = (address: string): string => address.replace(/^https?:\/\//, "");
