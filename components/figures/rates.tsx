import { useTranslations } from "#components/i18n.ts";
import type { PublicFigures } from "#domain/figures/public.ts";

/** The three rates, each with what it divides by what; where nothing can be divided yet, no figure. */
export function Rates({ figures }: { figures: PublicFigures }) {
  const t = useTranslations("home");
  const rates = [
    { key: "answered", part: figures.answered, whole: figures.answerable },
    { key: "solved", part: figures.solved, whole: figures.raised },
    { key: "satisfied", part: figures.satisfied, whole: figures.rated },
  ] as const;
  return (
    <dl className="grid gap-x-6 sm:grid-cols-3">
      {rates.map(({ key, part, whole }) => (
        <div key={key} className="grid grid-cols-[auto_1fr] items-center gap-x-4 py-2">
          <dt className="order-2 self-end font-bold">{t(`rate.${key}.name`)}</dt>
          <dd className="num order-1 row-span-2 text-t6 leading-none font-bold tracking-tight">
            {whole ? Math.floor((100 * part) / whole) : "–"}
            {whole > 0 && <span className="text-t4">%</span>}
          </dd>
          <dd className="num order-3 self-start text-t1 text-ink-2">{t(`rate.${key}.of`, { part, whole })}</dd>
        </div>
      ))}
    </dl>
  );
}
