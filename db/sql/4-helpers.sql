-- Who acts for a household: as long as it says, and no longer than to the next request.

do $$
begin
  if not exists (select from pg_constraint where conname = 'concern_people_helper') then
    alter table concern_people add constraint concern_people_helper foreign key (community_id, helper_id) references helpers (community_id, id);
  end if;
end $$;

-- A concern is about to be raised for a household by the viewer, who helps it: as a helper they are its reporter.
create or replace function app.begin_for_household(community uuid, helper uuid, concern uuid) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  h helpers;
begin
  select * into h from helpers x
    where x.community_id = community and x.id = helper and x.user_id = app.user() and x.may_raise for share;
  if h.id is null or not app.helps_now(h) or exists (
    select from concerns c where c.community_id = community and c.id = concern) then
    raise exception 'does not help this household' using errcode = '42501';
  end if;
  perform app.grant_access(community, concern, h.id, 'reporter');
  return h.household_id;
end $$;

-- Whether a concern is raised by one who helps: then it is not theirs, but theirs as a helper.
create or replace function app.raised_by_helper(community uuid, concern uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from access a join helpers h on h.community_id = a.community_id and h.id = a.principal
    where a.community_id = community and a.subject_id = concern and a.reason = 'reporter')
$$;

-- Who raised something as a helper says so truly.
create or replace function app.guard_helper_reporter() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from helpers h
    where h.community_id = new.community_id and h.id = new.helper_id and h.household_id = new.household_id
      and h.user_id = app.user() and app.helps_now(h)) or new.role <> 'reporter' or new.user_id is not null then
    raise exception 'does not help this household' using errcode = '42501';
  end if;
  return new;
end $$;

create or replace trigger concern_people_by_helper before insert on concern_people
  for each row when (new.helper_id is not null and session_user = 'doorstep_app') execute function app.guard_helper_reporter();

-- The household reads on its own chain who was named, took it on, and ended; that it ended is told to both.
create or replace function app.tell_of_helper() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ends boolean := tg_op = 'UPDATE' and new.ended_at is not null and old.ended_at is null;
begin
  if app.tells_past() then
    return null;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
  values (new.community_id, 'household', new.household_id,
    case when tg_op = 'INSERT' then 'helper_named' when ends then 'helper_ended' else 'helper_taken_on' end,
    'office', app.user(), jsonb_build_object('helper', new.id)
      || case when tg_op = 'INSERT' then jsonb_build_object('consent', new.consent) else '{}' end
      || case when ends and new.ended_for is not null then jsonb_build_object('why', new.ended_for) else '{}' end);
  if ends then
    perform app.tell_helper_ended(new, array(
      select r.user_id from residents r
      where r.community_id = new.community_id and r.household_id = new.household_id and r.status = 'confirmed') || new.user_id);
  end if;
  return null;
end $$;

