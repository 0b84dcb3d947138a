import { type SQL, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { CategoryKey } from "../concern/category.ts";
import type { RequestLine } from "./answers.ts";
import type { Filters } from "./filters.ts";
import type { Asking } from "./key.ts";
import { addressOf, type Jurisdiction } from "./place.ts";
import { serviceName } from "./services.ts";

type Row = {
  id: string;
  closed: boolean;
  title: string | null;
  body: string;
  notes: string | null;
  category: CategoryKey;
  raised_at: string;
  updated_at: string;
  expected_at: string | null;
  media_url: string | null;
  building_id: string | null;
  building: string | null;
  latitude: number | null;
  longitude: number | null;
};

/**
 * What everybody may read of concerns, from the table made for it alone; and to a system what was filed by its own key, as it
 * said it, from the moment that it was filed.
 */
export async function listRequests(
  { viewer, key }: Asking,
  where: Jurisdiction,
  filters: Filters,
  locale: Locale,
): Promise<RequestLine[]> {
  const own = key?.community === where.id ? key.id : null;
  const rows = await asViewer(viewer.claims, (tx) => rowsOf(tx, where.id, own, filters));
  return rows.map((row) => lineOf(row, where, locale));
}

async function rowsOf(tx: Transaction, community: string, key: string | null, filters: Filters): Promise<Row[]> {
  const all = key
    ? sql`${published(community)} and p.concern_id not in (
        select f.concern_id from filings f where f.community_id = ${community} and f.key_id = ${key}) union all ${filedBy(community, key)}`
    : published(community);
  const { conditions, limit } = "ids" in filters ? byIds(filters.ids) : byFilters(filters);
  const rows = await tx.execute<Row>(sql`
    select r.*, b.name as building, b.latitude, b.longitude
    from (${all}) r
    left join buildings b on b.community_id = ${community} and b.id = r.building_id
    ${conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
    order by r.raised_at desc nulls first, r.id desc nulls first ${limit}`);
  return [...rows];
}

const list = (values: readonly string[]) => sql`${`{${values.map((v) => JSON.stringify(v)).join(",")}}`}::text[]`;

const byIds = (ids: string[]): { conditions: SQL[]; limit: SQL } => ({
  conditions: [sql`r.id = any (${list(ids)})`],
  limit: sql`limit 1000`,
});

function byFilters(f: Exclude<Filters, { ids: string[] }>): { conditions: SQL[]; limit: SQL } {
  const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;
  return {
    conditions: [
      ...(f.codes.length ? [sql`r.category = any (${list(f.codes)})`] : []),
      ...(f.status ? [sql`r.closed = ${f.status === "closed"}`] : []),
      ...(f.requested ? [sql`r.raised_at between ${at(f.requested.from)} and ${at(f.requested.until)}`] : []),
      ...(f.updated ? [sql`r.updated_at between ${at(f.updated.from)} and ${at(f.updated.until)}`] : []),
    ],
    limit: sql`${atMost(f.size)} offset ${(f.page - 1) * f.size}`,
  };
}

/** (Of what is closed the specification asks when it was closed, of the rest when it last changed.) */
const published = (community: string) => sql`
  select p.number as id, p.state in ('solved', 'closed') as closed, p.title, p.body, p.outcome as notes, p.category,
    p.building_id, p.raised_at, null::timestamptz as expected_at, null::text as media_url,
    case when p.state in ('solved', 'closed') then coalesce(p.solved_at, p.closed_at, p.changed_at) else p.changed_at end as updated_at
  from publications p where p.community_id = ${community} and p.hidden_at is null`;

const filedBy = (community: string, key: string) => sql`
  select c.number as id, c.status in ('solved', 'confirmed', 'closed') as closed, null as title, c.body, (
      select m.body from messages m
      where m.community_id = c.community_id and m.thread_id = c.id and m.concern_id = c.id and m.audience = 'everyone'
        and m.organization_id is not null and m.deleted_at is null
      order by m.created_at desc limit 1) as notes, c.category, c.building_id, c.created_at as raised_at,
    c.solve_due_at as expected_at, f.media_url,
    case when c.status in ('solved', 'confirmed', 'closed') then coalesce(c.solved_at, c.closed_at) else coalesce((
      select max(e.at) from events e
      where e.community_id = c.community_id and e.subject_type = 'concern' and e.subject_id = c.id and e.audience = 'everyone'), c.created_at) end as updated_at
  from filings f join concerns c on c.community_id = f.community_id and c.id = f.concern_id
  where f.community_id = ${community} and f.key_id = ${key}`;

function lineOf(row: Row, where: Jurisdiction, locale: Locale): RequestLine {
  const told =
    row.title && !row.body.startsWith(row.title.replace(/…$/, "")) ? `${row.title}\n\n${row.body}` : row.body;
  return {
    id: row.id,
    status: row.closed ? "closed" : "open",
    notes: row.notes,
    serviceName: serviceName(row.category, locale),
    serviceCode: row.category,
    description: told,
    agency: (locale === "en" && where.agencyEn) || where.agency,
    notice: null,
    requestedAt: new Date(row.raised_at),
    updatedAt: new Date(row.updated_at),
    expectedAt: row.expected_at ? new Date(row.expected_at) : null,
    address: addressOf(where, row.building, locale),
    addressId: row.building_id,
    zipcode: null,
    lat: row.latitude,
    long: row.longitude,
    mediaUrl: row.media_url,
  };
}
