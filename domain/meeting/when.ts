import { z } from "zod";
import { localTime, several } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";

/** How long a meeting can be said to take, in minutes. */
export const lengths = [30, 60, 90, 120, 180, 240] as const;

const mostAhead = 366 * 86_400_000;

export const minutesInput = z
  .union(
    lengths.map((n) => z.literal(String(n))),
    { error: "choose" },
  )
  .transform(Number);

/** Several days and times as a form sends them: those left empty do not count. */
export const timesInput = several(localTime, 8);

type Span = { startsAt: Date; endsAt: Date };

/**
 * The moments that a local time and a length mean in a community. An hour is an hour, also in a night when the clocks
 * change; a clock time that is skipped then is moved on.
 * @throws Refusal for what is past, or more than a year ahead
 */
export function spanOf(local: string, minutes: number, zone: string, now: Date, field: string): Span {
  const startsAt = momentOf(local, zone);
  if (startsAt.getTime() < now.getTime()) throw new Refusal("past", { field });
  if (startsAt.getTime() > now.getTime() + mostAhead) throw new Refusal("meetingTooFar", { field });
  return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
}

/** The same between two clock times. @throws Refusal where it ends before it begins, or would take more than a day */
export function between(from: string, until: string, zone: string, now: Date): Span {
  const startsAt = momentOf(from, zone);
  const endsAt = momentOf(until, zone);
  if (startsAt.getTime() < now.getTime()) throw new Refusal("past", { field: "from" });
  if (startsAt.getTime() > now.getTime() + mostAhead) throw new Refusal("meetingTooFar", { field: "from" });
  if (endsAt <= startsAt) throw new Refusal("endsBeforeBegin", { field: "until" });
  if (endsAt.getTime() - startsAt.getTime() > 86_400_000) throw new Refusal("meetingTooLong", { field: "until" });
  return { startsAt, endsAt };
}
