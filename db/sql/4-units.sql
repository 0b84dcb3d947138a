-- Within a partner unit: who has what in hand.

-- Whoever has it in hand is a member who is there, and the unit has it still to answer.
create or replace function app.guard_handler() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from assignments a
    where a.community_id = new.community_id and a.id = new.assignment_id and a.organization_id = new.organization_id
      and a.status in ('assigned', 'accepted'))
  or not app.is_colleague(new.organization_id, new.user_id) then
    raise exception 'in hand of no member of the unit' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace function app.is_colleague(organization uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from memberships m join accounts a on a.user_id = m.user_id and a.disabled_at is null
    where m.organization_id = organization and m.user_id = person and m.ended_at is null)
$$;

create or replace trigger assignment_handlers_guard before insert on assignment_handlers
  for each row execute function app.guard_handler();

-- What is given back is in nobody's hand.
create or replace function app.empty_hand() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from assignment_handlers h where h.community_id = new.community_id and h.assignment_id = new.id;
  return null;
end $$;

create or replace trigger assignments_returned after update of status on assignments
  for each row when (new.status = 'returned') execute function app.empty_hand();

-- What somebody who leaves had in hand goes back to the unit, and its lead is told. @param organization null: all of theirs
create or replace function app.lay_back(person uuid, organization uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  h record;
begin
  for h in
    with gone as (
      delete from assignment_handlers x where x.user_id = person and (organization is null or x.organization_id = organization) returning x.*)
    select g.*, a.concern_id from gone g
    join assignments a on a.community_id = g.community_id and a.id = g.assignment_id and a.status in ('assigned', 'accepted')
    join concerns c on c.community_id = a.community_id and c.id = a.concern_id and c.closed_at is null
    -- (Locked in one order.)
    order by a.concern_id
  loop
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (h.community_id, 'concern', h.concern_id, 'laid_back', 'working', app.user(), jsonb_build_object(
        'assignment', h.assignment_id, 'organization', h.organization_id, 'colleague', person, 'left', true));
  end loop;
end $$;

create or replace function app.member_leaves() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.lay_back(new.user_id, new.organization_id);
  return null;
end $$;

create or replace trigger memberships_leave after update of ended_at on memberships
  for each row when (old.ended_at is null and new.ended_at is not null) execute function app.member_leaves();

create or replace function app.account_leaves() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.lay_back(new.user_id, null);
  return null;
end $$;

create or replace trigger accounts_leave after update of disabled_at on accounts
  for each row when (old.disabled_at is null and new.disabled_at is not null) execute function app.account_leaves();

-- Whoever is handed it is told at once; of what somebody who left had, the unit's lead hears, or all where none is named.
create or replace function app.tell_hand() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user <> 'doorstep_app' and app.setting('silent') = 'on' then
    return null;
  end if;
  with unit as (
    select m.user_id, m.lead from memberships m
    where m.organization_id = (new.data ->> 'organization')::uuid and m.ended_at is null
  ), told as (
    insert into notifications (community_id, id, user_id, concern_id, kind, seq, created_at, mailed_at)
    select new.community_id, gen_random_uuid(), u.user_id, new.subject_id, new.kind, new.seq, new.at,
           case when a.mail <> 'daily' or a.mentions_at_once then new.at end
    from unit u
    join accounts a on a.user_id = u.user_id and a.disabled_at is null
    where u.user_id is distinct from new.actor_id and case new.kind
      when 'in_hand' then u.user_id = (new.data ->> 'colleague')::uuid
      else new.data ? 'left' and (u.lead or not exists (select from unit x where x.lead)) end
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select 'concern_mail', jsonb_build_object('user', t.user_id, 'community', new.community_id,
    'concern', new.subject_id, 'seq', new.seq, 'kind', new.kind)
  from told t join accounts a on a.user_id = t.user_id
  where (a.mail = 'each' or a.mail = 'daily' and a.mentions_at_once) and a.email is not null;
  return null;
end $$;

create or replace trigger events_tell_hand after insert on events for each row
  when (new.subject_type = 'concern' and new.kind in ('in_hand', 'laid_back')) execute function app.tell_hand();

-- The end of the weekly summary, by the link in one; and its return.
create or replace function auth.set_weekly(of_user uuid, wanted boolean) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update accounts set weekly = wanted where user_id = of_user;
$$;

-- How much the asker's own units have still to answer, no further than anybody counts: all, what the asker has in hand, what nobody
-- has, and what is late. (Numbers alone: asking each row's policies would cost more than everything else on the page.)
-- (Nor is a table read from end to end for it: the planner does not see that so few are wanted.)
create or replace function app.unit_day_counts() returns table (ours integer, mine integer, nobody integer, late integer)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_bitmapscan = off as $$
  select count(*)::int, (count(*) filter (where d.handler = app.user()))::int, (count(*) filter (where d.handler is null))::int,
    (count(*) filter (where d.due_at < now() and d.status <> 'waiting'))::int
  from (
    select h.user_id as handler, a.due_at, c.status from assignments a
    -- (Each one look by its key.)
    cross join lateral (select * from concerns x where x.community_id = a.community_id and x.id = a.concern_id offset 0) c
    left join assignment_handlers h on h.community_id = a.community_id and h.assignment_id = a.id
    where a.organization_id = any (app.organizations()) and a.status in ('assigned', 'accepted') and c.closed_at is null
      and c.status not in ('unconfirmed', 'solved')
    limit 1001) d
$$;
