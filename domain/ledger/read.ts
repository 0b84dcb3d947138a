import { Refusal } from "../refusal.ts";
import type { Problem, Reading, RowReader } from "./kind.ts";
import { rowsOf } from "./sheet.ts";

/** Headings stand in one of the first rows: titles and remarks may come before. */
const headingsWithin = 30;

/** Headings that are told to have been left. */
const keptLeft = 40;

export type PlacedProblem = Problem & { sheet: string };

export type LedgerEntry<Row> =
  /** A sheet begins: the columns that this and all sheets before it have, and the headings that nobody knows. */
  | { kind: "columns"; columns: string[]; left: string[] }
  | { kind: "row"; row: Row }
  | { kind: "problems"; problems: PlacedProblem[] };

/**
 * What a ledger says, row by row, and what is wrong with it. Sheets without headings are left out; of a thing that stands
 * there twice the second one is wrong.
 * @throws Refusal `ledgerColumns` where no sheet has headings, `ledgerEmpty` where nothing stands below them, and those of
 * rowsOf and of the kind
 */
export async function* readLedger<Row extends object>(
  bytes: Uint8Array,
  reading: Reading<Row>,
): AsyncGenerator<LedgerEntry<Row>> {
  // One that lacks a column is one all the same: it is refused as it is read.
  const isHead = (cells: readonly string[]) => {
    try {
      return reading.headingsOf(cells) !== null;
    } catch (error) {
      if (error instanceof Refusal) return true;
      throw error;
    }
  };
  let sheet: string | undefined;
  let reader: RowReader<Row> | null = null;
  let looked = 0;
  let empty = true;
  let columns: string[] | null = null;
  const left = new Set<string>();
  const seen = new Map<string, string>();
  for await (const { sheet: name, row, cells } of rowsOf(bytes, isHead)) {
    if (name !== sheet) [sheet, reader, looked] = [name, null, 0];
    if (!reader) {
      const headings = looked++ < headingsWithin ? reading.headingsOf(cells) : null;
      if (!headings) continue;
      reader = reading.reader(headings);
      columns = (columns ?? [...headings.keys()]).filter((column) => headings.has(column));
      const used = new Set(headings.values());
      for (const [index, cell] of cells.entries()) {
        const heading = cell.trim().slice(0, 40);
        if (heading && !used.has(index) && left.size < keptLeft) left.add(heading);
      }
      yield { kind: "columns", columns, left: [...left] };
      continue;
    }
    const read = reader.read(row, cells);
    if (!read) continue;
    empty = false;
    if (Array.isArray(read)) {
      yield { kind: "problems", problems: read.map((problem) => ({ ...problem, sheet: name })) };
      continue;
    }
    const { at, shown, column } = reading.known(read, columns ?? []);
    const first = seen.get(at);
    if (first === undefined) {
      seen.set(at, `${name && `${name}!`}${row}`);
      yield { kind: "row", row: read };
    } else {
      yield { kind: "problems", problems: [{ sheet: name, row, column, value: `${shown} (${first})`, why: "twice" }] };
    }
  }
  if (!columns) throw new Refusal("ledgerColumns");
  if (empty) throw new Refusal("ledgerEmpty");
}