create or replace function app.tell_helper_ended(h helpers, people uuid[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  with told as (
    insert into notifications (community_id, id, user_id, helper_id, kind, seq, mailed_at)
    select h.community_id, gen_random_uuid(), a.user_id, h.id, 'helper_ended', 0, case when a.mail <> 'daily' then now() end
    from accounts a where a.user_id = any (people) and a.disabled_at is null and a.user_id is distinct from app.user()
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select 'helper_mail', jsonb_build_object('user', t.user_id, 'community', h.community_id, 'helper', h.id)
  from told t join accounts a on a.user_id = t.user_id where a.mail = 'each' and a.email is not null
$$;

create or replace trigger helpers_told_added after insert on helpers for each row execute function app.tell_of_helper();
create or replace trigger helpers_told after update of user_id, ended_at on helpers for each row
  when ((old.user_id, old.ended_at) is distinct from (new.user_id, new.ended_at))
  execute function app.tell_of_helper();

-- A consent ends when the household moves, whichever way that becomes known: when nobody of it lives there any more, or with
-- whoever gave it by their own account. Who lives there after them says anew who acts for them.
create or replace function app.end_helpers(community uuid, household uuid, left_by uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  h helpers;
begin
  for h in
    update helpers x set ended_at = now(), ended_by = app.user(), ended_for = 'moved'
    where x.community_id = community and x.household_id = household and x.ended_at is null and (
      left_by is null or x.consent = 'account' and x.recorded_by = left_by or not exists (
        select from residents r where r.community_id = community and r.household_id = household and r.status = 'confirmed'))
    returning x.*
  loop
    -- (Who has left lives there no more, and gave it: they are told as well.)
    if left_by is not null and not app.tells_past() then
      perform app.tell_helper_ended(h, array[left_by]);
    end if;
  end loop;
end $$;

create or replace function app.resident_left() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.end_helpers(old.community_id, old.household_id, old.user_id);
  return null;
end $$;

create or replace trigger residents_left after update of status on residents for each row
  when (old.status = 'confirmed' and new.status <> 'confirmed') execute function app.resident_left();
create or replace trigger residents_gone after delete on residents for each row
  when (old.status = 'confirmed') execute function app.resident_left();

create or replace function app.household_moved() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.end_helpers(new.community_id, new.household_id, null);
  return null;
end $$;

-- (A visit of the past that is written down as one says nothing of now.)
create or replace trigger visits_moved_away after insert or update of status on visits for each row
  when (new.status = 'moved_away' and not app.tells_past()) execute function app.household_moved();

-- The rounds that come to a door that the viewer may choose times for: which evenings there are. Nothing of what was chosen
-- before, nor when somebody comes.
create or replace function app.rounds_for_helper() returns table (helper uuid, community_id uuid, building text, entrance text, door text, round jsonb, shifts jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, h.community_id, b.name, e.name, x.door,
    jsonb_build_object('id', r.id, 'name', r.name, 'startsOn', r.starts_on, 'endsOn', r.ends_on, 'status', r.status),
    coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'startsAt', f.starts_at, 'endsAt', f.ends_at) order by f.starts_at)
      from shifts f where f.community_id = r.community_id and f.round_id = r.id and f.ends_at > now()), '[]')
  from helpers h
  join communities c on c.id = h.community_id
  join households x on x.community_id = h.community_id and x.id = h.household_id
  join entrances e on e.community_id = x.community_id and e.id = x.entrance_id
  join buildings b on b.community_id = e.community_id and b.id = e.building_id
  join rounds r on r.community_id = h.community_id and r.status <> 'closed' and r.ends_on >= (now() at time zone c.time_zone)::date
  where h.user_id = app.user() and h.ended_at is null and h.may_choose and app.helps_now(h)
  order by r.starts_on, h.id
$$;

-- Says for a household when it wants to be visited; the last word counts, as with a slip.
create or replace function app.choose_for_household(of_helper uuid, of_round uuid, wish uuid, of_kind text, of_times tstzmultirange,
  of_note text, of_phone text, of_email text, of_locale text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  h helpers;
begin
  select x.* into h from helpers x
    join rounds r on r.community_id = x.community_id and r.id = of_round and r.status <> 'closed'
    where x.id = of_helper and x.user_id = app.user() and x.may_choose for share of x;
  if h.id is null or not app.helps_now(h) then
    return false;
  end if;
  insert into visit_wishes as w (community_id, id, round_id, household_id, kind, times, note, phone, email, locale, via, made_by)
    values (h.community_id, wish, of_round, h.household_id, of_kind, of_times, of_note, of_phone, of_email, of_locale, 'helper', app.user())
    on conflict (community_id, round_id, household_id) do update set
      kind = excluded.kind, times = excluded.times, note = excluded.note, phone = coalesce(excluded.phone, w.phone),
      email = coalesce(excluded.email, w.email), locale = excluded.locale, via = 'helper', made_by = excluded.made_by, changed_at = now();
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values (h.community_id, 'household', h.household_id, 'wish_made', 'office', app.user(), jsonb_build_object('helper', h.id));
  update visit_refusals set lifted_at = now(), lifted_by = app.user() where community_id = h.community_id and household_id = h.household_id
    and lifted_at is null and of_kind <> 'call';
  return true;
end $$;
