-- Meetings: who is at the table, what moves them on, and who hears of it. A meeting on a single concern is known to those
-- at the table, to the owner of the concern and to who leads the community, and to nobody else.

-- Whether the viewer leads a meeting: who called it, whoever owns its concern, and who coordinates.
create or replace function app.leads_meeting(community uuid, meeting uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from meetings m where m.community_id = community and m.id = meeting and (
      community = any (app.coordinates()) or community = any (app.officer_in()) and (
        m.organizer_id = app.user() or exists (
          select from concerns c where c.community_id = community and c.id = m.concern_id and c.owner_id = app.user()))))
$$;

-- Whether the viewer is at the table: for themselves, their unit or their household.
create or replace function app.sits_at(community uuid, meeting uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from access a where a.community_id = community and a.subject_id = meeting and a.principal = any (app.principals())
      and (a.reason = 'reporter' or a.reason = 'invited' and (
        a.principal = any (app.organizations()) or a.principal = any (app.households()) or community = any (app.officer_in()))))
$$;

create or replace function app.sees_meeting(community uuid, meeting uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.leads_meeting(community, meeting) or app.sits_at(community, meeting)
    or community = any (app.officer_in()) and exists (
      select from meetings m where m.community_id = community and m.id = meeting and m.concern_id is null)
$$;

-- Who writes the minutes: who leads it, and the officers at the table.
create or replace function app.takes_minutes(community uuid, meeting uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.leads_meeting(community, meeting) or community = any (app.officer_in()) and app.sits_at(community, meeting)
$$;

-- Who writes down what a site inspection finds: they, and the units that walk along. (Not residents.)
create or replace function app.inspects(community uuid, meeting uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from meetings m where m.community_id = community and m.id = meeting and m.kind = 'inspection'
      and m.status in ('called', 'held'))
    and (app.takes_minutes(community, meeting) or exists (
      select from access a where a.community_id = community and a.subject_id = meeting and a.reason = 'invited'
        and a.principal = any (app.organizations())))
$$;

-- The people behind a party.
create or replace function app.people_of_party(community uuid, meeting uuid, party uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select a.principal from access a
    where a.community_id = community and a.subject_id = meeting and a.principal = party
      and (a.reason = 'reporter' or a.reason = 'invited' and app.owner_is_active(community, a.principal))
  union
  select m.user_id from access a join memberships m on m.organization_id = a.principal and m.ended_at is null
    where a.community_id = community and a.subject_id = meeting and a.principal = party and a.reason = 'invited'
  union
  select r.user_id from access a
    join residents r on r.community_id = community and r.household_id = a.principal and r.status = 'confirmed'
    where a.community_id = community and a.subject_id = meeting and a.principal = party and a.reason = 'invited'
$$;

-- Whether a person is still told of a meeting: asked as a mail goes out.
create or replace function app.told_of_meeting(community uuid, meeting uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from meeting_parties p, app.people_of_party(community, meeting, p.principal) x
      where p.community_id = community and p.meeting_id = meeting and x = person)
    or exists (select from meetings m where m.community_id = community and m.id = meeting and m.organizer_id = person
      and app.owner_is_active(community, person))
$$;

-- To the table come units of the community, officers who work there, households, and whoever raised the concern it is about.
create or replace function app.meeting_party() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_concern uuid := (select m.concern_id from meetings m where m.community_id = new.community_id and m.id = new.meeting_id);
  because text := case
    when new.kind = 'organization' and exists (
      select from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency' and o.disabled_at is null
      where co.community_id = new.community_id and co.organization_id = new.principal) then 'invited'
    when new.kind = 'user' and of_concern is not null and exists (
      select from access a where a.community_id = new.community_id and a.subject_id = of_concern and a.principal = new.principal
        and a.reason = 'reporter') then 'reporter'
    when new.kind = 'user' and app.owner_is_active(new.community_id, new.principal) then 'invited'
    when new.kind = 'household' and exists (
      select from households h where h.community_id = new.community_id and h.id = new.principal) then 'invited'
  end;
begin
  if because is null then
    raise exception 'who cannot be invited' using errcode = 'DS001';
  end if;
  perform app.grant_access(new.community_id, new.meeting_id, new.principal, because);
  return new;
end $$;

create or replace trigger meeting_parties_access before insert on meeting_parties for each row execute function app.meeting_party();

create or replace function app.meeting_party_left() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  people uuid[] := array(select app.people_of_party(old.community_id, old.meeting_id, old.principal));
begin
  delete from access a where a.community_id = old.community_id and a.subject_id = old.meeting_id and a.principal = old.principal;
  -- Its time may stand in their calendars: they are told to strike it out there, and nothing else of it any more.
  insert into outbox (topic, payload)
  select 'meeting_struck', jsonb_build_object('user', a.user_id, 'community', old.community_id, 'meeting', old.meeting_id)
  from accounts a join meetings m on m.community_id = old.community_id and m.id = old.meeting_id and m.status = 'called' and m.starts_at > now()
  where a.user_id = any (people) and a.disabled_at is null and a.mail = 'each' and a.email is not null
    and a.user_id is distinct from app.user() and not app.told_of_meeting(old.community_id, old.meeting_id, a.user_id);
  -- News of what is not there any more for somebody would be counted and never shown.
  update notifications n set read_at = now()
    where n.community_id = old.community_id and n.meeting_id = old.meeting_id and n.read_at is null
      and not app.told_of_meeting(n.community_id, n.meeting_id, n.user_id);
  return null;
end $$;

create or replace trigger meeting_parties_left after delete on meeting_parties for each row execute function app.meeting_party_left();

-- A party itself says whether it comes; who leads says who was there.
create or replace function app.guard_party() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if session_user = 'doorstep_app' and (new.attended, new.attendees) is distinct from (old.attended, old.attendees)
     and not app.takes_minutes(old.community_id, old.meeting_id) then
    raise exception 'who was there is written by who takes the minutes' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger meeting_parties_guard before update on meeting_parties for each row execute function app.guard_party();

create or replace function app.guard_meeting() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.status <> old.status then
    perform app.check_transition('meeting', old.status, new.status, array_remove(array[
      case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
      case when app.leads_meeting(old.community_id, old.id) then 'lead' end], null));
  end if;
  if (new.kind, new.problem_id, new.concern_id, new.organizer_id) is distinct from (old.kind, old.problem_id, old.concern_id, old.organizer_id) then
    raise exception 'a meeting stays what it is about' using errcode = 'DS001';
  end if;
  if old.status not in ('finding', 'called')
     and (new.starts_at, new.ends_at, new.place, new.title) is distinct from (old.starts_at, old.ends_at, old.place, old.title) then
    raise exception 'a meeting that is over stays where and when it was' using errcode = 'DS001';
  end if;
  -- What calendars have been told is changed.
  if old.status = 'called' and (new.status = 'cancelled'
     or (new.starts_at, new.ends_at, new.place, new.title) is distinct from (old.starts_at, old.ends_at, old.place, old.title)) then
    new.sequence := old.sequence + 1;
  end if;
  new.changed_at := now();
  return new;
end $$;

create or replace trigger meetings_guard before update on meetings for each row execute function app.guard_meeting();

create or replace function app.meeting_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists meetings_status_logged on meetings;
create constraint trigger meetings_status_logged after update of status on meetings deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.meeting_status_logged();

-- The minutes are written until they are sent; each line keeps what it said before, and who wrote it.
create or replace function app.guard_minutes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from meetings m where m.community_id = new.community_id and m.id = new.meeting_id
      and (m.status in ('called', 'held') or session_user <> 'doorstep_app')) then
    raise exception 'the minutes are written while a meeting is held' using errcode = 'DS001';
  end if;
  if tg_op = 'UPDATE' and (new.body, new.removed_at) is distinct from (old.body, old.removed_at) then
    insert into minute_line_versions (community_id, line_id, version, body, written_by, written_at)
      values (old.community_id, old.id, old.version, old.body, old.written_by, old.written_at);
    new.version := old.version + 1;
    if session_user = 'doorstep_app' then
      new.written_by := app.user();
      new.written_at := now();
    end if;
  end if;
  return new;
end $$;

create or replace trigger minute_lines_guard before insert or update on minute_lines for each row execute function app.guard_minutes();

-- A party says when it can come while a time is looked for; who leads may write it down for them, as when they telephone.
create or replace function app.may_choose(community uuid, of_time uuid, party uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from meeting_times t
    join meetings m on m.community_id = t.community_id and m.id = t.meeting_id and m.status = 'finding'
    join meeting_parties p on p.community_id = m.community_id and p.meeting_id = m.id and p.principal = party
    where t.community_id = community and t.id = of_time
      and (party = any (app.principals()) and app.sits_at(community, m.id) or app.leads_meeting(community, m.id)))
$$;

-- Who was there may object while there is time.
create or replace function app.may_object(community uuid, meeting uuid, party uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select party = any (app.principals()) and app.sits_at(community, meeting) and exists (
    select from meetings m
    join meeting_parties p on p.community_id = m.community_id and p.meeting_id = m.id and p.principal = party and p.attended
    where m.community_id = community and m.id = meeting and m.status = 'sent' and m.object_until > now())
$$;

-- A photo of a finding hangs on an item of the inspection that one walks along on, and on nothing else.
create or replace function app.inspects_item(community uuid, item uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.inspects(community, i.meeting_id) from inspection_items i where i.community_id = community and i.id = item
$$;

-- Who hears of what happens: all at the table, or those whom it concerns. A mail says that there is news, as far as it may.
create or replace function app.tell_meeting() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.tells_past() then
    return null;
  end if;
  perform app.tell_people(new, (
    with parties as (
      select p.principal from meeting_parties p
      where p.community_id = new.community_id and p.meeting_id = new.subject_id and case
        when new.kind in ('point_taken', 'point_declined', 'objection_answered') then p.principal = (new.data ->> 'principal')::uuid
        when new.kind = 'invited' then new.data -> 'principals' ? p.principal::text
        else new.kind not in ('point_proposed', 'objected', 'party_replied', 'choices_complete') end
    ), recipients as (
      select x as user_id from parties p, app.people_of_party(new.community_id, new.subject_id, p.principal) x
      union
      select m.organizer_id from meetings m where m.community_id = new.community_id and m.id = new.subject_id
        and new.kind not in ('invited', 'point_taken', 'point_declined', 'objection_answered')
        and app.owner_is_active(m.community_id, m.organizer_id)
    )
    select array_agg(user_id) from recipients), 'table_' || new.kind, 'meeting_mail', nullif(new.kind, 'party_replied'));
  return null;
end $$;

create or replace trigger events_tell_meeting after insert on events for each row
  when (new.subject_type = 'meeting' and new.kind in ('invited', 'times_proposed', 'called', 'moved', 'cancelled', 'choices_complete',
    'party_replied', 'point_proposed', 'point_taken', 'point_declined', 'minutes_sent', 'objected', 'objection_answered', 'settled'))
  execute function app.tell_meeting();

-- The meetings of a calendar that somebody follows. Of one on a single concern it says nothing but the time.
create or replace function auth.calendar_meetings(of_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'status', m.status, 'startsAt', m.starts_at, 'endsAt', m.ends_at,
      'sequence', m.sequence, 'changedAt', m.changed_at, 'createdAt', m.created_at, 'timeZone', c.time_zone,
      'private', m.concern_id is not null, 'kind', m.kind,
      'title', case when m.concern_id is null then m.title end, 'place', case when m.concern_id is null then m.place end)
    order by m.starts_at), '[]')
  from calendar_feeds f
  join accounts a on a.user_id = f.user_id and a.disabled_at is null
  join meetings m on m.starts_at > now() - interval '60 days' and m.status <> 'finding'
  join communities c on c.id = m.community_id
  where f.hash = of_hash and app.told_of_meeting(m.community_id, m.id, f.user_id)
$$;
