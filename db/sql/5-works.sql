-- What must hold while an agreement is carried out: measures, stages, payments, and what the households say of it.

create or replace function app.is_concluded(community uuid, agreement uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from agreements a where a.community_id = community and a.id = agreement and a.status = 'concluded')
$$;

-- The day it is now where a community lives.
create or replace function app.today_in(community uuid) returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select (now() at time zone c.time_zone)::date from communities c where c.id = community
$$;

create or replace function app.measure_capacities(community uuid, problem uuid, unit uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select app.agreement_capacities(community, problem) || case when unit = any (app.organizations()) then '{unit}'::text[] else '{}' end
$$;

-- Whether the viewer says what became of a measure: whoever is to do it, and whoever leads.
create or replace function app.does_measure(community uuid, measure uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from measures m where m.community_id = community and m.id = measure
      and (m.organization_id = any (app.organizations()) or app.leads_problem(m.community_id, m.problem_id)))
$$;

-- Whether the viewer leads what an agreement is about.
create or replace function app.leads_agreement(community uuid, agreement uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from agreements a where a.community_id = community and a.id = agreement and app.leads_problem(a.community_id, a.problem_id))
$$;

-- Measures ------------------------------------------------------------------------------------------------------------

-- A measure moves by its transition table while its agreement is carried out; what it is, only whoever leads changes.
create or replace function app.guard_measure_status() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  caps text[] := app.measure_capacities(old.community_id, old.problem_id, old.organization_id);
begin
  if not caps && '{lead,system}' and row (new.agreement_id, new.ordinal, new.what, new.organization_id, new.due_on, new.proof)
     is distinct from row (old.agreement_id, old.ordinal, old.what, old.organization_id, old.due_on, old.proof) then
    raise exception 'a unit says what became of a measure, and changes nothing else' using errcode = 'DS001';
  end if;
  if new.status is distinct from old.status then
    perform app.check_transition('measure', old.status, new.status, caps);
    if old.agreement_id is null or not app.is_concluded(old.community_id, old.agreement_id) then
      raise exception 'a measure is carried out once all have agreed' using errcode = 'DS001';
    end if;
    if new.status = 'done' and (nullif(btrim(new.done_note), '') is null
       or app.today_in(old.community_id) > coalesce(new.expected_on, new.due_on)) then
      raise exception 'what was done, and why it is late, must be said' using errcode = 'DS001';
    end if;
    if (new.status = 'dropped' or old.status = 'done') and nullif(btrim(new.reason), '') is null then
      raise exception 'why, must be said' using errcode = 'DS001';
    end if;
    new.started_at := coalesce(old.started_at, case when new.status in ('underway', 'done') then now() end);
    new.done_at := case when new.status = 'done' then now() end;
    new.done_by := case when new.status = 'done' then app.user() end;
    new.done_note := case when new.status = 'done' then btrim(new.done_note) end;
    new.turn := old.turn + case when new.status = 'done' then 1 else 0 end;
  else
    new.done_at := old.done_at;
    new.done_by := old.done_by;
    new.done_note := old.done_note;
    new.reason := old.reason;
  end if;
  return new;
end $$;

create or replace trigger measures_guard_status before update on measures for each row execute function app.guard_measure_status();

create or replace function app.measure_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.agreement_id, old.status, new.status, 'measure', new.id::text);
  return null;
end $$;

drop trigger if exists measures_status_logged on measures;
create constraint trigger measures_status_logged after update of status on measures deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.measure_status_logged();

-- Stages --------------------------------------------------------------------------------------------------------------

create or replace function app.stage_place(kind text) returns integer language sql immutable as $$
  select array_position('{notice,bids,opening,award,contract,works,acceptance,warranty}'::text[], kind)
$$;

