import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import { clean } from "../input.ts";
import { snippetOf, soughtWords } from "./snippet.ts";

export const hitKinds = ["concern", "message", "note", "policy", "problem"] as const;

export type HitKind = (typeof hitKinds)[number];

/** What the address of a search says; what it does not understand is as if it were not there. */
export const searchInput = z.object({
  q: z
    .string()
    .transform((v) => clean(v).slice(0, 100))
    .optional()
    .catch(undefined),
  kind: z.enum(hitKinds).optional().catch(undefined),
  category: z.enum(categoryKeys).optional().catch(undefined),
  /** Only what is not older than this many days. */
  days: z.enum(["7", "30", "365"]).optional().catch(undefined),
  /** All that was found, not only the first of it. */
  all: z.literal("1").optional().catch(undefined),
});

export type SearchInput = z.output<typeof searchInput>;

export type Hit = {
  /** The row that was found. */
  key: string;
  kind: HitKind;
  /** Of a concern or message: the concern's number. */
  number: string | null;
  /** Of a visit note: its visit; of a policy explanation: itself. */
  id: string | null;
  title: string;
  snippet: string;
  category: CategoryKey | null;
  /** Its number in the list that it was imported from, where that is what was asked for. */
  external: string | null;
  at: Date;
};

export type Found = { hits: Hit[]; counts: Record<HitKind, number> };

/** Of each kind at most this many are looked at, the newest; beyond it the page says "more than". */
export const kindLimit = 100;

/** As many are shown at first. */
export const firstHits = 25;

type Row = {
  key: string;
  number: string | null;
  id: string | null;
  title: string;
  body: string;
  category: CategoryKey | null;
  external?: string | null;
  at: string;
  score: number;
};

/**
 * Concerns, messages, visit notes and policy explanations that hold a text, as far as the viewer may read them: by how
 * well they fit (a number, ours or that of an imported list, or a title before a text, a reporter's name where the viewer may know it), then the newest.
 * Every word must be there; Chinese, English and numbers of any length.
 */
export async function find(viewer: Viewer, input: SearchInput, locale: string): Promise<Found> {
  const none = { concern: 0, message: 0, note: 0, policy: 0, problem: 0 };
  const words = soughtWords(input.q);
  if (!input.q || !words.length) return { hits: [], counts: none };
  const asked = { ...input, q: input.q, words, locale, viewer };
  const byKind = await asViewer(viewer.claims, (tx) =>
    Promise.all([
      concernsOf(tx, asked),
      messagesOf(tx, asked),
      notesOf(tx, asked),
      policiesOf(tx, asked),
      problemsOf(tx, asked),
    ]),
  );
  const counts = Object.fromEntries(hitKinds.map((kind, i) => [kind, byKind[i]?.length ?? 0])) as Found["counts"];
  const hits = byKind
    .flatMap((rows, i) => rows.slice(0, kindLimit).map((row) => ({ ...row, kind: hitKinds[i] as HitKind })))
    .filter((row) => !input.kind || row.kind === input.kind)
    .toSorted((a, b) => b.score - a.score || b.at.localeCompare(a.at))
    .map(({ score: _, body, at, external = null, ...row }) => ({
      ...row,
      external,
      snippet: snippetOf(body, words),
      at: new Date(at),
    }));
  return { hits, counts };
}

type Asked = SearchInput & { q: string; words: string[]; locale: string; viewer: Viewer };

const list = (ids: string[]) => sql`${`{${ids.join(",")}}`}::uuid[]`;
const iso = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const least = kindLimit + 1;

function since(days: Asked["days"], column: SQL): SQL {
  return days ? sql`and ${column} > now() - make_interval(days => ${Number(days)})` : sql``;
}

/** 2 where a title holds all of what was typed. */
const inTitle = (title: SQL, q: string) =>
  sql`case when position(${q.toLowerCase()} in lower(${title})) > 0 then 2 else 0 end`;

const ofCategory = (category: Asked["category"], column: SQL) => (category ? sql`and ${column} = ${category}` : sql``);

/** A row by its key, one look each: the policies are asked of these rows alone. */
const byKey = (table: SQL, id: SQL, communities: SQL) =>
  sql`lateral (select * from ${table} x where x.community_id = any (${communities}) and x.id = ${id} offset 0)`;

