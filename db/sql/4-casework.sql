-- What must hold on concerns, assignments, messages and visits whoever writes them, and who gains access by them.

create or replace function app.grant_access(community uuid, subject uuid, to_principal uuid, for_reason text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into access (community_id, subject_id, principal, reason)
  select community, subject, to_principal, for_reason where to_principal is not null
  on conflict do nothing
$$;

create or replace function app.end_access(community uuid, subject uuid, of_principal uuid, for_reason text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from access where community_id = community and subject_id = subject and principal = of_principal and reason = for_reason
$$;

-- Concerns ------------------------------------------------------------------------------------------------------

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

-- The owner of an open concern is somebody who still works there.
create or replace function app.owner_is_active(community uuid, owner uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from memberships m
    join community_organizations co on co.organization_id = m.organization_id and co.community_id = community
    join organizations o on o.id = m.organization_id and o.disabled_at is null
    join accounts a on a.user_id = m.user_id and a.disabled_at is null
    where m.user_id = owner and m.ended_at is null and m.role in ('officer', 'coordinator'))
$$;

create or replace function app.guard_owner() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Held until the end, so that nobody is dismissed meanwhile.
  perform from memberships m where m.user_id = new.owner_id and m.ended_at is null for share;
  perform from accounts a where a.user_id = new.owner_id for share;
  if new.closed_at is null and not app.owner_is_active(new.community_id, new.owner_id) then
    raise exception 'the owner of an open concern must be an active officer or coordinator of the community'
      using errcode = 'DS003';
  end if;
  return new;
end $$;

create or replace trigger concerns_owner before insert or update of owner_id, closed_at on concerns
  for each row execute function app.guard_owner();

-- Whoever leaves hands their open concerns over first.
create or replace function app.guard_departure() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from concerns c where c.owner_id = new.user_id and c.closed_at is null
             and not app.owner_is_active(c.community_id, c.owner_id)) then
    raise exception 'open concerns must be handed over first' using errcode = 'DS003';
  end if;
  if exists (select from communities c where c.duty_id = new.user_id and not app.owner_is_active(c.id, c.duty_id)) then
    raise exception 'somebody else must be on duty first' using errcode = 'DS003';
  end if;
  return null;
end $$;

create or replace trigger memberships_departure after update of ended_at, role on memberships
  for each row execute function app.guard_departure();
create or replace trigger accounts_departure after update of disabled_at on accounts
  for each row execute function app.guard_departure();

-- A role fits the organization it is held in.
create or replace function app.guard_role() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_kind text := (select kind from organizations where id = new.organization_id);
begin
  if (of_kind = 'agency') <> (new.role in ('officer', 'coordinator')) then
    raise exception 'role % does not fit an organization of kind %', new.role, of_kind using errcode = 'DS003';
  end if;
  return new;
end $$;

create or replace trigger memberships_role before insert or update of role, organization_id on memberships
  for each row execute function app.guard_role();

-- Whether the viewer leads a partner unit.
create or replace function app.leads_unit(organization uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from memberships m where m.user_id = app.user() and m.organization_id = organization and m.lead and m.ended_at is null)
$$;

-- A unit's own lead says who leads it, and nothing else of its members.
create or replace function app.guard_lead() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.lead and new.role <> 'partner' then
    raise exception 'only a partner unit has a lead' using errcode = 'DS003';
  end if;
  if session_user = 'doorstep_app' and (new.role, new.ended_at) is distinct from (old.role, old.ended_at) and not app.admin()
     and not exists (
       select from community_organizations co
       where co.organization_id = old.organization_id and co.community_id = any (app.coordinates())) then
    raise exception 'only who leads the community changes its members' using errcode = '42501';
  end if;
  if new.ended_at is not null then
    new.lead := false;
  end if;
  return new;
end $$;

create or replace trigger memberships_lead before update on memberships for each row execute function app.guard_lead();

-- An agency whose officers own open concerns stays, and an organization keeps a kind that its members' roles fit.
create or replace function app.guard_organization() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from concerns c where c.closed_at is null and not app.owner_is_active(c.community_id, c.owner_id)) then
    raise exception 'open concerns must be handed over first' using errcode = 'DS003';
  end if;
  if tg_op = 'UPDATE' and exists (
    select from memberships m join organizations o on o.id = m.organization_id
    where m.ended_at is null and (o.kind = 'agency') <> (m.role in ('officer', 'coordinator'))) then
    raise exception 'its members have roles that do not fit' using errcode = 'DS003';
  end if;
  return null;
end $$;

create or replace trigger community_organizations_departure after delete on community_organizations
  for each row execute function app.guard_organization();
create or replace trigger organizations_departure after update of kind, disabled_at on organizations
  for each row execute function app.guard_organization();

