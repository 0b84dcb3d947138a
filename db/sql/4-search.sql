-- Search: candidates by text, found by functions that see everything and give only what the viewer may read. (Under
-- row-level security itself the planner may not use the index of grams: its operators are not leakproof.) Rows read with
-- these ids pass the row policies once more.
-- How frequent a text is decides between the index of grams (rare words) and the index of time (frequent ones, where the newest
-- hits are soon found).

drop function if exists app.search_concerns(uuid[], text);
drop function if exists app.search_concerns(uuid[], text, integer);
drop function if exists app.search_notes(uuid[], text);

-- Whether the viewer reads a concern's row, the same as its policy says: a condition on the table of this alias. (As text
-- with the viewer's own ids in it, since a function a row would cost more than everything else.)
create or replace function app.readable(alias text) returns text
language sql stable set search_path = public, pg_temp as $$
  select format($q$(%1$s.community_id = any (%3$L::uuid[])
    or %1$s.privacy = 'neighbourhood' and %1$s.status <> 'unconfirmed' and %2$L::boolean
    or exists (
      select from access x where x.community_id = %1$s.community_id and x.subject_id = %1$s.id and x.principal = any (%4$L::uuid[])
        and (x.reason in ('reporter', 'household', 'assigned')
          or x.reason in ('owner', 'visiting', 'taken_in', 'accompanying') and %1$s.community_id = any (%5$L::uuid[]))))$q$,
    alias, app.user() is not null, app.coordinates(), app.principals(), app.officer_in())
$$;

-- Whether the viewer reads its working messages: officers and assigned units, never whoever raised it.
create or replace function app.readable_working(alias text) returns text
language sql stable set search_path = public, pg_temp as $$
  select format($q$((%1$s.community_id = any (%2$L::uuid[]) or exists (
      select from access x where x.community_id = %1$s.community_id and x.subject_id = %1$s.id
        and x.principal = any (%3$L::uuid[]) and x.reason = 'assigned'))
    and not exists (
      select from access x where x.community_id = %1$s.community_id and x.subject_id = %1$s.id
        and x.principal = any (%4$L::uuid[]) and x.reason in ('reporter', 'household')))$q$,
    alias, app.officer_in(), app.organizations(), app.principals())
$$;

-- Whether the newest that hold a text are sooner found by reading on from the newest, or by the index of grams and sorting all that it
-- gives. (The planner cannot tell: it takes the grams of a word for independent of one another, and a word it has no count of for one
-- that some hold; either mistake costs seconds.) So the newest thousand are asked how frequent it is. With the rights of whoever
-- calls: it tells nobody more than they may read.
create or replace function app.sooner_read(of regclass, community uuid, sought tsquery, most integer) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
declare
  read real;
  held real;
begin
  execute format($q$
    select count(*), count(*) filter (where n.search @@ %1$L::tsquery)
    from (select search from %2$s where community_id = %3$L order by created_at desc, id desc limit 1000) n $q$,
    sought, of, community) into read, held;
  return held > 0 and most * read / held < held / read * (select reltuples from pg_class where oid = of);
end $$;

-- The condition on a table of this alias, and the order, that leave the planner only that way.
create or replace function app.holding(alias text, sought tsquery, reading boolean) returns text language sql immutable as $$
  select format(case when reading then 'case when %s.search @@ %L::tsquery then true else false end' else '%s.search @@ %L::tsquery' end,
    alias, sought)
$$;
create or replace function app.newest_first(alias text, reading boolean) returns text language sql immutable as $$
  select format(case when reading then '%1$s.created_at desc, %1$s.id desc' else $q$%1$s.created_at + interval '0' desc, %1$s.id desc$q$ end, alias)
$$;

-- Which concerns hold a text, the newest first, at most `most` of each community: those before a moment, of a category, in
-- one of some states, where that is asked for.
create or replace function app.search_concerns(communities uuid[], typed text, most integer default 2000,
  until timestamptz default null, of_category text default null, of_statuses text[] default null) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $$
declare
  sought tsquery := app.gram_query(typed);
  community uuid;
  reading boolean;
begin
  if sought is null then
    return;
  end if;
  foreach community in array communities loop
    continue when not community = any (app.member_in());
    reading := app.sooner_read('concerns', community, sought, most);
    return query execute format($q$
      select c.id from concerns c
      where c.community_id = %1$L and %2$s and %4$s
        and (%5$L is null or c.created_at <= %5$L::timestamptz) and (%6$L is null or c.category = %6$L)
        and (%7$L is null or c.status = any (%7$L::text[]))
      order by %8$s limit %3$L::integer $q$,
      community, app.holding('c', sought, reading), most, app.readable('c'), until, of_category, of_statuses,
      app.newest_first('c', reading));
  end loop;
