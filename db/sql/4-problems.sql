-- Common problems: who leads one, what stands behind it, and what holds whoever writes.

-- Whether the viewer leads a problem: who coordinates, and the officer who owns it.
create or replace function app.leads_problem(community uuid, problem uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.coordinates()) or community = any (app.officer_in()) and exists (
    select from problems p where p.community_id = community and p.id = problem and p.owner_id = app.user())
$$;

-- Whether one of the viewer's units sits at its table.
create or replace function app.at_table(community uuid, problem uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from problem_units u where u.community_id = community and u.problem_id = problem and u.ended_at is null
      and u.organization_id = any (app.organizations()))
$$;

-- Whether the viewer works on it: the officers of its community, and the units at its table. (What is no problem nobody
-- works on.)
create or replace function app.works_on_problem(community uuid, problem uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from problems p where p.community_id = community and p.id = problem
      and (community = any (app.officer_in()) or app.at_table(community, problem)))
$$;

-- In which capacities the viewer stands to a problem; the same words as in domain/problem/rules.ts.
create or replace function app.problem_capacities(community uuid, problem uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
    case when community = any (app.coordinates()) then 'coordinator' end,
    case when community = any (app.officer_in()) and exists (
      select from problems p where p.community_id = community and p.id = problem and p.owner_id = app.user()) then 'owner' end,
    case when community = any (app.officer_in()) then 'officer' end,
    case when app.at_table(community, problem) then 'unit' end
  ], null)
$$;

create or replace function app.guard_problem() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.status <> old.status then
    perform app.check_transition('problem', old.status, new.status, app.problem_capacities(old.community_id, old.id));
  end if;
  return new;
end $$;

create or replace trigger problems_guard before update on problems for each row execute function app.guard_problem();

create or replace function app.problem_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists problems_status_logged on problems;
create constraint trigger problems_status_logged after update of status on problems deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.problem_status_logged();

-- As with concerns: the owner is somebody who still works there, and whoever leaves hands over first.
create or replace trigger problems_owner before insert or update of owner_id, closed_at on problems
  for each row execute function app.guard_owner();

create or replace function app.guard_problem_departure() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from problems p where p.closed_at is null and not app.owner_is_active(p.community_id, p.owner_id)) then
    raise exception 'open problems must be handed over first' using errcode = 'DS003';
  end if;
  return null;
end $$;

create or replace trigger memberships_problem_departure after update of ended_at, role on memberships
  for each row execute function app.guard_problem_departure();
create or replace trigger accounts_problem_departure after update of disabled_at on accounts
  for each row execute function app.guard_problem_departure();
create or replace trigger community_organizations_problem_departure after delete on community_organizations
  for each row execute function app.guard_problem_departure();
create or replace trigger organizations_problem_departure after update of kind, disabled_at on organizations
  for each row execute function app.guard_problem_departure();

-- How many stand behind it ------------------------------------------------------------------------------------------

