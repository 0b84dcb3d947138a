import { type Options, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { EncryptedFileError, HucreError } from "hucre";
import { readXls, readXlsx, streamXlsxRows } from "hucre/xlsx";
import { Refusal } from "../refusal.ts";

/** A row of a file: its number as the spreadsheet shows it, and what stands in its cells, as text. */
export type SheetRow = { sheet: string; row: number; cells: string[] };

/** A ledger of 100,000 doors has 8 MB; beyond this the file is something else. */
export const maxLedgerBytes = 40 * 1024 * 1024;

const starts = (bytes: Uint8Array, ...first: number[]) => first.every((byte, i) => bytes[i] === byte);

/**
 * The rows of a CSV or a workbook (XLSX, XLS), one after the other: what it is, its contents tell, not its name. Hidden
 * sheets are left out: nobody who hands in a file knows what is in them.
 * @param isHead whether a row holds headings: it tells what stands between the cells of a CSV
 * @throws Refusal `ledgerType`, `ledgerLocked`, `ledgerBroken`
 */
export async function* rowsOf(
  bytes: Uint8Array,
  isHead: (cells: readonly string[]) => boolean,
): AsyncGenerator<SheetRow> {
  try {
    if (starts(bytes, 0x50, 0x4b)) yield* workbookRows(bytes);
    else if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) yield* oldWorkbookRows(bytes);
    else yield* textRows(bytes, isHead);
  } catch (error) {
    if (error instanceof EncryptedFileError) throw new Refusal("ledgerLocked");
    // (A cell longer than a text can be is a RangeError.)
    if (
      error instanceof HucreError ||
      error instanceof RangeError ||
      (error as { code?: string }).code?.startsWith("CSV_")
    )
      throw new Refusal("ledgerBroken");
    throw error;
  }
}

/** A workbook of 100,000 doors unpacks to 60 MB; what unpacks to more than this is made to fill the memory. */
const maxUnpackedBytes = 600 * 1024 * 1024;

/** To how much a ZIP says that it unpacks, as its directory tells. */
function unpackedBytes(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 20 > view.length) return 0;
  let sum = 0;
  let at = view.readUInt32LE(end + 16);
  for (let left = view.readUInt16LE(end + 10); left > 0 && at + 46 <= view.length; left--) {
    sum += view.readUInt32LE(at + 24);
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return sum;
}

async function* workbookRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  if (unpackedBytes(bytes) > maxUnpackedBytes) throw new Refusal("ledgerBroken");
  const shown: { name: string; index: number }[] = [];
  // Asks for the directory alone: no sheet is wanted yet.
  await readXlsx(bytes, {
    sheets: ({ name, index, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) shown.push({ name, index });
      return false;
    },
  });
  for (const { name, index } of shown) {
    for await (const { index: row, values } of streamXlsxRows(bytes, { sheet: index }))
      yield { sheet: name, row: row + 1, cells: values.map(textOf) };
  }
}

async function* oldWorkbookRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const { sheets } = await readXls(bytes, { sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden });
  for (const { name, rows } of sheets)
    for (const [index, values] of rows.entries()) yield { sheet: name, row: index + 1, cells: values.map(textOf) };
}

const separators = [",", "\t", ";", "，"] as const;

const csv = (delimiter: string) =>
  ({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 100_000,
  }) satisfies Options;

/** What stands between the cells: what makes headings of a row near the top, else what is seen most. (Texts have commas too.) */
function separatorOf(text: string, isHead: (cells: readonly string[]) => boolean): string {
  const first = text.slice(0, 8000);
  const heads = (delimiter: string) => {
    let found = false;
    const note = (cells: readonly string[]) => {
      found ||= isHead(cells);
      return null;
    };
    try {
      parseAtOnce(first, { ...csv(delimiter), to: 30, on_record: note });
    } catch {
      // The last of these rows is cut off.
    }
    return found;
  };
  const seen = separators.toSorted((a, b) => first.split(b).length - first.split(a).length);
  return seen.find(heads) ?? seen[0] ?? ",";
}

async function* textRows(bytes: Uint8Array, isHead: (cells: readonly string[]) => boolean): AsyncGenerator<SheetRow> {
  const text = decoded(bytes);
  const parser = parse(text, { ...csv(separatorOf(text, isHead)), info: true });
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield { sheet: "", row: info.lines, cells: record.map(unguarded) };
  }
}

/** UTF-8 with or without its mark, UTF-16 with its mark, else GB18030, in which Chinese spreadsheets save CSV. */
function decoded(bytes: Uint8Array): string {
  if (starts(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (starts(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  // Text has no NUL: this is a picture, a PDF, a program.
  if (bytes.subarray(0, 8000).includes(0)) throw new Refusal("ledgerType");
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  }
  throw new Refusal("ledgerType");
}

/** A date as its clock shows it, to the second: a spreadsheet counts in fractions of a day. */
function shownOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const [day = "", time = ""] = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 8)}`;
}

/** A cell as text: numbers without a tail of zeros, dates as days, or days and times. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return shownOf(value);
  if (typeof value === "number") return Number.isInteger(value) ? value.toFixed(0) : String(value);
  return String(value);
}

/** Our own exports put a quote before what a spreadsheet would take for a formula. */
const unguarded = (cell: string) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
