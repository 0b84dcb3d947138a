import { type SQL, sql } from "drizzle-orm";
import { dayOf } from "../time.ts";
import type { Asked } from "./ask.ts";
import { dutyMeasures, type Measure, rateMeasures } from "./measures.ts";

/** Of what is at no building, and of the sums of concerns whoever has them. */
export const nowhere = "00000000-0000-0000-0000-000000000000";

const none = sql`${sql.raw(`'${nowhere}'`)}::uuid`;

/** What only time makes count: all that was pending on the days that are over; of today what is due by now. */
const pending: Partial<Record<Measure, SQL>> = {
  due: sql`due_pending`,
  receivable: sql`receivable_pending`,
  dated: sql`dated_pending`,
};

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
export function sums(
  asked: Asked,
  by: "concern" | "unit",
  measures: readonly Measure[] = [...rateMeasures, ...dutyMeasures],
): SQL {
  const { community, from, to, category, building, unit, of } = asked;
  const today = dayOf(new Date(), community.timeZone);
  const month = today.slice(0, 7);
  const { start, end } = { start: sql`${`${from}-01`}::date`, end: sql`${`${to}-01`}::date` };
  const units = by === "concern" ? sql`= ${none}` : unit ? sql`= ${unit}` : sql`<> ${none}`;
  const past = (m: Measure) => {
    const later = pending[m];
    return later
      ? sql`${sql.identifier(m)} + case when month < ${`${month}-01`}::date or day < ${today}::date then ${later} else 0 end`
      : sql.identifier(m);
  };
  const waiting = measures.filter((m) => pending[m]);
  const counted = sql.join(
    measures.map((m) => sql`${past(m)} as ${sql.identifier(m)}`),
    sql`, `,
  );
  const sources = {
    figure_sums: sql`figure_sums`,
    due_now: sql`app.due_now(${community.id}, ${by === "unit"}, ${unit ?? null}, ${`{${waiting.join(",")}}`}::text[])`,
  };
  const kept = (from: keyof typeof sources) => sql`
    select month, category, building_id, organization_id, ${counted} from ${sources[from]}
    where community_id = ${community.id} and month between ${start} and ${end} and organization_id ${units}
      ${category ? sql`and category = ${category}` : sql``}
      ${building ? sql`and building_id = ${building === "none" ? none : building}` : sql``}
      ${of === "seen" ? sql`and not private` : sql``}`;
  if (month < from || month > to || !waiting.length) return kept("figure_sums");
  // Of today what is not done yet, and due by now.
  return sql`${kept("figure_sums")} union all ${kept("due_now")}`;
}
