import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standingOf } from "../deadline/standing.ts";
import { clean } from "../input.ts";
import type { Area } from "../place/area.ts";
import { type CategoryKey, categoryKeys, type Privacy } from "./category.ts";
import type { ConcernStatus } from "./rules.ts";
import { ownVoice } from "./voice.ts";

/** The states as a list offers them: what one looks for, not each step. */
export const stateFilters = {
  open: ["new", "taken", "assigned", "waiting", "solved"],
  new: ["new"],
  going: ["taken", "assigned"],
  waiting: ["waiting", "solved"],
  done: ["confirmed"],
  closed: ["closed"],
} as const satisfies Record<string, readonly ConcernStatus[]>;

export type StateFilter = keyof typeof stateFilters;

const stateKeys = Object.keys(stateFilters) as [StateFilter, ...StateFilter[]];

/** Where a page of a list begins: behind a moment, in microseconds, and an id. */
export const after = z.string().regex(/^\d{1,17}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What the address of the list says; anything it does not understand is as if it were not there. */
export const listInput = z.object({
  state: z.enum(stateKeys).optional().catch(undefined),
  category: z.enum(categoryKeys).optional().catch(undefined),
  building: z.uuid().optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  mine: z.literal("1").optional().catch(undefined),
  overdue: z.literal("1").optional().catch(undefined),
  label: z.uuid().optional().catch(undefined),
  q: z
    .string()
    .transform((v) => clean(v).slice(0, 100))
    .optional()
    .catch(undefined),
  after: after.optional().catch(undefined),
});

export type ListInput = z.output<typeof listInput>;

export type ConcernLine = {
  number: string;
  title: string;
  category: CategoryKey;
  privacy: Privacy;
  status: ConcernStatus;
  urgency: "normal" | "urgent";
  building: string | null;
  entrance: string | null;
  floor: number | null;
  area: Area | null;
  createdAt: Date;
  nextAt: Date | null;
  /** How it stands with what is due. */
  standing: Standing | null;
  owner: string | null;
  /** How many households say that it is theirs too. */
  voices: number;
  units: { name: string; nameEn: string | null }[];
  /** For those who work in the community. */
  labels: string[];
  /** How often whoever raised it asked again without an answer since. */
  nudges: number;
  unread: number;
};

export type ConcernList = {
  lines: ConcernLine[];
  /** Where the next page begins; null on the last one. */
  after: string | null;
  /** How many there are in each state under the other filters; counting stops at `countLimitOf`. */
  counts: Record<StateFilter, number>;
};

export const pageSize = 25;

/** Counts go this far; beyond it the list says "more than". */
export const countLimit = 1000;

/** The same where a text is looked for: of a frequent word the newest are found by reading texts, a dozen for one that holds it. */
const countLimitOfText = 250;

export const countLimitOf = ({ q }: Pick<ListInput, "q">): number => (q ? countLimitOfText : countLimit);

const inList = (values: readonly string[]) => sql`any(${`{${values.join(",")}}`}::text[])`;

function conditions(viewer: Viewer, input: ListInput): SQL[] {
  // One community after the other: only then is an index in the order of time read no further than a page goes.
  const found: SQL[] = [sql`c.community_id = k.id`];
  if (input.category) found.push(sql`c.category = ${input.category}`);
  if (input.building) found.push(sql`c.building_id = ${input.building}`);
  if (input.unit) {
    found.push(sql`exists (select from assignments x where x.community_id = c.community_id and x.concern_id = c.id
      and x.organization_id = ${input.unit} and x.status <> 'returned')`);
  }
  if (input.mine) {
    const principals = sql`any(${`{${viewer.claims.principals.join(",")}}`}::uuid[])`;
    found.push(sql`(exists (select from access x where x.community_id = c.community_id and x.subject_id = c.id
      and x.principal = ${principals}) or exists (select from concern_people x where x.community_id = c.community_id
      and x.concern_id = c.id and ${ownVoice("x")}))`);
  }
  if (input.overdue) found.push(sql`c.closed_at is null and c.next_at < now()`);
  if (input.label) {
    found.push(sql`exists (select from concern_labels x where x.community_id = c.community_id and x.concern_id = c.id
      and x.label_id = ${input.label})`);
  }
  return found;
}

/**
 * The rows of a list, the newest first, at most `most` of each community `k`. Those that hold a text come from the
 * function that finds them, which is told what narrows the list, so that it stops when it has enough; filters that it
 * does not know pick from the newest 2,000. (An `offset 0` keeps each row one look by its key.)
 */
function rowsOf(input: ListInput, where: SQL, { most, page }: { most: number; page: boolean }): SQL {
  const order = sql`order by c.created_at desc, c.id desc ${atMost(most)}`;
  if (!input.q) return sql`lateral (select * from concerns c where ${where} ${order}) c`;
  const others = input.building || input.unit || input.label || input.mine || input.overdue;
  const [at] = splitAfter(input.after);
  const until = page && at ? sql`to_timestamp(${at}::numeric / 1000000)` : sql`null`;
  const statuses = page && input.state ? sql`${`{${stateFilters[input.state].join(",")}}`}::text[]` : sql`null`;
  return sql`lateral (
    select c.* from (
      select app.search_concerns(array[k.id], ${input.q}, ${others ? 2000 : most + 1}, ${until}, ${input.category ?? null}, ${statuses}) as id
      offset 0) f,
      lateral (select * from concerns c where c.id = f.id and ${where} offset 0) c
    ${order}) c`;
}

/** The concerns a viewer may see, newest first, filtered, a page at a time. */
export async function listConcerns(viewer: Viewer, input: ListInput): Promise<ConcernList> {
  const shared = sql.join(conditions(viewer, input), sql` and `);
  const states = input.state
    ? sql`and c.status = ${inList(stateFilters[input.state])}`
    : sql`and c.status <> 'unconfirmed'`;
  const [at, id] = splitAfter(input.after);
  const from = at ? sql`and (c.created_at, c.id) < (to_timestamp(${at}::numeric / 1000000), ${id}::uuid)` : sql``;
  const reader = viewer.user?.id ?? null;
  const communities = sql`unnest(${`{${viewer.claims.memberIn.join(",")}}`}::uuid[]) as k(id)`;
  return asViewer(viewer.claims, async (tx) => {
    const [rows, counted, offices] = await Promise.all([
      tx.execute<LineRow & { at: string }>(sql`
        select ${lineColumns(reader)}, (extract(epoch from c.created_at) * 1000000)::bigint::text as at
        from ${communities}, ${rowsOf(input, sql`${shared} ${states} ${from}`, { most: pageSize + 1, page: true })}
        ${lineJoins}
        order by c.created_at desc, c.id desc
        ${atMost(pageSize + 1)}`),
      tx.execute<{ status: ConcernStatus; n: number }>(sql`
        select status, count(*)::int as n from (
          select c.status from ${communities},
            ${rowsOf(input, sql`${shared} and c.status <> 'unconfirmed'`, { most: countLimitOf(input) + 1, page: false })}) counted
        group by status`),
      officesOf(tx, viewer.claims.memberIn),
    ]);
    const now = new Date();
    const lines = [...rows];
    const page = lines.slice(0, pageSize);
    const last = lines.length > pageSize ? page.at(-1) : undefined;
    const byStatus = new Map([...counted].map(({ status, n }) => [status, n]));
    return {
      lines: page.map((row) => lineOf(row, offices, now)),
      after: last ? `${last.at}-${last.id}` : null,
      counts: Object.fromEntries(
        stateKeys.map((key) => [key, stateFilters[key].reduce((sum, status) => sum + (byStatus.get(status) ?? 0), 0)]),
      ) as Record<StateFilter, number>,
    };
  });
}

/** What a line is made of: a concern `c` with what `lineJoins` brings. */
export type LineRow = Omit<ConcernLine, "createdAt" | "nextAt" | "standing"> & {
  id: string;
  communityId: string;
  createdAt: string;
  nextAt: string | null;
  answeredAt: string | null;
  answerDueAt: string;
  solveDueAt: string | null;
};

export const lineColumns = (reader: string | null): SQL => sql`
  c.id, c.number, c.title, c.category, c.privacy, c.status, c.urgency, b.name as building, e.name as entrance,
  c.floor, c.area, c.created_at as "createdAt", c.next_at as "nextAt", o.name as owner, c.community_id as "communityId",
  coalesce((select jsonb_agg(l.name order by l.name) from concern_labels x join labels l on l.community_id = x.community_id and l.id = x.label_id
    where x.community_id = c.community_id and x.concern_id = c.id), '[]') as labels,
  c.voices, c.nudges, c.answered_at as "answeredAt", c.answer_due_at as "answerDueAt", c.solve_due_at as "solveDueAt",
  coalesce((
    select jsonb_agg(jsonb_build_object('name', x.name, 'nameEn', x.name_en) order by a.assigned_at)
    from assignments a join organizations x on x.id = a.organization_id
    where a.community_id = c.community_id and a.concern_id = c.id and a.status <> 'returned'), '[]') as units,
  (select count(*)::int from notifications n where n.user_id = ${reader} and n.community_id = c.community_id
    and n.concern_id = c.id and n.read_at is null) as unread`;

export const lineJoins = sql`
  left join buildings b on b.community_id = c.community_id and b.id = c.building_id
  left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
  left join users o on o.id = c.owner_id`;

export const lineOf = (row: LineRow, offices: Awaited<ReturnType<typeof officesOf>>, now: Date): ConcernLine => ({
  number: row.number,
  title: row.title,
  category: row.category,
  privacy: row.privacy,
  status: row.status,
  urgency: row.urgency,
  building: row.building,
  entrance: row.entrance,
  floor: row.floor,
  area: row.area,
  owner: row.owner,
  voices: row.voices,
  units: row.units,
  labels: row.labels,
  nudges: row.nudges,
  unread: row.unread,
  createdAt: new Date(row.createdAt),
  nextAt: row.nextAt === null ? null : new Date(row.nextAt),
  standing: standingOf(offices.get(row.communityId), row, now),
});

export function splitAfter(after: string | undefined): [string, string] | [undefined, undefined] {
  const at = after?.indexOf("-") ?? -1;
  return after && at > 0 ? [after.slice(0, at), after.slice(at + 1)] : [undefined, undefined];
}