-- A stage begins once all before it have begun, and is done once all before it are. Dates are not of days to come, and what
-- comes later than planned has its reason.
create or replace function app.guard_stage() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if old.status <> 'planned' then
      raise exception 'a stage that has begun stays' using errcode = 'DS001';
    end if;
    return old;
  end if;
  if not app.is_concluded(new.community_id, new.agreement_id) then
    raise exception 'stages are those of an agreement that is carried out' using errcode = 'DS001';
  end if;
  if tg_op = 'INSERT' then
    return new;
  end if;
  if new.status is distinct from old.status then
    perform app.check_transition('stage', old.status, new.status, (
      select app.agreement_capacities(a.community_id, a.problem_id) from agreements a
      where a.community_id = old.community_id and a.id = old.agreement_id));
    if greatest(new.started_on, new.ended_on) > app.today_in(new.community_id) then
      raise exception 'what has not come yet' using errcode = 'DS001';
    end if;
    if old.status = 'planned' and new.started_on > coalesce(new.expected_from, new.planned_from)
       or new.status = 'done' and new.ended_on > coalesce(new.expected_until, new.planned_until) then
      raise exception 'why it is late, must be said' using errcode = 'DS001';
    end if;
    if exists (
      select from tender_stages s where s.community_id = new.community_id and s.agreement_id = new.agreement_id
        and app.stage_place(s.kind) < app.stage_place(new.kind)
        and (s.status = 'planned' and new.status <> 'planned' or s.status <> 'done' and new.status = 'done'))
      or exists (
      select from tender_stages s where s.community_id = new.community_id and s.agreement_id = new.agreement_id
        and app.stage_place(s.kind) > app.stage_place(new.kind) and s.status = 'done' and new.status <> 'done') then
      raise exception 'stages follow one another' using errcode = 'DS001';
    end if;
  elsif (new.started_on, new.ended_on) is distinct from (old.started_on, old.ended_on) then
    raise exception 'days are set as a stage begins and ends' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger tender_stages_guard before insert or update or delete on tender_stages
  for each row execute function app.guard_stage();

create or replace function app.stage_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.agreement_id, old.status, new.status, 'stage', new.id::text);
  return null;
end $$;

drop trigger if exists tender_stages_status_logged on tender_stages;
create constraint trigger tender_stages_status_logged after update of status on tender_stages deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.stage_status_logged();

-- Delays: what was expected, and what is; nobody else fills it in. Whoever was reminded of the old day is reminded of the new.
create or replace function app.note_delay() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not app.is_concluded(new.community_id, new.agreement_id) then
    raise exception 'only what is carried out can be late' using errcode = 'DS001';
  end if;
  new.said_at := now();
  if new.stage_id is not null then
    select case when new.of = 'start' then coalesce(s.expected_from, s.planned_from) else coalesce(s.expected_until, s.planned_until) end
      into new.was_on from tender_stages s
      where s.community_id = new.community_id and s.id = new.stage_id and s.agreement_id = new.agreement_id and s.status <> 'done'
        and (new.of = 'end' or s.status = 'planned') for update;
    update tender_stages s set expected_from = case when new.of = 'start' then new.to_on else s.expected_from end,
      expected_until = case when new.of = 'end' then new.to_on else s.expected_until end,
      reminded_at = case when new.of = 'end' then null else s.reminded_at end,
      escalated_at = case when new.of = 'end' then null else s.escalated_at end
      where s.community_id = new.community_id and s.id = new.stage_id and new.was_on < new.to_on;
  else
    new.of := 'end';
    select coalesce(m.expected_on, m.due_on) into new.was_on from measures m
      where m.community_id = new.community_id and m.id = new.measure_id and m.agreement_id = new.agreement_id
        and m.status in ('planned', 'underway') for update;
    update measures m set expected_on = new.to_on, reminded_at = null, escalated_at = null
      where m.community_id = new.community_id and m.id = new.measure_id and new.was_on < new.to_on;
  end if;
  if new.was_on is null then
    raise exception 'nothing that could be late' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger work_delays_note before insert on work_delays for each row execute function app.note_delay();

create or replace function app.refuse_entry_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was entered stays: a mistake is undone by another entry' using errcode = '23001';
end $$;

