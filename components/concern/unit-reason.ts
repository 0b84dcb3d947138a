import { useTranslations } from "#components/i18n.ts";
import type { CategoryKey } from "#domain/concern/category.ts";
import type { LikelyUnit } from "#domain/concern/likely-units.ts";

/** What speaks for a unit, in words: that the rule names it, and how often it was given the like before. */
export function useUnitReason(): (unit: LikelyUnit, of: CategoryKey) => string {
  const t = useTranslations("acts");
  const words = useTranslations("words");
  return (u, of) =>
    [
      ...(u.usual ? [t("assign.because", { category: words(`categories.${of}`) })] : []),
      // That a unit had none is worth saying only against the rule.
      ...(u.of && (u.given || u.usual) ? [t("assign.before", { given: u.given, of: u.of })] : []),
    ].join(" · ");
}