-- Counts anew what stands behind a problem: what neighbours may read, and (apart, for who leads) all of it. A household
-- counts once, as reporter or voice, however many of the concerns are its own; somebody without a household for themselves.
-- What was taken back, and what nobody confirmed, counts for nothing.
create or replace function app.recount_problem(community uuid, problem uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- Held first, so that the count sees what another one has just written.
  perform from problems p where p.community_id = community and p.id = problem for no key update;
  with behind as (
    select c.id, c.privacy, coalesce(x.household_id, x.user_id, x.id) as household
    from problem_concerns pc
    join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id
      and c.status <> 'unconfirmed' and c.close_reason is distinct from 'withdrawn'
    left join concern_people x on x.community_id = c.community_id and x.concern_id = c.id and x.role in ('reporter', 'voice')
    where pc.community_id = community and pc.problem_id = problem
  ), counted as (
    select count(distinct id) filter (where privacy = 'neighbourhood') as concerns,
      count(distinct household) filter (where privacy = 'neighbourhood') as households,
      count(distinct id) as all_concerns, count(distinct household) as all_households
    from behind
  ), shown as (
    update problems p set concerns = n.concerns, households = n.households from counted n
    where p.community_id = community and p.id = problem and (p.concerns, p.households) is distinct from (n.concerns, n.households)
  )
  insert into problem_totals (community_id, problem_id, concerns, households)
  select community, problem, n.all_concerns, n.all_households from counted n
  on conflict (community_id, problem_id) do update set concerns = excluded.concerns, households = excluded.households;
end $$;

create or replace function app.problem_linked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  link problem_concerns := coalesce(new, old);
begin
  perform app.recount_problem(link.community_id, link.problem_id);
  return null;
end $$;

create or replace trigger problem_concerns_count after insert or delete on problem_concerns
  for each row execute function app.problem_linked();

create or replace function app.recount_behind(community uuid, concern uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select app.recount_problem(pc.community_id, pc.problem_id) from problem_concerns pc
  where pc.community_id = community and pc.concern_id = concern
$$;

create or replace function app.problem_voices() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform app.recount_behind(old.community_id, old.concern_id);
  end if;
  if tg_op <> 'DELETE' then
    perform app.recount_behind(new.community_id, new.concern_id);
  end if;
  return null;
end $$;

create or replace trigger concern_people_problem after insert or update or delete on concern_people
  for each row execute function app.problem_voices();

create or replace function app.problem_concern_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.recount_behind(new.community_id, new.id);
  return null;
end $$;

create or replace trigger concerns_problem after update of privacy, status, close_reason on concerns
  for each row when ((old.privacy, old.status = 'unconfirmed', old.close_reason is not distinct from 'withdrawn')
    is distinct from (new.privacy, new.status = 'unconfirmed', new.close_reason is not distinct from 'withdrawn'))
  execute function app.problem_concern_changed();

-- A problem begins with its totals, so that there is always a row to read; and with its thread.
create or replace function app.problem_begins() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into problem_totals (community_id, problem_id) values (new.community_id, new.id);
  insert into threads (community_id, id, problem_id, created_at) values (new.community_id, new.id, new.id, new.created_at);
  return null;
end $$;

create or replace trigger problems_begin after insert on problems for each row execute function app.problem_begins();

-- What everyone may know of those that were published: never who, where, or how many exactly where there are few.
create or replace function app.public_problems(one text default null)
returns table (community_id uuid, number text, title text, category text, status text, face text, published_at timestamptz,
  closed_at timestamptz, close_reason text, households integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.community_id, p.number, p.title, p.category, p.status, p.face, p.published_at, p.closed_at, p.close_reason,
    case when p.households < 5 then 0 else p.households / 5 * 5 end
  from problems p
  where p.published_at is not null and (one is null or p.number = one)
  order by p.households / 5 desc, p.published_at desc limit 200
$$;

-- Which names and doors of those behind a problem stand in a text that everybody is to read: for whoever leads it. What is
-- not in the text is not told, so that whoever raised a private one is kept safe as well.
create or replace function app.told_of_problem(community uuid, problem uuid, of_text text) returns table (kind text, words text)
language sql stable security definer set search_path = public, pg_temp as $$
  with behind as (
    select x.name, x.user_id, x.household_id from problem_concerns pc
    join concern_people x on x.community_id = pc.community_id and x.concern_id = pc.concern_id and x.role in ('reporter', 'voice')
    where pc.community_id = community and pc.problem_id = problem and app.leads_problem(community, problem)
  ), known as (
    select 'name' as kind, b.name as words from behind b
    union
    select 'name', u.name from behind b join users u on u.id = b.user_id
    union
    select 'name', h.holder from behind b join household_contacts h on h.community_id = community and h.household_id = b.household_id
    union
    select 'door', h.door from behind b join households h on h.community_id = community and h.id = b.household_id
  )
  select k.kind, trim(k.words) from known k
  where trim(k.words) <> '' and strpos(normalize(of_text, nfkc), normalize(trim(k.words), nfkc)) > 0
$$;

-- What people care about, of the last months: households by topic, by building (for officers), and concerns by month. Of
-- private ones for who leads alone; for everybody else but officers in steps of five, so that no household shows in it.
create or replace function app.cares(communities uuid[], months integer)
returns table (part text, key text, name text, n integer)
language sql stable security definer set search_path = public, pg_temp as $$
  with here as (
    select k.id, k.time_zone, k.id = any (app.officer_in()) as officer from communities k
    where k.id = any (communities) and k.id = any (app.member_in())
  ), counted as (
    select c.community_id, c.id, c.category, c.building_id, k.officer,
      to_char(c.created_at at time zone k.time_zone, 'YYYY-MM') as month
    from here k join concerns c on c.community_id = k.id
      and c.created_at >= date_trunc('month', now() at time zone k.time_zone) at time zone k.time_zone - make_interval(months => months - 1)
      and c.status <> 'unconfirmed' and c.close_reason is distinct from 'withdrawn'
      and (c.privacy = 'neighbourhood' or c.community_id = any (app.coordinates()))
  ), people as (
    select c.officer, c.category, c.building_id, coalesce(x.household_id, x.user_id, x.id) as household
    from counted c join concern_people x on x.community_id = c.community_id and x.concern_id = c.id and x.role in ('reporter', 'voice')
  ), found as (
    select 'topic' as part, p.category as key, null as name, bool_and(p.officer) as officer, count(distinct p.household)::int as n
    from people p group by p.category
    union all
    select 'building', b.id::text, b.name, true, count(distinct p.household)::int
    from people p join buildings b on b.id = p.building_id where p.officer group by b.id, b.name
    union all
    select 'month', c.month, null, bool_and(c.officer), count(*)::int from counted c group by c.month
  )
  select part, key, name, case when officer then n else n / 5 * 5 end from found
$$;

-- Who hears of what ---------------------------------------------------------------------------------------------------

-- Those whose concern stands behind a problem: reporters and their households, and those who said "mine too" of what
-- neighbours may read. Residents alone: the page of a problem is for those who live there.
create or replace function app.behind_problem(community uuid, problem uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select r.user_id from problem_concerns pc
  join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id and c.close_reason is distinct from 'withdrawn'
  join access a on a.community_id = c.community_id and a.subject_id = c.id
    and (a.reason in ('reporter', 'household') or a.reason = 'voice' and c.privacy = 'neighbourhood')
  join residents r on r.community_id = a.community_id and r.status = 'confirmed'
    and (a.reason = 'household' and r.household_id = a.principal or a.reason <> 'household' and r.user_id = a.principal)
  where pc.community_id = community and pc.problem_id = problem
$$;

-- Whether a person is still to hear of a problem: before a mail goes out.
create or replace function app.follows_problem(community uuid, problem uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
      select from problems p where p.community_id = community and p.id = problem and p.owner_id = person
        and app.owner_is_active(community, person))
    or exists (
      select from problem_units u join memberships m on m.organization_id = u.organization_id and m.user_id = person and m.ended_at is null
      where u.community_id = community and u.problem_id = problem and u.ended_at is null)
    or person in (select app.behind_problem(community, problem))
$$;

-- Its owner hears what others do with it, a unit that it sits at the table and how far it comes, and those whose concern is
-- behind it how far it comes: nobody is named to them, and not what else stands behind it.
create or replace function app.tell_problem() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.tells_past() then
    return null;
  end if;
  perform app.tell_people(new, (
    with units as (
      select m.user_id, u.organization_id from problem_units u
      join memberships m on m.organization_id = u.organization_id and m.ended_at is null
      where u.community_id = new.community_id and u.problem_id = new.subject_id and u.ended_at is null
    ), recipients as (
      select p.owner_id as user_id from problems p where p.community_id = new.community_id and p.id = new.subject_id
        and new.kind <> 'unit_seated'
      union
      -- The event of a hand-over comes before the owner changes.
      select (new.data ->> 'owner')::uuid where new.kind = 'handed_over'
      union
      select u.user_id from units u where new.kind in ('moved', 'closed', 'reopened', 'replied')
        or new.kind = 'unit_seated' and u.organization_id = (new.data ->> 'organization')::uuid
      union
      select app.behind_problem(new.community_id, new.subject_id) where new.kind in ('moved', 'closed', 'reopened')
    )
    select array_agg(user_id) from recipients), 'problem_' || new.kind, 'problem_mail', 'problem_' || new.kind);
  return null;
end $$;

create or replace trigger events_tell_problem after insert on events for each row
  when (new.subject_type = 'problem' and new.kind in ('created', 'handed_over', 'unit_seated', 'moved', 'closed', 'reopened', 'replied'))
  execute function app.tell_problem();

-- "This is known": a resident puts their own concern behind a problem that they may know of. It is counted, and said to
-- those who work on it without a name.
create or replace function app.join_problem(community uuid, of_number text, concern uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  known problems;
  of_privacy text;
begin
  select * into known from problems p
    where p.community_id = community and p.number = of_number and p.closed_at is null and community = any (app.member_in());
  select c.privacy into of_privacy from concerns c
    where c.community_id = community and c.id = concern and c.closed_at is null and c.status <> 'unconfirmed' and exists (
      select from access a where a.community_id = community and a.subject_id = concern and a.principal = app.user() and a.reason = 'reporter');
  if known.id is null or of_privacy is null then
    return false;
  end if;
  insert into problem_concerns (community_id, problem_id, concern_id, added_by)
    values (community, known.id, concern, app.user()) on conflict do nothing;
  if not found then
    return false;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, data) values
    (community, 'problem', known.id, 'concern_joined', case of_privacy when 'private' then 'office' else 'working' end,
      jsonb_build_object('concerns', jsonb_build_array(concern), 'count', 1)),
    (community, 'concern', concern, 'problem_joined', 'working', jsonb_build_object('problem', known.id));
  return true;
end $$;

-- Whether everybody could read a problem once and cannot now: its address says so, instead of that there is nothing.
create or replace function app.problem_was_public(one text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from problems p join events e on e.community_id = p.community_id and e.subject_type = 'problem' and e.subject_id = p.id
    where p.number = one and p.published_at is null and e.kind = 'published')
$$;

create or replace function app.problem_is_told() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.published_at is not null or new.published_at is not null then perform app.tell_public(new.community_id); end if;
  return null;
end $$;
create or replace trigger problems_tell_public after update of face, published_at, title, status on problems
  for each row execute function app.problem_is_told();
