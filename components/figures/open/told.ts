import { useFormatter, useTranslations } from "#components/i18n.ts";
import { type OpenMeasure, unitOf } from "#domain/figures/open/measures.ts";
import type { Told } from "#domain/figures/safe.ts";

type Say = (measure: OpenMeasure, told: Told | undefined) => string;

/** A figure in words, with how exactly it is told; what is not told says so. */
export const useTold = (): Say => {
  const t = useTranslations("open");
  const format = useFormatter();
  return (measure, told) => {
    if (!told) return t("told.hidden");
    const { value, step } = told;
    const unit = unitOf(measure);
    if (unit === "hours")
      return value < 48 ? t("told.hours", { value }) : t("told.days", { value: Math.round(value / 24) });
    if (unit === "percent") {
      if (value === 100) return t("told.over", { value: Math.floor(100 - step / 2) });
      if (value === 0) return t("told.under", { value: Math.ceil(step / 2) });
      return step > 5 ? t("told.aboutPercent", { value }) : t("told.percent", { value });
    }
    return step > 1 ? t("told.about", { value: format.number(value) }) : format.number(value);
  };
};
