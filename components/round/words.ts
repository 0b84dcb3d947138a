import { useFormatter } from "#components/i18n.ts";

/** The name of a day of the week, 1 being Monday. */
export function useWeekday(): (day: number, style?: "short" | "long" | "narrow") => string {
  const format = useFormatter();
  // The first of January 2024 was a Monday.
  return (day, weekday = "short") => format.dateTime(new Date(Date.UTC(2024, 0, day)), { weekday, timeZone: "UTC" });
}
