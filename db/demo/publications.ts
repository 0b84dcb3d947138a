import type postgres from "postgres";
import { clockTime, hour } from "./clock.ts";
import { freeNumber } from "./number.ts";
import type { People, Person } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

/** What is about one person alone, or may tell who it is: looked at, and kept from the public. */
const personal = "怀孕|中风|透析|手术|药|残疾|住院|经理|病";

/** Two that nobody has looked at yet; one of them names a neighbour, with a door, a telephone number and a plate. */
const waiting = (neighbour: { holder: string; door: string }) => [
  {
    number: "9301",
    title: "消防通道又被一辆白车堵住",
    body: `单元门口的消防通道天天被堵，是住在 ${neighbour.door} 的${neighbour.holder}家那辆白车，车牌浙A·5D7K2。打过电话 13800005678，说一会儿就挪，一会儿就是一晚上。我们不是要跟谁过不去，就怕救护车进不来。`,
    category: "parking",
    area: "grounds",
    hoursAgo: 20,
  },
  {
    number: "9302",
    title: "快递柜前的地砖松了，雨天溅一身泥",
    body: "南门快递柜前面有五六块地砖松了，晴天绊脚，下雨一踩溅一腿泥。老人推小车过去，轮子卡住两回了。",
    category: "grounds",
    area: "gate",
    hoursAgo: 6,
  },
];

/** What of the demo's neighbourhood concerns stands on the public board, with what became of it. */
export async function loadPublications(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<void> {
  const community = place.communityId;
  const editor = people.coordinators[0] as Person;
  const until = new Date(now - 10 * 60_000);
  const mayBe = sql`c.community_id = ${community} and app.may_be_public(c)`;
  const alone = sql`(c.title || c.body) ~ ${personal}`;
  await sql`
    with told as (
      select c.*, greatest(x.last, least(${until}::timestamptz, x.last + interval '5 minutes')) as shown,
        (select min(e.at) from events e where e.community_id = c.community_id and e.subject_id = c.id and e.kind = 'taken') as taken,
        (select m.body from events e join messages m on m.community_id = e.community_id and m.id = e.message_id
          where e.community_id = c.community_id and e.subject_id = c.id and e.kind in ('solved', 'closed') order by e.seq desc limit 1) as ending
      from concerns c
      cross join lateral (
        select max(e.at) as last from events e where e.community_id = c.community_id and e.subject_id = c.id) x
      where ${mayBe} and not ${alone}
    )
    insert into publications (community_id, concern_id, title, body, outcome, taken_at, published_at, changed_at)
    select t.community_id, t.id, t.title, coalesce(substring(left(t.body, 120) from '^.*[。！？]'), t.body),
      case when t.solved_at is not null or t.closed_at is not null then
        replace(replace(coalesce(substring(left(t.ending, 110) from '^.*[。！？]'), t.ending), '您家', '这一户'), '您', '住户') end,
      coalesce(t.taken, t.answered_at, t.created_at), t.shown, t.shown
    from told t order by t.created_at, t.id`;
  await sql`
    insert into publication_reviews (community_id, concern_id, decision, decided_by, decided_at, outcome_at)
    select p.community_id, p.concern_id, 'published', ${editor.id}, p.published_at, case when p.outcome is not null then p.published_at end
    from publications p where p.community_id = ${community}`;
  await sql`
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data, at)
    select p.community_id, 'concern', p.concern_id, 'published_concern', 'everyone', ${editor.id}, '{}', p.published_at
    from publications p where p.community_id = ${community} order by p.published_at, p.concern_id`;
  await sql`
    insert into publication_reviews (community_id, concern_id, decision, reason, decided_by, decided_at)
    select c.community_id, c.id, 'kept', 'personal', ${editor.id}, least(${until}::timestamptz, c.created_at + interval '1 day')
    from concerns c where ${mayBe} and ${alone}`;
  await loadWaiting(sql, random, place, people, now);
}

async function loadWaiting(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<void> {
  const here = { community_id: place.communityId };
  const reporter = people.residents[1] as People["residents"][number];
  const entrance = place.entrances.find((e) => e.id === reporter.household.entranceId);
  const owner = people.coordinators[1] as Person;
  const [neighbour] = await sql<{ holder: string; door: string }[]>`
    select k.holder, h.door || '室' as door from household_contacts k
    join households h on h.community_id = k.community_id and h.id = k.household_id
    where k.community_id = ${place.communityId} and h.entrance_id = ${reporter.household.entranceId}
      and h.id <> ${reporter.household.id} and char_length(k.holder) = 3
    order by h.floor desc, h.door limit 1`;
  if (!neighbour) throw new Error("nobody lives beside the demo's reporter");
  for (const one of waiting(neighbour)) {
    const id = random.id();
    const at = now - one.hoursAgo * hour;
    await sql`insert into concerns ${sql({
      ...here,
      id,
      number: await freeNumber(sql, at, one.number),
      title: one.title,
      body: one.body,
      category: one.category,
      privacy: "neighbourhood",
      status: "new",
      origin: "online",
      building_id: entrance?.buildingId ?? null,
      area: one.area,
      owner_id: owner.id,
      next_at: new Date(clockTime(now, 1, 18)),
      next_step: "take",
      created_by: reporter.id,
      created_at: new Date(at),
      answer_due_at: new Date(clockTime(at, 3, 18)),
    })}`;
    await sql`insert into concern_people ${sql({
      ...here,
      id: random.id(),
      concern_id: id,
      role: "reporter",
      user_id: reporter.id,
      household_id: reporter.household.id,
      name: reporter.name,
      created_at: new Date(at),
    })}`;
    await sql`insert into threads ${sql({ ...here, id, concern_id: id, created_at: new Date(at) })}`;
    await sql`insert into events ${sql({
      ...here,
      subject_type: "concern",
      subject_id: id,
      kind: "raised",
      audience: "everyone",
      actor_id: reporter.id,
      data: { origin: "online" },
      at: new Date(at),
    })}`;
  }
}
