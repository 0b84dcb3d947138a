import type { Span } from "../round/plan/types.ts";
import { dayOf } from "../time.ts";

/** A part of a round's evening or half-day that a household can choose. */
export type Offer = Span & {
  /** The shift's id, with the number of the part behind it where the shift has several. */
  id: string;
};

type Shift = { id: string; startsAt: Date; endsAt: Date };

const hour = 3_600_000;
/** A part is this long; what is left of a shift belongs to its last part, unless it is long enough for itself. */
const part = 2 * hour;
const leftover = 1.5 * hour;

/** The parts of shifts that can be chosen, in their order: an evening as it is, a long day in pieces of two hours. */
export function offersOf(shifts: readonly Shift[]): Offer[] {
  return shifts.flatMap(({ id, startsAt, endsAt }) => {
    const [from, to] = [startsAt.getTime(), endsAt.getTime()];
    const count = Math.max(1, Math.floor((to - from + part - leftover) / part));
    return Array.from({ length: count }, (_, i) => ({
      id: count === 1 ? id : `${id}_${i + 1}`,
      start: from + i * part,
      end: i === count - 1 ? to : from + (i + 1) * part,
    }));
  });
}

/** What can still be chosen: not what has begun. */
export const offersAhead = (shifts: readonly Shift[], now: number): Offer[] =>
  offersOf(shifts).filter((o) => o.start > now);

/** Offers by the day they begin on, in a time zone. */
export const byDay = (offers: readonly Offer[], timeZone: string): { day: string; offers: Offer[] }[] =>
  [...Map.groupBy(offers, (o) => dayOf(new Date(o.start), timeZone))].map(([day, found]) => ({ day, offers: found }));

/** Which of the offers lie within chosen times. */
export const chosenOf = (offers: readonly Offer[], times: readonly Span[]): string[] =>
  offers.filter((o) => times.some((t) => t.start <= o.start && o.end <= t.end)).map(({ id }) => id);

/** Spans as PostgreSQL writes several of them. */
export const multirange = (spans: readonly Span[]): string =>
  `{${spans.map((s) => `[${new Date(s.start).toISOString()},${new Date(s.end).toISOString()})`).join(",")}}`;
