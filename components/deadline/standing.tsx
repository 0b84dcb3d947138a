import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { Standing as Stands } from "#domain/deadline/standing.ts";

/** How much working time is left for what is due, or since when it is late: in words, and late by its shape as well. */
export function Standing({ standing, now }: { standing: Stands | null; now: Date }) {
  const t = useTranslations("deadline");
  const format = useFormatter();
  if (!standing) return null;
  const what = t(`of.${standing.of}`);
  const at = { dateTime: standing.at.toISOString(), title: format.dateTime(standing.at, "moment") };
  if (standing.state === "late")
    return (
      <State look="late">
        <time {...at}>{t("late", { what, when: format.relativeTime(standing.at, now) })}</time>
      </State>
    );
  if (standing.state === "paused") return <State look="waiting">{t("paused", { what })}</State>;
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
