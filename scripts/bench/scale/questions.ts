import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { type Viewer, viewerOf } from "#domain/account/viewer.ts";
import { listConcerns, listInput } from "#domain/concern/list.ts";
import { concernPage } from "#domain/concern/page.ts";
import { desk } from "#domain/desk/desk.ts";
import { type Asked, asked as figuresAsked } from "#domain/figures/ask.ts";
import { behind } from "#domain/figures/behind.ts";
import { figures } from "#domain/figures/breakdown.ts";
import { figuresByUnit } from "#domain/figures/by-unit.ts";
import type { Measure } from "#domain/figures/measures.ts";
import { publicFigures } from "#domain/figures/public.ts";
import { find, searchInput } from "#domain/search/find.ts";

/** How long something takes at each size, in milliseconds (the median), and how much of a table was read from end to end. */
type Scaled = { what: string; concerns: number; ms: number; fullScans: number };

const openings = [
  "楼道的灯坏了好几天",
  "单元门关不上",
  "消防栓拧开没有水",
  "垃圾桶满了没人收",
  "楼上半夜搬东西",
  "电梯在九楼停住不动",
  "地库的排水沟堵了",
  "门口停满了电动车",
  "绿化带里的树枝碰到窗户",
  "水压到晚上就不够",
  "对面工地天不亮就开工",
  "小广场的音响太响",
  "外墙有一块皮要掉下来",
  "快递柜占了通道",
  "健身器材松了",
  "门禁刷卡没有反应",
  "孩子入园不知道要哪些材料",
  "医保报销的窗口问了三次",
  "低保材料交上去没有回音",
  "邻居养的狗总在楼道里",
];
const middles = [
  "老人上下楼看不清",
  "已经报过两次",
  "物业说在等配件",
  "孩子放学要从那里走",
  "下雨天更严重",
  "夜里听得很清楚",
  "味道很大",
  "怕出事",
  "问过前台说不归他们管",
  "隔壁几户也这样说",
  "上个月修过一次又坏了",
  "贴过通知没人理",
];
const endings = [
  "希望有人来看看。",
  "请给个答复。",
  "想知道什么时候能好。",
  "愿意当面说。",
  "麻烦转给管的单位。",
  "谢谢。",
];

const array = (texts: string[]) => `array[${texts.map((t) => `'${t}'`).join(",")}]`;

