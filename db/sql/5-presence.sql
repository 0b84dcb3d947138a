-- Who is here, and how far they have read: told among those who work on a thread.

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
