import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import type { MeasureLine } from "#domain/agreement/page.ts";
import { unitName } from "./named.ts";

/** What will be done: by whom, by when, and how one will see that it is. */
export function Measures({ measures }: { measures: readonly MeasureLine[] }) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  const locale = useLocale();
  if (!measures.length) return <p className="text-ink-2">{t("noMeasures")}</p>;
  return (
    <ol className="grid">
      {measures.map((m, i) => (
        <li key={m.id} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-y-1 border-t border-line py-3">
          <span className="num text-ink-2">{i + 1}</span>
          <p className="font-bold">{m.what}</p>
          <p className="col-start-2 text-t1">
            {m.unit ? unitName(locale, { name: m.unit, nameEn: m.unitEn }, "") : t("noUnit")}
            {" · "}
            {m.dueOn ? (
              <time dateTime={m.dueOn}>
                {t("until", {
                  day: format.dateTime(new Date(`${m.dueOn}T00:00Z`), { dateStyle: "long", timeZone: "UTC" }),
                })}
              </time>
            ) : (
              t("noDay")
            )}
          </p>
          <p className="small col-start-2">{m.proof ? t("seenBy", { proof: m.proof }) : t("noProof")}</p>
        </li>
      ))}
    </ol>
  );
}
