import type { Format } from "#components/i18n.ts";
import type { Span } from "#domain/round/plan/types.ts";

/** A day of a round, as people say it. */
export const roundDay = (format: Format, day: string, style: "medium" | "long" = "medium"): string =>
  format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: style, timeZone: "UTC" });

/** A day without its year, with the day of the week. */
export const weekDay = (format: Format, day: string): string =>
  format.dateTime(new Date(`${day}T12:00:00Z`), { month: "short", day: "numeric", weekday: "short", timeZone: "UTC" });

/** The same in two pieces, to stand one above the other where there is little room. */
export const dayAndWeekday = (format: Format, day: string): [string, string] => {
  const at = new Date(`${day}T12:00:00Z`);
  return [
    format.dateTime(at, { month: "short", day: "numeric", timeZone: "UTC" }),
    format.dateTime(at, { weekday: "short", timeZone: "UTC" }),
  ];
};

/** From when to when on one day, in the time zone of `format`. */
export const clock = (format: Format, { start, end }: Span): string =>
  `${format.dateTime(new Date(start), hours)}–${format.dateTime(new Date(end), hours)}`;

const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** Day and hours of a visit. */
export const wholeTime = (format: Format, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string =>
  format.dateTimeRange(startsAt, endsAt, { month: "long", day: "numeric", weekday: "short", ...hours });
