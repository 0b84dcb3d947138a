import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { store } from "../attachment/store.ts";
import { concernLedger } from "../concern/import/take-in.ts";
import { record } from "../event.ts";
import { householdLedger } from "../household/take-in.ts";
import { Refusal } from "../refusal.ts";
import type { Ledger, LedgerKind, LedgerKindName } from "./kind.ts";
import { type PlacedProblem, readLedger } from "./read.ts";

type Work = { ledger: string };

const batchSize = 2000;
const keptProblems = 200;
const keptSamples = 100;

/** A list of names as PostgreSQL writes an array: they may hold anything. */
const names = (list: string[]) => sql`array(select jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`;

const kinds = { households: householdLedger, concerns: concernLedger };

const kindOf = (kind: LedgerKindName) => kinds[kind] as LedgerKind<object>;

async function agreedLedger(tx: Transaction, id: string) {
  const [found] = await tx.execute<Ledger & { kind: LedgerKindName }>(sql`
    select id, kind, community_id as "communityId", columns, agreed_by as "agreedBy"
    from ledgers where id = ${id} and agreed_at is not null and applied_at is null for update`);
  return found;
}

/**
 * Reads a ledger that was handed in: its rows are laid aside, its problems noted, and compared with what is known.
 * What has been read shows as it goes on, so each batch is a transaction of its own; begun again, it begins anew.
 * @param onRows told how many rows have been read, after each batch
 */
export async function readLedgerFile(
  tx: Transaction,
  { ledger: id }: Work,
  onRows: (rows: number) => void = () => {},
): Promise<void> {
  const worker = pool("doorstep_worker");
  const [known] = await tx.execute<Ledger & { kind: LedgerKindName; fileKey: string | null }>(sql`
    select id, kind, community_id as "communityId", columns, agreed_by as "agreedBy", file_key as "fileKey" from ledgers
    where id = ${id} and read_at is null and given_up_at is null`);
  if (!known?.fileKey) return;
  const kind = kindOf(known.kind);
  const bytes = await store().get(known.fileKey);
  let ledger: Ledger = known;
  let left: string[] = [];
  const problems: PlacedProblem[] = [];
  let problemCount = 0;
  let ordinal = 0;
  let batch: object[] = [];
  const flush = () =>
    worker.transaction(async (own) => {
      if (batch.length) await kind.layAside(own, ledger, batch, ordinal - batch.length);
      await own.execute(sql`update ledgers set rows = ${ordinal} where id = ${id}`);
      batch = [];
      onRows(ordinal);
    });
  let refused: string | null = null;
  await worker.transaction((own) => kind.clear(own, id));
  try {
    if (!bytes) throw new Refusal("ledgerLost");
    const reading = await kind.reading(tx, ledger.communityId);
    for await (const entry of readLedger(bytes, reading)) {
      if (entry.kind === "columns") [ledger, left] = [{ ...ledger, columns: entry.columns }, entry.left];
      else if (entry.kind === "problems") {
        problemCount += entry.problems.length;
        problems.push(...entry.problems.slice(0, keptProblems - problems.length));
      } else {
        batch.push(entry.row);
        ordinal++;
        if (batch.length >= batchSize) await flush();
      }
    }
    await flush();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused = error.code;
  }
  await worker.transaction(async (own) => {
    const [still] = await own.execute(sql`select from ledgers where id = ${id} and given_up_at is null for update`);
    if (!still || refused || problemCount) await kind.clear(own, id);
    if (!still) return;
    if (!refused) await kind.settle(own, ledger);
    const sums = refused ? { added: 0, changed: 0, same: 0 } : await kind.sums(own, ledger);
    const sample = refused ? [] : await kind.sample(own, ledger, keptSamples);
    await own.execute(sql`
      update ledgers set columns = ${names(ledger.columns)}, left_out = ${names(left)}, rows = ${ordinal},
        added = ${sums.added}, changed = ${sums.changed}, same = ${sums.same}, problem_count = ${problemCount},
        problems = ${JSON.stringify(problems)}::jsonb, sample = ${JSON.stringify(sample)}::jsonb,
        refused = ${refused}, read_at = now(), file_key = null
      where id = ${id}`);
  });
  await store().remove(known.fileKey);
}

/** Carries out a ledger that was agreed to: all of it, or, where the process ends in the middle, nothing yet. */
export async function applyLedger(tx: Transaction, { ledger: id }: Work): Promise<void> {
  const ledger = await agreedLedger(tx, id);
  if (!ledger) return;
  const { communityId } = ledger;
  const kind = kindOf(ledger.kind);
  // Two ledgers of one community come one after the other.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('ledger'), hashtext(${communityId}))`);
  await kind.settle(tx, ledger);
  const sums = await kind.sums(tx, ledger);
  await kind.write(tx, ledger);
  await record(tx, {
    community: communityId,
    subject: { type: "community", id: communityId },
    kind: "ledger_applied",
    audience: "office",
    actor: ledger.agreedBy,
    data: ledger.kind === "households" ? { ...sums } : { ...sums, list: ledger.kind },
  });
  await tx.execute(sql`
    update ledgers set applied_at = now(), sample = '[]', added = ${sums.added}, changed = ${sums.changed}, same = ${sums.same}
    where id = ${id}`);
  await kind.clear(tx, id);
}

/** Forgets what was read of a ledger that was given up. */
export async function dropLedger(tx: Transaction, { ledger: id }: Work): Promise<void> {
  const [gone] = await tx.execute<{ key: string | null; kind: LedgerKindName }>(sql`
    update ledgers set sample = '[]', problems = '[]' where id = ${id} and given_up_at is not null
    returning file_key as key, kind`);
  if (!gone) return;
  await kindOf(gone.kind).clear(tx, id);
  if (gone.key) await store().remove(gone.key);
}
