import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import { asViewer, nobody } from "#db/viewer.ts";
import { categoryKeys } from "../concern/category.ts";
import { clean } from "../input.ts";
import { type PublicLine, type PublicRow, publicColumns, publicLine, publicLines, withBuilding } from "./read.ts";

/** The states as the board offers them: what one looks for. */
export const boardStates = { going: ["open", "doing"], solved: ["solved"], closed: ["closed"] } as const;

const stateKeys = Object.keys(boardStates) as [keyof typeof boardStates];

/** What the address of the board says; anything it does not understand is as if it were not there. */
export const boardInput = z.object({
  category: z.enum(categoryKeys).optional().catch(undefined),
  building: z.uuid().optional().catch(undefined),
  state: z.enum(stateKeys).optional().catch(undefined),
  q: z
    .string()
    .transform((v) => clean(v).slice(0, 60) || undefined)
    .optional()
    .catch(undefined),
  /** Behind a moment, in microseconds, and a number. */
  after: z
    .string()
    .regex(/^\d{1,17}~\d{4}-\d{4,9}$/)
    .optional()
    .catch(undefined),
});

export type BoardInput = z.output<typeof boardInput>;

export type Board = {
  lines: PublicLine[];
  /** Where the next page begins; null on the last one. */
  after: string | null;
};

const boardPage = 20;

function narrowed(community: string, { category, building, q }: BoardInput): SQL[] {
  const where = [sql`p.community_id = ${community}`, sql`p.hidden_at is null`];
  if (category) where.push(sql`p.category = ${category}`);
  if (building) where.push(sql`p.building_id = ${building}`);
  if (q) where.push(sql`p.number in (select app.search_publications(${community}, ${q}))`);
  return where;
}

/** What was raised in a community and what became of it, as everybody reads it: what changed last on top, a page at a time. */
export async function listBoard(community: string, input: BoardInput, most = boardPage): Promise<Board> {
  const where = narrowed(community, input);
  const [at, number] = input.after?.split("~") ?? [];
  if (at && number) where.push(sql`(p.changed_at, p.number) < (to_timestamp(${at}::numeric / 1000000), ${number})`);
  const newest = sql`order by p.changed_at desc, p.number desc ${atMost(most + 1)}`;
  const all = sql`select p.* from publications p where ${sql.join(where, sql` and `)}`;
  // (Of several states the newest of each, so that each is the beginning of an index.)
  const found = input.state
    ? sql`unnest(${`{${boardStates[input.state].join(",")}}`}::text[]) s cross join lateral (${all} and p.state = s ${newest}) p`
    : sql`(${all} ${newest}) p`;
  return asViewer(nobody, async (tx) => {
    const rows = [
      ...(await tx.execute<PublicRow & { at: string }>(sql`
        select ${publicColumns}, (extract(epoch from p.changed_at) * 1000000)::bigint::text as at
        from ${found} ${withBuilding} ${newest}`)),
    ];
    const page = rows.slice(0, most);
    const last = rows.length > most ? page.at(-1) : undefined;
    return { lines: page.map(publicLine), after: last ? `${last.at}~${last.number}` : null };
  });
}

/** What lately came of what was raised: what ended last, with a word on how. */
export const latestOutcomes = (community: string, most: number): Promise<PublicLine[]> =>
  asViewer(nobody, (tx) =>
    publicLines(
      tx,
      sql`p.community_id = ${community} and p.state = 'solved' and p.outcome is not null order by p.solved_at desc, p.number desc ${atMost(most)}`,
    ),
  );

export type BuildingFace = { id: string; name: string; floors: number; going: number; solved: number };

/** The buildings of a community along the street, with how much of what everybody reads is in hand there and how much is solved. */
export const boardBuildings = (community: string): Promise<BuildingFace[]> =>
  asViewer(nobody, async (tx) => [
    ...(await tx.execute<BuildingFace>(sql`
      select b.id, b.name, (select max(e.floors) from entrances e where e.community_id = b.community_id and e.building_id = b.id)::int as floors,
        coalesce(n.going, 0) as going, coalesce(n.solved, 0) as solved
      from buildings b left join app.board_counts(${community}) n on n.building_id = b.id
      where b.community_id = ${community} order by b.ordinal`)),
  ]);

/** How much of what everybody reads is in hand. */
export const boardGoing = (community: string): Promise<number> =>
  asViewer(nobody, async (tx) => {
    const [row] = await tx.execute<{ n: number }>(sql`
      select coalesce(sum(n.going), 0)::int as n from app.board_counts(${community}) n`);
    return row?.n ?? 0;
  });