/** Adds concerns, each with three messages, until there are so many: half of them in the demo's community. */
async function grow(sql: postgres.Sql, to: number): Promise<void> {
  await sql.begin(async (tx) => {
    // Triggers would make each of them an event for somebody; here they are rows to be looked through.
    await tx`set local session_replication_role = replica`;
    await tx`set local work_mem = '256MB'`;
    const [{ n } = { n: 0 }] = await tx<{ n: number }[]>`select count(*)::int as n from concerns`;
    if (n >= to) return;
    await tx.unsafe(`
      create temp table grown on commit drop as
      select g, gen_random_uuid() as id, k.id as community_id, k.duty_id, (hashint4(g) & 2147483647) as h,
        now() - make_interval(secs => (hashint4(g * 7) & 2147483647) % 60000000) as at
      from generate_series(${n + 1}, ${to}) g
      join lateral (select * from communities where code = case when g % 2 = 0 then 'ithaca' else 'scale-' || (g % 20) / 2 end limit 1) k on true`);
    await tx.unsafe(`
      insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, owner_id, next_at, next_step,
        created_at, answer_due_at, answered_at, closed_at, rating)
      select community_id, id, to_char(at, 'YYMM') || '-' || lpad(g::text, 9, '0'), a, a || '，' || b || '，' || c || '第' || g || '户。' || e,
        (array['lift','noise','cleaning','property','fire','parking','other','water_power'])[1 + h / 7 % 8],
        case when h % 3 = 0 then 'private' else 'neighbourhood' end, s, 'online', duty_id,
        case when s in ('confirmed','closed') then null else at + interval '9 days' end, 'answer',
        at, at + interval '3 days', case when h % 4 > 0 then at + interval '2 days' end,
        case when s in ('confirmed','closed') then at + interval '20 days' end, case when s = 'confirmed' then 1 + h % 5 end
      from (
        select *, (${array(openings)})[1 + h % ${openings.length}] as a, (${array(middles)})[1 + h / 31 % ${middles.length}] as b,
          (${array(middles)})[1 + h / 577 % ${middles.length}] as c, (${array(endings)})[1 + h / 97 % ${endings.length}] as e,
          (array['new','taken','assigned','waiting','solved','confirmed','confirmed','confirmed','closed','closed'])[1 + h / 11 % 10] as s
        from grown) x`);
    await tx.unsafe(`insert into threads (community_id, id, concern_id) select community_id, id, id from grown`);
    await tx.unsafe(`
      insert into access (community_id, subject_id, principal, reason) select community_id, id, duty_id, 'owner' from grown where duty_id is not null`);
    await tx.unsafe(`
      insert into assignments (community_id, id, concern_id, organization_id, status, due_at, assigned_at, accept_due_at, accepted_at,
        answered_at, returned_at, return_reason)
      select g.community_id, gen_random_uuid(), g.id, u.ids[1 + h / 23 % cardinality(u.ids)], s, at + interval '5 days', at,
        at + interval '1 day', at + make_interval(hours => h / 29 % 40),
        case when s = 'answered' then at + make_interval(hours => h / 41 % 150) end,
        case when s = 'returned' then at + interval '1 day' end, case when s = 'returned' then 'not_ours' end
      from (select *, (array['answered','answered','answered','accepted','returned'])[1 + h / 17 % 5] as s from grown) g,
        (select array_agg(id) as ids from organizations where kind <> 'agency') u where h / 11 % 10 > 1`);
    await tx.unsafe(`
      insert into access (community_id, subject_id, principal, reason)
      select a.community_id, a.concern_id, a.organization_id, 'assigned' from grown g join assignments a on a.community_id = g.community_id
        and a.concern_id = g.id and a.status <> 'returned'`);
    await tx.unsafe(`
      insert into messages (community_id, id, thread_id, concern_id, author_id, audience, body, created_at)
      select community_id, gen_random_uuid(), id, id, duty_id, case when i = 2 then 'working' else 'everyone' end,
        (${array(middles)})[1 + (h + i * 13) % ${middles.length}] || '，' || (${array(endings)})[1 + (h + i) % ${endings.length}], at + make_interval(hours => i)
      from grown, generate_series(1, 3) i`);
  });
  // What was written past the triggers is counted here.
  await sql`select app.recount_figures()`;
  await sql`vacuum analyze figure_sums`;
  await sql`vacuum analyze assignments`;
  await sql`vacuum analyze concerns`;
  await sql`vacuum analyze messages`;
  await sql`vacuum analyze access`;
}

