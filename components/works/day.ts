import { useFormatter } from "#components/i18n.ts";

/** A day of the calendar, as YYYY-MM-DD, in the reader's way of writing it. */
export function useDay(): (day: string, style?: "medium" | "long") => string {
  const format = useFormatter();
  return (day, style = "medium") => format.dateTime(new Date(`${day}T00:00Z`), { dateStyle: style, timeZone: "UTC" });
}
