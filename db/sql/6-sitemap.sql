-- The addresses of single things that everybody may read now, with when they last changed: what search engines are told.
create or replace function app.public_addresses(most integer) returns table (path text, changed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select x.path, x.changed_at from (
    select '/stories/' || s.id as path, greatest(s.published_at, s.changed_at) as changed_at from stories s where s.status = 'published'
    union all
    select '/problems/' || p.number, p.published_at from problems p where p.published_at is not null
    union all
    select '/policies/' || p.id, greatest(p.published_at, p.changed_at) from policies p
      where p.published_at is not null and p.withdrawn_at is null
    union all
    (select '/concerns/' || p.number, p.changed_at from publications p where p.hidden_at is null
      order by p.changed_at at time zone 'UTC' desc limit most)) x
  order by x.changed_at desc limit most
$$;
