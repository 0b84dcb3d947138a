-- What everyone may know: counts, never rows.

-- How far a round has come: all doors of the community, and those where a visit took place.
create or replace function app.round_progress(community uuid, round uuid) returns table (doors integer, visited integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select
    (select count(*)::int from households h where h.community_id = community),
    (select count(distinct v.household_id)::int from visits v
      where v.community_id = community and v.round_id = round and v.status = 'visited')
$$;

create or replace function app.public_progress(community uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with latest as (
    select r.* from rounds r where r.community_id = community and r.status <> 'planned'
    order by (r.status = 'running') desc, r.starts_on desc, r.id limit 1
  ), reached as (
    select distinct v.household_id from visits v, latest r
    where v.community_id = community and v.round_id = r.id and v.status = 'visited'
  ), by_building as (
    select b.name, b.ordinal, max(e.floors) as floors, count(*) as doors, count(x.household_id) as visited
    from buildings b
    join entrances e on e.community_id = b.community_id and e.building_id = b.id
    join households h on h.community_id = e.community_id and h.entrance_id = e.id
    left join reached x on x.household_id = h.id
    where b.community_id = community
    group by b.id, b.name, b.ordinal
  )
  select jsonb_build_object(
    'round', jsonb_build_object('name', r.name, 'startsOn', r.starts_on, 'endsOn', r.ends_on,
      'doors', (select sum(doors) from by_building), 'visited', (select sum(visited) from by_building)),
    'buildings', (select jsonb_agg(jsonb_build_object('name', name, 'floors', floors, 'doors', doors, 'visited', visited) order by ordinal) from by_building))
  from latest r
$$;

-- The three rates of this month and those before, as 6-figures.sql says what they count. Private concerns are in none of them: who counts what neighbours read would know how many there are.
drop function if exists app.public_figures(uuid, integer);
create or replace function app.public_figures(community uuid, months integer, zone text) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'raised', coalesce(sum(s.raised), 0),
    'answered', coalesce(sum(s.in_time), 0),
    'answerable', coalesce(sum(s.due + case when s.month < app.month_of(now(), zone) or s.day < (now() at time zone zone)::date then s.due_pending else 0 end), 0) + (
      select count(*) from concerns c
      where c.community_id = community and c.privacy = 'neighbourhood' and c.closed_at is null and c.answered_at is null
        and c.answer_due_at between (date_trunc('day', now() at time zone zone) at time zone zone) and now() and app.may_be_due(c)),
    'solved', coalesce(sum(s.solved), 0),
    'satisfied', coalesce(sum(s.satisfied), 0),
    'rated', coalesce(sum(s.rated), 0))
  from figure_sums s
  where s.community_id = community and not s.private and s.organization_id = '00000000-0000-0000-0000-000000000000'
    and s.month between app.month_of(now(), zone) - make_interval(months => months - 1) and app.month_of(now(), zone)
$$;

-- What an administrator may know of concerns: that they exist.
create or replace function app.concern_existence() returns table (community_id uuid, status text, n bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.community_id, c.status, count(*) from concerns c where app.admin() group by 1, 2
$$;

-- How much work is queued: for the metrics.
create or replace function app.queue_length() returns table (waiting integer, failed integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) filter (where done_at is null and failed_at is null)::int, count(*) filter (where failed_at is not null)::int
  from outbox where done_at is null
$$;
