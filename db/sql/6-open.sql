-- What is counted for everybody: by the predicates of 6-figures.sql, of what neighbours read alone. Only queued work asks for it
-- (domain/figures/open): it tells how many households stand behind each count, which decides what may be told.

-- The concerns that are counted and may belong to these months, with the household that raised each; those of which none is known
-- count as one household.
create or replace function app.open_concerns(community uuid, since date, until date) returns table (c concerns, household uuid)
language sql stable as $$
  select c, coalesce(p.household_id, '00000000-0000-0000-0000-000000000000')
  from concerns c
  left join lateral (
    select p.household_id from concern_people p
    where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter' and p.household_id is not null
    order by p.id limit 1) p on true
  where c.community_id = community and c.privacy = 'neighbourhood' and app.counts(c)
    -- (A day more on both sides: where the day ends, the community's clock says.)
    and (c.created_at >= since - 1 and c.created_at < until + 2 or c.answer_due_at >= since - 1 and c.answer_due_at < until + 2)
$$;

-- Which concerns a measure counts, and the month each belongs to.
create or replace function app.open_measured(c concerns, zone text) returns table (measure text, month date)
language sql stable as $$
  select m.measure, app.month_of(m.at, zone)
  from (values
    ('due', c.answer_due_at, app.counts_as_due(c)),
    ('in_time', c.answer_due_at, app.answered_in_time(c)),
    ('late', c.answer_due_at, app.counts_as_due(c) and not app.answered_in_time(c)),
    ('raised', c.created_at, app.counts_as_raised(c)),
    ('solved', c.created_at, app.counts_as_solved(c)),
    ('unsolved', c.created_at, app.counts_as_raised(c) and not app.counts_as_solved(c)),
    ('rated', c.created_at, app.counts_as_rated(c)),
    ('satisfied', c.created_at, app.counts_as_satisfied(c)),
    ('unsatisfied', c.created_at, app.counts_as_rated(c) and not app.counts_as_satisfied(c))) m (measure, at, holds)
  where m.holds
$$;

-- How many concerns of each month, how many households raised them, and how many of those raised none in an earlier one: so that
-- the households of all months until one can be added up. Altogether, by building, category and unit.
create or replace function app.open_counts(community uuid, zone text, since date, until date)
returns table (by text, key text, month date, measure text, n integer, households integer, newcomers integer)
language sql stable set work_mem = '128MB' as $$
  with counted as materialized (
    select (o.c).id, (o.c).category, coalesce((o.c).building_id::text, 'none') as building, o.household, m.measure, m.month
    from app.open_concerns(community, since, until) o, app.open_measured(o.c, zone) m
    where m.month between since and until
  ), each as materialized (
    select 'total' as by, '' as key, x.measure, x.household, x.month, count(*) as n from counted x group by 3, 4, 5
    union all
    select 'category', x.category, x.measure, x.household, x.month, count(*) from counted x group by 2, 3, 4, 5
    union all
    select 'building', x.building, x.measure, x.household, x.month, count(*) from counted x group by 2, 3, 4, 5
    union all
    select 'unit', a.organization_id::text, x.measure, x.household, x.month, count(*)
    from counted x join assignments a on a.community_id = community and a.concern_id = x.id and a.status <> 'returned'
    group by 2, 3, 4, 5
  ), firsts as (
    select e.by, e.key, e.measure, e.household, min(e.month) as month from each e group by 1, 2, 3, 4
  ), came as (
    select f.by, f.key, f.measure, f.month, count(*) as n from firsts f group by 1, 2, 3, 4
  )
  select e.by, e.key, e.month, e.measure, sum(e.n)::int, count(*)::int, coalesce(max(c.n), 0)::int
  from each e left join came c using (by, key, measure, month)
  group by e.by, e.key, e.month, e.measure
$$;

-- Hours from the day a concern was raised in these months to its first answer, and to its solution: the middle one, and the one
-- that nine of ten do not exceed. (Whole hours of the calendar, nights and holidays too: that is how long people wait.)
create or replace function app.open_times(community uuid, zone text, since date, until date)
returns table (by text, key text, what text, households integer, median double precision, p90 double precision)
language sql stable as $$
  with timed as materialized (
    select (o.c).id, (o.c).category, (o.c).building_id, o.household, t.what, t.hours
    from app.open_concerns(community, since, until) o
    cross join lateral (values
      ('answer', extract(epoch from (o.c).answered_at - (o.c).created_at) / 3600, app.counts_as_raised(o.c)),
      ('solve', extract(epoch from coalesce((o.c).solved_at, (o.c).closed_at) - (o.c).created_at) / 3600, app.counts_as_solved(o.c))
    ) t (what, hours, holds)
    where t.holds and t.hours >= 0 and app.month_of((o.c).created_at, zone) between since and until
  )
  select case grouping(x.category, x.building_id) when 3 then 'total' when 1 then 'category' else 'building' end,
    case grouping(x.category, x.building_id) when 3 then '' when 1 then x.category else coalesce(x.building_id::text, 'none') end,
    x.what, count(distinct x.household)::int, percentile_cont(0.5) within group (order by x.hours),
    percentile_cont(0.9) within group (order by x.hours)
  from timed x
  group by grouping sets ((x.what), (x.what, x.category), (x.what, x.building_id))
  union all
  select 'unit', a.organization_id::text, x.what, count(distinct x.household)::int,
    percentile_cont(0.5) within group (order by x.hours), percentile_cont(0.9) within group (order by x.hours)
  from timed x
  join assignments a on a.community_id = community and a.concern_id = x.id and a.status <> 'returned'
  group by a.organization_id, x.what
$$;

-- The doors of the running (else the latest) round by building, and those visited before a moment.
create or replace function app.open_doors(community uuid, until timestamptz)
returns table (round text, round_from date, building_id uuid, doors integer, visited integer)
language sql stable as $$
  with latest as (
    select r.* from rounds r join communities k on k.id = r.community_id
    where r.community_id = community and r.status <> 'planned' and r.starts_on < (until at time zone k.time_zone)::date
    order by (r.status = 'running') desc, r.starts_on desc, r.id limit 1
  )
  select r.name, r.starts_on, e.building_id, count(*)::int, count(*) filter (where exists (
    select from visits v where v.community_id = community and v.round_id = r.id and v.household_id = h.id
      and v.status = 'visited' and coalesce(v.recorded_at, v.starts_at) < until))::int
  from latest r, households h join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
  where h.community_id = community
  group by r.name, r.starts_on, e.building_id
$$;
