import { Temporal } from "temporal-polyfill";

/** The moment that a clock on the wall in a time zone shows. A time skipped by a change of clocks is moved on. */
export function momentOf(local: string, timeZone: string): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
}

/** What the clock on the wall shows at a moment: for an `<input type="datetime-local">`. */
export function localTimeOf(moment: Date, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: "minute" });
}

/** The day at a moment, in a time zone, as 2026-11-24. */
export function dayOf(moment: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** A clock time some days after a moment, in a time zone. @param time as 18:00 */
export function daysLater(moment: Date, days: number, timeZone: string, time = "18:00"): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  const there = zoned
    .toPlainDate()
    .add({ days })
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(there.epochMilliseconds);
}

/** Where a day begins and the next one does, in a time zone. */
export function spanOfDay(day: string, timeZone: string): { start: Date; end: Date } {
  const date = Temporal.PlainDate.from(day);
  const at = (d: Temporal.PlainDate) => new Date(d.toZonedDateTime(timeZone).epochMilliseconds);
  return { start: at(date), end: at(date.add({ days: 1 })) };
}
