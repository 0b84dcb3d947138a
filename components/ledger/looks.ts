import type { Look } from "#domain/concern/rules.ts";
import type { LedgerState } from "#domain/ledger/hand-in.ts";

/** How the state of a ledger looks. */
export const ledgerLooks: Record<LedgerState, Look> = {
  reading: "going",
  refused: "late",
  faulty: "late",
  read: "waiting",
  applying: "going",
  applied: "done",
  givenUp: "quiet",
};