/** Communities beside the demo's, so that an index must tell them apart. */
async function neighbours(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into communities (id, code, name, township, district, duty_id)
    select gen_random_uuid(), 'scale-' || i, '小区' || i, township, district, duty_id from communities, generate_series(0, 9) i where code = 'ithaca'
    on conflict do nothing`;
}

/**
 * Lists, search, desk, figures and thread at growing numbers of concerns, asked as a coordinator of the largest community and
 * a member of one of its partner units, through the same functions as the pages do.
 */
export async function benchScale(url: string, sizes: number[]): Promise<Scaled[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const found: Scaled[] = [];
  try {
    await neighbours(sql);
    const coordinator = await sessionOf(sql, "coordinator");
    const member = await sessionOf(sql, "property");
    for (const size of sizes) {
      await grow(sql, size);
      const viewer = await viewerOf(coordinator, null);
      const partner = await viewerOf(member, null);
      const deep = await deepPage(sql);
      const [some] = await sql<{ number: string }[]>`
        select c.number from concerns c join communities k on k.id = c.community_id and k.code = 'ithaca' where exists (select from events e where e.subject_id = c.id) limit 1`;
      const year = figuresAsked(viewer, {}, new Date()).asked;
      const own = figuresAsked(partner, {}, new Date()).asked;
      const behindOf = (who: Viewer, asked: Asked, what: Measure) => () =>
        behind(who, asked, { what, after: undefined });
      const list = (filters: Record<string, string>) => () => listConcerns(viewer, listInput.parse(filters));
      const search = (q: string) => () => find(viewer, searchInput.parse({ q }), "zh-CN");
      const asked: [string, () => Promise<unknown>][] = [
        ["list, the newest", list({})],
        ["list, far back", list({ after: deep })],
        ["list, one category and state", list({ category: "lift", state: "new" })],
        ["list, a frequent word of two characters", list({ q: "楼道" })],
        ["search, a frequent word of two characters", search("楼道")],
        ["search, a frequent word of three characters", search("怕出事")],
        ["search, two words", search("电梯 怕出事")],
        ["search, a rare number", search(`第${size - 2}户`)],
        ["search, one character", search("灯")],
        ["desk of a coordinator", () => desk(viewer)],
        ["figures of a year", () => figures(viewer, year)],
        ["figures of units", () => figuresByUnit(viewer, year)],
        ["figures of a partner unit", () => figures(partner, own)],
        ["figures for everyone", () => publicFigures(year.community)],
        ["the list behind a figure", behindOf(viewer, year, "late")],
        ["the list behind a unit's figure", behindOf(viewer, { ...year, unit: own.unit }, "late")],
        ["the same as the unit reads it", behindOf(partner, own, "late")],
        ["what the unit was given, as it reads it", behindOf(partner, own, "given")],
        ["what the unit gave back, as it reads it", behindOf(partner, own, "returned")],
        ["a thread", () => concernPage(viewer, some?.number ?? "")],
      ];
      for (const [what, ask] of asked) found.push({ what, concerns: size, ...(await timed(sql, ask)) });
    }
  } finally {
    await sql.end();
  }
  return found;
}

/** A session of the demo's account of this name. */
async function sessionOf(sql: postgres.Sql, account: string): Promise<string> {
  const session = randomUUID();
  await sql`
    insert into sessions (id, user_id, expires_at)
    select ${session}, user_id, now() + interval '1 day' from accounts where email like ${`${account}@%`}`;
  return session;
}

/** Where a page begins that lies behind half of the community's concerns. */
async function deepPage(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ after: string }[]>`
    select (extract(epoch from c.created_at) * 1000000)::bigint::text || '-' || c.id as after from concerns c
    join communities k on k.id = c.community_id and k.code = 'ithaca' order by c.created_at
    offset (select count(*) / 2 from concerns x join communities y on y.id = x.community_id and y.code = 'ithaca') limit 1`;
  return row?.after ?? "";
}

async function timed(sql: postgres.Sql, ask: () => Promise<unknown>): Promise<{ ms: number; fullScans: number }> {
  const scans = async () => {
    await sql`select pg_stat_force_next_flush()`;
    const [row] = await sql<{ n: number }[]>`
      select coalesce(sum(seq_scan), 0)::int as n from pg_stat_user_tables where relname in ('concerns', 'messages', 'assignments')`;
    return row?.n ?? 0;
  };
  // Every connection of the pool plans each statement once.
  for (let i = 0; i < 25; i++) await ask();
  await new Promise((settled) => setTimeout(settled, 1200));
  const before = await scans();
  const times: number[] = [];
  for (let i = 0; i < 15; i++) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  await new Promise((settled) => setTimeout(settled, 1200));
  times.sort((a, b) => a - b);
  return { ms: times[7] ?? 0, fullScans: (await scans()) - before };
}
