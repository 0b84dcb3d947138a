-- Side rooms: known to their members and to who leads the community, and to nobody else.

-- Whether the viewer leads a room that is open: who coordinates, and whoever owns the concern and is in the room.
create or replace function app.leads_room(community uuid, room uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from threads t where t.community_id = community and t.id = room and t.name is not null and t.closed_at is null
      and (community = any (app.coordinates()) or app.leads_concern(community, t.concern_id) and (
        t.created_by = app.user() or exists (
          select from access a where a.community_id = community and a.subject_id = room and a.principal = app.user()))))
$$;

-- The number of the concern that a room belongs to, for those who are in it: more of the concern they may not see.
create or replace function app.room_number(community uuid, room uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select c.number from threads t join concerns c on c.community_id = t.community_id and c.id = t.concern_id
  where t.community_id = community and t.id = room and app.speaks_in(community, room)
$$;

-- Into a room come units of the community, officers who work there, and whoever raised the concern with their household.
create or replace function app.room_member() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_concern uuid := (select t.concern_id from threads t
    where t.community_id = new.community_id and t.id = new.thread_id and t.name is not null and t.closed_at is null);
  because text := case
    when of_concern is null then null
    when new.kind = 'organization' and exists (
      select from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency' and o.disabled_at is null
      where co.community_id = new.community_id and co.organization_id = new.principal) then 'room'
    -- (Whoever raised it is here for themselves, whatever else they are.)
    when exists (
      select from access a where a.community_id = new.community_id and a.subject_id = of_concern and a.principal = new.principal
        and a.reason = case new.kind when 'user' then 'reporter' when 'household' then 'household' end)
      then case new.kind when 'user' then 'reporter' else 'household' end
    when new.kind = 'user' and app.owner_is_active(new.community_id, new.principal) then 'room'
  end;
begin
  if because is null then
    raise exception 'who cannot be in a side room' using errcode = 'DS001';
  end if;
  perform app.grant_access(new.community_id, new.thread_id, new.principal, because);
  return new;
end $$;

create or replace trigger thread_members_access before insert on thread_members for each row execute function app.room_member();

create or replace function app.room_left() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from access a where a.community_id = old.community_id and a.subject_id = old.thread_id and a.principal = old.principal;
  return null;
end $$;

create or replace trigger thread_members_left after delete on thread_members for each row execute function app.room_left();

-- A room stays the room of its concern, and once closed stays closed.
create or replace function app.guard_room() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null or (old.name is null) <> (new.name is null) then
    raise exception 'a closed room stays closed' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger threads_guard before update on threads for each row execute function app.guard_room();

-- A file of a room belongs to its message alone: by the concern nobody finds it.
create or replace function app.file_of_room() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
    select from messages m where m.community_id = new.community_id and m.id = new.message_id and m.thread_id is distinct from m.concern_id) then
    new.concern_id := null;
  end if;
  return new;
end $$;

create or replace trigger attachments_room before insert or update on attachments for each row
  when (new.message_id is not null) execute function app.file_of_room();

-- Who hears of what happens in a room: those in it. (Who leads the community reads it, and is told where they are in it.)
create or replace function app.tell_room() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> 'doorstep_app' and app.setting('silent') = 'on' then
    return null;
  end if;
  with members as (
    select a.principal, a.reason from access a
    where a.community_id = new.community_id and a.subject_id = new.subject_id
      and (new.kind <> 'member_added' or new.data -> 'principals' ? a.principal::text)
  ), recipients as (
    select m.principal as user_id from members m
      where m.reason = 'reporter' or m.reason = 'room' and app.owner_is_active(new.community_id, m.principal)
    union
    select r.user_id from members m join residents r
      on r.community_id = new.community_id and r.household_id = m.principal and r.status = 'confirmed' where m.reason = 'household'
    union
    select x.user_id from members m join memberships x on x.organization_id = m.principal and x.ended_at is null where m.reason = 'room'
  ), told as (
    insert into notifications (community_id, id, user_id, room_id, kind, seq, created_at, mailed_at)
    select new.community_id, gen_random_uuid(), r.user_id, new.subject_id, 'room_' || new.kind, new.seq, new.at,
           case when a.mail <> 'daily' then new.at end
    from recipients r join accounts a on a.user_id = r.user_id and a.disabled_at is null
    where r.user_id is distinct from new.actor_id
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select 'room_mail', jsonb_build_object('user', t.user_id, 'community', new.community_id, 'room', new.subject_id,
    'seq', new.seq, 'kind', 'room_' || new.kind)
  from told t join accounts a on a.user_id = t.user_id
  where a.mail = 'each' and a.email is not null;
  return null;
end $$;

create or replace trigger events_tell_room after insert on events for each row
  when (new.subject_type = 'room' and new.kind in ('member_added', 'replied', 'closed')) execute function app.tell_room();
