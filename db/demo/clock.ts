import type { Random } from "./random.ts";

export const hour = 3_600_000;
export const day = 24 * hour;

// The community keeps Chinese time, which knows no summer time.
const zone = 8 * hour;

/** The clock hour of a moment in the community, with its fraction. */
const clock = (at: number) => ((at + zone) % day) / hour;

/** The moment moved on to when people are awake and write: from 8 to half past 9 in the evening. */
export function awake(at: number, random: Random): number {
  const c = clock(at);
  if (c < 8) return at + (8 - c) * hour + random.between(0, 2) * hour;
  if (c > 21.5) return at + (32 - c) * hour + random.between(0, 2) * hour;
  return at;
}

/** A clock time on the day of a moment, some days on. @param time hours, such as 18.5 */
export const clockTime = (at: number, days: number, time: number): number =>
  Math.floor((at + zone) / day) * day - zone + days * day + time * hour;

/** The weekday in the community: 0 is Sunday. */
export const weekday = (at: number): number => new Date(at + zone).getUTCDay();

/** The day in the community, as 2026-11-24. */
export const dayText = (at: number): string => new Date(at + zone).toISOString().slice(0, 10);

/** The evening of the day of work that is so many days of work on: Saturdays and Sundays are none. */
export function workEvening(at: number, days: number): number {
  let on = 0;
  for (let left = days; left > 0; ) {
    on += 1;
    if (![0, 6].includes(weekday(at + on * day))) left -= 1;
  }
  return clockTime(at, on, 17.5);
}
