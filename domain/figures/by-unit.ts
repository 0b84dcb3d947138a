import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Asked } from "./ask.ts";
import { type DutyCounts, dutyMeasures, type RateCounts, rateMeasures } from "./measures.ts";
import { added, sums } from "./sums.ts";
import type { FigureUnit } from "./units.ts";

export type UnitFigures = FigureUnit & RateCounts & DutyCounts;

/**
 * The three rates of what partner units have (a concern counts for each unit that has it, and no more for one that gave
 * it back), and beside them what became of what they were given: of the unit that is asked for, or of each.
 */
export function figuresByUnit(viewer: Viewer, asked: Asked): Promise<UnitFigures[]> {
  return asViewer(viewer.claims, (tx) => unitFigures(tx, asked));
}

/** The same within a transaction. */
export async function unitFigures(tx: Transaction, asked: Asked): Promise<UnitFigures[]> {
  const rows = await tx.execute<UnitFigures>(sql`
    select o.id, o.name, o.name_en as "nameEn", ${added([...rateMeasures, ...dutyMeasures])}
    from (${sums(asked, "unit")}) s join organizations o on o.id = s.organization_id
    group by o.id, o.name, o.name_en order by o.name`);
  return [...rows].filter((row) => [...rateMeasures, ...dutyMeasures].some((m) => row[m] > 0));
}

/** A unit by its name. */
export async function unitNamed(tx: Transaction, id: string): Promise<FigureUnit[]> {
  const rows = await tx.execute<FigureUnit>(
    sql`select o.id, o.name, o.name_en as "nameEn" from organizations o where o.id = ${id}`,
  );
  return [...rows];
}
