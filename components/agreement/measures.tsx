import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { barLooks } from "#components/works/looks.ts";
import type { MeasureLine } from "#domain/agreement/page.ts";
import { unitName } from "./named.ts";

/** What will be done: by whom, by when, and how one will see that it is. */
export function Measures({ measures }: { measures: readonly MeasureLine[] }) {
  const t = useTranslations("agreement");
  const works = useTranslations("works");
  const format = useFormatter();
  const locale = useLocale();
  if (!measures.length) return <p className="text-ink-2">{t("noMeasures")}</p>;
  return (
    <ol className="grid">
      {measures.map((m, i) => (
        <li key={m.id} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-y-1 border-t border-line py-3">
          <span className="num text-ink-2">{i + 1}</span>
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-bold">{m.what}</span>
            {m.status !== "planned" && <State look={barLooks[m.status]}>{works(`states.${m.status}`)}</State>}
          </p>
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
          {m.doneNote && (
            <p className="said col-start-2" dir="auto">
              {m.doneNote}
            </p>
          )}
          <p className="small col-start-2">{m.proof ? t("seenBy", { proof: m.proof }) : t("noProof")}</p>
        </li>
      ))}
    </ol>
  );
}
