import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import type { Asked } from "./ask.ts";
import { type UnitFigures, unitFigures, unitNamed } from "./by-unit.ts";
import { type DutyCounts, dutyMeasures, type RateCounts, rateMeasures } from "./measures.ts";
import { added, sums } from "./sums.ts";

export type Figures = {
  total: RateCounts;
  months: ({ month: string } & RateCounts)[];
  categories: ({ category: CategoryKey } & RateCounts)[];
  /** By building; null: at none of them. */
  buildings: ({ id: string | null; name: string | null } & RateCounts)[];
  units: UnitFigures[];
};

type Row = RateCounts &
  DutyCounts & { month: string | null; category: CategoryKey | null; building: string | null; of: number };

const counts = (row: RateCounts): RateCounts => ({
  due: row.due,
  in_time: row.in_time,
  raised: row.raised,
  solved: row.solved,
  rated: row.rated,
  satisfied: row.satisfied,
});

const duties = (row: DutyCounts): DutyCounts => ({
  given: row.given,
  receivable: row.receivable,
  received: row.received,
  returned: row.returned,
  answered: row.answered,
  redone: row.redone,
  dated: row.dated,
  on_date: row.on_date,
});

/** The three rates altogether, by month, category, building and unit, and what stands beside them by unit. */
export function figures(viewer: Viewer, asked: Asked): Promise<Figures> {
  return asViewer(viewer.claims, async (tx) => {
    const { community, unit } = asked;
    // Of one unit all figures are its own: they are counted once.
    const measures = unit ? ([...rateMeasures, ...dutyMeasures] as const) : rateMeasures;
    const [rows, buildings, own, each] = await Promise.all([
      tx.execute<Row>(sql`
        select to_char(s.month, 'YYYY-MM') as month, s.category, s.building_id as building,
          grouping(s.month, s.category, s.building_id) as of, ${added(measures)}
        from (${sums(asked, unit ? "unit" : "concern", measures)}) s
        group by grouping sets ((), (s.month), (s.category), (s.building_id)) order by s.month desc`),
      tx.execute<{ id: string; name: string }>(
        sql`select id, name from buildings where community_id = ${community.id} order by ordinal, name`,
      ),
      unit ? unitNamed(tx, unit) : [],
      unit ? [] : unitFigures(tx, asked),
    ]);
    const some = [...rows].filter((row) => row.of === 7 || rateMeasures.some((m) => row[m] > 0));
    const of = (bits: number) => some.filter((row) => row.of === bits);
    const total = of(7)[0];
    if (!total) throw new Error("no total");
    const byBuilding = new Map(of(6).map((row) => [row.building, row]));
    const elsewhere = of(6).find((row) => !buildings.some((b) => b.id === row.building));
    return {
      total: counts(total),
      months: of(3).map((row) => ({ month: row.month ?? "", ...counts(row) })),
      categories: categoryKeys.flatMap((category) => {
        const row = of(5).find((r) => r.category === category);
        return row ? [{ category, ...counts(row) }] : [];
      }),
      buildings: [
        ...buildings.flatMap(({ id, name }) => {
          const row = byBuilding.get(id);
          return row ? [{ id, name, ...counts(row) }] : [];
        }),
        ...(elsewhere ? [{ id: null, name: null, ...counts(elsewhere) }] : []),
      ],
      units: measures.some((m) => total[m] > 0)
        ? [...own.map((row) => ({ ...row, ...counts(total), ...duties(total) })), ...each]
        : each,
    };
  });
}
