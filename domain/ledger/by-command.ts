import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import type { LedgerProblemRow } from "#db/schema/index.ts";
import { store } from "../attachment/store.ts";
import { applyLedger, dropLedger, readLedgerFile } from "./carry-out.ts";
import type { LedgerKindName } from "./kind.ts";

export type ImportResult = {
  added: number;
  changed: number;
  same: number;
  problemCount: number;
  problems: LedgerProblemRow[];
  /** Headings that nobody knows: these columns were not read. */
  leftOut: string[];
  /** Why it could not be read at all: a key under `refusals`. */
  refused: string | null;
};

/**
 * Reads a ledger and carries it out, all or nothing, for whoever runs the installation: the same as by the
 * pages, in one go. With a mistake in it, or as a dry run, nothing is written.
 * @param code of the community @returns undefined where no community has it
 */
export async function importLedger(
  kind: LedgerKindName,
  code: string,
  file: { name: string; bytes: Uint8Array },
  { dryRun, onRows }: { dryRun: boolean; onRows: (rows: number) => void },
): Promise<ImportResult | undefined> {
  const worker = pool("doorstep_worker");
  const [community] = await worker.db.execute<{ id: string }>(sql`select id from communities where code = ${code}`);
  if (!community) return undefined;
  const [ledger, fileKey] = [newId(), newId()];
  await store().put(fileKey, file.bytes, "application/octet-stream");
  await worker.db.execute(sql`
    insert into ledgers (community_id, id, kind, file_name, file_key) values (${community.id}, ${ledger}, ${kind}, ${file.name}, ${fileKey})`);
  await worker.transaction((tx) => readLedgerFile(tx, { ledger }, onRows));
  const [result] = await worker.db.execute<ImportResult>(sql`
    select added, changed, same, problem_count as "problemCount", problems, refused, left_out as "leftOut" from ledgers where id = ${ledger}`);
  if (!result) throw new Error("the ledger is gone");
  const writes = !dryRun && !result.refused && result.problemCount === 0;
  await worker.transaction(async (tx) => {
    if (writes) {
      await tx.execute(sql`update ledgers set agreed_at = now() where id = ${ledger}`);
      await applyLedger(tx, { ledger });
    } else {
      await tx.execute(sql`update ledgers set given_up_at = now() where id = ${ledger}`);
      await dropLedger(tx, { ledger });
    }
  });
  return result;
}
