-- What must hold on concerns, whoever writes them, and who hears of one.

create or replace function app.concern_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform app.grant_access(new.community_id, new.id, new.owner_id, 'owner');
    -- (Raised for a household, it is theirs as its helper alone: see 4-helpers.sql.)
    perform app.grant_access(new.community_id, new.id,
      case when not app.raised_by_helper(new.community_id, new.id) then new.created_by end,
      case when new.origin in ('online', 'mail') then 'reporter' else 'visiting' end);
    insert into access (community_id, subject_id, principal, reason)
      select vo.community_id, new.id, vo.user_id, 'visiting' from visit_officers vo
      where vo.community_id = new.community_id and vo.visit_id = new.visit_id
      on conflict do nothing;
  elsif new.owner_id is distinct from old.owner_id then
    perform app.end_access(old.community_id, old.id, old.owner_id, 'owner');
    perform app.grant_access(new.community_id, new.id, new.owner_id, 'owner');
  end if;
  return null;
end $$;

create or replace trigger concerns_access after insert or update of owner_id on concerns
  for each row execute function app.concern_access();

create or replace function app.guard_concern() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  caps text[] := app.capacities(old.community_id, old.id, old.owner_id);
begin
  if new.status <> old.status then
    perform app.check_transition('concern', old.status, new.status, caps);
  end if;
  -- The clock of its deadlines stands still exactly as long as it waits for whoever raised it.
  new.paused_at := case when new.status = 'waiting' then coalesce(old.paused_at, now()) end;
  -- A reporter who opens anew what was solved is not satisfied with it, until they rate what is done then. What others
  -- said of a solution ends with it.
  new.refused := new.rating is null
    and (old.refused or old.solved_at is not null and new.solved_at is null and caps && '{reporter}');
  if old.solved_at is null and new.solved_at is not null then
    new.rated_voices := 0;
    new.glad_voices := 0;
  end if;
  if caps && '{system}' then
    return new;
  end if;
  -- Who leads it sorts it anew; else only the end of a wait moves what is due, and only on.
  if (new.answer_due_at, new.solve_due_at, new.remind_at) is distinct from (old.answer_due_at, old.solve_due_at, old.remind_at)
     and not caps && '{coordinator,owner}'
     and not (old.status = 'waiting' and new.status <> 'waiting' and new.remind_at is not distinct from old.remind_at
       and new.answer_due_at >= old.answer_due_at and new.solve_due_at is not distinct from greatest(new.solve_due_at, old.solve_due_at)) then
    raise exception 'only the owner or a coordinator sets what is due' using errcode = 'DS001';
  end if;
  -- What was merged into another is over until that is undone, by those who lead; reopening it undoes it as well.
  if new.merged_into is distinct from old.merged_into and not caps && '{coordinator}'
     and not (new.merged_into is null and old.status = 'closed' and new.status = 'taken') then
    raise exception 'only a coordinator merges concerns' using errcode = 'DS001';
  end if;
  if new.merged_into is not null and (new.status <> 'closed' or new.merged_into = new.id) then
    raise exception 'a merged concern is closed, into another' using errcode = 'DS001';
  end if;
  -- Each return and each time of asking again counts, whoever would rather not have it so.
  if new.returns <> old.returns and not (new.returns = old.returns + 1 and caps && '{unit}')
     or new.nudges > old.nudges and not (new.nudges = old.nudges + 1 and caps && '{reporter}')
     or new.nudges < old.nudges and not caps && '{unit,officer,coordinator,owner}' then
    raise exception 'returns and asking again are counted by who does it' using errcode = 'DS001';
  end if;
  -- A concern's circle is narrowed by those who lead it, and widened by nobody but its reporter.
  if new.privacy <> old.privacy and not (
    (new.privacy = 'private' and caps && '{coordinator,owner}') or caps && '{reporter}') then
    raise exception 'only the reporter may open a private concern to neighbours' using errcode = 'DS001';
  end if;
  if not caps && '{coordinator,owner}' then
    if (new.category, new.urgency) is distinct from (old.category, old.urgency) then
      raise exception 'only the owner or a coordinator sorts a concern' using errcode = 'DS001';
    end if;
    -- Others may change the owner only by an act that moves the concern: an officer takes it.
    -- A concern whose owner has left goes to whoever is on duty when its reporter reopens it.
    if new.owner_id is distinct from old.owner_id and not (caps && '{officer}' and new.owner_id = app.user())
       and not (new.status <> old.status and not app.owner_is_active(old.community_id, old.owner_id)
         and new.owner_id = (select c.duty_id from communities c where c.id = new.community_id)) then
      raise exception 'only the owner or a coordinator hands a concern over' using errcode = 'DS001';
    end if;
  end if;
  -- A rating ends with the solution it was given for.
  if new.rating is distinct from old.rating and not caps && '{reporter}' and new.rating is not null then
    raise exception 'only the reporter rates' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger concerns_guard before update on concerns for each row execute function app.guard_concern();

create or replace function app.concern_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists concerns_status_logged on concerns;
create constraint trigger concerns_status_logged after update of status on concerns deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.concern_status_logged();

