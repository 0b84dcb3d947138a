// (Its data alone: nothing of it has to be reckoned.)
import announced from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { Temporal } from "temporal-polyfill";

/** Days in a row that are not as their weekdays are, of one name. */
export type Stretch = { first: string; last: string; name: string; works: boolean };

/** This year and the next, with what lies ahead of what has been announced for them and is known here. @param today as YYYY-MM-DD */
export function daysAhead(today: string): { year: number; days: Stretch[] }[] {
  const year = Number(today.slice(0, 4));
  return [year, year + 1].map((one) => ({ year: one, days: publicDays(one).filter(({ last }) => last >= today) }));
}

/**
 * The public holidays of mainland China in a year, with the weekends that are worked in exchange, as the State Council
 * announces them each autumn for the year after. Nothing for a year that has not been announced: it cannot be reckoned.
 */
export function publicDays(year: number): Stretch[] {
  const within = (days: Record<string, string>, works: boolean) =>
    Object.entries(days)
      .filter(([day]) => day.startsWith(`${year}-`))
      // "National Day,国庆节,3"
      .map(([day, names]) => ({ day, name: names.split(",")[1] ?? names, works }));
  const days = [...within(announced.holidays, false), ...within(announced.workdays, true)];
  return joined(days.toSorted((a, b) => a.day.localeCompare(b.day)));
}

/** One after the other, each of the same kind and name, are one stretch. */
function joined(days: { day: string; name: string; works: boolean }[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { day, name, works } of days) {
    const last = found.at(-1);
    const next = last && Temporal.PlainDate.from(last.last).add({ days: 1 }).toString();
    if (last && next === day && last.name === name && last.works === works) last.last = day;
    else found.push({ first: day, last: day, name, works });
  }
  return found;
}
