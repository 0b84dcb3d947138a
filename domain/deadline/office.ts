import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { usualHours, type WorkCalendar } from "./calendar.ts";
import type { Office } from "./due.ts";

type Row = {
  id: string;
  timeZone: string;
  hours: WorkCalendar["hours"];
  exceptions: WorkCalendar["exceptions"];
  targets: Office["targets"];
};

/** When the offices of communities work, and their targets: what was set, or what is usual. Past years are left out. */
export async function officesOf(tx: Transaction, communities: readonly string[]): Promise<Map<string, Office>> {
  const rows = await tx.execute<Row>(sql`
    select c.id, c.time_zone as "timeZone",
      coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', h.opens, 'closes', h.closes) order by h.weekday, h.opens)
        from working_hours h where h.community_id = c.id), '[]') as hours,
      coalesce((select jsonb_agg(jsonb_build_object('day', d.day, 'works', d.works) order by d.day)
        from holidays d where d.community_id = c.id and d.day > now() - interval '2 years'), '[]') as exceptions,
      coalesce((select jsonb_agg(jsonb_build_object('category', t.category, 'urgency', t.urgency,
          'answerMinutes', t.answer_minutes, 'solveMinutes', t.solve_minutes))
        from service_targets t where t.community_id = c.id), '[]') as targets
    from communities c where c.id = any (${`{${communities.join(",")}}`}::uuid[])`);
  return new Map(
    [...rows].map(({ id, timeZone, hours, exceptions, targets }) => [
      id,
      { calendar: { timeZone, hours: hours.length ? hours : usualHours, exceptions }, targets },
    ]),
  );
}

/** Of one community. */
export async function officeOf(tx: Transaction, community: string): Promise<Office> {
  const found = (await officesOf(tx, [community])).get(community);
  if (!found) throw new Error("no such community");
  return found;
}
