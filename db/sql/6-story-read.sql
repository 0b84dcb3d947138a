-- Stories as everybody reads them.

-- A story as it is read, from what the asker may see; nothing of who agreed to what, nor of whose door it was.
create or replace function app.story_shape(community uuid, story uuid) returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'id', s.id, 'community', s.community_id, 'communityName', c.name, 'communityNameEn', c.name_en,
    'original', s.original, 'publishedAt', s.published_at,
    'texts', coalesce((
      select jsonb_object_agg(t.locale, jsonb_build_object('title', t.title, 'lead', t.lead, 'body', t.body, 'made', t.made))
      from story_texts t where t.community_id = s.community_id and t.story_id = s.id), '{}'),
    'quotes', coalesce((
      select jsonb_object_agg(q.ordinal, jsonb_build_object('voice', q.voice, 'words', q.words, 'attribution', q.attribution,
        'agreed', q.officer_says = 'yes' and q.household_says = 'yes' and q.ended_at is null))
      from story_quotes q where q.community_id = s.community_id and q.story_id = s.id and q.ended_at is null), '{}'),
    'figures', coalesce((
      select jsonb_object_agg(f.key || ':' || f.argument, jsonb_build_object('value', x.value, 'frozenAt', x.frozen_at,
        'now', app.story_figure(s.community_id, f.key, f.argument)))
      from app.figures_in(s.community_id, s.id) f
      left join story_figures x on x.community_id = s.community_id and x.story_id = s.id and x.key = f.key and x.argument = f.argument), '{}'),
    'photos', coalesce((
      select jsonb_object_agg(p.ordinal, jsonb_build_object('key', p.public_key, 'width', p.width, 'height', p.height, 'alt', p.alt,
        'caption', p.caption, 'cover', p.cover))
      from story_photos p where p.community_id = s.community_id and p.story_id = s.id and p.public_key is not null), '{}'),
    'problem', (select jsonb_build_object('number', p.number, 'title', p.title) from problems p
      where p.community_id = s.community_id and p.id = s.problem_id and p.published_at is not null),
    'agreement', s.agreement_id,
    -- (As everybody reads them now: of what was taken down there is nothing.)
    'concerns', coalesce((
      select jsonb_object_agg(p.number, jsonb_build_object('title', p.title, 'state', p.state)) from publications p
      where p.community_id = s.community_id and p.hidden_at is null and p.number in (select app.concerns_in(s.community_id, s.id))), '{}'),
    'related', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'publishedAt', r.published_at, 'texts', r.texts) order by r.chosen desc, r.published_at desc)
      from (select o.id, o.published_at, o.id = any (s.related) as chosen, (
              select jsonb_object_agg(t.locale, jsonb_build_object('title', t.title)) from story_texts t
              where t.community_id = o.community_id and t.story_id = o.id) as texts
            from (
              select unnest(s.related) as id
              union
              select x.id from stories x where x.community_id = s.community_id and x.problem_id = s.problem_id
              union
              select x.id from stories x where x.related @> array[s.id]) k
            -- (Each one look by its key.)
            cross join lateral (select * from stories o where o.id = k.id and o.community_id = s.community_id offset 0) o
            where o.id <> s.id and o.status = 'published'
            order by 3 desc, 2 desc limit 4) r), '[]'))
  from stories s join communities c on c.id = s.community_id
  where s.community_id = community and s.id = story
$$;

-- A published story; or that there was one.
create or replace function app.public_story(story uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select case when s.status = 'published' then app.story_shape(s.community_id, s.id)
    when s.published_at is not null then jsonb_build_object('gone', true) end
  from stories s where s.id = story
$$;

create or replace function app.public_stories(communities uuid[], before timestamptz, most integer)
returns table (id uuid, community_id uuid, published_at timestamptz, texts jsonb, cover jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.community_id, s.published_at,
    (select jsonb_object_agg(t.locale, jsonb_build_object('title', t.title, 'lead', t.lead)) from story_texts t
      where t.community_id = s.community_id and t.story_id = s.id),
    (select jsonb_build_object('key', p.public_key, 'width', p.width, 'height', p.height, 'alt', p.alt) from story_photos p
      where p.community_id = s.community_id and p.story_id = s.id and p.public_key is not null order by p.cover desc, p.ordinal limit 1)
  from unnest(communities) k cross join lateral (
    select * from stories s
    where s.community_id = k and s.status = 'published' and (before is null or s.published_at < before)
    order by s.published_at desc nulls last limit least(most, 100)) s
  order by s.published_at desc limit least(most, 100)
$$;

-- Whether everybody may see a picture: of a published story they may; of one that was taken back it is gone.
create or replace function app.public_story_photo(key text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when s.status = 'published' then 'there' when s.published_at is not null then 'gone' end
  from story_photos p join stories s on s.community_id = p.community_id and s.id = p.story_id
  where p.public_key = key
$$;

-- What a published story is called: for those whose words stand in it.
create or replace function app.public_story_face(story uuid) returns table (id uuid, texts jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, (select jsonb_object_agg(t.locale, jsonb_build_object('title', t.title)) from story_texts t
    where t.community_id = s.community_id and t.story_id = s.id)
  from stories s where s.id = story and s.status = 'published'
$$;