end $$;

-- Which concerns were raised by somebody of this name, for those who may know who raised them.
create or replace function app.search_reporters(communities uuid[], typed text, most integer default 200) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp rows 50 as $$
declare
  sought tsquery := app.gram_query(typed);
  community uuid;
begin
  if sought is null then
    return;
  end if;
  foreach community in array communities loop
    continue when not community = any (app.officer_in());
    return query execute format($q$
      select p.concern_id from concern_people p join concerns c on c.community_id = p.community_id and c.id = p.concern_id
      where p.community_id = %1$L and p.role = 'reporter' and p.search @@ %2$L::tsquery
        and %4$s
      limit %3$L::integer $q$, community, sought, most, app.readable('c'));
  end loop;
end $$;

-- Which messages of concerns' own threads hold a text, the newest first. (What is said in a side room is looked for there. Most are
-- not: a plain comparison the planner would take for true of one in two hundred.)
create or replace function app.search_messages(communities uuid[], typed text, most integer default 200) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $$
declare
  sought tsquery := app.gram_query(typed);
  community uuid;
  reading boolean;
begin
  if sought is null then
    return;
  end if;
  foreach community in array communities loop
    continue when not community = any (app.member_in());
    reading := app.sooner_read('messages', community, sought, most);
    return query execute format($q$
      select m.id from messages m join concerns c on c.community_id = m.community_id and c.id = m.concern_id
      where m.community_id = %1$L and %2$s and case when m.thread_id = m.concern_id then true else false end and m.deleted_at is null
        and %4$s and (m.audience = 'everyone' or %5$s)
      order by %6$s limit %3$L::integer $q$, community,
      app.holding('m', sought, reading), most, app.readable('c'), app.readable_working('c'), app.newest_first('m', reading));
  end loop;
end $$;

-- Which visit notes hold a text, of visits that the viewer leads, went on, or wrote of.
create or replace function app.search_notes(communities uuid[], typed text, most integer default 2000) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $$
declare
  sought tsquery := app.gram_query(typed);
  community uuid;
begin
  if sought is null then
    return;
  end if;
  foreach community in array communities loop
    continue when not community = any (app.officer_in());
    return query execute format($q$
      select n.id from visit_notes n
      where n.community_id = %1$L and n.search @@ %2$L::tsquery
        and (n.community_id = any (app.coordinates()) or n.author_id = app.user() or exists (
          select from visit_officers o where o.community_id = n.community_id and o.visit_id = n.visit_id and o.user_id = app.user()))
      order by n.created_at desc, n.id desc limit %3$L::integer $q$, community, sought, most);
  end loop;
end $$;

-- Which open concerns of the neighbourhood may be what a text is about: those with most words in common, and those of the
-- same kind in the same place, in whatever language. Candidates in the same way: the row policies decide.
create or replace function app.similar_concerns(community uuid, typed text, of_category text, at_building uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp rows 80 as $$
  (select c.id from concerns c, app.any_gram_query(typed) q
    where c.community_id = community and c.community_id = any (app.member_in()) and app.user() is not null
      and c.closed_at is null and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed' and c.search @@ q
    order by ts_rank(c.search, q) desc, c.created_at desc limit 60)
  union
  (select c.id from concerns c
    where c.community_id = community and c.community_id = any (app.member_in()) and app.user() is not null
      and c.closed_at is null and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed'
      and c.category = of_category and c.building_id is not distinct from at_building
    order by c.created_at desc limit 20)
$$;

-- Which open problems may be what a text is about, the likest first: by their title, or by the concerns of the
-- neighbourhood that stand behind them.
create or replace function app.similar_problems(community uuid, typed text, of_category text) returns table (id uuid, near real)
language sql stable security definer set search_path = public, pg_temp rows 5 as $$
  with sought as (select app.any_gram_query(typed) as q)
  select p.id, max(r.near)::real from (
    select p.id as problem, ts_rank(p.search, s.q) * 2 as near from problems p, sought s
      where p.community_id = community and p.closed_at is null and p.search @@ s.q
    union all
    select pc.problem_id, ts_rank(c.search, s.q) from sought s
      cross join app.similar_concerns(community, typed, of_category, null) f
      join concerns c on c.community_id = community and c.id = f and c.search @@ s.q
      join problem_concerns pc on pc.community_id = c.community_id and pc.concern_id = c.id
  ) r join problems p on p.community_id = community and p.id = r.problem and p.closed_at is null
  where community = any (app.member_in()) and app.user() is not null
  group by p.id order by 2 desc limit 3
$$;
