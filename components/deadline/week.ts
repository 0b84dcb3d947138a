import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { Hours } from "#domain/deadline/calendar.ts";

/** The days of the week and their spans in words. */
export function useWeek() {
  const t = useTranslations("deadlines");
  const format = useFormatter();
  // The fifth of January 2026 was a Monday.
  const name = (weekday: number) =>
    format.dateTime(new Date(Date.UTC(2026, 0, 4 + weekday)), { weekday: "long", timeZone: "UTC" });
  const spans = (hours: readonly Hours[], weekday: number) =>
    hours.filter((h) => h.weekday === weekday).map((h) => `${h.opens}–${h.closes}`);
  /** Days that follow one another and are alike are told together. */
  const sentence = (hours: readonly Hours[]): string => {
    const days = [1, 2, 3, 4, 5, 6, 7].filter((d) => spans(hours, d).length > 0);
    const runs: number[][] = [];
    for (const day of days) {
      const run = runs.at(-1);
      const before = run?.at(-1);
      if (run && before === day - 1 && spans(hours, before).join() === spans(hours, day).join()) run.push(day);
      else runs.push([day]);
    }
    return format.list(
      runs.map((run) => {
        const [first = 1] = run;
        const last = run.at(-1) ?? first;
        const when = format.list(spans(hours, first), { type: "conjunction" });
        return run.length > 1
          ? t("days", { first: name(first), last: name(last), when })
          : t("day", { day: name(first), when });
      }),
      { type: "conjunction" },
    );
  };
  return { name, spans, sentence };
}
