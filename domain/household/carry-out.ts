import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import type { LedgerSample } from "#db/schema/index.ts";
import { posterCode } from "../account/secret.ts";
import { store } from "../attachment/store.ts";
import { record } from "../event.ts";
import { Refusal } from "../refusal.ts";
import { buildingOf } from "./address.ts";
import { compared, contactColumns, findEntrances, type Ledger } from "./compare.ts";
import type { LedgerRow } from "./ledger.ts";
import { type PlacedProblem, readLedger } from "./read-ledger.ts";

type Work = { ledger: string };

const batchSize = 2000;
const keptProblems = 200;
const keptSamples = 100;

async function agreedLedger(tx: Transaction, id: string) {
  const [found] = await tx.execute<Ledger & { agreedBy: string | null }>(sql`
    select id, community_id as "communityId", columns, agreed_by as "agreedBy"
    from ledgers where id = ${id} and agreed_at is not null and applied_at is null for update`);
  return found;
}

/**
 * Reads a ledger that was handed in: its doors are laid aside, its problems noted, and compared with what is known.
 * What has been read shows as it goes on, so each batch is a transaction of its own; begun again, it begins anew.
 * @param onRows told how many rows have been read, after each batch
 */
export async function readLedgerFile(
  tx: Transaction,
  { ledger: id }: Work,
  onRows: (rows: number) => void = () => {},
): Promise<void> {
  const worker = pool("doorstep_worker");
  const [known] = await tx.execute<Ledger & { fileKey: string | null }>(sql`
    select id, community_id as "communityId", columns, file_key as "fileKey" from ledgers
    where id = ${id} and read_at is null and given_up_at is null`);
  if (!known?.fileKey) return;
  const bytes = await store().get(known.fileKey);
  let ledger: Ledger = known;
  const problems: PlacedProblem[] = [];
  let problemCount = 0;
  let ordinal = 0;
  let batch: LedgerRow[] = [];
  const flush = () =>
    worker.transaction(async (own) => {
      await layAside(own, ledger, batch, ordinal - batch.length);
      await own.execute(sql`update ledgers set rows = ${ordinal} where id = ${id}`);
      batch = [];
      onRows(ordinal);
    });
  let refused: string | null = null;
  await worker.transaction((own) => own.execute(sql`delete from ledger_rows where ledger_id = ${id}`));
  try {
    if (!bytes) throw new Refusal("ledgerLost");
    for await (const entry of readLedger(bytes)) {
      if (entry.kind === "columns") ledger = { ...ledger, columns: entry.columns };
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
    if (!still || refused || problemCount) await own.execute(sql`delete from ledger_rows where ledger_id = ${id}`);
    if (!still) return;
    if (!refused) await findEntrances(own, ledger);
    const sums = refused ? { added: 0, changed: 0, same: 0 } : await sumsOf(own, ledger);
    const sample = refused ? [] : await sampleOf(own, ledger);
    await own.execute(sql`
      update ledgers set columns = ${sql`${`{${ledger.columns.join(",")}}`}::text[]`}, rows = ${ordinal},
        added = ${sums.added}, changed = ${sums.changed}, same = ${sums.same}, problem_count = ${problemCount},
        problems = ${JSON.stringify(problems)}::jsonb, sample = ${JSON.stringify(sample)}::jsonb,
        refused = ${refused}, read_at = now(), file_key = null
      where id = ${id}`);
  });
  await store().remove(known.fileKey);
}

async function layAside(tx: Transaction, ledger: Ledger, rows: LedgerRow[], from: number): Promise<void> {
  if (!rows.length) return;
  const plain = rows.map(({ building, entrance, row: _, ...rest }, i) => ({
    ...rest,
    ordinal: from + i,
    building: building.name,
    building_key: building.key,
    entrance: entrance.name,
    entrance_key: entrance.key,
  }));
  await tx.execute(sql`
    insert into ledger_rows (community_id, ledger_id, ordinal, building, building_key, entrance, entrance_key, floor, door,
      holder, phone, people, rented, remark)
    select ${ledger.communityId}, ${ledger.id}, r.* from jsonb_to_recordset(${JSON.stringify(plain)}::jsonb) as r
      (ordinal int, building text, building_key text, entrance text, entrance_key text, floor int, door text,
       holder text, phone text, people int, rented boolean, remark text)`);
}

async function sumsOf(tx: Transaction, ledger: Ledger) {
  const [sums] = await tx.execute<{ added: number; changed: number; same: number }>(sql`
    select count(*) filter (where known is null)::int as added,
      count(*) filter (where known is not null and changes <> '{}')::int as changed,
      count(*) filter (where known is not null and changes = '{}')::int as same
    from (${compared(ledger)}) x`);
  return sums ?? { added: 0, changed: 0, same: 0 };
}

