import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { CarriedMeasure } from "#domain/works/read.ts";

/** What the households that raised it say: counted openly, naming nobody. */
export function Told({ told }: { told: CarriedMeasure["told"] }) {
  const t = useTranslations("works");
  const format = useFormatter();
  if (!told.asked) return null;
  const more = [
    told.no > 0 && t("saidNo", { count: told.no }),
    told.notYet > 0 && t("saidNotYet", { count: told.notYet }),
  ].filter((word) => word !== false);
  return (
    <p className="border-s-4 border-line-2 ps-3 text-t1">
      {t("toldBack", { yes: told.yes, asked: told.asked })}
      {more.length > 0 && <span className="small block">{format.list(more, { type: "unit" })}</span>}
    </p>
  );
}
