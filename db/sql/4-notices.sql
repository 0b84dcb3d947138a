-- Those who are told beyond the people of a concern: organizations' own systems.

-- A call for each system of an organization that works on the concern, and of the agency that leads: queued with the event.
create or replace function app.tell_systems() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if session_user not in ('doorstep_app', 'doorstep_worker') then
    return null;
  end if;
  insert into outbox (topic, payload)
  select 'webhook', jsonb_build_object('webhook', w.id, 'community', new.community_id, 'concern', new.subject_id, 'seq', new.seq)
  from webhooks w join organizations o on o.id = w.organization_id and o.disabled_at is null
  where exists (
      select from access a where a.community_id = new.community_id and a.subject_id = new.subject_id
        and a.principal = w.organization_id and a.reason = 'assigned')
    or o.kind = 'agency' and exists (
      select from community_organizations co where co.community_id = new.community_id and co.organization_id = w.organization_id);
  return null;
end $$;

create or replace trigger events_systems after insert on events for each row
  -- (What goes on within a unit is told to no system.)
  when (new.subject_type = 'concern' and new.audience <> 'office' and new.kind not in ('in_hand', 'laid_back')) execute function app.tell_systems();

-- Work that was given up: an administrator sees that it was, and why, but not what it would have said.
create or replace function app.failed_work() returns table (id uuid, topic text, attempts integer, error text, created_at timestamptz, failed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.topic, o.attempts, o.error, o.created_at, o.failed_at from outbox o
  where app.admin() and o.failed_at is not null and o.done_at is null order by o.failed_at desc limit 200
$$;

-- Takes it up again, or lets it go. @returns how many
create or replace function app.settle_work(items uuid[], again boolean) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  settled integer;
begin
  if not app.admin() then
    return 0;
  end if;
  if again then
    update outbox set failed_at = null, attempts = 0, due_at = now() where id = any (items) and failed_at is not null and done_at is null;
  else
    update outbox set done_at = now(), payload = '{}' where id = any (items) and failed_at is not null and done_at is null;
  end if;
  get diagnostics settled = row_count;
  if settled > 0 then
    perform pg_notify('doorstep_outbox', '');
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values ('00000000-0000-0000-0000-000000000000', 'organization', '00000000-0000-0000-0000-000000000000',
        case when again then 'work_resent' else 'work_dropped' end, 'office', app.user(), jsonb_build_object('count', settled));
  end if;
  return settled;
end $$;

-- What a person does not want to hear of, and when ---------------------------------------------------------------------

-- A concern that somebody has muted is not told to them, unless they are named in it or it is theirs to answer for.
create or replace function app.spare_muted() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.kind in ('mentioned', 'assigned', 'handed_over', 'in_hand', 'reminded', 'escalated', 'unsolved_late') or not exists (
    select from thread_mutes m where m.community_id = new.community_id and m.concern_id = new.concern_id and m.user_id = new.user_id) then
    return new;
  end if;
  return null;
end $$;

create or replace trigger notifications_spare before insert on notifications
  for each row when (new.concern_id is not null) execute function app.spare_muted();

-- When something can be sent to a person: now, or when their quiet hours are over, by the clock of a community.
create or replace function app.after_quiet(person uuid, community uuid, at timestamptz) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((
    select case
        when not case when q.begins <= q.ends then q.clock >= q.begins and q.clock < q.ends else q.clock >= q.begins or q.clock < q.ends end then at
        else ((q.day + case when q.clock >= q.ends then 1 else 0 end) + q.ends) at time zone q.zone end
    from (
      select a.quiet_from::time as begins, a.quiet_until::time as ends, c.time_zone as zone,
        (at at time zone c.time_zone)::time as clock, (at at time zone c.time_zone)::date as day
      from accounts a, communities c where a.user_id = person and c.id = community and a.quiet_from is not null) q), at)
$$;

create or replace function app.keep_quiet() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.due_at := app.after_quiet((new.payload ->> 'user')::uuid, (new.payload ->> 'community')::uuid, new.due_at);
  return new;
end $$;

create or replace trigger outbox_quiet before insert on outbox
  for each row when (new.topic in ('concern_mail', 'room_mail', 'problem_mail', 'step_mail', 'meeting_mail', 'meeting_struck', 'agreement_mail', 'works_mail', 'weekly_mail', 'quote_mail', 'published_mail', 'helper_mail', 'push')) execute function app.keep_quiet();

-- The end of all mail on what happens, by the link in one: for an account, or for one who follows without.
create or replace function auth.stop_mail(of_user uuid, of_community uuid, of_person uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update accounts set mail = 'none' where user_id = of_user;
  update concern_contacts set muted_at = coalesce(muted_at, now()) where community_id = of_community and person_id = of_person;
$$;

create or replace function auth.resume_mail(of_user uuid, of_community uuid, of_person uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update accounts set mail = 'each' where user_id = of_user and mail = 'none';
  update concern_contacts set muted_at = null where community_id = of_community and person_id = of_person;
$$;
