-- What is counted for everybody: by the predicates of 6-figures.sql, of what neighbours read alone. Only queued work asks for it
-- (domain/figures/open): it tells how many households stand behind each count, which decides what may be told.

-- The concerns that are counted, with the household that raised each; those of which none is known count as one household.
create or replace function app.open_concerns(community uuid) returns table (c concerns, household uuid)
language sql stable as $$
  select c, coalesce(p.household_id, '00000000-0000-0000-0000-000000000000')
  from concerns c
  left join lateral (
    select p.household_id from concern_people p
    where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter' and p.household_id is not null
    order by p.id limit 1) p on true
  where c.community_id = community and c.privacy = 'neighbourhood' and app.counts(c)
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

-- How many concerns, and how many households raised them: altogether, by building, category and unit, in all these months
-- (month null) and in each.
create or replace function app.open_counts(community uuid, zone text, since date, until date)
returns table (by text, key text, month date, measure text, n integer, households integer)
language sql stable as $$
  with counted as materialized (
    select (o.c).id, (o.c).category, (o.c).building_id, o.household, m.measure, m.month
    from app.open_concerns(community) o, app.open_measured(o.c, zone) m
    where m.month between since and until
  )
  select case grouping(x.category, x.building_id) when 3 then 'total' when 1 then 'category' else 'building' end,
    case grouping(x.category, x.building_id) when 3 then '' when 1 then x.category else coalesce(x.building_id::text, 'none') end,
    x.month, x.measure, count(*)::int, count(distinct x.household)::int
  from counted x
  group by grouping sets ((x.measure), (x.measure, x.month), (x.measure, x.category), (x.measure, x.month, x.category),
    (x.measure, x.building_id), (x.measure, x.month, x.building_id))
  union all
  select 'unit', a.organization_id::text, x.month, x.measure, count(*)::int, count(distinct x.household)::int
  from counted x
  join assignments a on a.community_id = community and a.concern_id = x.id and a.status <> 'returned'
  group by grouping sets ((a.organization_id, x.measure), (a.organization_id, x.measure, x.month))
$$;

-- Hours from the day a concern was raised in these months to its first answer, and to its solution: the middle one, and the one
-- that nine of ten do not exceed. (Whole hours of the calendar, nights and holidays too: that is how long people wait.)
create or replace function app.open_times(community uuid, zone text, since date, until date)
returns table (by text, key text, what text, households integer, median double precision, p90 double precision)
language sql stable as $$
  with timed as materialized (
    select (o.c).id, (o.c).category, (o.c).building_id, o.household, t.what, t.hours
    from app.open_concerns(community) o
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
    select r.* from rounds r where r.community_id = community and r.status <> 'planned' and r.starts_on < until
    order by (r.status = 'running') desc, r.starts_on desc limit 1
  )
  select r.name, r.starts_on, e.building_id, count(*)::int, count(*) filter (where exists (
    select from visits v where v.community_id = community and v.round_id = r.id and v.household_id = h.id
      and v.status = 'visited' and coalesce(v.recorded_at, v.starts_at) < until))::int
  from latest r, households h join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
  where h.community_id = community
  group by r.name, r.starts_on, e.building_id
$$;
