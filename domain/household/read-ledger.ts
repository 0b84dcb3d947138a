import { Refusal } from "../refusal.ts";
import { headingsOf, type LedgerColumn } from "./columns.ts";
import { type LedgerProblem, LedgerReader, type LedgerRow } from "./ledger.ts";
import { rowsOf } from "./sheet.ts";

/** Headings stand in one of the first rows: titles and remarks may come before. */
const headingsWithin = 30;

export type PlacedProblem = LedgerProblem & { sheet: string };

export type LedgerEntry =
  /** A sheet begins: the columns that this and all sheets before it have. */
  | { kind: "columns"; columns: LedgerColumn[] }
  | { kind: "row"; row: LedgerRow }
  | { kind: "problems"; problems: PlacedProblem[] };

/**
 * What a ledger says, row by row: its doors, and what is wrong with it. Sheets without headings are left out; of a door
 * that stands there twice the second one is wrong.
 * @throws Refusal `ledgerColumns` where no sheet has headings, `ledgerEmpty` where nothing stands below them, and those of rowsOf
 */
export async function* readLedger(bytes: Uint8Array): AsyncGenerator<LedgerEntry> {
  let sheet: string | undefined;
  let reader: LedgerReader | null = null;
  let looked = 0;
  let empty = true;
  let columns: LedgerColumn[] | null = null;
  const seen = new Map<string, string>();
  for await (const { sheet: name, row, cells } of rowsOf(bytes)) {
    if (name !== sheet) [sheet, reader, looked] = [name, null, 0];
    if (!reader) {
      const headings = looked++ < headingsWithin ? headingsOf(cells) : null;
      if (!headings) continue;
      reader = new LedgerReader(headings);
      columns = (columns ?? [...headings.keys()]).filter((column) => headings.has(column));
      yield { kind: "columns", columns };
      continue;
    }
    const read = reader.read(row, cells);
    if (!read) continue;
    empty = false;
    if (Array.isArray(read)) {
      yield { kind: "problems", problems: read.map((problem) => ({ ...problem, sheet: name })) };
      continue;
    }
    const door = `${read.building.name}${read.entrance.name}${read.door}`;
    const at = `${read.building.key}\n${read.entrance.key}\n${read.door}`;
    const first = seen.get(at);
    if (first === undefined) {
      seen.set(at, `${name && `${name}!`}${row}`);
      yield { kind: "row", row: read };
    } else {
      const column = columns?.includes("door") ? "door" : "address";
      yield { kind: "problems", problems: [{ sheet: name, row, column, value: `${door} (${first})`, why: "twice" }] };
    }
  }
  if (!columns) throw new Refusal("ledgerColumns");
  if (empty) throw new Refusal("ledgerEmpty");
}
