import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import type { Asked } from "./ask.ts";
import { type UnitFigures, unitFigures } from "./by-unit.ts";
import { type RateCounts, rateMeasures } from "./measures.ts";
import { added, sums } from "./sums.ts";

export type Figures = {
  total: RateCounts;
  months: ({ month: string } & RateCounts)[];
  categories: ({ category: CategoryKey } & RateCounts)[];
  /** By building; null: at none of them. */
  buildings: ({ id: string | null; name: string | null } & RateCounts)[];
  units: UnitFigures[];
};

type Row = RateCounts & { month: string | null; category: CategoryKey | null; building: string | null; of: number };

const counts = (row: RateCounts): RateCounts => ({
  due: row.due,
  in_time: row.in_time,
  raised: row.raised,
  solved: row.solved,
  rated: row.rated,
  satisfied: row.satisfied,
});

/** The three rates altogether, by month, category, building and unit, and what stands beside them by unit. */
export function figures(viewer: Viewer, asked: Asked): Promise<Figures> {
  return asViewer(viewer.claims, async (tx) => {
    const [rows, buildings, units] = await Promise.all([
      tx.execute<Row>(sql`
        select to_char(s.month, 'YYYY-MM') as month, s.category, s.building_id as building,
          grouping(s.month, s.category, s.building_id) as of, ${added(rateMeasures)}
        from (${sums(asked, asked.unit ? "unit" : "concern", rateMeasures)}) s
        group by grouping sets ((), (s.month), (s.category), (s.building_id)) order by s.month desc`),
      tx.execute<{ id: string; name: string }>(
        sql`select id, name from buildings where community_id = ${asked.community.id} order by ordinal, name`,
      ),
      unitFigures(tx, asked),
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
      units,
    };
  });
}
