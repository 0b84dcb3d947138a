import { writeCsvStream } from "hucre/csv";
import type { CategoryKey } from "../concern/category.ts";
import type { Figures } from "./breakdown.ts";
import { type DutyCounts, dutyMeasures, type Measure, type RateCounts, rateMeasures } from "./measures.ts";

/** The words of the table's head and rows, in the language of whoever asks. */
export type FigureWords = {
  by: string;
  name: string;
  all: string;
  breakdowns: Record<"months" | "categories" | "buildings" | "units", string>;
  what: Record<Measure, string>;
  categories: Record<CategoryKey, string>;
  elsewhere: string;
  unitName: (unit: { name: string; nameEn: string | null }) => string;
};

/** All figures as one table: counts, from which whoever has them may divide. Cells a spreadsheet would take for formulas are guarded. */
export function figuresAsCsv(figures: Figures, words: FigureWords): ReadableStream<Uint8Array> {
  const measures = [...rateMeasures, ...dutyMeasures];
  const row = (by: string, name: string, counts: RateCounts & Partial<DutyCounts>) => [
    by,
    name,
    ...measures.map((m) => counts[m] ?? ""),
  ];
  const { breakdowns } = words;
  const rows = [
    row(words.all, "", figures.total),
    ...figures.months.map((m) => row(breakdowns.months, m.month, m)),
    ...figures.categories.map((c) => row(breakdowns.categories, words.categories[c.category], c)),
    ...figures.buildings.map((b) => row(breakdowns.buildings, b.name ?? words.elsewhere, b)),
    ...figures.units.map((u) => row(breakdowns.units, words.unitName(u), u)),
  ];
  return writeCsvStream(rows, {
    headers: [words.by, words.name, ...measures.map((m) => words.what[m])],
    bom: true,
    escapeFormulae: true,
  });
}
