-- What must hold on what is given to a unit, whoever writes it.

create or replace function app.assignment_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.status = 'returned' then
    perform app.end_access(new.community_id, new.concern_id, new.organization_id, 'assigned');
  else
    perform app.grant_access(new.community_id, new.concern_id, new.organization_id, 'assigned');
  end if;
  return null;
end $$;

create or replace trigger assignments_access after insert or update of status on assignments
  for each row execute function app.assignment_access();

create or replace function app.guard_assignment() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  owner uuid := (select c.owner_id from concerns c where c.community_id = new.community_id and c.id = new.concern_id);
  caps text[] := app.capacities(new.community_id, new.concern_id, owner);
begin
  if not new.organization_id = any (app.organizations()) then
    caps := array_remove(caps, 'unit');
  end if;
  if new.status <> old.status then
    perform app.check_transition('assignment', old.status, new.status, caps);
  end if;
  if old.status = 'answered' and new.status = 'assigned' then
    new.redone := old.redone + 1;
  end if;
  if (new.due_at, new.remind_at, new.reminded_at, new.escalated_at)
       is distinct from (old.due_at, old.remind_at, old.reminded_at, old.escalated_at)
     and not caps && '{system,coordinator,owner}' then
    raise exception 'only the owner or a coordinator sets a due time' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger assignments_guard before update on assignments for each row execute function app.guard_assignment();

-- What is opened anew has to be done again by those who had answered it; not what merely ended, merged or taken back.
create or replace function app.count_redone() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update assignments a set redone = a.redone + 1
  where a.community_id = new.community_id and a.concern_id = new.id and a.status = 'answered';
  return new;
end $$;

-- (Before, so that each statement changes one table that the figures are made of, and the next one sees what it did.)
create or replace trigger concerns_redone before update of status on concerns for each row
  when (old.status in ('solved', 'confirmed', 'closed') and new.status = 'taken' and old.merged_into is null
    and old.close_reason is distinct from 'withdrawn')
  execute function app.count_redone();

create or replace function app.assignment_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.concern_id, old.status, new.status, 'assignment', new.id::text);
  return null;
end $$;

drop trigger if exists assignments_status_logged on assignments;
create constraint trigger assignments_status_logged after update of status on assignments deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.assignment_status_logged();
