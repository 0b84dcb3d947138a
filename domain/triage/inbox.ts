import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, type Privacy, suggestCategory } from "../concern/category.ts";
import { givenBeforeOf, type LikelyUnit, likelyUnits } from "../concern/likely-units.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standingOf } from "../deadline/standing.ts";
import { unitsOfEach } from "../organization/options.ts";
import type { Area } from "../place/area.ts";

/** What the inbox shows: what waits to be sorted, what is late, or all that is open. */
export const inboxShows = ["sort", "late", "open"] as const;

export const inboxInput = z.object({
  show: z.enum(inboxShows).catch("sort"),
  label: z.uuid().optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,17}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .catch(undefined),
});

export type InboxInput = z.output<typeof inboxInput>;

export type InboxLine = {
  number: string;
  title: string;
  status: ConcernStatus;
  category: CategoryKey;
  privacy: Privacy;
  urgency: "normal" | "urgent";
  building: string | null;
  entrance: string | null;
  floor: number | null;
  area: Area | null;
  owner: string | null;
  nextAt: Date | null;
  nudges: number;
  labels: string[];
  units: { name: string; nameEn: string | null }[];
  standing: Standing | null;
  /**
   * What its words speak for, where that is another category, with the word; and, where no unit has it yet, the units
   * that are proposed for `of`, by the rule and by what was done before, each with what speaks for it.
   */
  suggestion: { category: CategoryKey | null; because: string | null; of: CategoryKey; units: LikelyUnit[] };
};

export const inboxSize = 25;

/** Where a concern can be given to a unit. */
const givable: readonly ConcernStatus[] = ["new", "taken", "assigned"];

const open = sql`c.closed_at is null and c.status <> 'unconfirmed'`;

const shown: Record<InboxInput["show"], SQL> = {
  // New, or without anything said of what comes next.
  sort: sql`${open} and (c.status = 'new' or c.next_step is null and c.next_note is null)`,
  late: sql`${open} and (c.next_at < now() or c.answered_at is null and c.answer_due_at < now())`,
  open,
};

type Row = Omit<InboxLine, "nextAt" | "standing" | "suggestion"> & {
  id: string;
  communityId: string;
  body: string;
  nextAt: string | null;
  answeredAt: string | null;
  answerDueAt: string;
  solveDueAt: string | null;
  at: string;
};

/** What a coordinator has to sort, what is due first on top, a page at a time. */
export async function inbox(viewer: Viewer, input: InboxInput): Promise<{ lines: InboxLine[]; after: string | null }> {
  const [at, id] = split(input.after);
  const from = at ? sql`and (c.answer_due_at, c.id) > (to_timestamp(${at}::numeric / 1000000), ${id}::uuid)` : sql``;
  const labelled = input.label
    ? sql`and exists (select from concern_labels x where x.community_id = c.community_id and x.concern_id = c.id and x.label_id = ${input.label})`
    : sql``;
  return asViewer(viewer.claims, async (tx) => {
    const [rows, offices] = await Promise.all([
      tx.execute<Row>(sql`
        select c.id, c.community_id as "communityId", c.number, c.title, c.body, c.status, c.category, c.privacy, c.urgency,
          b.name as building, e.name as entrance, c.floor, c.area, o.name as owner, c.next_at as "nextAt", c.nudges,
          c.answered_at as "answeredAt", c.answer_due_at as "answerDueAt", c.solve_due_at as "solveDueAt",
          (extract(epoch from c.answer_due_at) * 1000000)::bigint::text as at,
          coalesce((select jsonb_agg(l.name order by l.name) from concern_labels x join labels l on l.community_id = x.community_id and l.id = x.label_id
            where x.community_id = c.community_id and x.concern_id = c.id), '[]') as labels,
          coalesce((select jsonb_agg(jsonb_build_object('name', x.name, 'nameEn', x.name_en) order by a.assigned_at)
            from assignments a join organizations x on x.id = a.organization_id
            where a.community_id = c.community_id and a.concern_id = c.id and a.status <> 'returned'), '[]') as units
        -- Community after community, in the order of the index. (With an offset, as on the desk.)
        from unnest(${`{${viewer.claims.coordinates.join(",")}}`}::uuid[]) as k(id)
        cross join lateral (
          select * from (
            select * from concerns c where c.community_id = k.id and c.closed_at is null ${from} order by c.answer_due_at, c.id offset 0) c
          where ${shown[input.show]} ${labelled} order by c.answer_due_at, c.id ${atMost(inboxSize + 1)}) c
        left join buildings b on b.community_id = c.community_id and b.id = c.building_id
        left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
        left join users o on o.id = c.owner_id
        order by c.answer_due_at, c.id ${atMost(inboxSize + 1)}`),
      officesOf(tx, viewer.claims.coordinates),
    ]);
    const now = new Date();
    const found = [...rows];
    const page = found.slice(0, inboxSize);
    const last = found.length > inboxSize ? page.at(-1) : undefined;
    const spoken = new Map(page.map((row) => [row.id, suggestCategory(row.body)]));
    const likely = (row: Row) => spoken.get(row.id)?.category ?? row.category;
    const free = page.filter((row) => !row.units.length && givable.includes(row.status));
    const [before, unitsIn] = await Promise.all([
      givenBeforeOf(
        tx,
        free.map((row) => ({ communityId: row.communityId, category: likely(row) })),
      ),
      unitsOfEach(tx, viewer.claims.coordinates),
    ]);
    const proposed = (row: Row) =>
      free.includes(row)
        ? likelyUnits(unitsIn(row.communityId), likely(row), before(row.communityId, likely(row))).filter(
            (u) => u.proposed,
          )
        : [];
    return {
      after: last ? `${last.at}-${last.id}` : null,
      lines: page.map((line) => {
        const { id, at: _, communityId, body: __, answeredAt, answerDueAt, solveDueAt, ...row } = line;
        const word = spoken.get(id);
        const other = word && word.category !== row.category ? word : undefined;
        return {
          ...row,
          nextAt: row.nextAt === null ? null : new Date(row.nextAt),
          standing: standingOf(offices.get(communityId), { ...row, answeredAt, answerDueAt, solveDueAt }, now),
          suggestion: {
            category: other?.category ?? null,
            because: other?.because ?? null,
            of: likely(line),
            units: proposed(line),
          },
        };
      }),
    };
  });
}

function split(after: string | undefined): [string, string] | [undefined, undefined] {
  const at = after?.indexOf("-") ?? -1;
  return after && at > 0 ? [after.slice(0, at), after.slice(at + 1)] : [undefined, undefined];
}