create or replace function app.people_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op in ('INSERT', 'UPDATE') then
    perform app.grant_access(new.community_id, new.concern_id, new.user_id, new.role);
    -- What was said for a door, at the door: whoever lives behind it is told.
    if new.role = 'voice' and new.user_id is null then
      perform app.grant_access(new.community_id, new.concern_id, new.household_id, 'voice');
    end if;
    -- A door that somebody without an account claims gives nobody behind it access.
    if new.role = 'reporter' and exists (
      select from concerns c where c.community_id = new.community_id and c.id = new.concern_id and c.created_by is not null) then
      perform app.grant_access(new.community_id, new.concern_id, new.household_id, 'household');
    end if;
  end if;
  if tg_op in ('DELETE', 'UPDATE') then
    delete from access a
    where a.community_id = old.community_id and a.subject_id = old.concern_id
      and ((a.principal = old.user_id and a.reason = old.role) or (a.principal = old.household_id and a.reason = 'household')
        or (a.principal = old.household_id and a.reason = old.role and old.role = 'voice' and old.user_id is null))
      and not exists (
        select from concern_people p
        where p.community_id = old.community_id and p.concern_id = old.concern_id
          and ((p.user_id = a.principal and p.role = a.reason)
            or (p.household_id = a.principal and p.role = 'reporter' and a.reason = 'household')));
  end if;
  return null;
end $$;

create or replace trigger concern_people_access after insert or update or delete on concern_people
  for each row execute function app.people_access();

