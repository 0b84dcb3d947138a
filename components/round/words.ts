import { useFormatter } from "#components/i18n.ts";

/** The name of a day of the week, 1 being Monday. */
export function useWeekday(): (day: number, style?: "short" | "long" | "narrow") => string {
  const format = useFormatter();
  // The first of January 2024 was a Monday.
  return (day, weekday = "short") => format.dateTime(new Date(Date.UTC(2024, 0, day)), { weekday, timeZone: "UTC" });
}

/** A day as a calendar has it, without a time zone. */
export function useDay(): (day: string) => string {
  const format = useFormatter();
  return (day) => format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
}
