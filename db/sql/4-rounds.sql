-- Rounds, and what households say of being visited.

create or replace function app.guard_round() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.status <> old.status then
    perform app.check_transition('round', old.status, new.status, array_remove(array[
      case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
      case when old.community_id = any (app.coordinates()) then 'coordinator' end], null));
  end if;
  return new;
end $$;

create or replace trigger rounds_guard before update on rounds for each row execute function app.guard_round();

create or replace function app.round_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists rounds_status_logged on rounds;
create constraint trigger rounds_status_logged after update of status on rounds deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.round_status_logged();

-- Who asked not to be visited any more is not visited, whoever plans it.
create or replace function app.respect_refusal() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.status = 'planned' and exists (
    select from visit_refusals x where x.community_id = new.community_id and x.household_id = new.household_id and x.lifted_at is null) then
    raise exception 'this household asked not to be visited' using errcode = 'DS004';
  end if;
  return new;
end $$;

create or replace trigger visits_respect_refusal before insert on visits for each row execute function app.respect_refusal();

-- A household says that the time suits it: then it stays, whatever is planned again.
create or replace function app.confirm_visit(visit uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v visits;
begin
  select * into v from visits x where x.id = visit and x.household_id = any (app.households()) and x.status = 'planned'
    and x.starts_at > now() for update;
  if v.id is null then
    return false;
  end if;
  if v.confirmed_at is null then
    update visits set confirmed_at = now() where community_id = v.community_id and id = v.id;
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (v.community_id, 'visit', v.id, 'confirmed', 'everyone', app.user(), '{}');
  end if;
  return true;
end $$;

-- A household that asks not to be visited is not visited: what is planned at its door is called off.
create or replace function app.call_off_visits(household uuid) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v visits;
  called_off integer := 0;
begin
  for v in update visits set status = 'cancelled', confirmed_at = null
    where household_id = household and household = any (app.households()) and status = 'planned' and starts_at > now() returning * loop
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, data)
      values (v.community_id, 'visit', v.id, 'cancelled', 'everyone', app.user(), 'planned', 'cancelled', '{}');
    called_off := called_off + 1;
  end loop;
  return called_off;
end $$;

-- The slip in a letterbox: what it says, by its code's hash. Nothing of who lives there, nor of what others chose.
create or replace function auth.slip(of_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'community', jsonb_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en, 'timeZone', c.time_zone, 'demo', c.demo),
    'agency', (select jsonb_build_object('name', o.name, 'nameEn', o.name_en) from organizations o where o.id = c.agency_id),
    'round', jsonb_build_object('id', r.id, 'name', r.name, 'startsOn', r.starts_on, 'endsOn', r.ends_on, 'status', r.status),
    'building', b.name, 'entrance', e.name, 'entranceCode', e.code, 'door', h.door, 'floor', h.floor,
    'shifts', coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'startsAt', f.starts_at, 'endsAt', f.ends_at) order by f.starts_at)
      from shifts f where f.community_id = s.community_id and f.round_id = s.round_id and f.ends_at > now()), '[]'),
    'visit', (
      select jsonb_build_object('id', v.id, 'startsAt', v.starts_at, 'endsAt', v.ends_at, 'confirmed', v.confirmed_at is not null)
      from visits v where v.community_id = s.community_id and v.round_id = s.round_id and v.household_id = s.household_id
        and v.status = 'planned' and v.starts_at > now() order by v.starts_at, v.id limit 1),
    'chosenAt', (
      select w.changed_at from visit_wishes w
      where w.community_id = s.community_id and w.round_id = s.round_id and w.household_id = s.household_id))
  from slips s
  join rounds r on r.community_id = s.community_id and r.id = s.round_id and r.status <> 'closed'
  join communities c on c.id = s.community_id
  join households h on h.community_id = s.community_id and h.id = s.household_id
  join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
  join buildings b on b.community_id = e.community_id and b.id = e.building_id
  where s.hash = of_hash
$$;

