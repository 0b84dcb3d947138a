import type { sql } from "drizzle-orm";
import { writeCsvStream } from "hucre/csv";
import { writeXlsxStream } from "hucre/xlsx";
import { z } from "zod";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id } from "../input.ts";

/** What is taken out as a file: of which community, and as what. */
export const fileInput = z.object({ community: id, as: z.enum(["csv", "xlsx"]) });

export type FileAs = z.output<typeof fileInput>["as"];

/** Headings, in the language of whoever asks, and the name of the sheet. */
export type Headings = { columns: string[]; sheet: string };

type Cell = string | number | null;

/** Rows as a file, written as they come. Cells that a spreadsheet would take for formulas are guarded. */
export const fileOf = (
  as: FileAs,
  { columns, sheet }: Headings,
  rows: AsyncIterable<Cell[]>,
): ReadableStream<Uint8Array> =>
  as === "csv"
    ? writeCsvStream(rows, { headers: columns, bom: true, escapeFormulae: true })
    : writeXlsxStream(rows, { name: sheet, columns: columns.map((header) => ({ header })) });

const pageSize = 2000;

/**
 * All rows of a query, page by page, each in a transaction of its own.
 * @param page what comes after a row: a query ordered by its key
 */
export async function* pagesOf<T extends Record<string, unknown>>(
  viewer: Viewer,
  page: (last: T | undefined, limit: number) => ReturnType<typeof sql>,
): AsyncGenerator<T> {
  let last: T | undefined;
  for (;;) {
    const rows = (await asViewer(viewer.claims, async (tx) => [...(await tx.execute(page(last, pageSize)))])) as T[];
    yield* rows;
    last = rows.at(-1);
    if (rows.length < pageSize) return;
  }
}
