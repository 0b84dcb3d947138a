import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Ledger } from "../ledger/kind.ts";
import { buildingOf, entranceOf } from "./address.ts";

/** Finds the entrances there are already, by how a ledger would name them, and marks the ledger's doors with them. */
export async function findEntrances(tx: Transaction, ledger: Ledger): Promise<void> {
  const there = await tx.execute<{ id: string; entrance: string; building: string }>(sql`
    select e.id, e.name as entrance, b.name as building from entrances e
    join buildings b on b.community_id = e.community_id and b.id = e.building_id
    where e.community_id = ${ledger.communityId}`);
  const keys = there.map((e) => ({
    id: e.id,
    building: buildingOf(e.building).key,
    entrance: entranceOf(e.entrance).key,
  }));
  await tx.execute(sql`
    update ledger_rows r set entrance_id = e.id
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as e (id uuid, building text, entrance text)
    where r.community_id = ${ledger.communityId} and r.ledger_id = ${ledger.id}
      and r.building_key = e.building and r.entrance_key = e.entrance`);
}

/** What a ledger can tell of a household, and where that is kept: only columns that it has are compared and written. */
const told = { holder: "holder", phone: "phone", people: "people", rented: "rented", remark: "remark" } as const;

/** The columns of `household_contacts` that a ledger writes. */
export const contactColumns = ({ columns }: Ledger): (keyof typeof told)[] =>
  (Object.keys(told) as (keyof typeof told)[]).filter(
    (column) => columns.includes(column) || (column === "rented" && columns.includes("tenant")),
  );

/** Which of a door's facts differ from what is known, as an array of their names. */
const changes = (ledger: Ledger): SQL => {
  const contact = contactColumns(ledger).map((column) => {
    const [known, now] = [sql.raw(`c.${column}`), sql.raw(`r.${column}`)];
    // Not known is not let.
    const differs =
      column === "rented"
        ? sql`coalesce(${known}, false) <> coalesce(${now}, false)`
        : sql`${known} is distinct from ${now}`;
    return sql`case when ${differs} then ${column} end`;
  });
  const floor = sql`case when h.floor <> r.floor then 'floor' end`;
  return sql`array_remove(array[${sql.join([floor, ...contact], sql`, `)}]::text[], null)`;
};

/** The doors of a ledger beside what is known of them: `known` (a household's id or null) and `changes`. */
export const compared = (ledger: Ledger): SQL => sql`
  select r.*, h.id as known, case when h.id is null then '{}'::text[] else ${changes(ledger)} end as changes
  from ledger_rows r
  left join households h on h.community_id = r.community_id and h.entrance_id = r.entrance_id and h.door = r.door
  left join household_contacts c on c.community_id = h.community_id and c.household_id = h.id
  where r.community_id = ${ledger.communityId} and r.ledger_id = ${ledger.id}`;