/** The first doors that would be added or changed: enough to see whether the file was understood. */
async function sampleOf(tx: Transaction, ledger: Ledger): Promise<LedgerSample[]> {
  return await tx.execute<LedgerSample>(sql`
    select building || ' ' || entrance || ' ' || door as door, floor, known is null as added, changes
    from (${compared(ledger)}) x where known is null or changes <> '{}' order by known is null, ordinal limit ${keptSamples}`);
}

/** Carries out a ledger that was agreed to: all of it, or, where the process ends in the middle, nothing yet. */
export async function applyLedger(tx: Transaction, { ledger: id }: Work): Promise<void> {
  const ledger = await agreedLedger(tx, id);
  if (!ledger) return;
  const { communityId } = ledger;
  // Two ledgers of one community come one after the other.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('ledger'), hashtext(${communityId}))`);
  await findEntrances(tx, ledger);
  const sums = await sumsOf(tx, ledger);
  await addPlaces(tx, ledger);
  await findEntrances(tx, ledger);
  await tx.execute(sql`
    update entrances e set floors = r.floors
    from (select entrance_id, max(floor) as floors from ledger_rows where ledger_id = ${id} group by entrance_id) r
    where e.community_id = ${communityId} and e.id = r.entrance_id and e.floors < r.floors`);
  await tx.execute(sql`
    insert into households (community_id, id, entrance_id, floor, door)
    select community_id, gen_random_uuid(), entrance_id, floor, door from ledger_rows where ledger_id = ${id} order by ordinal
    on conflict (community_id, entrance_id, door) do update set floor = excluded.floor where households.floor <> excluded.floor`);
  const columns = contactColumns(ledger);
  if (columns.length) {
    const joined = (write: (column: string) => string) => sql.raw(columns.map(write).join(", "));
    await tx.execute(sql`
      insert into household_contacts (community_id, household_id, ${joined((c) => c)})
      select h.community_id, h.id, ${joined((c) => (c === "rented" ? "coalesce(r.rented, false)" : `r.${c}`))}
      from ledger_rows r
      join households h on h.community_id = r.community_id and h.entrance_id = r.entrance_id and h.door = r.door
      where r.ledger_id = ${id}
      on conflict (community_id, household_id) do update set ${joined((c) => `${c} = excluded.${c}`)}`);
  }
  await record(tx, {
    community: communityId,
    subject: { type: "community", id: communityId },
    kind: "ledger_applied",
    audience: "office",
    actor: ledger.agreedBy,
    data: { ...sums },
  });
  await tx.execute(sql`
    update ledgers set applied_at = now(), sample = '[]', added = ${sums.added}, changed = ${sums.changed}, same = ${sums.same}
    where id = ${id}`);
  await tx.execute(sql`delete from ledger_rows where ledger_id = ${id}`);
}

/** Buildings and entrances that a ledger names and that are not there yet. */
async function addPlaces(tx: Transaction, { id, communityId }: Ledger): Promise<void> {
  const missing = await tx.execute<{ building: string; buildingKey: string; name: string; floors: number }>(sql`
    select min(building) as building, building_key as "buildingKey", min(entrance) as name, max(floor)::int as floors
    from ledger_rows where ledger_id = ${id} and entrance_id is null group by building_key, entrance_key
    order by length(building_key), building_key, length(entrance_key), entrance_key`);
  const there = await tx.execute<{ id: string; name: string; entrances: number }>(sql`
    select b.id, b.name, (select count(*)::int from entrances e where e.community_id = b.community_id and e.building_id = b.id) as entrances
    from buildings b where b.community_id = ${communityId}`);
  const buildings = new Map(there.map((b) => [buildingOf(b.name).key, { id: b.id, entrances: b.entrances }]));
  for (const { building, buildingKey, name, floors } of missing) {
    let at = buildings.get(buildingKey);
    if (!at) {
      at = { id: newId(), entrances: 0 };
      buildings.set(buildingKey, at);
      await tx.execute(sql`
        insert into buildings (community_id, id, name, ordinal) values (${communityId}, ${at.id}, ${building},
          (select coalesce(max(ordinal), 0) + 1 from buildings where community_id = ${communityId}))`);
    }
    at.entrances++;
    await tx.execute(sql`
      insert into entrances (community_id, id, building_id, name, ordinal, floors, code)
      values (${communityId}, ${newId()}, ${at.id}, ${name}, ${at.entrances}, ${Math.max(1, floors)}, ${posterCode()})`);
  }
}

/** Forgets what was read of a ledger that was given up. */
export async function dropLedger(tx: Transaction, { ledger: id }: Work): Promise<void> {
  const [gone] = await tx.execute<{ key: string | null }>(sql`
    update ledgers set sample = '[]', problems = '[]' where id = ${id} and given_up_at is not null returning file_key as key`);
  if (!gone) return;
  await tx.execute(sql`delete from ledger_rows where ledger_id = ${id}`);
  if (gone.key) await store().remove(gone.key);
}
