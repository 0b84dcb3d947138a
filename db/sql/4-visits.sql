-- What must hold on visits, whoever writes them, and who gains access by them.

create or replace function app.span_of_visit() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select tstzrange(v.starts_at, v.ends_at), v.status = 'planned', v.household_id into new.during, new.live, new.household_id
  from visits v where v.community_id = new.community_id and v.id = new.visit_id;
  return new;
end $$;

create or replace trigger visit_officers_span before insert on visit_officers for each row execute function app.span_of_visit();

create or replace function app.visit_officer_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into access (community_id, subject_id, principal, reason)
      select c.community_id, c.id, new.user_id, 'visiting' from concerns c
      where c.community_id = new.community_id and c.visit_id = new.visit_id
      on conflict do nothing;
  else
    delete from access a using concerns c
      where c.community_id = old.community_id and c.visit_id = old.visit_id and a.community_id = c.community_id
        and a.subject_id = c.id and a.principal = old.user_id and a.reason = 'visiting' and c.created_by is distinct from old.user_id;
  end if;
  return null;
end $$;

create or replace trigger visit_officers_access after insert or delete on visit_officers
  for each row execute function app.visit_officer_access();

create or replace function app.spread_visit() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update visit_officers o set during = tstzrange(new.starts_at, new.ends_at), live = (new.status = 'planned')
  where o.community_id = new.community_id and o.visit_id = new.id;
  return null;
end $$;

create or replace trigger visits_spread after update of starts_at, ends_at, status on visits
  for each row execute function app.spread_visit();

-- In which capacities the viewer stands to a visit; the same words as in domain/visit/rules.ts.
create or replace function app.visit_capacities(community uuid, visit uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
    case when community = any (app.coordinates()) then 'coordinator' end,
    case when community = any (app.officer_in()) and exists (
      select from visit_officers o
      where o.community_id = community and o.visit_id = visit and o.user_id = app.user()) then 'team' end
  ], null)
$$;

create or replace function app.guard_visit() returns trigger language plpgsql as $$
begin
  if new.status <> old.status then
    perform app.check_transition('visit', old.status, new.status, app.visit_capacities(old.community_id, old.id));
  end if;
  if (new.status, new.starts_at, new.ends_at) is distinct from (old.status, old.starts_at, old.ends_at) then
    new.sequence := old.sequence + 1;
    new.changed_at := now();
  end if;
  return new;
end $$;

create or replace trigger visits_guard before update on visits for each row execute function app.guard_visit();

create or replace function app.visit_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists visits_status_logged on visits;
create constraint trigger visits_status_logged after update of status on visits deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.visit_status_logged();
