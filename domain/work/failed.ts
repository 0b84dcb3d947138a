import type { Transaction } from "#db/connect.ts";

/** Work that could not be done this time: why, as a code, and what is noted of it although the work itself is undone. */
export class Failed extends Error {
  readonly code: string;
  readonly note: (tx: Transaction) => Promise<void>;
  constructor(code: string, note: (tx: Transaction) => Promise<void> = async () => {}) {
    super(code);
    this.name = "Failed";
    this.code = code;
    this.note = note;
  }
}
