import { useTranslations, type Words } from "#components/i18n.ts";
import type { Crowd } from "#domain/problem/crowd.ts";

/** How many households, in words: exactly, about, or a few. */
export const crowdIn = (t: Words<"problem">, crowd: Crowd): string =>
  crowd.kind === "few" ? t("few") : t(crowd.kind, { count: crowd.n });

/** The same, for a part of a page. */
export function useCrowd(): (crowd: Crowd) => string {
  const t = useTranslations("problem");
  return (crowd) => crowdIn(t, crowd);
}
