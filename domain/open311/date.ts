import { Temporal } from "temporal-polyfill";

/**
 * A moment as the W3 note writes it, with its offset: without one nobody knows when it was, and it is refused. (A plus sign
 * that came unescaped in an address has become a space.)
 * @returns null where it is no such moment
 */
export function momentOfW3(text: string): Date | null {
  const written = text.trim().replace(/ (?=\d{2}:\d{2}$)/, "+");
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(written)) return null;
  try {
    return new Date(Temporal.Instant.from(written).epochMilliseconds);
  } catch {
    return null;
  }
}

/** The same, as a clock in that time zone shows it: 2010-04-14T06:37:38-08:00. */
export function w3Of(moment: Date, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  const local = zoned.toPlainDateTime().toString({ smallestUnit: "second" });
  return `${local}${zoned.offset}`;
}
