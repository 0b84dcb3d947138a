import { type SQL, sql } from "drizzle-orm";
import { dayOf } from "../time.ts";
import { type Asked, narrowed } from "./ask.ts";
import { dutyMeasures, type Measure, rateMeasures } from "./measures.ts";

const none = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/** What only time makes count: in months that are over all that was pending, in this one what is due by now. */
const pending: Partial<Record<Measure, SQL>> = {
  due: sql`due_pending`,
  receivable: sql`receivable_pending`,
  dated: sql`dated_pending`,
};

const columns = (of: (measure: Measure) => SQL) =>
  sql.join(
    [...rateMeasures, ...dutyMeasures].map((m) => sql`${of(m)} as ${sql.identifier(m)}`),
    sql`, `,
  );

/** Sums of all measures, under their own names. */
export const added = (measures: readonly Measure[]): SQL =>
  sql.join(
    measures.map((m) => sql`coalesce(sum(s.${sql.identifier(m)}), 0)::int as ${sql.identifier(m)}`),
    sql`, `,
  );

/**
 * The sums that are asked for, as rows to be added up: (month, category, building_id, organization_id, a column a measure).
 * Of concerns whoever has them, or of what units have and were given: of one, or of each.
 */
export function sums(asked: Asked, by: "concern" | "unit", now = new Date()): SQL {
  const { community, from, to, category, building, unit, of } = asked;
  const month = dayOf(now, community.timeZone).slice(0, 7);
  const { start, end } = { start: sql`${`${from}-01`}::date`, end: sql`${`${to}-01`}::date` };
  const units = by === "concern" ? sql`= ${none}` : unit ? sql`= ${unit}` : sql`<> ${none}`;
  const past = (m: Measure) => {
    const later = pending[m];
    return later
      ? sql`${sql.identifier(m)} + case when month < ${`${month}-01`}::date then ${later} else 0 end`
      : sql.identifier(m);
  };
  const kept = sql`
    select month, category, building_id, organization_id, ${columns((m) => sql`${past(m)}`)} from figure_sums
    where community_id = ${community.id} and month between ${start} and ${end} and organization_id ${units}
      ${category ? sql`and category = ${category}` : sql``}
      ${building ? sql`and building_id = ${building === "none" ? none : building}` : sql``}
      ${of === "seen" ? sql`and not private` : sql``}`;
  if (month < from || month > to) return kept;

  // Of this month what is not done yet, and due by now.
  const begun = sql`(date_trunc('month', now() at time zone ${community.timeZone}) at time zone ${community.timeZone})`;
  const only = (measure: Measure) => columns((m) => (m === measure ? sql`1` : sql`0`));
  const at = sql`${`${month}-01`}::date, c.category, coalesce(c.building_id, ${none})`;
  const join = sql`join assignments a on a.community_id = c.community_id and a.concern_id = c.id and a.organization_id ${units}`;
  const late = sql`${narrowed(asked)} and c.answer_due_at >= ${begun} and c.answer_due_at <= now() and c.closed_at is null
    and app.may_be_due(c)`;
  if (by === "concern")
    return sql`${kept} union all select ${at}, ${none}, ${only("due")} from concerns c where ${late}`;
  return sql`${kept}
    union all select ${at}, a.organization_id, ${only("due")} from concerns c ${join} and a.status <> 'returned' where ${late}
    union all select ${at}, a.organization_id, ${only("receivable")} from concerns c ${join} and a.status = 'assigned'
      and a.accept_due_at >= ${begun} and a.accept_due_at <= now() where ${narrowed(asked)} and app.may_be_receivable(a, c)
    union all select ${at}, a.organization_id, ${only("dated")} from concerns c ${join} and a.status in ('assigned', 'accepted')
      and a.due_at >= ${begun} and a.due_at <= now() where ${narrowed(asked)} and app.may_be_dated(a, c)`;
}