create or replace trigger work_delays_fixed before update on work_delays for each row execute function app.refuse_entry_change();

-- Payments ------------------------------------------------------------------------------------------------------------

-- What a party has paid never comes to more than its share without a word, and never to less than nothing. The lock on the
-- party puts entries in line.
create or replace function app.guard_payment() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  party agreement_parties;
  paid bigint;
  countered payments;
begin
  new.recorded_at := now();
  select * into party from agreement_parties p
    where p.community_id = new.community_id and p.id = new.party_id and p.agreement_id = new.agreement_id for update;
  if party.id is null or not exists (
    select from agreements a where a.community_id = new.community_id and a.id = new.agreement_id and a.status in ('concluded', 'carried_out')) then
    raise exception 'shares are paid once all have agreed' using errcode = 'DS001';
  end if;
  if new.paid_on > app.today_in(new.community_id) then
    raise exception 'what has not come yet' using errcode = 'DS001';
  end if;
  if new.counters_id is not null then
    select * into countered from payments p where p.community_id = new.community_id and p.id = new.counters_id;
    if countered.party_id is distinct from new.party_id or countered.counters_id is not null or countered.cents <> -new.cents then
      raise exception 'a counter-entry takes back one entry, by the same sum' using errcode = 'DS001';
    end if;
    return new;
  end if;
  select coalesce(sum(p.cents), 0) into paid from payments p where p.community_id = new.community_id and p.party_id = new.party_id;
  if paid + new.cents > party.share_cents and nullif(btrim(new.over_reason), '') is null then
    raise exception 'more than the share' using errcode = '23514', constraint = 'payments_over';
  end if;
  if paid + new.cents <= party.share_cents then
    new.over_reason := null;
  end if;
  return new;
end $$;

create or replace trigger payments_guard before insert on payments for each row execute function app.guard_payment();
create or replace trigger payments_fixed before update or delete on payments for each row execute function app.refuse_entry_change();
create or replace trigger payments_no_truncate before truncate on payments for each statement execute function app.refuse_entry_change();

-- Who hears ---------------------------------------------------------------------------------------------------------------

-- Of what is carried out: whoever is to do it and whoever leads is reminded; what is late, or said not to be done, goes to
-- those who lead the unit, the problem and the community.
create or replace function app.hear_of_works(e events) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with unit as (
    select m.user_id, m.lead from memberships m
    where m.organization_id = (e.data ->> 'organization')::uuid and m.ended_at is null)
  select u.user_id from unit u
    where e.kind in ('works_due', 'measure_resumed') or u.lead or not exists (select from unit x where x.lead)
  union
  select p.owner_id from agreements a join problems p on p.community_id = a.community_id and p.id = a.problem_id
  where a.community_id = e.community_id and a.id = e.subject_id and (e.kind <> 'works_due' or not e.data ? 'organization')
  union
  select m.user_id from community_organizations co
  join memberships m on m.organization_id = co.organization_id and m.role = 'coordinator' and m.ended_at is null
  where co.community_id = e.community_id and e.kind in ('works_late', 'told_back')
$$;

create or replace function app.tell_works() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.tells_past() then
    return null;
  end if;
  perform app.tell_people(new, array(select app.hear_of_works(new)), new.kind, 'works_mail', new.kind);
  return null;
end $$;

create or replace trigger events_works after insert on events for each row
  when (new.subject_type = 'agreement' and (new.kind in ('works_due', 'works_late', 'measure_done', 'measure_resumed')
    or new.kind = 'told_back' and new.data ? 'enough'))
  execute function app.tell_works();

-- The end ---------------------------------------------------------------------------------------------------------------

-- An agreement is carried out once each of its measures is done or was given up.
create or replace function app.guard_end() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
    select from measures m where m.community_id = new.community_id and m.agreement_id = new.id and m.status in ('planned', 'underway')) then
    raise exception 'not all is done' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger agreements_end before update of status on agreements for each row
  when (new.status = 'carried_out' and old.status <> 'carried_out') execute function app.guard_end();
