import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import type { Told } from "../safe.ts";
import type { OpenBy, OpenMeasure } from "./measures.ts";

/** The first and the last day of what was counted, as the community's calendar has it. */
type OpenSpan = { since: string; until: string };

export const openInput = z.object({
  /** The code of a community. */
  community: z.string().max(100).optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
});

/** A month, category, building or unit, with what is told of it. */
export type OpenRow = {
  key: string;
  /** Of a building or a unit. */
  name: string | null;
  nameEn: string | null;
  told: Partial<Record<OpenMeasure, Told>>;
};

export type OpenFigures = OpenSpan & {
  /** One for each year that figures were told of, the latest first. */
  spans: OpenSpan[];
  total: OpenRow;
  months: OpenRow[];
  categories: OpenRow[];
  buildings: OpenRow[];
  units: OpenRow[];
  /** The doors of the latest round, as they stood at the end of a week. */
  doors: (OpenSpan & { round: string; all: OpenRow; buildings: OpenRow[] }) | null;
};

export type Row = OpenSpan & {
  by: OpenBy;
  key: string;
  measure: OpenMeasure;
  value: number | null;
  step: number | null;
  note: string | null;
  name: string | null;
  nameEn: string | null;
};

/** Rows with the names of what they are about. */
export const named = (from: ReturnType<typeof sql>) => sql`
  select f.by, f.key, f.measure, f.value, f.step, f.note, f.since::text, f.until::text,
    coalesce(b.name, o.name) as name, o.name_en as "nameEn"
  from (${from}) f
  left join buildings b on f.by in ('building', 'door') and b.community_id = f.community_id and b.id::text = f.key
  left join organizations o on f.by = 'unit' and o.id::text = f.key
  order by f.by, f.until, b.ordinal, b.name, o.name, f.key`;

/** What everybody may read of the figures, of the year that ends on a day or of the latest; null: nothing was counted yet. */
export async function openFigures(community: string, until?: string): Promise<OpenFigures | null> {
  const { db } = pool("doorstep_app");
  const of = sql`community_id = ${community}`;
  const ends = sql`
    select since, until from open_figures where ${of} and by = 'total' and measure = 'raised' and value is not null`;
  const chosen = sql`(select until from (${ends}) e order by until = ${until ?? null}::date desc nulls last, until desc limit 1)`;
  const [spans, rows] = await Promise.all([
    db.execute<OpenSpan>(sql`
      select distinct on (since) since::text, until::text from (${ends}) e order by since desc, until desc`),
    db.execute<Row>(
      named(sql`
        select * from open_figures where ${of} and by = any ('{total,category,building,unit}') and until = ${chosen}
        union all
        select * from open_figures where ${of} and by = 'month'
          and key between to_char(${chosen} - interval '1 year' + interval '1 day', 'YYYY-MM') and to_char(${chosen}, 'YYYY-MM')
        union all
        select * from open_figures where ${of} and by = 'door'
          and until = (select max(until) from open_figures where ${of} and by = 'door')`),
    ),
  ]);
  const all = [...rows];
  const rowsBy = (by: OpenBy): OpenRow[] =>
    [
      ...Map.groupBy(
        all.filter((row) => row.by === by),
        (row) => row.key,
      ),
    ].map(([key, of]) => ({
      key,
      name: of[0]?.name ?? null,
      nameEn: of[0]?.nameEn ?? null,
      told: Object.fromEntries(of.map((row) => [row.measure, toldOf(row)])),
    }));
  const [total] = rowsBy("total");
  const span = all.find((row) => row.by === "total");
  if (!total || !span) return null;
  const doors = rowsBy("door");
  const whole = doors.find((d) => d.key === "");
  const door = all.find((row) => row.by === "door" && row.note !== null);
  return {
    since: span.since,
    until: span.until,
    spans: [...spans],
    total,
    months: rowsBy("month").toSorted((a, b) => a.key.localeCompare(b.key)),
    categories: rowsBy("category"),
    buildings: rowsBy("building"),
    units: rowsBy("unit"),
    doors:
      door?.note && whole
        ? {
            since: door.since,
            until: door.until,
            round: door.note,
            all: whole,
            buildings: doors.filter((d) => d.key !== ""),
          }
        : null,
  };
}

const toldOf = ({ value, step }: { value: number | null; step: number | null }): Told =>
  value === null || step === null ? null : { value, step };
