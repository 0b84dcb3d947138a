import type { Transaction } from "#db/connect.ts";
import type { LedgerSample } from "#db/schema/index.ts";

/** What a ledger can list. */
export const ledgerKinds = ["households", "concerns"] as const;
export type LedgerKindName = (typeof ledgerKinds)[number];

export type Ledger = { id: string; communityId: string; columns: string[]; agreedBy: string | null };

/** A cell that cannot be used, and why; what stood in it is told back. */
export type Problem = { row: number; column: string; value: string; why: string };

export type RowReader<Row> = {
  /** One row: what it says, or what is wrong with it; null where it is empty. */
  read: (row: number, cells: readonly string[]) => Row | Problem[] | null;
};

/** How a ledger of one kind is read. */
export type Reading<Row> = {
  /**
   * Which column stands where, by a row that holds headings; null where it holds none.
   * @throws Refusal where a column is missing without which the list cannot be used
   */
  headingsOf: (cells: readonly string[]) => Map<string, number> | null;
  reader: (columns: ReadonlyMap<string, number>) => RowReader<Row>;
  /** By what a row is known again in the same list: how that is shown, and which column says it. */
  known: (row: Row, columns: readonly string[]) => { at: string; shown: string; column: string };
};

export type Sums = { added: number; changed: number; same: number };

/**
 * A kind of ledger. Its rows are laid aside in a table of their own, batch by batch, until they are agreed to; `Row` is
 * what `reading` makes of a row.
 */
export type LedgerKind<Row = unknown> = {
  /** What must be known of the community to read its lists. @throws Refusal where it cannot take one now */
  reading: (tx: Transaction, communityId: string) => Promise<Reading<Row>>;
  layAside: (tx: Transaction, ledger: Ledger, rows: Row[], from: number) => Promise<void>;
  /** Forgets the rows that were laid aside. */
  clear: (tx: Transaction, ledger: string) => Promise<void>;
  /** Looks again for what the rows refer to: it may have come meanwhile. */
  settle: (tx: Transaction, ledger: Ledger) => Promise<void>;
  sums: (tx: Transaction, ledger: Ledger) => Promise<Sums>;
  /** The first rows that would be added or changed: enough to see whether the file was understood. */
  sample: (tx: Transaction, ledger: Ledger, limit: number) => Promise<LedgerSample[]>;
  write: (tx: Transaction, ledger: Ledger) => Promise<void>;
};
