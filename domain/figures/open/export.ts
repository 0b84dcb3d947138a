import { sql } from "drizzle-orm";
import { writeCsvStream } from "hucre/csv";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { type OpenBy, type OpenMeasure, openBys, openTables, unitOf } from "./measures.ts";
import { named, openInput, type Row } from "./read.ts";

/** What a file holds: one data set, of all times or of what was told at one end. */
export const fileInput = openInput.extend({ table: z.enum(openBys) });

/** The licence under which everybody may use the data. */
export const licence = { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" };

/** One figure a row: what it is about, what it says, and how it was rounded. Empty: not told. */
export type OpenLine = {
  from: string;
  until: string;
  key: string;
  name: string;
  measure: OpenMeasure;
  unit: ReturnType<typeof unitOf>;
  value: number | null;
  rounded_to: number | null;
};

export const openColumns = ["from", "until", "key", "name", "measure", "unit", "value", "rounded_to"] as const;

/** All rows of a data set, the earliest first. */
export async function openLines(
  community: string,
  { table, until }: { table: OpenBy; until?: string },
  nameOf: (row: { by: OpenBy; key: string; name: string | null; nameEn: string | null }) => string,
): Promise<OpenLine[]> {
  const rows = await pool("doorstep_app").db.execute<Row>(
    named(sql`
      select * from open_figures
      where community_id = ${community} and by = ${table} ${until ? sql`and until = ${until}` : sql``}`),
  );
  const order: readonly string[] = openTables[table];
  return [...rows]
    .toSorted(
      (a, b) =>
        a.until.localeCompare(b.until) ||
        (table === "month" ? a.key.localeCompare(b.key) : 0) ||
        (a.key === b.key ? order.indexOf(a.measure) - order.indexOf(b.measure) : 0),
    )
    .map(({ since, until: end, by, key, measure, value, step, name, nameEn }) => ({
      from: by === "month" ? `${key}-01` : since,
      until: by === "month" ? endOf(key) : end,
      key,
      name: nameOf({ by, key, name, nameEn }),
      measure,
      unit: unitOf(measure),
      value,
      rounded_to: step,
    }));
}

const endOf = (month: string) => {
  const [year = 0, of = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
};

/** As a table for spreadsheets; what they would take for formulas is guarded. */
export const openAsCsv = (lines: readonly OpenLine[]): ReadableStream<Uint8Array> =>
  writeCsvStream(
    lines.map((line) => openColumns.map((column) => line[column] ?? "")),
    { headers: [...openColumns], bom: true, escapeFormulae: true },
  );
