import type { CategoryKey } from "../concern/category.ts";
import { addWorking, afterPause, dayMinutes, type WorkCalendar, workingBetween } from "./calendar.ts";
import { type TargetRow, targetOf, type Urgency } from "./target.ts";

/** When a community's offices work, and within how much of that time they answer. */
export type Office = { calendar: WorkCalendar; targets: readonly TargetRow[] };

/** A time in which the clock stood still, waiting for whoever raised the concern. */
export type Pause = { from: Date; to: Date };

/** Whoever has something due is reminded when a quarter of its time is left, and no later than two hours before. */
const leastLeft = 120;

/** When to remind of what is due; null where the time is so short that being told of it is reminder enough. */
export function remindAt(calendar: WorkCalendar, from: Date, due: Date): Date | null {
  const whole = workingBetween(calendar, from, due);
  const left = Math.max(whole / 4, leastLeft);
  return whole > left ? addWorking(calendar, from, whole - left) : null;
}

export type Dues = { answerDueAt: Date; solveDueAt: Date | null; remindAt: Date | null };

/** By when a concern is to be answered and solved, by its category and urgency, from when it was raised. */
export function duesOf(
  { calendar, targets }: Office,
  { category, urgency, from, pauses = [] }: { category: CategoryKey; urgency: Urgency; from: Date; pauses?: Pause[] },
): Dues {
  const target = targetOf(targets, { category, urgency, day: dayMinutes(calendar) });
  const within = (minutes: number) =>
    pauses.reduce((due, pause) => afterPause(calendar, due, pause.from, pause.to), addWorking(calendar, from, minutes));
  const answerDueAt = within(target.answer);
  return {
    answerDueAt,
    solveDueAt: target.solve === null ? null : within(target.solve),
    remindAt: remindAt(calendar, from, answerDueAt),
  };
}

/** Whether somebody who asked again may do so once more: once a day of work. */
export const isNudgeDue = (calendar: WorkCalendar, nudgedAt: Date | null, now: Date): boolean =>
  !nudgedAt || workingBetween(calendar, nudgedAt, now) >= dayMinutes(calendar);

/** Within one day of work. */
export const withinADay = (calendar: WorkCalendar, from: Date): Date =>
  addWorking(calendar, from, dayMinutes(calendar));