-- Whoever holds the slip chooses; the last choice counts.
create or replace function auth.slip_wish(of_hash bytea, wish uuid, of_kind text, of_times tstzmultirange, of_note text,
  of_phone text, of_email text, of_locale text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  s slips;
begin
  select x.* into s from slips x join rounds r on r.community_id = x.community_id and r.id = x.round_id and r.status <> 'closed'
    where x.hash = of_hash for update of x;
  if s.id is null then
    return false;
  end if;
  insert into visit_wishes as w (community_id, id, round_id, household_id, kind, times, note, phone, email, locale, via)
    values (s.community_id, wish, s.round_id, s.household_id, of_kind, of_times, of_note, of_phone, of_email, of_locale, 'slip')
    on conflict (community_id, round_id, household_id) do update set
      kind = excluded.kind, times = excluded.times, note = excluded.note, phone = coalesce(excluded.phone, w.phone),
      email = coalesce(excluded.email, w.email), locale = excluded.locale, via = 'slip', made_by = null, changed_at = now();
  update slips set used_at = coalesce(used_at, now()) where community_id = s.community_id and id = s.id;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values (s.community_id, 'household', s.household_id, 'wish_made', 'office', null, '{}');
  -- Whoever asks for a visit may be visited again.
  update visit_refusals set lifted_at = now() where community_id = s.community_id and household_id = s.household_id
    and lifted_at is null and of_kind <> 'call';
  return true;
end $$;

create or replace function auth.slip_confirm(of_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v visits;
begin
  select x.* into v from slips s
    join rounds r on r.community_id = s.community_id and r.id = s.round_id and r.status <> 'closed'
    join visits x on x.community_id = s.community_id and x.round_id = s.round_id and x.household_id = s.household_id
      and x.status = 'planned' and x.starts_at > now()
    where s.hash = of_hash for update of x;
  if v.id is null then
    return false;
  end if;
  if v.confirmed_at is null then
    update visits set confirmed_at = now() where community_id = v.community_id and id = v.id;
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (v.community_id, 'visit', v.id, 'confirmed', 'everyone', null, '{}');
  end if;
  return true;
end $$;

-- The visits of a calendar that somebody follows, by the hash of its secret: times and doors, no resident's name.
create or replace function auth.calendar(of_hash bytea) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  f calendar_feeds;
begin
  select * into f from calendar_feeds x where x.hash = of_hash;
  -- A feed ends with the work it is for.
  if f.id is null or (f.user_id is not null and not exists (
    select from accounts a where a.user_id = f.user_id and a.disabled_at is null)) then
    return null;
  end if;
  if f.read_at is null or f.read_at < now() - interval '1 hour' then
    update calendar_feeds set read_at = now() where id = f.id;
  end if;
  return jsonb_build_object(
    'id', f.id, 'guide', f.guide_id is not null, 'locale', (select a.locale from accounts a where a.user_id = f.user_id),
    'place', (select jsonb_build_object('building', b.name, 'entrance', e.name) from guides g
      join entrances e on e.community_id = g.community_id and e.id = g.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where g.community_id = f.community_id and g.id = f.guide_id),
    'visits', coalesce((
      select jsonb_agg(jsonb_build_object('id', v.id, 'status', v.status, 'startsAt', v.starts_at, 'endsAt', v.ends_at,
          'sequence', v.sequence, 'changedAt', v.changed_at, 'createdAt', v.created_at, 'community', c.name, 'timeZone', c.time_zone,
          'building', b.name, 'entrance', e.name, 'floor', h.floor, 'door', h.door,
          'team', coalesce((select array_agg(u.name order by u.name) from visit_officers o join users u on u.id = o.user_id
            where o.community_id = v.community_id and o.visit_id = v.id and o.user_id is distinct from f.user_id), '{}'),
          'guides', case when f.guide_id is null then coalesce((select array_agg(g.name order by g.name) from guides g
            where g.community_id = h.community_id and g.entrance_id = h.entrance_id), '{}') else '{}' end)
        order by v.starts_at)
      from visits v
      join communities c on c.id = v.community_id
      join households h on h.community_id = v.community_id and h.id = v.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where v.starts_at > now() - interval '60 days' and (
        (f.user_id is not null and app.owner_is_active(v.community_id, f.user_id) and exists (
          select from visit_officers o where o.community_id = v.community_id and o.visit_id = v.id and o.user_id = f.user_id))
        or (f.guide_id is not null and v.community_id = f.community_id and h.entrance_id = (
          select g.entrance_id from guides g where g.community_id = f.community_id and g.id = f.guide_id)))), '[]'));
end $$;

-- Whether a round may still be arranged: teams, shifts and guides of one that is over stay as they were.
create or replace function app.round_is_open(community uuid, round uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from rounds r where r.community_id = community and r.id = round and r.status <> 'closed')
$$;

-- Whether the viewer goes (or went, in a round that is not over) to a door.
create or replace function app.visits_door(community uuid, household uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from visits v
    join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id and o.user_id = app.user()
    left join rounds r on r.community_id = v.community_id and r.id = v.round_id
    where v.community_id = community and v.household_id = household and v.status <> 'cancelled'
      and (r.status in ('planned', 'running') or (r.id is null and v.starts_at between now() - interval '14 days' and now() + interval '14 days')))
$$;
