-- What the three rates and the figures of a unit count: said once, for the figures, the lists behind them and the public.
-- (Without a search path of their own they are written into the query that asks.)

-- Neither what was never confirmed, nor what lives on in another concern, nor what was taken back before its answer was due.
create or replace function app.counts(c concerns) returns boolean language sql immutable parallel safe as $$
  select c.status <> 'unconfirmed' and c.merged_into is null
    and coalesce(c.close_reason, '') not in ('merged', 'split', 'not_confirmed')
    and (c.close_reason is distinct from 'withdrawn' or c.answered_at is not null or c.answer_due_at <= c.closed_at)
$$;

-- Answered, or its time was up before it ended otherwise or began to wait for whoever raised it: for good.
create or replace function app.was_due(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and (c.answered_at is not null or coalesce(c.answer_due_at <= coalesce(c.closed_at, c.paused_at), false))
$$;

-- Its clock runs: due as soon as its time is up.
create or replace function app.may_be_due(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and c.answered_at is null and c.closed_at is null and c.paused_at is null
$$;

create or replace function app.counts_as_due(c concerns) returns boolean language sql stable parallel safe as $$
  select app.was_due(c) or app.may_be_due(c) and c.answer_due_at <= now()
$$;

create or replace function app.answered_in_time(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and coalesce(c.answered_at <= c.answer_due_at, false)
$$;

-- Whether what a list from before calls answered was solved, no list tells.
create or replace function app.counts_as_raised(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and c.close_reason is distinct from 'answered_before'
$$;

create or replace function app.counts_as_solved(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts_as_raised(c) and (c.status = 'confirmed' or c.solved_at is not null)
$$;

-- How many said what they think of it: whoever raised it, by rating it or by opening it anew, and those who said "mine too".
create or replace function app.raters(c concerns) returns integer language sql immutable parallel safe as $$
  select case when c.solved_at is not null or c.status = 'confirmed' then c.rated_voices else 0 end
    + case when c.rating is not null or c.refused then 1 else 0 end
$$;

create or replace function app.counts_as_rated(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts_as_raised(c) and app.raters(c) > 0
$$;

-- More than half of them are satisfied, or very much so.
create or replace function app.counts_as_satisfied(c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts_as_rated(c) and 2 * (case when c.solved_at is not null or c.status = 'confirmed' then c.glad_voices else 0 end
    + case when c.rating >= 4 then 1 else 0 end) > app.raters(c)
$$;

-- What was given to a unit: when it said that it has it, by accepting, answering or giving it back.
create or replace function app.received_at(a assignments) returns timestamptz language sql immutable parallel safe as $$
  select coalesce(a.accepted_at, a.answered_at, case when a.return_reason is not null then a.returned_at end)
$$;

-- Said, or its time was up before it was taken away or the concern was over.
create or replace function app.was_receivable(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.accept_due_at is not null
    and (app.received_at(a) is not null or coalesce(a.accept_due_at <= coalesce(a.returned_at, c.closed_at), false))
$$;

create or replace function app.may_be_receivable(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.accept_due_at is not null and a.status = 'assigned' and app.received_at(a) is null and c.closed_at is null
$$;

create or replace function app.counts_as_receivable(a assignments, c concerns) returns boolean language sql stable parallel safe as $$
  select app.was_receivable(a, c) or app.may_be_receivable(a, c) and a.accept_due_at <= now()
$$;

create or replace function app.received_in_time(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and coalesce(app.received_at(a) <= a.accept_due_at, false)
$$;

create or replace function app.given_back(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.return_reason is not null
$$;

create or replace function app.counts_as_answered(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and (a.status = 'answered' or a.redone > 0)
$$;

create or replace function app.had_to_be_redone(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.redone > 0
$$;

-- Answered, or its date passed before the concern was over or began to wait for whoever raised it.
create or replace function app.was_dated(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.status <> 'returned'
    and (a.status = 'answered' or coalesce(a.due_at <= coalesce(c.closed_at, c.solved_at, c.paused_at), false))
$$;

create or replace function app.may_be_dated(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.status in ('assigned', 'accepted') and c.closed_at is null and c.solved_at is null and c.paused_at is null
$$;

create or replace function app.counts_as_dated(a assignments, c concerns) returns boolean language sql stable parallel safe as $$
  select app.was_dated(a, c) or app.may_be_dated(a, c) and a.due_at <= now()
$$;

create or replace function app.done_by_date(a assignments, c concerns) returns boolean language sql immutable parallel safe as $$
  select app.counts(c) and a.status = 'answered' and coalesce(a.answered_at <= a.due_at, false)
$$;

-- The sums ------------------------------------------------------------------------------------------------------
-- What a concern, or what was given to a unit, adds to which month. A sum is what these say of all rows: triggers add
-- what a row says now and take off what it said before. An act holds its concern, so that no two change one at once.

create or replace function app.month_of(at timestamptz, zone text) returns date language sql stable parallel safe as $$
  select date_trunc('month', at at time zone zone)::date
$$;

-- (No search path here either: the million rows of a recount are not a million calls.)
create or replace function app.sums_of_concern(c concerns, zone text, sign integer, organization uuid) returns setof figure_sums
language sql stable as $$
  select c.community_id, null::uuid, x.month, c.category, coalesce(c.building_id, '00000000-0000-0000-0000-000000000000'),
    organization, c.privacy = 'private', false,
    sign * x.due, sign * x.pending, sign * x.in_time, sign * x.raised, sign * x.solved, sign * x.rated, sign * x.satisfied,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, x.day
  from (values
    (app.month_of(c.answer_due_at, zone), null::date, app.was_due(c)::int, 0, app.answered_in_time(c)::int, 0, 0, 0, 0),
    (app.month_of(c.answer_due_at, zone), (c.answer_due_at at time zone zone)::date, 0, app.may_be_due(c)::int, 0, 0, 0, 0, 0),
    (app.month_of(c.created_at, zone), null::date, 0, 0, 0, app.counts_as_raised(c)::int, app.counts_as_solved(c)::int,
      app.counts_as_rated(c)::int, app.counts_as_satisfied(c)::int)) x (month, day, due, pending, in_time, raised, solved, rated, satisfied)
  where app.counts(c)
$$;

create or replace function app.sums_of_assignment(a assignments, c concerns, zone text, sign integer) returns setof figure_sums
language sql stable as $$
  select s.* from app.sums_of_concern(c, zone, sign, a.organization_id) s where a.status <> 'returned'
  union all
  select c.community_id, null::uuid, x.month, c.category, coalesce(c.building_id, '00000000-0000-0000-0000-000000000000'),
    a.organization_id, c.privacy = 'private', false, 0, 0, 0, 0, 0, 0, 0,
    sign * x.given, sign * x.receivable, sign * x.receivable_pending, sign * x.received, sign * x.returned, sign * x.answered,
    sign * x.redone, sign * x.dated, sign * x.dated_pending, sign * x.on_date, x.day
  from (values
    (app.month_of(a.assigned_at, zone), null::date, 1, 0, 0, 0, app.given_back(a, c)::int, app.counts_as_answered(a, c)::int,
      app.had_to_be_redone(a, c)::int, 0, 0, 0),
    (app.month_of(a.accept_due_at, zone), null::date, 0, app.was_receivable(a, c)::int, 0, app.received_in_time(a, c)::int, 0, 0, 0, 0, 0, 0),
    (app.month_of(a.accept_due_at, zone), (a.accept_due_at at time zone zone)::date, 0, 0, app.may_be_receivable(a, c)::int, 0, 0, 0, 0, 0, 0, 0),
    (app.month_of(a.due_at, zone), null::date, 0, 0, 0, 0, 0, 0, 0, app.was_dated(a, c)::int, 0, app.done_by_date(a, c)::int),
    (app.month_of(a.due_at, zone), (a.due_at at time zone zone)::date, 0, 0, 0, 0, 0, 0, 0, 0, app.may_be_dated(a, c)::int, 0))
    x (month, day, given, receivable, receivable_pending, received, returned, answered, redone, dated, dated_pending, on_date)
  where app.counts(c) and x.month is not null
$$;

-- How far the days of what is pending are told apart: of months that are over all of it counts, and so it does of days that are over,
-- which stand together on the first of their month. (Both some days later, so that it is so in every time zone.)
create or replace function app.day_kept(month date, day date) returns date language sql stable parallel safe as $$
  select case when month >= date_trunc('month', now() - interval '2 days')::date then
    case when day < (now() - interval '2 days')::date then month else day end end
$$;

-- Rows of sums added up, those that come to nothing left out.
create or replace function app.added_up(rows figure_sums[], as_folded boolean) returns setof figure_sums
language sql volatile set search_path = public, pg_temp as $$
  select community_id, gen_random_uuid(), month, category, building_id, organization_id, private, as_folded,
    sum(due), sum(due_pending), sum(in_time), sum(raised), sum(solved), sum(rated), sum(satisfied), sum(given), sum(receivable),
    sum(receivable_pending), sum(received), sum(returned), sum(answered), sum(redone), sum(dated), sum(dated_pending), sum(on_date),
    app.day_kept(month, day)
  from unnest(rows)
  group by community_id, month, category, building_id, organization_id, private, app.day_kept(month, day)
  having (sum(due), sum(due_pending), sum(in_time), sum(raised), sum(solved), sum(rated), sum(satisfied), sum(given), sum(receivable),
    sum(receivable_pending), sum(received), sum(returned), sum(answered), sum(redone), sum(dated), sum(dated_pending), sum(on_date))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$$;

create or replace function app.count_concerns() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into figure_sums select r.* from app.added_up(array(
      select s from after_rows c join communities k on k.id = c.community_id, app.sums_of_concern(c, k.time_zone, 1, '00000000-0000-0000-0000-000000000000') s), false) r;
  elsif tg_op = 'DELETE' then
    insert into figure_sums select r.* from app.added_up(array(
      select s from before_rows c join communities k on k.id = c.community_id, app.sums_of_concern(c, k.time_zone, -1, '00000000-0000-0000-0000-000000000000') s), false) r;
  elsif exists (
    select from after_rows n join before_rows o on o.community_id = n.community_id and o.id = n.id
    where (n.status, n.category, n.privacy, n.building_id, n.created_at, n.answer_due_at, n.answered_at, n.paused_at, n.solved_at,
        n.closed_at, n.close_reason, n.merged_into, n.rating, n.refused, n.rated_voices, n.glad_voices)
      is distinct from (o.status, o.category, o.privacy, o.building_id, o.created_at, o.answer_due_at, o.answered_at, o.paused_at,
        o.solved_at, o.closed_at, o.close_reason, o.merged_into, o.rating, o.refused, o.rated_voices, o.glad_voices)) then
    insert into figure_sums select r.* from app.added_up(array(
      select s from after_rows c join communities k on k.id = c.community_id, app.sums_of_concern(c, k.time_zone, 1, '00000000-0000-0000-0000-000000000000') s
      union all select s from before_rows c join communities k on k.id = c.community_id, app.sums_of_concern(c, k.time_zone, -1, '00000000-0000-0000-0000-000000000000') s
      union all select s from after_rows c join assignments a on a.community_id = c.community_id and a.concern_id = c.id
        join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, 1) s
      union all select s from before_rows c join assignments a on a.community_id = c.community_id and a.concern_id = c.id
        join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, -1) s), false) r;
  end if;
  return null;
end $$;

create or replace function app.count_assignments() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into figure_sums select r.* from app.added_up(array(
      select s from after_rows a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
        join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, 1) s), false) r;
  elsif tg_op = 'DELETE' then
    insert into figure_sums select r.* from app.added_up(array(
      select s from before_rows a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
        join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, -1) s), false) r;
  elsif exists (
    select from after_rows n join before_rows o on o.community_id = n.community_id and o.id = n.id
    where (n.status, n.organization_id, n.due_at, n.assigned_at, n.accept_due_at, n.accepted_at, n.answered_at, n.returned_at,
        n.return_reason, n.redone)
      is distinct from (o.status, o.organization_id, o.due_at, o.assigned_at, o.accept_due_at, o.accepted_at, o.answered_at,
        o.returned_at, o.return_reason, o.redone)) then
    insert into figure_sums select r.* from app.added_up(array(
      select s from after_rows a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
        join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, 1) s
      union all select s from before_rows a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
        join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, -1) s), false) r;
  end if;
  return null;
end $$;

create or replace trigger concerns_counted_new after insert on concerns
  referencing new table as after_rows for each statement execute function app.count_concerns();
create or replace trigger concerns_counted after update on concerns
  referencing old table as before_rows new table as after_rows for each statement execute function app.count_concerns();
create or replace trigger concerns_counted_gone after delete on concerns
  referencing old table as before_rows for each statement execute function app.count_concerns();
create or replace trigger assignments_counted_new after insert on assignments
  referencing new table as after_rows for each statement execute function app.count_assignments();
create or replace trigger assignments_counted after update on assignments
  referencing old table as before_rows new table as after_rows for each statement execute function app.count_assignments();
create or replace trigger assignments_counted_gone after delete on assignments
  referencing old table as before_rows for each statement execute function app.count_assignments();

-- What only time made count today: not done yet, and due by now. (Of the days before it stands in the sums.) With the owner's rights, so that it is one look into an index; told to whom figure_sums tells the same. Only what is
-- asked for is looked up.
drop function if exists app.due_now(uuid, boolean);
create or replace function app.due_now(community uuid, of_units boolean, of_unit uuid default null,
  measures text[] default '{due,receivable,dated}') returns setof figure_sums
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  zone text := (select k.time_zone from communities k where k.id = community);
  this_month date := app.month_of(now(), zone);
  begun timestamptz := date_trunc('day', now() at time zone zone) at time zone zone;
  leads boolean := community = any (app.coordinates());
  works boolean := community = any (app.officer_in());
begin
  if not of_units then
    return query
      select community, null::uuid, this_month, c.category, coalesce(c.building_id, '00000000-0000-0000-0000-000000000000'),
        '00000000-0000-0000-0000-000000000000'::uuid, c.privacy = 'private', false, count(*)::int, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null::date
      from concerns c
      where c.community_id = community and c.answer_due_at between begun and now() and c.closed_at is null and c.answered_at is null
        and app.may_be_due(c) and (leads or works and c.privacy = 'neighbourhood')
      group by c.category, c.building_id, c.privacy = 'private';
    return;
  end if;
  return query
    select community, null::uuid, this_month, x.category, coalesce(x.building_id, '00000000-0000-0000-0000-000000000000'),
      x.organization_id, x.private, false, sum(x.due)::int, 0, 0, 0, 0, 0, 0, 0, sum(x.receivable)::int, 0, 0, 0, 0, 0, sum(x.dated)::int, 0, 0, null::date
    from (
      select c.category, c.building_id, a.organization_id, c.privacy = 'private' as private, 1 as due, 0 as receivable, 0 as dated
      from concerns c join assignments a on a.community_id = c.community_id and a.concern_id = c.id and a.status <> 'returned'
      where c.community_id = community and c.answer_due_at between begun and now() and c.closed_at is null and c.answered_at is null
        and app.may_be_due(c) and 'due' = any (measures) and a.organization_id = coalesce(of_unit, a.organization_id)
      union all
      select c.category, c.building_id, a.organization_id, c.privacy = 'private', 0, 1, 0
      from assignments a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
      where a.community_id = community and a.accept_due_at between begun and now() and a.status = 'assigned' and app.may_be_receivable(a, c)
        and 'receivable' = any (measures) and a.organization_id = coalesce(of_unit, a.organization_id)
      union all
      select c.category, c.building_id, a.organization_id, c.privacy = 'private', 0, 0, 1
      from assignments a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
      where a.community_id = community and a.due_at between begun and now() and a.status in ('assigned', 'accepted')
        and app.may_be_dated(a, c) and 'dated' = any (measures) and a.organization_id = coalesce(of_unit, a.organization_id)) x
    where leads or works and not x.private or x.organization_id = any (app.organizations())
    group by x.category, x.building_id, x.organization_id, x.private;
end $$;

-- What a measure counts, as conditions on a concern `c` (and an assignment `a`, where it is about what was given to a unit), and
-- the moment by which it belongs to a month. (What is said twice of a measure lets a small index hold all that it can count.)
create or replace function app.measured(what text) returns table (about text, moment text, holds text)
language sql immutable as $$
  select m.about, m.moment, m.holds from (values
    ('due', 'c', 'answer_due_at', 'app.counts_as_due(c)'),
    ('in_time', 'c', 'answer_due_at', 'app.answered_in_time(c)'),
    ('late', 'c', 'answer_due_at', 'app.counts_as_due(c) and not app.answered_in_time(c) and (c.answered_at is null or c.answered_at > c.answer_due_at)'),
    ('raised', 'c', 'created_at', 'app.counts_as_raised(c)'),
    ('solved', 'c', 'created_at', 'app.counts_as_solved(c)'),
    ('rated', 'c', 'created_at', 'app.counts_as_rated(c) and (c.rating is not null or c.refused or c.rated_voices > 0)'),
    ('satisfied', 'c', 'created_at', 'app.counts_as_satisfied(c) and (c.rating is not null or c.refused or c.rated_voices > 0)'),
    ('given', 'a', 'assigned_at', 'app.counts(c)'),
    ('returned', 'a', 'assigned_at', 'app.given_back(a, c)'),
    ('answered', 'a', 'assigned_at', 'app.counts_as_answered(a, c)'),
    ('redone', 'a', 'assigned_at', 'app.had_to_be_redone(a, c)'),
    ('receivable', 'a', 'accept_due_at', 'app.counts_as_receivable(a, c)'),
    ('received', 'a', 'accept_due_at', 'app.received_in_time(a, c)'),
    ('dated', 'a', 'due_at', 'app.counts_as_dated(a, c)'),
    ('on_date', 'a', 'due_at', 'app.done_by_date(a, c)')) m (measure, about, moment, holds)
  where m.measure = what
$$;

-- The list behind a figure, as keys: exactly what it counts from a moment to another, the latest first, behind a key where one is
-- given. Of all for who leads, of what neighbours read for officers, of what their unit has or was given for its members, as far as
-- they may read it. With the owner's rights, since row policies within row policies cost more than all the rest; rows read with
-- these keys pass them once more. (As text with all values in it: how much a unit has decides where to begin.)
create or replace function app.behind_figure(community uuid, what text, of_unit uuid, since timestamptz, until timestamptz,
  of_category text, at_building uuid, before timestamptz, before_key uuid, most integer)
returns table (moment timestamptz, key uuid, concern_id uuid, assignment_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp rows 26 as $$
declare
  m record;
  seen text;
begin
  select * into m from app.measured(what);
  if m is null or m.about = 'a' and of_unit is null or not community = any (app.member_in()) then
    return;
  elsif community = any (app.coordinates()) then
    seen := 'true';
  elsif community = any (app.officer_in()) then
    seen := $q$c.privacy = 'neighbourhood'$q$;
  elsif of_unit = any (app.organizations()) then
    seen := app.readable('c');
  else
    return;
  end if;
  return query execute format($q$
    select %1$s.%2$I, %1$s.id, c.id, %3$s
    from concerns c %4$s
    where c.community_id = %5$L and %1$s.%2$I >= %6$L::timestamptz and %1$s.%2$I < %7$L::timestamptz and %8$s and %9$s and %10$s
      and %11$s and %12$s
    order by %1$s.%2$I desc, %1$s.id desc limit %13$L::integer $q$,
    m.about, m.moment, case when of_unit is null then 'null::uuid' else 'a.id' end,
    case when of_unit is not null then format('join assignments a on a.community_id = %L and a.concern_id = c.id and a.organization_id = %L%s',
      community, of_unit, case when m.about = 'c' then $q$ and a.status <> 'returned'$q$ end) end,
    community, since, until, m.holds, seen,
    case when of_category is null then 'true' else format('c.category = %L', of_category) end,
    case when at_building is null then 'true' when at_building = '00000000-0000-0000-0000-000000000000' then 'c.building_id is null'
      else format('c.building_id = %L', at_building) end,
    case when before is null then 'true' else format('(%1$s.%2$I, %1$s.id) < (%3$L::timestamptz, %4$L::uuid)', m.about, m.moment, before, before_key) end,
    most);
end $$;

-- Makes one row of all that belong together. Queued work does it; what is added meanwhile waits for the next time.
create or replace function app.fold_figures() returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(720051136);
  with changed as (
    select distinct community_id, organization_id, month, category, building_id, private from figure_sums
    where not folded or app.day_kept(month, day) is distinct from day
  ), gone as (
    delete from figure_sums s using changed x
    where (s.community_id, s.organization_id, s.month, s.category, s.building_id, s.private)
      = (x.community_id, x.organization_id, x.month, x.category, x.building_id, x.private)
    returning s
  )
  insert into figure_sums select r.* from (select array_agg(s) as rows from gone) g, app.added_up(g.rows, true) r;
end $$;

-- Counts everything anew: after a change of what is counted, and where rows were written past the triggers.
create or replace function app.recount_figures() returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(720051136);
  lock table concerns, assignments in share mode;
  delete from figure_sums;
  insert into figure_sums
  select community_id, gen_random_uuid(), month, category, building_id, organization_id, private, true,
    sum(due), sum(due_pending), sum(in_time), sum(raised), sum(solved), sum(rated), sum(satisfied), sum(given), sum(receivable),
    sum(receivable_pending), sum(received), sum(returned), sum(answered), sum(redone), sum(dated), sum(dated_pending), sum(on_date),
    app.day_kept(month, day)
  from (
    select s.* from concerns c join communities k on k.id = c.community_id, app.sums_of_concern(c, k.time_zone, 1, '00000000-0000-0000-0000-000000000000') s
    union all
    select s.* from assignments a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
      join communities k on k.id = c.community_id, app.sums_of_assignment(a, c, k.time_zone, 1) s) x
  group by community_id, month, category, building_id, organization_id, private, app.day_kept(month, day);
end $$;

-- Where this text has changed what is counted, its number is raised, and all is counted anew once.
do $$ begin
  if obj_description('figure_sums'::regclass) is distinct from 'as counted in version 2' then
    perform app.recount_figures();
    comment on table figure_sums is 'as counted in version 2';
  end if;
end $$;
