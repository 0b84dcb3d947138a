import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Asked, narrowed, uuids, within } from "./ask.ts";
import {
  columnOf,
  type DutyCounts,
  dutyMeasures,
  holds,
  type Measure,
  type RateCounts,
  rateMeasures,
} from "./measures.ts";

export type UnitFigures = { id: string; name: string; nameEn: string | null } & RateCounts & DutyCounts;

const counted = (measures: readonly Measure[], of: readonly Measure[]): SQL =>
  sql.join(
    measures.map((m) =>
      of.includes(m)
        ? sql`count(*) filter (where ${holds(m)})::int as ${sql.identifier(m)}`
        : sql`0 as ${sql.identifier(m)}`,
    ),
    sql`, `,
  );

const all: readonly Measure[] = [...rateMeasures, ...dutyMeasures];

/**
 * The three rates of what partner units have (a concern counts for each unit that has it, and no more for one that gave
 * it back), and beside them what became of what they were given. Only what the viewer may read is counted.
 */
export async function figuresByUnit(viewer: Viewer, asked: Asked): Promise<UnitFigures[]> {
  return asViewer(viewer.claims, (tx) => unitFigures(tx, asked));
}

/** The same within a transaction. */
export async function unitFigures(tx: Transaction, asked: Asked): Promise<UnitFigures[]> {
  const of = asked.units ? sql`and a.organization_id = ${uuids(asked.units)}` : sql``;
  const part = (at: keyof typeof columnOf, measures: readonly Measure[], live: SQL) => sql`
    select a.organization_id as unit, ${counted(all, measures)}
    from concerns c join assignments a on a.community_id = c.community_id and a.concern_id = c.id
    where ${narrowed(asked)} and ${within(asked, columnOf[at])} ${of} ${live} group by 1`;
  const has = sql`and a.status <> 'returned'`;
  const sums = sql.join(
    all.map((m) => sql`sum(x.${sql.identifier(m)})::int as ${sql.identifier(m)}`),
    sql`, `,
  );
  const rows = await tx.execute<UnitFigures>(sql`
    select o.id, o.name, o.name_en as "nameEn", ${sums} from (
      ${part("due", ["due", "in_time"], has)} union all
      ${part("raised", ["raised", "solved", "rated", "satisfied"], has)} union all
      ${part("given", dutyMeasures, sql``)}) x
    join organizations o on o.id = x.unit group by o.id, o.name, o.name_en
    having ${sql.join(
      all.map((m) => sql`sum(x.${sql.identifier(m)}) > 0`),
      sql` or `,
    )}
    order by o.name`);
  return [...rows];
}
