import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { clockTime, several } from "../input.ts";

/** On which days of the week (1 is Monday, 7 Sunday) visits are made from when to when, by the clock on the wall. */
export type Span = { days: number[]; from: string; to: string };

export type ShiftTime = { startsAt: Date; endsAt: Date };

/** The parts of a day that a form offers; each has its days and its span. */
export const partsOfDay = ["evening", "morning", "afternoon"] as const;

export type PartOfDay = (typeof partsOfDay)[number];

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** What is offered: evenings from Monday to Friday, both halves of Saturday and Sunday. */
export const usualPattern: Record<PartOfDay, Span> = {
  evening: { days: [1, 2, 3, 4, 5], from: "18:30", to: "21:00" },
  morning: { days: [6, 7], from: "09:30", to: "12:00" },
  afternoon: { days: [6, 7], from: "14:00", to: "17:00" },
};

const days = several(
  z.coerce.number({ error: "choose" }).int({ error: "choose" }).min(1, { error: "choose" }).max(7, { error: "choose" }),
  7,
).transform((v) => [...new Set(v)]);

// The times of a part of the day that has no day say nothing, and may be anything.
const time = z.string().default("");

const typed = z.object({
  eveningDays: days,
  eveningFrom: time,
  eveningTo: time,
  morningDays: days,
  morningFrom: time,
  morningTo: time,
  afternoonDays: days,
  afternoonFrom: time,
  afternoonTo: time,
});

/** The fields of a pattern in a form. */
export const patternFields = typed.shape;

type Problem = { field: string; key: "clock" | "endsBeforeStart" | "tooLongShift" | "overlaps" | "noDays" };

/** What a form says of a pattern, as spans, and what is wrong with it. */
export function readPattern(fields: z.output<typeof typed>): { spans: Span[]; problems: Problem[] } {
  const spans: (Span & { part: PartOfDay })[] = [];
  const problems: Problem[] = [];
  for (const part of partsOfDay) {
    if (!fields[`${part}Days`].length) continue;
    const [from, to] = [clockTime.safeParse(fields[`${part}From`]), clockTime.safeParse(fields[`${part}To`])];
    if (!from.success) problems.push({ field: `${part}From`, key: "clock" });
    if (!to.success) problems.push({ field: `${part}To`, key: "clock" });
    if (!from.success || !to.success) continue;
    const span = { part, days: fields[`${part}Days`], from: from.data, to: to.data };
    if (span.to <= span.from) problems.push({ field: `${part}To`, key: "endsBeforeStart" });
    else if (minutesOf(span.to) - minutesOf(span.from) > longest)
      problems.push({ field: `${part}To`, key: "tooLongShift" });
    else if (spans.some((other) => meets(span, other))) problems.push({ field: `${part}From`, key: "overlaps" });
    spans.push(span);
  }
  if (!spans.length && !problems.length) problems.push({ field: "eveningDays", key: "noDays" });
  return { spans: spans.map(({ part: _, ...span }) => span), problems };
}

/** Checks a pattern within a form's schema: each problem beside its field. */
export function checkPattern(fields: z.output<typeof typed>, context: z.core.$RefinementCtx): void {
  for (const { field, key } of readPattern(fields).problems)
    context.addIssue({ code: "custom", path: [field], params: { key, max: longest / 60 } });
}

/** The longest shift, in minutes; the database holds to the same. */
const longest = 16 * 60;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Whether two spans would overlap on some day. */
const meets = (a: Span, b: Span): boolean =>
  a.days.some((day) => b.days.includes(day)) && a.from < b.to && b.from < a.to;

/** How many days a round has, its first and last among them. */
export const daysBetween = (first: string, last: string): number =>
  Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last), { largestUnit: "days" }).days + 1;

/**
 * Every shift of a pattern from one day to another, in order. Each lasts from clock to clock in the time zone, whatever
 * is done to clocks meanwhile; one that falls wholly into an hour that is left out is none.
 */
export function shiftsOf(spans: readonly Span[], first: string, last: string, timeZone: string): ShiftTime[] {
  const found: ShiftTime[] = [];
  const end = Temporal.PlainDate.from(last);
  for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 }))
    for (const span of spans) {
      if (!span.days.includes(day.dayOfWeek)) continue;
      const [startsAt, endsAt] = [momentAt(day, span.from, timeZone), momentAt(day, span.to, timeZone)];
      if (startsAt < endsAt) found.push({ startsAt, endsAt });
    }
  return found.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** The moment of a clock time; for one that a change of clocks leaves out, the moment of the change. */
export function momentAt(day: Temporal.PlainDate | string, clock: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(clock);
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (zoned.toPlainDateTime().equals(local)) return new Date(zoned.epochMilliseconds);
  const change = zoned.getTimeZoneTransition("next");
  return new Date((change ?? zoned).epochMilliseconds);
}

export type ShiftKind<S> = { key: string; day: number; from: string; to: string; shifts: S[] };

/**
 * Shifts that are alike: on the same day of the week, from and to the same hour ("Saturday mornings"). So that a guide's
 * or a team's evenings are told by a few kinds instead of one by one.
 */
export function kindsOf<S extends ShiftTime>(shifts: readonly S[], timeZone: string): ShiftKind<S>[] {
  const kinds = new Map<string, ShiftKind<S>>();
  for (const shift of shifts) {
    const { day, from, to } = localSpan(shift, timeZone);
    const key = `${day}-${from}-${to}`;
    const kind = kinds.get(key) ?? { key, day, from, to, shifts: [] };
    kind.shifts.push(shift);
    kinds.set(key, kind);
  }
  return [...kinds.values()].toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from));
}

/** What clocks and calendar say of a shift. */
export function localSpan(
  { startsAt, endsAt }: ShiftTime,
  timeZone: string,
): { day: number; from: string; to: string } {
  const [start, end] = [startsAt, endsAt].map((at) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const clock = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: "minute" });
  return { day: start.dayOfWeek, from: clock(start), to: clock(end) };
}
