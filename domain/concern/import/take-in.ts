import { type SQL, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import type { ConcernSample } from "#db/schema/index.ts";
import type { Ledger, LedgerKind, Sums } from "../../ledger/kind.ts";
import { Refusal } from "../../refusal.ts";
import { KnownPlaces } from "./places.ts";
import { type ImportedRow, importReading, plainName } from "./row.ts";
import { writeChanged, writeNew } from "./write.ts";

/**
 * A list of concerns from before, as communities and hotlines keep them. A number that has been imported is the same
 * concern: an answer that has come since, or a text that was changed there, joins its thread, and nothing that stands in
 * the portal is overwritten.
 */
export const concernLedger: LedgerKind<ImportedRow> = {
  reading: async (tx, communityId) => {
    const [community] = await tx.execute<{ timeZone: string; duty: string | null; agency: string | null }>(sql`
      select time_zone as "timeZone", duty_id as duty, agency_id as agency from communities where id = ${communityId}`);
    if (!community?.duty) throw new Refusal("nobodyOnDuty");
    const units = await tx.execute<{ id: string; name: string; nameEn: string | null }>(sql`
      select o.id, o.name, o.name_en as "nameEn" from organizations o
      join community_organizations co on co.organization_id = o.id and co.community_id = ${communityId}
      order by o.disabled_at is not null, o.name`);
    const entrances = await tx.execute<{ id: string; name: string; buildingId: string; building: string }>(sql`
      select e.id, e.name, b.id as "buildingId", b.name as building from entrances e
      join buildings b on b.community_id = e.community_id and b.id = e.building_id where e.community_id = ${communityId}`);
    const named = [...units].flatMap(({ id, name, nameEn }) =>
      [name, nameEn ?? ""].filter(Boolean).map((n) => [plainName(n), id] as const),
    );
    return importReading({
      timeZone: community.timeZone,
      // Of two with one name the first counts: one that is still there.
      units: new Map(named.toReversed()),
      agency: community.agency,
      places: new KnownPlaces([...entrances]),
      now: new Date(),
    });
  },
  layAside,
  clear: async (tx, ledger) => {
    await tx.execute(sql`delete from ledger_concerns where ledger_id = ${ledger}`);
  },
  settle: async () => {},
  sums: sumsOf,
  sample: sampleOf,
  write: async (tx, ledger) => {
    await writeNew(tx, ledger, compared(ledger));
    await writeChanged(tx, ledger, compared(ledger));
  },
};

async function layAside(tx: Transaction, ledger: Ledger, rows: ImportedRow[], from: number): Promise<void> {
  const plain = rows.map((row, i) => ({ ...row, ordinal: from + i }));
  await tx.execute(sql`
    insert into ledger_concerns (community_id, ledger_id, ordinal, external_number, title, body, category, raised_at, reporter,
      phone, building_id, entrance_id, household_id, answer, answered_at, organization_id, mark)
    select ${ledger.communityId}, ${ledger.id}, r.ordinal, r.number, r.title,
      case when r.place is not null and h.id is null then r.body || E'\\n\\n' || r.place else r.body end,
      r.category, r."raisedAt", r.reporter, r.phone, r.building, r.entrance, h.id, r.answer, r."answeredAt", r.organization, r.mark
    from jsonb_to_recordset(${JSON.stringify(plain)}::jsonb) as r (ordinal int, number text, title text, body text, category text,
      "raisedAt" timestamptz, reporter text, phone text, building uuid, entrance uuid, door text, place text, answer text,
      "answeredAt" timestamptz, organization uuid, mark text)
    left join households h on h.community_id = ${ledger.communityId} and h.entrance_id = r.entrance and h.door = r.door`);
}

/** The concerns of a ledger beside those that were imported before: `known` (its id or null) and `changes`. */
const compared = (ledger: Ledger): SQL => sql`
  select r.*, c.id as known, array_remove(array[
    case when c.id is not null and split_part(c.external_mark, '.', 1) <> split_part(r.mark, '.', 1) then 'text' end,
    case when c.id is not null and r.answer is not null and split_part(c.external_mark, '.', 2) <> split_part(r.mark, '.', 2)
      then 'answer' end], null) as changes
  from ledger_concerns r
  left join concerns c on c.community_id = r.community_id and c.external_number = r.external_number
  where r.community_id = ${ledger.communityId} and r.ledger_id = ${ledger.id}`;

async function sumsOf(tx: Transaction, ledger: Ledger): Promise<Sums> {
  const [sums] = await tx.execute<Sums & Record<string, unknown>>(sql`
    select count(*) filter (where known is null)::int as added,
      count(*) filter (where known is not null and changes <> '{}')::int as changed,
      count(*) filter (where known is not null and changes = '{}')::int as same
    from (${compared(ledger)}) x`);
  return sums ?? { added: 0, changed: 0, same: 0 };
}

async function sampleOf(tx: Transaction, ledger: Ledger, limit: number): Promise<ConcernSample[]> {
  return await tx.execute<ConcernSample>(sql`
    select external_number as number, left(x.title, 60) as title, x.category, raised_at as "raisedAt", answered_at as "answeredAt",
      o.name as unit, concat_ws(' ', b.name, e.name, h.door) as place, known is null as added, changes
    from (${compared(ledger)}) x
    left join organizations o on o.id = x.organization_id
    left join buildings b on b.community_id = x.community_id and b.id = x.building_id
    left join entrances e on e.community_id = x.community_id and e.id = x.entrance_id
    left join households h on h.community_id = x.community_id and h.id = x.household_id
    where known is null or changes <> '{}' order by known is null, x.ordinal ${atMost(limit)}`);
}
