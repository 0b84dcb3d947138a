-- Whose a concern is: those who raised it, those who say that it is theirs too, and what these think of the solution.

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
