import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standing } from "../deadline/standing.ts";

/** Whose of what the unit has: all of it, what one has in hand oneself, what nobody has in particular. */
export const dayFilters = ["ours", "mine", "nobody"] as const;

export type DayFilter = (typeof dayFilters)[number];

/** What the address of the desk says; anything it does not understand is as if it were not there. */
export const dayInput = z.object({
  who: z.enum(dayFilters).catch("ours"),
  after: z
    .string()
    .regex(/^[01]-\d{1,17}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .catch(undefined),
});

export type DayInput = z.output<typeof dayInput>;

/** The address of one's day with a filter. */
export const dayAddress = (who: DayFilter, after?: string): string => {
  const query = new URLSearchParams({ ...(who === "ours" ? {} : { who }), ...(after ? { after } : {}) }).toString();
  return query ? `/desk?${query}` : "/desk";
};

export type DayLine = {
  assignment: string;
  organizationId: string;
  organization: string;
  organizationEn: string | null;
  status: "assigned" | "accepted";
  number: string;
  title: string;
  category: CategoryKey;
  urgency: "normal" | "urgent";
  building: string | null;
  entrance: string | null;
  dueAt: Date;
  standing: Standing | null;
  /** How often whoever raised it asked again without an answer since. */
  nudges: number;
  unread: number;
  /** Who has it in hand. */
  handler: { id: string; name: string } | null;
};

export type UnitDay = {
  lines: DayLine[];
  /** Where the next page begins; null on the last one. */
  after: string | null;
  /** How many there are of each; counting stops at `dayLimit`. */
  counts: Record<DayFilter, number>;
  /** How many of all are late. */
  late: number;
};

export const dayPage = 25;

/** Counts go this far (app.unit_day_counts()); beyond it the page says "more than". */
export const dayLimit = 1000;

type Row = Omit<DayLine, "dueAt" | "standing" | "handler"> & {
  id: string;
  at: string;
  asked: boolean;
  dueAt: string;
  communityId: string;
  concernStatus: ConcernStatus;
  handlerId: string | null;
  handler: string | null;
};

/**
 * What a unit still has to answer, whoever in it has it in hand: what was asked for again first, then by deadline. (What
 * counts as solved waits for whoever raised it, and for no unit.) An index in the order of deadlines holds all that a unit
 * has open.
 */
export async function unitDay(viewer: Viewer, input: DayInput): Promise<UnitDay> {
  const me = viewer.user?.id ?? null;
  const list = (ids: string[]) => sql`${`{${ids.join(",")}}`}::uuid[]`;
  const open = sql`c.closed_at is null and c.status not in ('unconfirmed', 'solved')`;
  const given = sql`a.organization_id = any (${list(viewer.claims.organizations)}) and a.status in ('assigned', 'accepted')`;
  const ours = (rows: SQL) => sql`(
    select a.*, c.number, c.title, c.category, c.urgency, c.building_id, c.entrance_id, c.status as concern_status, c.nudges, c.nudges > 0 as asked,
      h.user_id as handler_id
    ${rows}
    left join assignment_handlers h on h.community_id = a.community_id and h.assignment_id = a.id)`;
  const theirs = sql`join concerns c on c.community_id = a.community_id and c.id = a.concern_id and ${open}`;
  const whose = { ours: sql`true`, mine: sql`d.handler_id = ${me}`, nobody: sql`d.handler_id is null` };
  const pressing = sql`order by d.asked desc, d.due_at, d.id`;
  const [asked, at, id] = split(input.after);
  const from = at
    ? sql`(not d.asked, d.due_at, d.id) > (${asked === "0"}, to_timestamp(${at}::numeric / 1000000), ${id}::uuid)`
    : sql`true`;
  return asViewer(viewer.claims, async (tx) => {
    const [rows, [count], offices] = await Promise.all([
      tx.execute<Row>(sql`
        select d.id, d.id as assignment, d.organization_id as "organizationId", o.name as organization, o.name_en as "organizationEn",
          d.status, d.number, d.title, d.category, d.urgency, b.name as building, e.name as entrance, d.due_at as "dueAt", d.nudges, d.asked,
          d.community_id as "communityId", d.concern_status as "concernStatus", d.handler_id as "handlerId", u.name as handler,
          (extract(epoch from d.due_at) * 1000000)::bigint::text as at,
          (select count(*)::int from notifications n where n.user_id = ${me} and n.community_id = d.community_id
            and n.concern_id = d.concern_id and n.read_at is null) as unread
        from (
          -- What was asked for again: few of all that is open, found by that.
          (select * from ${ours(sql`from (select * from concerns c where c.community_id = any (${list(viewer.claims.memberIn)})
              and c.nudges > 0 and ${open} offset 0) c
            join assignments a on a.community_id = c.community_id and a.concern_id = c.id and ${given}`)} d
            where ${whose[input.who]} and ${from} ${pressing} ${atMost(dayPage + 1)})
          union all
          -- The rest, unit by unit in the order of deadlines.
          (select d.* from unnest(${list(viewer.claims.organizations)}) o(id) cross join lateral (
            select * from ${ours(sql`from (select * from assignments a where a.organization_id = o.id
                and a.status in ('assigned', 'accepted') order by a.due_at, a.id offset 0) a ${theirs} and c.nudges = 0`)} d
            where ${whose[input.who]} and ${from} order by d.due_at, d.id ${atMost(dayPage + 1)}) d)
          order by asked desc, due_at, id ${atMost(dayPage + 1)}) d
        join organizations o on o.id = d.organization_id
        left join buildings b on b.community_id = d.community_id and b.id = d.building_id
        left join entrances e on e.community_id = d.community_id and e.id = d.entrance_id
        left join users u on u.id = d.handler_id
        ${pressing}`),
      tx.execute<{ ours: number; mine: number; nobody: number; late: number }>(sql`
        select ours, mine, nobody, late from app.unit_day_counts()`),
      officesOf(tx, viewer.claims.memberIn),
    ]);
    const now = new Date();
    const all = [...rows];
    const page = all.slice(0, dayPage);
    const last = all.length > dayPage ? page.at(-1) : undefined;
    return {
      lines: page.map(({ id: _, at: __, asked: ___, communityId, concernStatus, handlerId, handler, ...row }) => {
        const dueAt = new Date(row.dueAt);
        const office = offices.get(communityId);
        return {
          ...row,
          dueAt,
          standing: office
            ? standing(office.calendar, { of: "unit", at: dueAt }, { now, paused: concernStatus === "waiting" })
            : null,
          handler: handlerId ? { id: handlerId, name: handler ?? "" } : null,
        };
      }),
      after: last ? `${last.asked ? 1 : 0}-${last.at}-${last.id}` : null,
      counts: { ours: count?.ours ?? 0, mine: count?.mine ?? 0, nobody: count?.nobody ?? 0 },
      late: count?.late ?? 0,
    };
  });
}

const split = (after: string | undefined): [string, string, string] | [undefined, undefined, undefined] => {
  const [asked, at, ...id] = after?.split("-") ?? [];
  return asked && at ? [asked, at, id.join("-")] : [undefined, undefined, undefined];
};
