import type { Words } from "#components/i18n.ts";
import type { Party } from "#domain/meeting/page.ts";

/** How a party is called on screen. */
export const partyName = (party: Party | undefined, t: Words<"meetings">, locale: string): string =>
  (locale === "en" && party?.nameEn) || party?.name || (party?.kind === "household" ? t("aHousehold") : t("aPerson"));
