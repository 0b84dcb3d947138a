import { Temporal } from "temporal-polyfill";

/** A span of a weekday (1 is Monday) in which offices work, as clocks there show it; 24:00 is the end of the day. */
export type Hours = { weekday: number; opens: string; closes: string };

/** A day that is not as its weekday is: closed, or a weekend that is worked in exchange. */
type Exception = { day: string; works: boolean };

/** When a community's offices work. */
export type WorkCalendar = { timeZone: string; hours: readonly Hours[]; exceptions: readonly Exception[] };

/** Where a community has said nothing: Monday to Friday, closed at noon. */
export const usualHours: readonly Hours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: "09:00", closes: "12:00" },
  { weekday, opens: "13:30", closes: "17:30" },
]);

const minute = 60_000;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** The hours of a full day of work: those of the first weekday that has any. */
const fullDay = (hours: readonly Hours[]): readonly Hours[] =>
  hours.filter((h) => h.weekday === Math.min(...hours.map((x) => x.weekday)));

/** How many minutes of work a day has: what "within two days" is counted in. */
export const dayMinutes = ({ hours }: Pick<WorkCalendar, "hours">): number =>
  fullDay(hours).reduce((sum, h) => sum + minutesOf(h.closes) - minutesOf(h.opens), 0);

/** Nothing is looked for further ahead than this: a calendar in which nobody works for years is a mistake. */
const mostDays = 3660;

type Span = { start: number; end: number };

/** Looks up the spans of days; one for a calculation, so that each day is worked out once. */
function daysOf({ timeZone, hours, exceptions }: WorkCalendar) {
  const special = new Map(exceptions.map((e) => [e.day, e.works]));
  // A weekend that is worked in exchange is a full day of work.
  const full = fullDay(hours);
  const at = (day: Temporal.PlainDate, clock: string): number =>
    clock === "24:00"
      ? day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
      : day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
  return {
    dayAt: (moment: number) =>
      Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate(),
    /** In order, none of them overlapping another, also on a day whose clocks change. */
    spansOn(day: Temporal.PlainDate): Span[] {
      const works = special.get(day.toString());
      const own = hours.filter((h) => h.weekday === day.dayOfWeek);
      const worked = works === undefined ? own : works ? full : [];
      const spans: Span[] = [];
      for (const { opens, closes } of [...worked].sort((a, b) => (a.opens < b.opens ? -1 : 1))) {
        const start = Math.max(at(day, opens), spans.at(-1)?.end ?? Number.NEGATIVE_INFINITY);
        const end = at(day, closes);
        if (end > start) spans.push({ start, end });
      }
      return spans;
    },
  };
}

/**
 * The first moment at which so much working time has passed: the end of a span rather than the beginning of the next.
 * With nothing to add, the moment itself, or when work begins again.
 * @param minutes of working time
 */
export function addWorking(calendar: WorkCalendar, from: Date, minutes: number): Date {
  const { dayAt, spansOn } = daysOf(calendar);
  let left = minutes * minute;
  let day = dayAt(from.getTime());
  for (let i = 0; i < mostDays; i++, day = day.add({ days: 1 })) {
    for (const span of spansOn(day)) {
      const start = Math.max(span.start, from.getTime());
      if (start > span.end || (start === span.end && left > 0)) continue;
      if (start + left <= span.end) return new Date(start + left);
      left -= span.end - start;
    }
  }
  return new Date(day.toZonedDateTime(calendar.timeZone).epochMilliseconds);
}

/** Minutes of working time between two moments; none where the second is not later. */
export function workingBetween(calendar: WorkCalendar, from: Date, to: Date): number {
  const { dayAt, spansOn } = daysOf(calendar);
  const [start, end] = [from.getTime(), to.getTime()];
  if (end <= start) return 0;
  let sum = 0;
  let day = dayAt(start);
  for (let i = 0; i < mostDays; i++, day = day.add({ days: 1 })) {
    for (const span of spansOn(day)) {
      if (span.start >= end) return sum / minute;
      sum += Math.max(0, Math.min(span.end, end) - Math.max(span.start, start));
    }
    if (day.toZonedDateTime(calendar.timeZone).epochMilliseconds >= end) break;
  }
  return sum / minute;
}

/** When something is due whose clock stood still for a while: later by exactly the working time of the pause. */
export function afterPause(calendar: WorkCalendar, due: Date, pausedAt: Date, resumedAt: Date): Date {
  const paused = workingBetween(calendar, pausedAt, resumedAt);
  return paused > 0 ? addWorking(calendar, due, paused) : due;
}

/** Whether somebody is at work then: the ends of a span belong to it. */
export function isWorking(calendar: WorkCalendar, moment: Date): boolean {
  const { dayAt, spansOn } = daysOf(calendar);
  const at = moment.getTime();
  const day = dayAt(at);
  // The end of a day at 24:00 is a moment of the next one.
  return [day.subtract({ days: 1 }), day].some((d) => spansOn(d).some((s) => s.start <= at && at <= s.end));
}
