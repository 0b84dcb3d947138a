import type postgres from "postgres";
import { endings, middles, openings } from "./words.ts";

const array = (texts: readonly string[]) => `array[${texts.map((t) => `'${t}'`).join(",")}]`;
const outcomes = ["修好了，当天恢复。", "已经更换，请留意。", "解释了政策，材料齐了就能办。"];

/** The tables that grow with the number of concerns. */
export const grownTables = [
  "concerns",
  "threads",
  "messages",
  "access",
  "assignments",
  "concern_people",
  "publications",
  "publication_reviews",
  "publication_queue",
  "stories",
  "story_texts",
] as const;

/** Those of them that keep the grams of their text. */
const searched = ["concerns", "messages", "concern_people", "publications"] as const;

/**
 * Adds concerns until there are so many: half of them in the demo's community, each with three messages, most of those of
 * the neighbourhood published, four of five given to a unit; and a story for every hundred. Triggers would make each of
 * them an event for somebody; here they are rows to be looked through, written past them, and what is counted is counted
 * once at the end. Indexes are made anew afterwards. The grams of a text, which are most of the work, are put together
 * from those of the few pieces that all texts are made of: `checkGrams` compares them with the database's own.
 */
export async function fill(sql: postgres.Sql, to: number, say: (what: string) => void): Promise<void> {
  const [{ n } = { n: 0 }] = await sql<{ n: number }[]>`select count(*)::int as n from concerns`;
  if (n >= to) return;
  await neighbours(sql);
  for (const table of searched) {
    const [generated] = await sql`
      select from pg_attribute where attrelid = ${table}::regclass and attname = 'search' and attgenerated = 's'`;
    if (generated) await sql.unsafe(`alter table ${table} alter column search drop expression`);
  }
  const indexes = await sql<{ name: string; made: string }[]>`
    select i.indexname as name, i.indexdef as made from pg_indexes i
    where i.tablename = any (${[...grownTables]}) and i.schemaname = 'public'
      and not exists (select from pg_constraint c where c.conname = i.indexname)`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await sql`set session_replication_role = replica`;
  await sql`set work_mem = '256MB'`;
  await sql`set maintenance_work_mem = '1GB'`;
  await sql`set synchronous_commit = off`;
  const steps: [string, string][] = [...grown(n + 1, to), ...published, ...stories(n, to)];
  for (const [what, statement] of steps) {
    const start = performance.now();
    await sql.unsafe(statement);
    say(`${to}: ${what}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  let start = performance.now();
  for (const { made } of indexes) await sql.unsafe(made);
  say(`${to}: indexes, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  await sql`set session_replication_role = origin`;
  await checkGrams(sql);
  start = performance.now();
  await sql`select app.recount_figures()`;
  await sql`select app.recount_publications()`;
  say(`${to}: figures counted, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  await sql`drop table grown, told`;
  await sql.unsafe(`vacuum analyze figure_sums, ${grownTables.join(", ")}`);
}

/** Communities beside the demo's, so that an index must tell them apart. */
async function neighbours(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into communities (id, code, name, township, district, duty_id)
    select gen_random_uuid(), 'scale-' || i, '小区' || i, township, district, duty_id from communities, generate_series(0, 9) i where code = 'ithaca'
    on conflict do nothing`;
}

/** @param from, @param to the numbers of the concerns to add */
const grown = (from: number, to: number): [string, string][] => [
  [
    "what they are",
    `create temp table grown as
      select g, uuidv7() as id, k.id as community_id, k.duty_id, (hashint4(g) & 2147483647) as h, b.ids[1 + hashint4(g * 3) & 7] as building_id,
        now() - make_interval(secs => (hashint4(g * 7) & 2147483647) % 60000000) as at
      from generate_series(${from}, ${to}) g
      join communities k on k.code = case when g % 2 = 0 then 'ithaca' else 'scale-' || (g % 20) / 2 end
      left join (select community_id, array_agg(id) as ids from buildings group by 1) b on b.community_id = k.id`,
  ],
  [
    "their texts",
    `create temp table told as
      with said as (
        select g, community_id, id, duty_id, building_id, h, at, (${array(openings)})[1 + h % ${openings.length}] as a,
          (${array(middles)})[1 + h / 31 % ${middles.length}] as b, (${array(middles)})[1 + h / 577 % ${middles.length}] as c,
          (${array(endings)})[1 + h / 97 % ${endings.length}] as e, to_char(at, 'YYMM') as month, lpad(g::text, 9, '0') as place,
          (array['new','taken','assigned','waiting','solved','confirmed','confirmed','confirmed','closed','closed'])[1 + h / 11 % 10] as status,
          (array['lift','noise','cleaning','property','fire','parking','other','water_power'])[1 + h / 7 % 8] as category,
          case when h % 3 = 0 then 'private' else 'neighbourhood' end as privacy
        from grown
      ), pieces as materialized (
        select a, b, c, e, app.grams(a || ' ' || a || '，' || b || '，' || c || '第 户。' || e) as grams from said group by 1, 2, 3, 4
      )
      select s.*, a || '，' || b || '，' || c || '第' || g || '户。' || e as body, month || '-' || place as number,
        p.grams || array_to_tsvector(array[month, place, g::text]) as grams
      from said s join pieces p using (a, b, c, e)`,
  ],
  [
    "concerns",
    `insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, building_id, owner_id, next_at, next_step,
        created_at, answer_due_at, answered_at, solved_at, closed_at, rating, search)
      select community_id, id, number, a, body, category, privacy, status, 'online', building_id, duty_id,
        case when status in ('confirmed','closed') then null else at + interval '9 days' end, 'answer',
        at, at + interval '3 days', case when h % 4 > 0 then at + interval '2 days' end,
        case when status in ('solved','confirmed') then at + interval '9 days' end,
        case when status in ('confirmed','closed') then at + interval '20 days' end, case when status = 'confirmed' then 1 + h % 5 end, grams
      from told`,
  ],
  ["threads", "insert into threads (community_id, id, concern_id) select community_id, id, id from grown"],
  [
    "owners",
    `insert into access (community_id, subject_id, principal, reason)
      select community_id, id, duty_id, 'owner' from grown where duty_id is not null`,
  ],
  [
    "households",
    `insert into concern_people (community_id, id, concern_id, role, household_id)
      select g.community_id, uuidv7(), g.id, 'reporter', k.ids[1 + h / 43 % cardinality(k.ids)]
      from grown g join (select community_id, array_agg(id) as ids from households group by 1) k using (community_id)`,
  ],
  [
    "assignments",
    `insert into assignments (community_id, id, concern_id, organization_id, status, due_at, assigned_at, accept_due_at, accepted_at,
        answered_at, returned_at, return_reason)
      select g.community_id, uuidv7(), g.id, u.ids[1 + h / 23 % cardinality(u.ids)], s, at + interval '5 days', at,
        at + interval '1 day', at + make_interval(hours => h / 29 % 40),
        case when s = 'answered' then at + make_interval(hours => h / 41 % 150) end,
        case when s = 'returned' then at + interval '1 day' end, case when s = 'returned' then 'not_ours' end
      from (select *, (array['answered','answered','answered','accepted','returned'])[1 + h / 17 % 5] as s from grown) g,
        (select array_agg(id) as ids from organizations where kind <> 'agency') u where h / 11 % 10 > 1`,
  ],
  [
    "units",
    `insert into access (community_id, subject_id, principal, reason)
      select a.community_id, a.concern_id, a.organization_id, 'assigned' from grown g join assignments a on a.community_id = g.community_id
        and a.concern_id = g.id and a.status <> 'returned'`,
  ],
  [
    "messages",
    `insert into messages (community_id, id, thread_id, concern_id, author_id, audience, body, created_at, search)
      with pieces as materialized (
        select b, e, b || '，' || e as body, app.grams(b || '，' || e) as grams from unnest(${array(middles)}) b, unnest(${array(endings)}) e)
      select community_id, uuidv7(), id, id, duty_id, case when i = 2 then 'working' else 'everyone' end, p.body, at + make_interval(hours => i), p.grams
      from grown cross join generate_series(1, 3) i
      join pieces p on p.b = (${array(middles)})[1 + (h + i * 13) % ${middles.length}] and p.e = (${array(endings)})[1 + (h + i) % ${endings.length}]`,
  ],
];

/** Nine of ten of the neighbourhood stand before the public; the others wait to be looked at, were kept, or ask for an end. */
const published: [string, string][] = [
  [
    "publications",
    `insert into publications (community_id, concern_id, number, title, body, outcome, category, building_id, state, households, raised_at,
        taken_at, solved_at, closed_at, published_at, changed_at, part, search)
      with ends as materialized (select o, app.grams(o) as grams from unnest(${array(outcomes)}) o)
      select t.community_id, t.id, t.number, t.a, t.body, ends.o, t.category, t.building_id, s.state, case when h % 7 = 0 then 5 * (1 + h / 7 % 6) end, at,
        case when s.state <> 'open' then at + interval '2 days' end, case when s.state = 'solved' then at + interval '9 days' end,
        case when status in ('confirmed','closed') then at + interval '20 days' end, at + interval '1 day',
        case when at + interval '20 days' < now() then at + make_interval(hours => h / 19 % 480) else at + (now() - at) * (h / 19 % 1000) / 1000 end, t.g / 1700, t.grams || coalesce(ends.grams, '')
      from told t
      cross join lateral (select case when status in ('solved','confirmed') then 'solved' when status = 'closed' then 'closed'
        when status = 'new' then 'open' else 'doing' end as state) s
      left join ends on s.state in ('solved','closed') and ends.o = (${array(outcomes)})[1 + h / 13 % ${outcomes.length}]
      where privacy = 'neighbourhood' and h / 101 % 10 > 0`,
  ],
  [
    "reviews",
    `insert into publication_reviews (community_id, concern_id, decision)
      select p.community_id, p.concern_id, 'published' from publications p join grown g on g.community_id = p.community_id and g.id = p.concern_id`,
  ],
  [
    "what waits to be looked at",
    `insert into publication_queue (community_id, concern_id, kind, at)
      select community_id, id, 'first', at from told where privacy = 'neighbourhood' and h / 101 % 10 = 0 and h % 5 = 0`,
  ],
];

/** A story for every hundred concerns. */
const stories = (before: number, to: number): [string, string][] => [
  [
    "stories",
    `insert into stories (community_id, id, status, author_id, published_at, published_by, part)
      select k.id, uuidv7(), 'published', u.ids[1], now() - make_interval(hours => g), u.ids[2], g / 1000
      from generate_series(${Math.floor(before / 100) + 1}, ${Math.floor(to / 100)}) g
      join communities k on k.code = case when g % 2 = 0 then 'ithaca' else 'scale-' || (g % 20) / 2 end,
        (select array_agg(id) as ids from (select id from users order by id limit 2) u) u`,
  ],
  [
    "their words",
    `insert into story_texts (community_id, story_id, locale, title, lead, body, made)
      select s.community_id, s.id, l, '门开了以后', '一个楼道一个楼道地走。', '走了一百户。', 'written'
      from stories s, unnest(array['zh-CN','zh-TW']) l
      where not exists (select from story_texts t where t.community_id = s.community_id and t.story_id = s.id)`,
  ],
];

/** @throws where grams put together differ from those that the database makes of the whole text */
async function checkGrams(sql: postgres.Sql): Promise<void> {
  const wrong = await sql`
    select t.id from (select * from told order by h limit 200) t
    where t.grams <> app.grams(t.a || ' ' || t.body || ' ' || t.number)
    union all
    select p.concern_id from (select * from publications tablesample system (0.2) limit 200) p
    where p.search <> app.grams(coalesce(p.title, '') || ' ' || coalesce(p.body, '') || ' ' || coalesce(p.outcome, '') || ' ' || p.number)
    union all
    select m.id from (select * from messages tablesample system (0.1) limit 200) m where m.search <> app.grams(m.body)`;
  if (wrong.length) throw new Error(`${wrong.length} texts of the bench are not found as pages would find them`);
}
