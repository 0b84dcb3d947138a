-- What must hold on what is said in a thread, whoever writes it: correcting, taking back, quoting.

-- The audience never changes. The text is corrected by its author within a quarter of an hour; it is taken back by them
-- in that time, by whoever leads at any time. What was taken back stays so.
create or replace function app.guard_message() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.audience <> old.audience then
    raise exception 'a message keeps the audience it was sent to' using errcode = '23001';
  end if;
  if current_user in ('doorstep_owner', 'doorstep_worker') then
    return new;
  end if;
  if old.deleted_at is not null then
    raise exception 'a message that was taken back stays so' using errcode = 'DS001';
  end if;
  if (new.deleted_at is null or not (old.community_id = any (app.coordinates()) or app.leads_concern(old.community_id, old.concern_id)
       or app.leads_problem(old.community_id, old.problem_id)))
     and (old.author_id is distinct from app.user() or old.created_at < now() - interval '15 minutes') then
    raise exception 'a message is changed by its author, within a quarter of an hour' using errcode = 'DS001';
  end if;
  if new.body <> old.body then
    new.edited_at := case when new.deleted_at is null then now() else old.edited_at end;
  end if;
  return new;
end $$;

-- Whether the viewer owns a concern (who leads the community is asked apart).
create or replace function app.leads_concern(community uuid, concern uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.officer_in()) and exists (
    select from concerns c where c.community_id = community and c.id = concern and c.owner_id = app.user())
$$;

create or replace trigger messages_guard before update on messages for each row execute function app.guard_message();

-- What it said before is kept for those who may read it; with the message itself it goes, and so do its files.
create or replace function app.message_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  files text[];
begin
  if new.deleted_at is null then
    insert into message_versions (community_id, message_id, ordinal, body, at)
    select old.community_id, old.id, coalesce(max(v.ordinal), 0) + 1, old.body, coalesce(old.edited_at, old.created_at)
    from message_versions v where v.community_id = old.community_id and v.message_id = old.id;
    return null;
  end if;
  delete from message_versions where community_id = old.community_id and message_id = old.id;
  delete from message_mentions where community_id = old.community_id and message_id = old.id;
  with gone as (
    delete from attachments where community_id = old.community_id and message_id = old.id returning storage_key)
  select array_agg(storage_key) into files from gone;
  if files is not null then
    insert into outbox (topic, payload) values ('files_drop', jsonb_build_object('keys', files));
  end if;
  return null;
end $$;

create or replace trigger messages_changed after update of body, deleted_at on messages for each row
  when (old.body <> new.body or old.deleted_at is distinct from new.deleted_at) execute function app.message_changed();

-- An answer quotes what stands in the same thread, and carries nothing from among those who work on it to everyone.
create or replace function app.guard_quote() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from messages q where q.community_id = new.community_id and q.id = new.quotes_id and q.thread_id = new.thread_id
      and q.deleted_at is null and (q.audience = 'everyone' or new.audience = 'working')) then
    raise exception 'what is quoted is not for those who read the answer' using errcode = 'DS001';
  end if;
  return null;
end $$;

create or replace trigger messages_quote after insert on messages for each row
  when (new.quotes_id is not null) execute function app.guard_quote();

-- Who may read what is said in a thread ---------------------------------------------------------------------------

