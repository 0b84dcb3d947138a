import { useTranslations } from "#components/i18n.ts";
import type { Crowd } from "#domain/problem/crowd.ts";

/** How many households, in words: exactly, about, or a few. */
export function useCrowd(): (crowd: Crowd) => string {
  const t = useTranslations("problem");
  return (crowd) => (crowd.kind === "few" ? t("few") : t(crowd.kind, { count: crowd.n }));
}
