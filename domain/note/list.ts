import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Attached } from "../attachment/attached.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import { clean } from "../input.ts";
import { NotFound } from "../refusal.ts";

/** What was heard, what was explained on the spot, and the officer's own thoughts. */
export const noteKinds = ["heard", "explained", "reflection"] as const;

export type NoteKind = (typeof noteKinds)[number];

/** What the address of the list says; anything it does not understand is as if it were not there. */
export const notesInput = z.object({
  team: z.uuid().optional().catch(undefined),
  building: z.uuid().optional().catch(undefined),
  entrance: z.uuid().optional().catch(undefined),
  topic: z.enum(categoryKeys).optional().catch(undefined),
  kind: z.enum(noteKinds).optional().catch(undefined),
  mine: z.literal("1").optional().catch(undefined),
  quotable: z.literal("1").optional().catch(undefined),
  q: z
    .string()
    .transform((v) => clean(v).slice(0, 100))
    .optional()
    .catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,17}(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}$/)
    .optional()
    .catch(undefined),
});

export type NotesInput = z.output<typeof notesInput>;

export type NoteLine = {
  id: string;
  kind: NoteKind;
  body: string;
  topic: CategoryKey | null;
  /** The household agreed to be quoted with it. */
  quotable: boolean;
  author: string | null;
  createdAt: Date;
  visit: string;
  building: string;
  entrance: string;
  door: string;
  team: string | null;
  photos: Attached[];
};

export type NoteList = {
  round: NotesRound;
  lines: NoteLine[];
  /** Where the next page begins; null on the last one. */
  after: string | null;
  /** How many there are; counting stops at `countLimit`. */
  count: number;
  teams: { id: string; name: string }[];
  buildings: { id: string; name: string }[];
  entrances: { id: string; name: string }[];
};

export const pageSize = 30;

/** Counts go this far; beyond it the list says "more than". */
export const countLimit = 1000;

export type NotesRound = { id: string; communityId: string; name: string; status: "planned" | "running" | "closed" };

/** A round whose notes the viewer may ask for: who visits in its community. @throws NotFound */
export async function roundOfNotes(tx: Transaction, communities: string[], round: string): Promise<NotesRound> {
  const [found] = await tx.execute<NotesRound>(
    sql`select id, community_id as "communityId", name, status from rounds where id = ${round}`,
  );
  if (!found || !communities.includes(found.communityId)) throw new NotFound();
  return found;
}

function conditions(viewer: Viewer, round: NotesRound, input: NotesInput): SQL {
  const found: SQL[] = [sql`n.community_id = ${round.communityId} and v.round_id = ${round.id}`];
  if (input.team) found.push(sql`v.team_id = ${input.team}`);
  if (input.building) found.push(sql`e.building_id = ${input.building}`);
  if (input.entrance) found.push(sql`h.entrance_id = ${input.entrance}`);
  if (input.topic) found.push(sql`n.topic = ${input.topic}`);
  if (input.kind) found.push(sql`n.kind = ${input.kind}`);
  if (input.mine) found.push(sql`n.author_id = ${viewer.user?.id ?? null}`);
  if (input.quotable) found.push(sql`n.quotable`);
  if (input.q) found.push(sql`n.id in (select app.search_notes(array[${round.communityId}]::uuid[], ${input.q}))`);
  return sql.join(found, sql` and `);
}

const from = sql`
  from visit_notes n
  join visits v on v.community_id = n.community_id and v.id = n.visit_id
  join households h on h.community_id = v.community_id and h.id = v.household_id
  join entrances e on e.community_id = h.community_id and e.id = h.entrance_id`;

/**
 * The visit notes of a round, the newest first, filtered, a page at a time: an officer's own and their teams', for who
 * leads all of them. @throws NotFound
 */
export async function listNotes(viewer: Viewer, roundId: string, input: NotesInput): Promise<NoteList> {
  return asViewer(viewer.claims, async (tx) => {
    const round = await roundOfNotes(tx, viewer.claims.officerIn, roundId);
    const where = conditions(viewer, round, input);
    // What was written of a visit at once stands together.
    const [at, visit, id] = split(input.after);
    const older = at
      ? sql`and (n.created_at, n.visit_id, n.id) < (to_timestamp(${at}::numeric / 1000000), ${visit}::uuid, ${id}::uuid)`
      : sql``;
    const [rows, [counted], teams, places] = await Promise.all([
      tx.execute<Omit<NoteLine, "createdAt"> & { createdAt: string; at: string }>(sql`
        select n.id, n.kind, n.body, n.topic, n.quotable, u.name as author, n.created_at as "createdAt", n.visit_id as visit,
          b.name as building, e.name as entrance, h.door, t.name as team,
          (extract(epoch from n.created_at) * 1000000)::bigint::text as at,
          coalesce((
            select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'size', a.size, 'width', a.width, 'height', a.height)
              order by a.created_at, a.id)
            from attachments a where a.community_id = n.community_id and a.visit_note_id = n.id), '[]') as photos
        ${from}
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        left join teams t on t.community_id = v.community_id and t.id = v.team_id
        left join users u on u.id = n.author_id
        where ${where} ${older}
        order by n.created_at desc, n.visit_id desc, n.id desc
        ${atMost(pageSize + 1)}`),
      tx.execute<{ n: number }>(sql`
        select count(*)::int as n from (select ${from} where ${where} ${atMost(countLimit + 1)}) counted`),
      tx.execute<{ id: string; name: string }>(sql`
        select id, name from teams where community_id = ${round.communityId} and round_id = ${round.id} order by ordinal, length(name), name`),
      tx.execute<{ id: string; name: string; entrance: string; entranceName: string }>(sql`
        select b.id, b.name, e.id as entrance, e.name as "entranceName"
        from buildings b join entrances e on e.community_id = b.community_id and e.building_id = b.id
        where b.community_id = ${round.communityId} order by b.ordinal, e.ordinal`),
    ]);
    const lines = [...rows];
    const page = lines.slice(0, pageSize);
    const last = lines.length > pageSize ? page.at(-1) : undefined;
    return {
      round,
      lines: page.map(({ at: _, ...row }) => ({ ...row, createdAt: new Date(row.createdAt) })),
      after: last ? `${last.at}-${last.visit}-${last.id}` : null,
      count: counted?.n ?? 0,
      teams: [...teams],
      buildings: [...new Map([...places].map((p) => [p.id, { id: p.id, name: p.name }])).values()],
      entrances: [...places].map((p) => ({ id: p.entrance, name: `${p.name} ${p.entranceName}` })),
    };
  });
}

function split(after: string | undefined): [string, string, string] | [undefined, undefined, undefined] {
  const [, at, visit, id] = /^(\d+)-(.{36})-(.{36})$/.exec(after ?? "") ?? [];
  return at && visit && id ? [at, visit, id] : [undefined, undefined, undefined];
}
