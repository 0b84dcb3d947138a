-- What must hold on a concern that is followed to its end: only the family ends it, and only those who accompany it know.

-- Whether the viewer accompanies a concern: whoever leads the community, owns the concern, was let into it as an officer.
create or replace function app.cares_for(community uuid, concern uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.coordinates()) or community = any (app.officer_in()) and exists (
    select from access a where a.community_id = community and a.subject_id = concern and a.principal = app.user()
      and a.reason in ('owner', 'visiting', 'taken_in', 'accompanying'))
$$;

-- Whether the viewer is the family: whoever raised it, their household, or one who follows it by the link.
create or replace function app.is_family(community uuid, concern uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from access a where a.community_id = community and a.subject_id = concern
      and a.principal = any (app.principals()) and a.reason in ('reporter', 'household'))
$$;

-- What the viewer is to a step; the same words as in domain/step/rules.ts.
create or replace function app.step_capacities(community uuid, concern uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
    case when app.cares_for(community, concern) then 'carer' end,
    case when app.is_family(community, concern) then 'family' end], null)
$$;

-- The following of a concern that goes on, whoever asks: what guards it must not depend on who may see it.
create or replace function app.following_of(community uuid, concern uuid) returns concern_followings
language sql stable security definer set search_path = public, pg_temp as $$
  select f from concern_followings f where f.community_id = community and f.concern_id = concern and f.ended_at is null
$$;

-- The family's last word ------------------------------------------------------------------------------------------------

-- A concern that is followed ends when the family says so: with their own confirmation, by taking it back, or by what an
-- officer heard them say and noted, in the same transaction. Neither the clock nor whoever leads ends it.
create or replace function app.guard_followed() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  held concern_followings := app.following_of(old.community_id, old.id);
  caps text[] := app.capacities(old.community_id, old.id, old.owner_id);
  -- What an officer notes of the family's word is their own doing, now.
  noted boolean := held.id is not null and held.word = 'done' and held.word_via <> 'online'
    and held.word_at = now() and held.word_by = app.user();
begin
  if new.status = 'confirmed' and not caps && '{reporter,system}' and not coalesce(noted, false) then
    raise exception 'only the family says that it is done' using errcode = 'DS001';
  end if;
  if held.id is not null and not (
      new.status = 'confirmed' and (caps && '{reporter}' or noted)
      or new.status = 'closed' and new.close_reason = 'withdrawn' and caps && '{reporter}') then
    raise exception 'a concern that is followed is closed when the family says so' using errcode = 'DS005';
  end if;
  return new;
end $$;

create or replace trigger concerns_followed before update of status on concerns
  for each row when (new.status <> old.status and new.status in ('confirmed', 'closed')) execute function app.guard_followed();

-- What ends with its concern goes on with it where it is opened again.
create or replace function app.follow_along() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.closed_at is not null then
    -- (What the family did themselves is their word.)
    update concern_followings set ended_at = now(), word = coalesce(word, case new.status when 'confirmed' then 'done' else 'stop' end),
        word_via = coalesce(word_via, 'online'), word_by = case when word is null then app.user() else word_by end, word_at = coalesce(word_at, now())
      where community_id = new.community_id and concern_id = new.id and ended_at is null;
  else
    update concern_followings set ended_at = null, word = null, word_via = null, word_how = null, word_by = null, word_at = null
      where community_id = new.community_id and concern_id = new.id and ended_at is not null and word is distinct from 'stop';
  end if;
  return null;
end $$;

create or replace trigger concerns_follow_along after update of status on concerns
  for each row when ((new.closed_at is null) <> (old.closed_at is null)) execute function app.follow_along();

create or replace function app.guard_following() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  caps text[] := app.step_capacities(new.community_id, new.concern_id);
begin
  if caps && '{system}' then
    return new;
  end if;
  if not exists (
    select from concerns c where c.community_id = new.community_id and c.id = new.concern_id
      and c.closed_at is null and c.status <> 'unconfirmed') then
    raise exception 'what is over is not followed' using errcode = 'DS001';
  end if;
  if tg_op = 'INSERT' then
    return new;
  end if;
  -- (Begun again after the family had said that it need not be.)
  if old.ended_at is not null and new.ended_at is null and new.word is null and caps && '{carer}' and not caps && '{family}' then
    return new;
  end if;
  -- The family's own word is theirs alone; what they said elsewhere is noted by whoever heard it, with how it was said.
  if new.word is null or new.word_at is distinct from now() or new.word_by is distinct from app.user()
     or new.word_via = 'online' and not caps && '{family}'
     or new.word_via <> 'online' and (not caps && '{carer}' or caps && '{family}') then
    raise exception 'only the family ends what is followed' using errcode = 'DS005';
  end if;
  return new;
