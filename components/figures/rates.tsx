import { useTranslations } from "#components/i18n.ts";
import { type PublicFigures, toldRate } from "#domain/figures/public.ts";

/** The three rates, each with what it divides by what; of too few, no figure. */
export function Rates({ figures }: { figures: PublicFigures }) {
  const t = useTranslations("home");
  const rates = [
    { key: "answered", told: toldRate(figures.answered, figures.answerable) },
    { key: "solved", told: toldRate(figures.solved, figures.raised) },
    { key: "satisfied", told: toldRate(figures.satisfied, figures.rated) },
  ] as const;
  return (
    <dl className="grid gap-x-6 sm:grid-cols-3">
      {rates.map(({ key, told }) => (
        <div key={key} className="grid grid-cols-[auto_1fr] items-center gap-x-4 py-2">
          <dt className="order-2 self-end font-bold">{t(`rate.${key}.name`)}</dt>
          <dd className="num order-1 row-span-2 text-t6 leading-none font-bold tracking-tight">
            {told && told.step > 1 && !told.orMore && (
              <span className="me-1 align-baseline text-t2 font-normal">{t("about")}</span>
            )}
            {told ? told.percent : "–"}
            {told && <span className="text-t4">%</span>}
          </dd>
          <dd className="num order-3 self-start text-t1 text-ink-2">
            {told ? (
              <>
                {told.orMore && `${t("orMore")} `}
                {t(`rate.${key}.of`, { part: told.part, whole: told.whole })}
              </>
            ) : (
              t("tooFew")
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