async function concernsOf(tx: Transaction, a: Asked): Promise<Row[]> {
  const communities = list(a.viewer.claims.memberIn);
  return [
    ...(await tx.execute<Row>(sql`
      with found as (
        select app.search_concerns(${communities}, ${a.q}, ${least}) as id, 0 as named
        union all
        select app.search_reporters(${communities}, ${a.q}, ${least}), 1
        union all
        select x.id, 10 from concerns x where x.community_id = any (${communities}) and x.external_number = ${a.q}
      ), once as (select id, max(named) as named from found group by id offset 0)
      select c.id as key, c.number, null as id, c.title, c.body, c.category, ${iso(sql`c.created_at`)} as at,
        case when c.external_number = ${a.q} then c.external_number end as external,
        (case when c.number = ${a.q} then 10 else 0 end + ${inTitle(sql`c.title`, a.q)} + o.named)::int as score
      from once o, ${byKey(sql`concerns`, sql`o.id`, communities)} c
      where c.status <> 'unconfirmed' ${ofCategory(a.category, sql`c.category`)} ${since(a.days, sql`c.created_at`)}
      order by score desc, c.created_at desc ${atMost(least)}`)),
  ];
}

async function messagesOf(tx: Transaction, a: Asked): Promise<Row[]> {
  const communities = list(a.viewer.claims.memberIn);
  return [
    ...(await tx.execute<Row>(sql`
      select m.id as key, c.number, null as id, c.title, m.body, c.category, ${iso(sql`m.created_at`)} as at, 0 as score
      from (select app.search_messages(${communities}, ${a.q}, ${least}) as id offset 0) f
      cross join ${byKey(sql`messages`, sql`f.id`, communities)} m
      join concerns c on c.community_id = m.community_id and c.id = m.concern_id
      where true ${ofCategory(a.category, sql`c.category`)} ${since(a.days, sql`m.created_at`)}
      order by m.created_at desc ${atMost(least)}`)),
  ];
}

async function notesOf(tx: Transaction, a: Asked): Promise<Row[]> {
  if (!a.viewer.claims.officerIn.length) return [];
  const communities = list(a.viewer.claims.officerIn);
  return [
    ...(await tx.execute<Row>(sql`
      select n.id as key, null as number, n.visit_id as id, concat_ws(' ', b.name, e.name, h.door) as title, n.body, n.topic as category,
        ${iso(sql`n.created_at`)} as at, 0 as score
      from (select app.search_notes(${communities}, ${a.q}, ${least}) as id offset 0) f
      cross join ${byKey(sql`visit_notes`, sql`f.id`, communities)} n
      join visits v on v.community_id = n.community_id and v.id = n.visit_id
      join households h on h.community_id = v.community_id and h.id = v.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where true ${ofCategory(a.category, sql`n.topic`)} ${since(a.days, sql`n.created_at`)}
      order by n.created_at desc ${atMost(least)}`)),
  ];
}

/** Common problems of the viewer's communities, by their title and what everybody reads of them. */
async function problemsOf(tx: Transaction, a: Asked): Promise<Row[]> {
  return [
    ...(await tx.execute<Row>(sql`
      select p.id as key, p.number, null as id, p.title, coalesce(p.face, '') as body, p.category, ${iso(sql`p.created_at`)} as at,
        (1 + case when p.number = ${a.q} then 10 else 0 end + ${inTitle(sql`p.title`, a.q)})::int as score
      from problems p
      where p.community_id = any (${list(a.viewer.claims.memberIn)}) and p.search @@ app.gram_query(${a.q})
        ${ofCategory(a.category, sql`p.category`)} ${since(a.days, sql`p.created_at`)}
      order by score desc, p.created_at desc ${atMost(least)}`)),
  ];
}

/** Explanations in the reader's language where there is a text in it, else in the one they were written in. */
async function policiesOf(tx: Transaction, a: Asked): Promise<Row[]> {
  return [
    ...(await tx.execute<Row>(sql`
      select * from (
        select distinct on (p.id) p.id as key, null as number, p.id, t.title, t.body, p.category, ${iso(sql`p.changed_at`)} as at,
          (1 + ${inTitle(sql`t.title`, a.q)})::int as score
        from policy_texts t join policies p on p.community_id = t.community_id and p.id = t.policy_id
        where app.policy_holds(p) and (t.search || t.search_parts) @@ app.gram_query(${a.q})
          and (${list(a.viewer.claims.memberIn)} = '{}' or p.community_id = any (${list(a.viewer.claims.memberIn)}))
          ${ofCategory(a.category, sql`p.category`)} ${since(a.days, sql`p.changed_at`)}
        order by p.id, (t.locale = ${a.locale}) desc, (t.locale = 'zh-CN') desc, t.locale) found
      order by score desc, at desc ${atMost(least)}`)),
  ];
}
