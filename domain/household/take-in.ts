import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import type { HouseholdSample } from "#db/schema/index.ts";
import { posterCode } from "../account/secret.ts";
import type { Ledger, LedgerKind, Sums } from "../ledger/kind.ts";
import { buildingOf } from "./address.ts";
import { compared, contactColumns, findEntrances } from "./compare.ts";
import { householdReading, type LedgerRow } from "./ledger.ts";

/** A ledger of households: their doors, and who lives behind them. */
export const householdLedger: LedgerKind<LedgerRow> = {
  reading: async () => householdReading,
  layAside,
  clear: async (tx, ledger) => {
    await tx.execute(sql`delete from ledger_rows where ledger_id = ${ledger}`);
  },
  settle: findEntrances,
  sums: sumsOf,
  sample: sampleOf,
  write,
};

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

async function sumsOf(tx: Transaction, ledger: Ledger): Promise<Sums> {
  const [sums] = await tx.execute<{ added: number; changed: number; same: number }>(sql`
    select count(*) filter (where known is null)::int as added,
      count(*) filter (where known is not null and changes <> '{}')::int as changed,
      count(*) filter (where known is not null and changes = '{}')::int as same
    from (${compared(ledger)}) x`);
  return sums ?? { added: 0, changed: 0, same: 0 };
}

/** The first doors that would be added or changed: enough to see whether the file was understood. */
async function sampleOf(tx: Transaction, ledger: Ledger, limit: number): Promise<HouseholdSample[]> {
  return await tx.execute<HouseholdSample>(sql`
    select building || ' ' || entrance || ' ' || door as door, floor, known is null as added, changes
    from (${compared(ledger)}) x where known is null or changes <> '{}' order by known is null, ordinal ${atMost(limit)}`);
}

async function write(tx: Transaction, ledger: Ledger): Promise<void> {
  const { id, communityId } = ledger;
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
