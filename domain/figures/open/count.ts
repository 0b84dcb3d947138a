import { sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Transaction } from "#db/connect.ts";
import { categoryKeys } from "../../concern/category.ts";
import { dayOf } from "../../time.ts";
import { definition } from "./measures.ts";
import { type Counted, type Earlier, type OpenFigure, type Timed, tell, tellDoors } from "./tell.ts";

type Community = { id: string; timeZone: string };

/** Years before this one that are told of when figures are counted for the first time. */
const yearsBack = 2;

/**
 * Counts what everybody may read, where a month or a week has ended since: what has been told is never counted again.
 * @param now for tests
 */
export async function countOpenFigures(
  tx: Transaction,
  { community }: { community: string },
  now = new Date(),
): Promise<void> {
  // One at a time: what is told now depends on what was told before.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`open_figures ${community}`}, 0))`);
  const [found] = await tx.execute<Community>(
    sql`select id, time_zone as "timeZone" from communities where id = ${community}`,
  );
  if (!found) return;
  const today = Temporal.PlainDate.from(dayOf(now, found.timeZone));
  const done = await tx.execute<{ by: string; until: string }>(sql`
    select distinct by, until::text from open_figures where community_id = ${community} and by in ('total', 'door')`);
  const isDone = (by: string, until: string) => done.some((d) => d.by === by && d.until === until);
  const last = today.with({ day: 1 }).subtract({ days: 1 });
  const years = Array.from({ length: yearsBack }, (_, i) => new Temporal.PlainDate(last.year - yearsBack + i, 12, 31));
  for (const until of [...years, last]) if (!isDone("total", until.toString())) await countYear(tx, found, until);
  const sunday = today.subtract({ days: today.dayOfWeek });
  if (!isDone("door", sunday.toString())) await countDoors(tx, found, sunday);
  await tx.execute(sql`select app.tell_public(${community})`);
}

/** Whether something has ended since it was counted last: the condition of the queue, for a community `c`. */
export const openFiguresDue = (at: string) => sql`
  not exists (
    select from open_figures f where f.community_id = c.id and f.by = 'total'
      and f.until >= date_trunc('month', ${at}::timestamptz at time zone c.time_zone)::date - 1)
  or not exists (
    select from open_figures f where f.community_id = c.id and f.by = 'door'
      and f.until >= date_trunc('week', ${at}::timestamptz at time zone c.time_zone)::date - 1)`;

async function countYear(tx: Transaction, { id, timeZone }: Community, until: Temporal.PlainDate): Promise<void> {
  const months = Array.from({ length: until.month }, (_, i) => new Temporal.PlainDate(until.year, i + 1, 1).toString());
  const since = `${until.year}-01-01`;
  const counted = await tx.execute<Counted>(sql`
    select by, key, month::text, measure, n, households, newcomers
    from app.open_counts(${id}, ${timeZone}, ${since}, ${until.toString()})`);
  const timed = await tx.execute<Timed>(sql`
    select by, key, what, households, median, p90 from app.open_times(${id}, ${timeZone}, ${since}, ${until.toString()})`);
  const earlier = await tx.execute<Omit<Earlier, "told"> & { value: number | null; step: number | null }>(sql`
    select by, key, measure, value, step, until::text from open_figures
    where community_id = ${id} and until between ${since} and ${until.toString()} and by <> 'door'`);
  const buildings = await tx.execute<{ id: string }>(sql`select id from buildings where community_id = ${id}`);
  const units = await tx.execute<{ id: string }>(sql`
    select o.id from organizations o join community_organizations co on co.organization_id = o.id
    where co.community_id = ${id} and o.kind <> 'agency'`);
  const extra = (by: string) => [...counted].filter((c) => c.by === by).map((c) => c.key);
  const figures = tell({
    months,
    until: until.toString(),
    keys: {
      category: [...new Set([...categoryKeys, ...extra("category")])],
      building: [...new Set([...[...buildings].map((b) => b.id), "none", ...extra("building")])],
      unit: [...new Set([...[...units].map((u) => u.id), ...extra("unit")])],
    },
    counted: [...counted],
    timed: [...timed],
    earlier: [...earlier].map(({ value, step, ...e }) => ({
      ...e,
      told: value === null || step === null ? null : { value, step },
    })),
  });
  await keep(tx, { community: id, since, until: until.toString(), note: null }, figures);
}

async function countDoors(tx: Transaction, { id, timeZone }: Community, until: Temporal.PlainDate): Promise<void> {
  const end = until.add({ days: 1 }).toZonedDateTime(timeZone);
  const rows = await tx.execute<{ round: string; from: string; id: string; doors: number; visited: number }>(sql`
    select round, round_from::text as "from", building_id as id, doors, visited
    from app.open_doors(${id}, ${new Date(end.epochMilliseconds).toISOString()})`);
  const [first] = rows;
  // A week without a round is a week that was looked at.
  const figures: OpenFigure[] = first
    ? tellDoors([...rows])
    : [{ by: "door", key: "", measure: "visited", told: null }];
  const since = first?.from ?? until.toString();
  await keep(tx, { community: id, since, until: until.toString(), note: first?.round ?? null }, figures);
}

type Kept = { community: string; since: string; until: string; note: string | null };

async function keep(
  tx: Transaction,
  { community, since, until, note }: Kept,
  figures: readonly OpenFigure[],
): Promise<void> {
  const rows = figures.map(({ by, key, measure, told }) => ({
    by,
    key,
    measure,
    value: told?.value ?? null,
    step: told?.step ?? null,
  }));
  await tx.execute(sql`
    insert into open_figures (community_id, since, until, by, key, measure, value, step, note, definition)
    select ${community}, ${since}, ${until}, r.by, r.key, r.measure, r.value, r.step, ${note}, ${definition}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (by text, key text, measure text, value integer, step integer)`);
}