end $$;

create or replace trigger concern_followings_guard before insert or update on concern_followings
  for each row execute function app.guard_following();

-- That it began and ended is told on a chain of its own, which nobody reads but those who are in it.
create or replace function app.following_logged() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data, at)
  values (new.community_id, 'following', new.id, case when new.ended_at is null then 'followed' else 'follow_ended' end, 'everyone',
    case when tg_op = 'INSERT' then coalesce(app.user(), new.started_by) else app.user() end,
    jsonb_strip_nulls(jsonb_build_object('word', new.word, 'via', new.word_via)),
    case when tg_op = 'INSERT' then new.started_at end);
  return null;
end $$;

create or replace trigger concern_followings_begun after insert on concern_followings
  for each row execute function app.following_logged();
create or replace trigger concern_followings_ended after update of ended_at on concern_followings
  for each row when ((new.ended_at is null) <> (old.ended_at is null)) execute function app.following_logged();

-- Steps -----------------------------------------------------------------------------------------------------------------

create or replace function app.guard_step() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  one concern_steps := case when tg_op = 'DELETE' then old else new end;
  caps text[] := app.step_capacities(one.community_id, one.concern_id);
begin
  if not caps && '{system}' then
    if (app.following_of(one.community_id, one.concern_id)).id is distinct from one.following_id then
      raise exception 'it is not followed any more' using errcode = 'DS001';
    end if;
    if tg_op = 'UPDATE' then
      if new.status <> old.status then
        perform app.check_transition('step', old.status, new.status, caps);
      end if;
      -- The family ticks what it has done, and changes nothing else.
      if not caps && '{carer}' and row (new.ordinal, new.title, new.titles, new.papers, new.at, new.timed, new.place, new.officer_id, new.note, new.generic)
           is distinct from row (old.ordinal, old.title, old.titles, old.papers, old.at, old.timed, old.place, old.officer_id, old.note, old.generic) then
        raise exception 'the family ticks steps, officers change them' using errcode = 'DS001';
      end if;
    end if;
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if new.officer_id is not null and (tg_op = 'INSERT' or new.officer_id is distinct from old.officer_id)
     and not app.owner_is_active(new.community_id, new.officer_id) then
    raise exception 'who goes along must work in the community' using errcode = 'DS003';
  end if;
  -- Another date is another reminder.
  if tg_op = 'UPDATE' and (new.at is distinct from old.at or new.timed <> old.timed) then
    new.reminded_at := null;
    new.late_at := null;
    new.family_told_at := null;
  end if;
  return new;
end $$;

create or replace trigger concern_steps_guard before insert or update or delete on concern_steps
  for each row execute function app.guard_step();

-- Whoever goes along sees the concern, for as long as they do.
create or replace function app.step_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    perform app.grant_access(new.community_id, new.concern_id, new.officer_id, 'accompanying');
  end if;
  if tg_op <> 'INSERT' and old.officer_id is not null and not exists (
    select from concern_steps s where s.community_id = old.community_id and s.concern_id = old.concern_id and s.officer_id = old.officer_id) then
    perform app.end_access(old.community_id, old.concern_id, old.officer_id, 'accompanying');
  end if;
  return null;
end $$;

create or replace trigger concern_steps_access after insert or delete or update of officer_id on concern_steps
  for each row execute function app.step_access();

create or replace function app.step_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.following_id, old.status, new.status, 'step', new.id::text);
  return null;
end $$;

drop trigger if exists concern_steps_status_logged on concern_steps;
create constraint trigger concern_steps_status_logged after update of status on concern_steps deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.step_status_logged();

-- The steps of the last case of a category that their author marked as generic, for whoever begins the next one: neither
-- whose case it was nor anything else of it.
create or replace function app.generic_steps(community uuid, of_category text, besides uuid) returns table (title text, titles jsonb, papers text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.title, s.titles, s.papers from concern_steps s
  where community = any (app.officer_in()) and s.community_id = community and s.generic and s.following_id = (
    select f.id from concern_followings f
    join concerns c on c.community_id = f.community_id and c.id = f.concern_id and c.category = of_category
    where f.community_id = community and f.concern_id <> besides and exists (
      select from concern_steps x where x.community_id = f.community_id and x.following_id = f.id and x.generic)
    order by f.started_at desc limit 1)
  order by s.ordinal
$$;
