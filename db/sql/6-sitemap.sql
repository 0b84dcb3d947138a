-- What search engines are told: the addresses of single things that everybody may read now, in lists of a thousand, and when the
-- last thing in each of these changed. Which list something stands in is settled as it is published.
drop function if exists app.public_addresses(integer);

create or replace function app.public_parts() returns table (kind text, n integer, changed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select 'concerns', n, x.changed_at from generate_series(0, (select max(p.part) from publications p where p.hidden_at is null)) n
  cross join lateral (
    select p.changed_at from publications p where p.hidden_at is null and p.part = n order by p.changed_at desc limit 1) x
  union all
  select 'stories', n, x.changed_at from generate_series(0, (select max(s.part) from stories s where s.status = 'published')) n
  cross join lateral (
    select greatest(s.published_at, s.changed_at) as changed_at from stories s where s.status = 'published' and s.part = n
    order by greatest(s.published_at, s.changed_at) desc limit 1) x
$$;

create or replace function app.public_addresses(of_kind text, of_part integer) returns table (path text, changed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select '/concerns/' || p.number, p.changed_at from publications p
  where of_kind = 'concerns' and p.hidden_at is null and p.part = of_part
  union all
  select '/stories/' || s.id, greatest(s.published_at, s.changed_at) from stories s
  where of_kind = 'stories' and s.status = 'published' and s.part = of_part
  union all
  -- (Of these there are never many.)
  select '/problems/' || p.number, p.published_at from problems p where of_kind = 'places' and p.published_at is not null
  union all
  select '/policies/' || p.id, greatest(p.published_at, p.changed_at) from policies p
  where of_kind = 'places' and p.published_at is not null and p.withdrawn_at is null
  order by 2 desc
$$;