-- Whoever raised what was merged into a neighbourhood concern, and those behind their door: they hear of it like its own.
-- (Of a private one they hear only as those who may see it anyway.)
create or replace function app.told_as_merged(community uuid, concern uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select r.user_id from concerns into_one
  join concerns m on m.community_id = into_one.community_id and m.merged_into = into_one.id
  join access a on a.community_id = m.community_id and a.subject_id = m.id and a.reason in ('reporter', 'household')
  -- Only who may read along in the neighbourhood: a page that is not there helps nobody.
  join residents r on r.community_id = m.community_id and r.status = 'confirmed'
    and (a.reason = 'reporter' and r.user_id = a.principal or a.reason = 'household' and r.household_id = a.principal)
  where into_one.community_id = community and into_one.id = concern and into_one.privacy = 'neighbourhood'
$$;

-- Makes a concern of its own of a part of a letter: of the same reporter, with the same contact, circle and place.
create or replace function app.split_concern(community uuid, letter uuid, part uuid, of_number text, of_title text, of_body text,
  of_category text, answer timestamptz, solve timestamptz, remind timestamptz, next timestamptz)
returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not community = any (app.coordinates()) then
    raise exception 'only a coordinator splits a letter' using errcode = '42501';
  end if;
  insert into concerns (community_id, id, number, title, body, category, privacy, status, urgency, origin, building_id, entrance_id,
    floor, area, visit_id, owner_id, next_at, next_step, created_by, answer_due_at, solve_due_at, remind_at, split_from)
  select c.community_id, part, of_number, of_title, of_body, of_category, c.privacy, 'new', c.urgency, c.origin, c.building_id, c.entrance_id,
    c.floor, c.area, c.visit_id, c.owner_id, next, 'take', c.created_by, answer, solve, remind, c.id
  from concerns c where c.community_id = community and c.id = letter;
  with reporters as (
    select p.*, gen_random_uuid() as copy from concern_people p
    where p.community_id = community and p.concern_id = letter and p.role = 'reporter'
  ), copied as (
    insert into concern_people (community_id, id, concern_id, role, user_id, household_id, name, share_contact)
    select community_id, copy, part, role, user_id, household_id, name, share_contact from reporters
  )
  insert into concern_contacts (community_id, person_id, phone, email, locale)
  select k.community_id, r.copy, k.phone, k.email, k.locale
  from reporters r join concern_contacts k on k.community_id = r.community_id and k.person_id = r.id;
  insert into threads (community_id, id, concern_id) values (community, part, part);
  -- Who follows the letter by a link follows its parts by it as well.
  insert into access (community_id, subject_id, principal, reason)
  select a.community_id, part, a.principal, a.reason from access a
  where a.community_id = community and a.subject_id = letter and a.reason = 'reporter'
  on conflict do nothing;
end $$;

-- A number that tells neither how many there are nor that one is missing: the month, and random digits. No two things
-- have the same.
create or replace function app.new_number(zone text) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  candidate text;
begin
  for digits in 4..9 loop
    for attempt in 1..4 loop
      candidate := to_char(now() at time zone zone, 'YYMM') || '-' || lpad(floor(random() * 10 ^ digits)::bigint::text, digits, '0');
      if not exists (select from concerns where number = candidate) and not exists (select from problems where number = candidate) then
        return candidate;
      end if;
    end loop;
  end loop;
  raise exception 'no free number';
end $$;

drop function if exists app.new_concern_number(text);

-- Whether a person still has to do with a concern, or leads its community: before a mail about it goes out.
create or replace function app.is_concerned(community uuid, concern uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from access a
    where a.community_id = community and a.subject_id = concern and (
      (a.principal = person and (a.reason = 'reporter' or a.reason <> 'voice' and app.owner_is_active(community, person)))
      -- Whoever said that it is theirs too reads along as a neighbour.
      or (a.principal = person and a.reason = 'voice' and exists (
        select from concerns c where c.community_id = community and c.id = concern and c.privacy = 'neighbourhood')
        and exists (
          select from residents r where r.user_id = person and r.community_id = community and r.status <> 'ended'))
      or (a.reason = 'voice' and exists (
        select from concerns c where c.community_id = community and c.id = concern and c.privacy = 'neighbourhood')
        and exists (
          select from residents r where r.user_id = person and r.community_id = community and r.household_id = a.principal
            and r.status = 'confirmed'))
      or (a.reason = 'assigned' and exists (
        select from memberships m where m.user_id = person and m.organization_id = a.principal and m.ended_at is null))
      or (a.reason = 'household' and exists (
        select from residents r where r.user_id = person and r.community_id = community and r.household_id = a.principal
          and r.status = 'confirmed'))
      or (a.reason = 'reporter' and exists (
        select from helpers h where h.community_id = community and h.id = a.principal and h.user_id = person
          and h.may_follow and app.helps_now(h)))))
  or exists (
    select from memberships m join community_organizations co on co.organization_id = m.organization_id
    where m.user_id = person and m.role = 'coordinator' and m.ended_at is null and co.community_id = community)
  or person in (select app.told_as_merged(community, concern))
$$;
