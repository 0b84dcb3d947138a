import { Temporal } from "temporal-polyfill";
import type { Span } from "../round/plan/types.ts";

/** Where a day is cut: mornings, afternoons, evenings. */
const cuts = [12, 17];

/** Weekend or working day, and which part of it: people who are out at one are often at home at another. */
function kindOf(moment: number, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
  return `${at.dayOfWeek > 5 ? "weekend" : "workday"} ${cuts.filter((hour) => at.hour >= hour).length}`;
}

/** A span cut where another part of the day (or another day) begins. */
function partsOf({ start, end }: Span, timeZone: string): Span[] {
  const day = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone).toPlainDate();
  const parts: Span[] = [];
  let from = start;
  for (let d = day; from < end; d = d.add({ days: 1 })) {
    for (const hour of [...cuts, 24]) {
      const cut = (hour === 24 ? d.add({ days: 1 }) : d).toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from({ hour: hour % 24 }),
      }).epochMilliseconds;
      const to = Math.min(cut, end);
      if (to > from) parts.push({ start: from, end: to });
      from = Math.max(from, to);
    }
  }
  return parts;
}

/**
 * When to come again to a door where nobody was home: the parts of the shifts that are of a kind (weekend or working day;
 * morning, afternoon, evening) tried least often so far. For households that made no wish: what comes out can stand in
 * for one (`wish` of a PlanHousehold), so that the door comes back into the plan at another time of day.
 * @param attempts when somebody knocked in vain in this round
 * @param shifts those ahead
 * @param minutes how long a visit takes: shorter parts are left out
 * @returns spans in order, those that touch made one; undefined where no time is better than another
 */
export function otherTimes(
  attempts: readonly Span[],
  shifts: readonly Span[],
  { timeZone, minutes }: { timeZone: string; minutes: number },
): Span[] | undefined {
  if (!attempts.length) return undefined;
  const tried = Map.groupBy(attempts, (a) => kindOf(a.start, timeZone));
  const parts = shifts
    .flatMap((s) => partsOf(s, timeZone))
    .filter((p) => p.end - p.start >= minutes * 60_000)
    .map((p) => ({ ...p, tries: tried.get(kindOf(p.start, timeZone))?.length ?? 0 }));
  const least = Math.min(...parts.map((p) => p.tries));
  const best = parts.filter((p) => p.tries === least).toSorted((a, b) => a.start - b.start);
  if (best.length === parts.length) return undefined;
  return best.reduce<Span[]>((found, { start, end }) => {
    const last = found.at(-1);
    if (last && last.end === start) last.end = end;
    else found.push({ start, end });
    return found;
  }, []);
}