-- Whether the viewer may write in a thread.
create or replace function app.speaks_in(community uuid, thread uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.coordinates())
    or exists (
      select from access a where a.community_id = community and a.subject_id = thread and a.principal = any (app.principals())
        and (a.reason in ('reporter', 'household', 'assigned') or a.reason <> 'voice' and (
          a.principal = any (app.organizations()) or community = any (app.officer_in()))))
    or (community = any (app.officer_in()) and exists (
      select from concerns c where c.community_id = community and c.id = thread and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed'))
    or app.works_on_problem(community, thread)
$$;

-- Whether a unit as a whole may read it. (Every unit of the community reads along on what its neighbours do.)
create or replace function app.unit_may_read(community uuid, thread uuid, for_audience text, unit uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
      select from access a where a.community_id = community and a.subject_id = thread and a.principal = unit and a.reason in ('assigned', 'room'))
    or (for_audience = 'everyone' and exists (
      select from concerns c join community_organizations co on co.community_id = c.community_id and co.organization_id = unit
      join organizations o on o.id = unit and o.disabled_at is null
      where c.community_id = community and c.id = thread and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed'))
    or exists (
      select from problems p join community_organizations co on co.community_id = p.community_id and co.organization_id = unit
      join organizations o on o.id = unit and o.disabled_at is null
      where p.community_id = community and p.id = thread and (for_audience = 'everyone' or exists (
        select from problem_units u where u.community_id = community and u.problem_id = thread and u.organization_id = unit and u.ended_at is null)))
$$;

-- Whether a person may read it, as the row policies would say if they asked.
create or replace function app.may_read(community uuid, thread uuid, for_audience text, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with works as (
    select m.organization_id, m.role from memberships m
    join organizations o on o.id = m.organization_id and o.disabled_at is null
    join community_organizations co on co.organization_id = m.organization_id and co.community_id = community
    join accounts x on x.user_id = m.user_id and x.disabled_at is null
    where m.user_id = person and m.ended_at is null
  ), lives as (
    select r.household_id from residents r where r.community_id = community and r.user_id = person and r.status = 'confirmed'
  ), has as (
    -- (A voice says whom to tell; it opens nothing.)
    select a.reason from access a where a.community_id = community and a.subject_id = thread and a.reason <> 'voice' and (
      a.principal = person and (a.reason = 'reporter' or exists (select from works where role in ('officer', 'coordinator')))
      or a.principal in (select organization_id from works)
      or a.principal in (select household_id from lives))
  ), known as (
    select exists (select from works where role = 'coordinator') or exists (select from has)
      or (exists (select from works) or exists (select from lives)) and exists (
        select from concerns c where c.community_id = community and c.id = thread and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed'
        union all
        select from problems p where p.community_id = community and p.id = thread)
      as sees
  )
  select sees and (for_audience = 'everyone' or
    (exists (select from works where role in ('officer', 'coordinator')) or exists (select from has where reason = 'assigned')
      or exists (
        select from problem_units u join works w on w.organization_id = u.organization_id
        where u.community_id = community and u.problem_id = thread and u.ended_at is null))
    and not exists (select from has where reason in ('reporter', 'household'))) from known
$$;

-- Those whom the viewer may name in what they write, because they may read it. Residents are offered whom they deal with:
-- who was taken in, or visited, they do not learn from here.
create or replace function app.mentionable(community uuid, thread uuid, for_audience text)
returns table (id uuid, kind text, name text, name_en text, detail text, detail_en text)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, 'user', u.name, null::text, coalesce(u.post, o.name), coalesce(u.post, o.name_en, o.name)
  from (
    select distinct on (m.user_id) m.user_id, m.organization_id, m.role from memberships m
    join community_organizations co on co.organization_id = m.organization_id and co.community_id = community
    where m.ended_at is null order by m.user_id, m.role) m
  join users u on u.id = m.user_id
  join organizations o on o.id = m.organization_id
  where app.speaks_in(community, thread) and m.user_id is distinct from app.user()
    and app.may_read(community, thread, for_audience, m.user_id)
    and (cardinality(app.organizations()) > 0 or m.role = 'coordinator' or exists (
      select from concerns c where c.community_id = community and c.id = thread and c.owner_id = m.user_id)
      or exists (select from access a where a.community_id = community and a.subject_id = thread and a.principal = m.user_id and a.reason = 'room'))
  union all
  select o.id, 'organization', o.name, o.name_en, null, null
  from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency' and o.disabled_at is null
  where co.community_id = community and app.speaks_in(community, thread)
    and app.unit_may_read(community, thread, for_audience, o.id)
    and (cardinality(app.organizations()) > 0 or exists (
      select from access a where a.community_id = community and a.subject_id = thread and a.principal = o.id))
$$;

create or replace function app.guard_mention() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from messages m where m.community_id = new.community_id and m.id = new.message_id and
      case new.kind when 'user' then app.may_read(m.community_id, m.thread_id, m.audience, new.principal)
        else app.unit_may_read(m.community_id, m.thread_id, m.audience, new.principal) end) then
    raise exception 'who is named could not read it' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger message_mentions_guard before insert on message_mentions for each row execute function app.guard_mention();

-- Whom a message names hears of it at once, in place of what everybody else hears. (By its name this trigger comes before
-- events_fan_out, which then finds that they were told.)
create or replace function app.call_named() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  said uuid := case new.kind when 'edited' then (new.data ->> 'message')::uuid else new.message_id end;
begin
  if session_user <> 'doorstep_app' and app.setting('silent') = 'on' then
    return null;
  end if;
  with named as (
    select x.principal as user_id from message_mentions x
      where x.community_id = new.community_id and x.message_id = said and x.kind = 'user'
    union
    select m.user_id from message_mentions x join memberships m on m.organization_id = x.principal and m.ended_at is null
      where x.community_id = new.community_id and x.message_id = said and x.kind = 'organization'
  ), told as (
    insert into notifications (community_id, id, user_id, concern_id, room_id, problem_id, kind, seq, created_at, mailed_at)
    select new.community_id, gen_random_uuid(), n.user_id, case new.subject_type when 'concern' then new.subject_id end,
           case new.subject_type when 'room' then new.subject_id end, case new.subject_type when 'problem' then new.subject_id end,
           'mentioned', new.seq, new.at,
           case when a.mail <> 'daily' or a.mentions_at_once then new.at end
    from named n
    join accounts a on a.user_id = n.user_id and a.disabled_at is null
    join messages m on m.community_id = new.community_id and m.id = said
    where n.user_id is distinct from new.actor_id and app.may_read(m.community_id, m.thread_id, m.audience, n.user_id)
      -- Who was named in it before it was corrected knows already.
      and (new.kind <> 'edited' or not exists (
        select from notifications k join events e on e.community_id = k.community_id and e.subject_id = new.subject_id and e.seq = k.seq
        where k.community_id = new.community_id and k.user_id = n.user_id
          and coalesce(k.room_id, k.concern_id, k.problem_id) = new.subject_id and k.kind = 'mentioned'
          and coalesce(e.message_id, (e.data ->> 'message')::uuid) = said))
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select new.subject_type || '_mail', jsonb_build_object('user', t.user_id, 'community', new.community_id,
    new.subject_type, new.subject_id, 'seq', new.seq, 'kind', 'mentioned')
  from told t join accounts a on a.user_id = t.user_id
  where (a.mail = 'each' or a.mail = 'daily' and a.mentions_at_once) and a.email is not null;
  return null;
end $$;

create or replace trigger events_call_named after insert on events for each row
  when (new.subject_type in ('concern', 'room', 'problem') and (new.message_id is not null or new.kind = 'edited')) execute function app.call_named();

-- Who is here, and how far they have read: among those who work on it ------------------------------------------------

-- Whether the viewer is among those who work on a thread: officers and units, never whoever raised it.
create or replace function app.works_in(community uuid, thread uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.speaks_in(community, thread) and cardinality(app.organizations()) > 0 and not exists (
    select from access a where a.community_id = community and a.subject_id = thread and a.principal = any (app.principals())
      and a.reason in ('reporter', 'household'))
$$;

-- The viewer has a thread open, is writing in it, or has left it. The open pages of the others are told.
create or replace function app.be_present(community uuid, thread uuid, writes boolean, leaves boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here boolean;
  wrote boolean;
  news boolean;
begin
  if app.user() is null or not app.works_in(community, thread) then
    return false;
  end if;
  select p.seen_at > now() - interval '75 seconds', p.typing_at is not null into here, wrote from presences p
    where p.community_id = community and p.thread_id = thread and p.user_id = app.user();
  if leaves then
    delete from presences p where p.community_id = community and p.thread_id = thread and p.user_id = app.user();
    news := coalesce(here, false);
  else
    -- To be there still is no news; to come, to write and to have stopped writing is.
    news := not coalesce(here, false) or writes or wrote;
    insert into presences (community_id, thread_id, user_id, typing_at)
      values (community, thread, app.user(), case when writes then now() end)
      on conflict (community_id, thread_id, user_id) do update set seen_at = now(), typing_at = excluded.typing_at;
  end if;
  if news then
    perform pg_notify('doorstep', json_build_object('type', 'presence', 'community', community, 'subject', thread)::text);
  end if;
  return true;
end $$;

-- Who else has a thread open now: for those who work on it.
create or replace function app.present_in(community uuid, thread uuid)
returns table (user_id uuid, name text, unit text, unit_en text, writes boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.user_id, u.name, o.name, o.name_en, coalesce(p.typing_at > now() - interval '10 seconds', false)
  from presences p
  join users u on u.id = p.user_id
  left join lateral (
    select o.name, o.name_en from memberships m join organizations o on o.id = m.organization_id
    join community_organizations co on co.organization_id = o.id and co.community_id = community
    where m.user_id = p.user_id and m.ended_at is null order by m.since, o.id limit 1) o on true
  where p.community_id = community and p.thread_id = thread and p.user_id is distinct from app.user()
    and p.seen_at > now() - interval '75 seconds' and app.works_in(community, thread)
    and app.may_read(community, thread, 'everyone', p.user_id)
  order by u.name
$$;

-- Who has read all that was said on a concern, or in a side room: told among those who work on it. (Of residents nobody is told.)
create or replace function app.thread_readers(community uuid, thread uuid)
returns table (name text, seq integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.name, r.seq from (
    select x.user_id, x.seq, c.privacy = 'neighbourhood' as open from thread_reads x
    join concerns c on c.community_id = x.community_id and c.id = x.concern_id
    where x.community_id = community and x.concern_id = thread
    union all
    -- (In a room, those who are still in it.)
    select x.user_id, x.seq, false from room_reads x
    where x.community_id = community and x.room_id = thread and app.may_read(community, thread, 'everyone', x.user_id)) r
  join users u on u.id = r.user_id
  where app.works_in(community, thread) and r.user_id is distinct from app.user()
    and r.seq >= (select max(e.seq) from events e where e.community_id = community and e.subject_id = thread and e.message_id is not null)
    and exists (
      select from memberships m join community_organizations co on co.organization_id = m.organization_id and co.community_id = community
      where m.user_id = r.user_id and m.ended_at is null and (
        m.role = 'coordinator' or m.role = 'officer' and r.open
        or exists (
          select from access a where a.community_id = community and a.subject_id = thread and (
            m.role = 'officer' and a.principal = r.user_id or a.principal = m.organization_id and a.reason in ('assigned', 'room')))))
    and not exists (
      select from access a where a.community_id = community and a.subject_id = thread and (
        a.principal = r.user_id and a.reason = 'reporter'
        or a.reason = 'household' and exists (
          select from residents x where x.community_id = community and x.user_id = r.user_id and x.household_id = a.principal and x.status = 'confirmed')))
  order by u.name
$$;

-- Side rooms: known to their members and to who leads the community, and to nobody else ----------------------------

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
