import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { Standing as Stands } from "#domain/deadline/standing.ts";

/** How much working time is left for what is due, or since when it is late: in words, and late by its shape as well. */
export function Standing({ standing, now }: { standing: Stands | null; now: Date }) {
  const t = useTranslations("deadline");
  const format = useFormatter();
  if (!standing) return null;
  const what = t(`of.${standing.of}`);
  const at = { dateTime: standing.at.toISOString(), title: format.dateTime(standing.at, "moment") };
  // (Sentences, not words: they may go over two lines.)
  if (standing.state === "late")
    return (
      <time {...at} className="st st-late whitespace-normal!">
        {t("late", { what, when: format.relativeTime(standing.at, now) })}
      </time>
    );
  if (standing.state === "paused")
    return <span className="st st-waiting whitespace-normal!">{t("paused", { what })}</span>;
  // Due at a time when nobody works: only the clock tells how much is left.
  const left =
    standing.amount > 0
      ? t(`left.${standing.unit}`, { what, count: standing.amount })
      : t("soon", { what, when: format.relativeTime(standing.at, now) });
  return (
    <time {...at} className={`small ${standing.unit === "days" ? "" : "font-bold"}`}>
      {left}
    </time>
  );
}
