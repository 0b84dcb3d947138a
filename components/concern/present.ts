import type { Words } from "#components/i18n.ts";
import type { Present } from "#domain/thread/presence.ts";

/** That somebody reads or writes, in words. */
export function presentWords({ name, unit, unitEn, writes }: Present, t: Words<"thread">, locale: string): string {
  const organization = (locale === "en" && unitEn) || unit;
  const who = organization ? `${organization} · ${name}` : name;
  return writes ? t("writes", { who }) : t("reads", { who });
}