-- Whether an officer may say at a door that a concern of the neighbourhood is this household's too, or no longer: as one of
-- those who visit it; not of what the household raised itself.
create or replace function app.may_voice_for(community uuid, concern uuid, household uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.officer_in())
    and exists (
      select from concerns c where c.community_id = community and c.id = concern
        and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed' and c.closed_at is null)
    and exists (
      select from visits v
      join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id and o.user_id = app.user()
      where v.community_id = community and v.household_id = household and v.status not in ('cancelled', 'rescheduled'))
    and not exists (
      select from concern_people p where p.community_id = community and p.concern_id = concern
        and p.household_id = household and p.role = 'reporter')
$$;

-- One more household says so, or no longer does. Those who work on the concern hear that, and not who it was; the number
-- stands with the concern, for whoever sees it.
create or replace function app.count_voice() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  voice concern_people := coalesce(new, old);
begin
  -- Held first, so that the count sees what another one has just written.
  perform from concerns c where c.community_id = voice.community_id and c.id = voice.concern_id for no key update;
  update concerns c set voices = (
      select count(distinct coalesce(p.household_id, p.user_id)) from concern_people p
      where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'voice')
    where c.community_id = voice.community_id and c.id = voice.concern_id;
  insert into events (community_id, subject_type, subject_id, kind, audience, at)
    values (voice.community_id, 'concern', voice.concern_id,
      case when tg_op = 'INSERT' then 'voiced' else 'voice_dropped' end, 'working',
      case when tg_op = 'INSERT' then voice.created_at end);
  return null;
end $$;

create or replace trigger concern_people_added_voice after insert on concern_people
  for each row when (new.role = 'voice') execute function app.count_voice();
create or replace trigger concern_people_dropped_voice after delete on concern_people
  for each row when (old.role = 'voice') execute function app.count_voice();

-- Whoever takes their voice back takes along what they said of the solution.
create or replace function app.forget_rating() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from concern_ratings r where r.community_id = old.community_id and r.person_id = old.id;
  return old;
end $$;

create or replace trigger concern_people_dropping_voice before delete on concern_people
  for each row when (old.role = 'voice') execute function app.forget_rating();

-- What a household that said "mine too" thinks of what was done. Those who work on the concern hear it, and not whose it
-- was; where as many as half of those who answered, and two at least, say that it is not solved, they are told so.
create or replace function app.tell_rating() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  enough boolean;
begin
  select not new.solved and count(*) filter (where not r.solved) >= 2 and count(*) filter (where not r.solved) * 2 >= count(*)
    into enough
    from concern_ratings r where r.community_id = new.community_id and r.concern_id = new.concern_id;
  insert into events (community_id, subject_type, subject_id, kind, audience, data)
    values (new.community_id, 'concern', new.concern_id, 'rated', 'working',
      jsonb_strip_nulls(jsonb_build_object('solved', new.solved, 'rating', new.rating, 'enough', nullif(enough, false))));
  return null;
end $$;

create or replace trigger concern_ratings_told after insert or update on concern_ratings
  for each row execute function app.tell_rating();

-- How many of those who said "mine too" rated the solution that stands, and are satisfied with it.
create or replace function app.count_rating() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  word concern_ratings := coalesce(new, old);
begin
  -- Held first, so that the count sees what another one has just written.
  perform from concerns c where c.community_id = word.community_id and c.id = word.concern_id for no key update;
  update concerns c set (rated_voices, glad_voices) = (
      select count(*), count(*) filter (where r.rating >= 4) from concern_ratings r
      where r.community_id = c.community_id and r.concern_id = c.id and r.rated_at >= c.solved_at)
    where c.community_id = word.community_id and c.id = word.concern_id;
  return null;
end $$;

create or replace trigger concern_ratings_counted after insert or update or delete on concern_ratings
  for each row execute function app.count_rating();

-- Whose names are seen where: everybody who works or has worked in a community is known there by name.
create or replace function app.note_workplace() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update users u set works_in = (
    select coalesce(array_agg(distinct x), '{}') from (
      select unnest(u.works_in) as x
      union
      select co.community_id from memberships m join community_organizations co on co.organization_id = m.organization_id
        where m.user_id = u.id) places)
  where u.id in (select m.user_id from memberships m where m.organization_id = new.organization_id);
  return null;
end $$;

create or replace trigger memberships_workplace after insert on memberships
  for each row execute function app.note_workplace();
create or replace trigger community_organizations_workplace after insert on community_organizations
  for each row execute function app.note_workplace();

-- A tracking link is a principal of its own.
create or replace function app.tracking_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.grant_access(new.community_id, new.concern_id, new.id, 'reporter');
  return null;
end $$;

create or replace trigger tokens_access after insert on tokens
  for each row when (new.kind = 'tracking') execute function app.tracking_access();

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

-- Assignments ---------------------------------------------------------------------------------------------------

create or replace function app.assignment_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.status = 'returned' then
    perform app.end_access(new.community_id, new.concern_id, new.organization_id, 'assigned');
  else
    perform app.grant_access(new.community_id, new.concern_id, new.organization_id, 'assigned');
  end if;
  return null;
end $$;

create or replace trigger assignments_access after insert or update of status on assignments
  for each row execute function app.assignment_access();

create or replace function app.guard_assignment() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  owner uuid := (select c.owner_id from concerns c where c.community_id = new.community_id and c.id = new.concern_id);
  caps text[] := app.capacities(new.community_id, new.concern_id, owner);
begin
  if not new.organization_id = any (app.organizations()) then
    caps := array_remove(caps, 'unit');
  end if;
  if new.status <> old.status then
    perform app.check_transition('assignment', old.status, new.status, caps);
  end if;
  if old.status = 'answered' and new.status = 'assigned' then
    new.redone := old.redone + 1;
  end if;
  if (new.due_at, new.remind_at, new.reminded_at, new.escalated_at)
       is distinct from (old.due_at, old.remind_at, old.reminded_at, old.escalated_at)
     and not caps && '{system,coordinator,owner}' then
    raise exception 'only the owner or a coordinator sets a due time' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger assignments_guard before update on assignments for each row execute function app.guard_assignment();

-- What is opened anew has to be done again by those who had answered it; not what merely ended, merged or taken back.
create or replace function app.count_redone() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update assignments a set redone = a.redone + 1
  where a.community_id = new.community_id and a.concern_id = new.id and a.status = 'answered';
  return new;
end $$;

-- (Before, so that each statement changes one table that the figures are made of, and the next one sees what it did.)
create or replace trigger concerns_redone before update of status on concerns for each row
  when (old.status in ('solved', 'confirmed', 'closed') and new.status = 'taken' and old.merged_into is null
    and old.close_reason is distinct from 'withdrawn')
  execute function app.count_redone();

create or replace function app.assignment_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.concern_id, old.status, new.status, 'assignment', new.id::text);
  return null;
end $$;

drop trigger if exists assignments_status_logged on assignments;
create constraint trigger assignments_status_logged after update of status on assignments deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.assignment_status_logged();

-- Messages: see 4-threads.sql -----------------------------------------------------------------------------------

-- A file said along with a message is for whom the message is.
create or replace function app.file_audience() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.audience := coalesce((
    select m.audience from messages m where m.community_id = new.community_id and m.id = new.message_id), 'everyone');
  return new;
end $$;

create or replace trigger attachments_audience before insert or update on attachments
  for each row execute function app.file_audience();

-- Visits --------------------------------------------------------------------------------------------------------

create or replace function app.span_of_visit() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select tstzrange(v.starts_at, v.ends_at), v.status = 'planned', v.household_id into new.during, new.live, new.household_id
  from visits v where v.community_id = new.community_id and v.id = new.visit_id;
  return new;
end $$;

create or replace trigger visit_officers_span before insert on visit_officers for each row execute function app.span_of_visit();

create or replace function app.visit_officer_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into access (community_id, subject_id, principal, reason)
      select c.community_id, c.id, new.user_id, 'visiting' from concerns c
      where c.community_id = new.community_id and c.visit_id = new.visit_id
      on conflict do nothing;
  else
    delete from access a using concerns c
      where c.community_id = old.community_id and c.visit_id = old.visit_id and a.community_id = c.community_id
        and a.subject_id = c.id and a.principal = old.user_id and a.reason = 'visiting' and c.created_by is distinct from old.user_id;
  end if;
  return null;
end $$;

create or replace trigger visit_officers_access after insert or delete on visit_officers
  for each row execute function app.visit_officer_access();

create or replace function app.spread_visit() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update visit_officers o set during = tstzrange(new.starts_at, new.ends_at), live = (new.status = 'planned')
  where o.community_id = new.community_id and o.visit_id = new.id;
  return null;
end $$;

create or replace trigger visits_spread after update of starts_at, ends_at, status on visits
  for each row execute function app.spread_visit();

-- In which capacities the viewer stands to a visit; the same words as in domain/visit/rules.ts.
create or replace function app.visit_capacities(community uuid, visit uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
    case when community = any (app.coordinates()) then 'coordinator' end,
    case when community = any (app.officer_in()) and exists (
      select from visit_officers o
      where o.community_id = community and o.visit_id = visit and o.user_id = app.user()) then 'team' end
  ], null)
$$;

create or replace function app.guard_visit() returns trigger language plpgsql as $$
begin
  if new.status <> old.status then
    perform app.check_transition('visit', old.status, new.status, app.visit_capacities(old.community_id, old.id));
  end if;
  if (new.status, new.starts_at, new.ends_at) is distinct from (old.status, old.starts_at, old.ends_at) then
    new.sequence := old.sequence + 1;
    new.changed_at := now();
  end if;
  return new;
end $$;

create or replace trigger visits_guard before update on visits for each row execute function app.guard_visit();

create or replace function app.visit_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists visits_status_logged on visits;
create constraint trigger visits_status_logged after update of status on visits deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.visit_status_logged();

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

-- Private contact data: whoever reads another's leaves an event in the same transaction. --------------------------

create or replace function app.read_concern_contact(community uuid, concern uuid)
returns table (name text, phone text, email text, household_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c concerns;
  reasons text[];
begin
  select * into c from concerns x where x.community_id = community and x.id = concern;
  select coalesce(array_agg(a.reason), '{}') into reasons from access a
    where a.community_id = community and a.subject_id = concern and a.principal = any (app.principals());
  if c.id is null or not (
    community = any (app.coordinates())
    or (community = any (app.officer_in()) and (c.privacy = 'neighbourhood' or reasons && '{owner,visiting,taken_in}'))
    or (reasons && '{assigned}' and exists (
      select from concern_people p where p.community_id = community and p.concern_id = concern and p.share_contact))) then
    return;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values (community, 'concern', concern, 'contact_read', 'office', app.user(), '{}');
  return query
    select coalesce(p.name, u.name), coalesce(k.phone, a.phone), coalesce(k.email, a.email), p.household_id
    from concern_people p
    left join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
    left join users u on u.id = p.user_id
    left join accounts a on a.user_id = p.user_id
    where p.community_id = community and p.concern_id = concern and p.role = 'reporter'
      and (p.share_contact or community = any (app.officer_in()));
end $$;

-- (What it answers may change; replacing alone would not do.)
drop function if exists app.read_household_contact(uuid, uuid);
create function app.read_household_contact(community uuid, household uuid)
returns table (holder text, phone text, people integer, rented boolean, remark text, wish_phone text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (
    app.admin()
    or community = any (app.coordinates())
    -- An officer: the doors of their own visits, while the round runs (or the visit is not far away).
    or exists (
      select from visits v
      join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id and o.user_id = app.user()
      left join rounds r on r.community_id = v.community_id and r.id = v.round_id
      where v.community_id = community and v.household_id = household and v.status <> 'cancelled'
        and community = any (app.officer_in())
        and (r.status = 'running' or (r.id is null and v.starts_at between now() - interval '14 days' and now() + interval '14 days')))) then
    return;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values (community, 'household', household, 'contact_read', 'office', app.user(), '{}');
  return query
    select h.holder, h.phone, h.people, h.rented, h.remark, w.phone
    from (select) one
    left join household_contacts h on h.community_id = community and h.household_id = household
    left join lateral (
      select x.phone from visit_wishes x join rounds r on r.community_id = x.community_id and r.id = x.round_id and r.status <> 'closed'
      where x.community_id = community and x.household_id = household and x.phone is not null
      order by x.changed_at desc limit 1) w on true
    where h.household_id is not null or w.phone is not null;
end $$;
