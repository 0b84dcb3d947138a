-- Who works where, holds which role, and may leave: whoever owns what is open hands it over first.

-- The owner of an open concern is somebody who still works there.
create or replace function app.owner_is_active(community uuid, owner uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from memberships m
    join community_organizations co on co.organization_id = m.organization_id and co.community_id = community
    join organizations o on o.id = m.organization_id and o.disabled_at is null
    join accounts a on a.user_id = m.user_id and a.disabled_at is null
    where m.user_id = owner and m.ended_at is null and m.role in ('officer', 'coordinator'))
$$;

create or replace function app.guard_owner() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Held until the end, so that nobody is dismissed meanwhile.
  perform from memberships m where m.user_id = new.owner_id and m.ended_at is null for share;
  perform from accounts a where a.user_id = new.owner_id for share;
  if new.closed_at is null and not app.owner_is_active(new.community_id, new.owner_id) then
    raise exception 'the owner of an open concern must be an active officer or coordinator of the community'
      using errcode = 'DS003';
  end if;
  return new;
end $$;

create or replace trigger concerns_owner before insert or update of owner_id, closed_at on concerns
  for each row execute function app.guard_owner();

-- Whoever leaves hands their open concerns over first.
create or replace function app.guard_departure() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from concerns c where c.owner_id = new.user_id and c.closed_at is null
             and not app.owner_is_active(c.community_id, c.owner_id)) then
    raise exception 'open concerns must be handed over first' using errcode = 'DS003';
  end if;
  if exists (select from communities c where c.duty_id = new.user_id and not app.owner_is_active(c.id, c.duty_id)) then
    raise exception 'somebody else must be on duty first' using errcode = 'DS003';
  end if;
  return null;
end $$;

create or replace trigger memberships_departure after update of ended_at, role on memberships
  for each row execute function app.guard_departure();
create or replace trigger accounts_departure after update of disabled_at on accounts
  for each row execute function app.guard_departure();

-- A role fits the organization it is held in.
create or replace function app.guard_role() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_kind text := (select kind from organizations where id = new.organization_id);
begin
  if (of_kind = 'agency') <> (new.role in ('officer', 'coordinator')) then
    raise exception 'role % does not fit an organization of kind %', new.role, of_kind using errcode = 'DS003';
  end if;
  return new;
end $$;

create or replace trigger memberships_role before insert or update of role, organization_id on memberships
  for each row execute function app.guard_role();

-- Whether the viewer leads a partner unit.
create or replace function app.leads_unit(organization uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from memberships m where m.user_id = app.user() and m.organization_id = organization and m.lead and m.ended_at is null)
$$;

-- A unit's own lead says who leads it, and nothing else of its members.
create or replace function app.guard_lead() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.lead and new.role <> 'partner' then
    raise exception 'only a partner unit has a lead' using errcode = 'DS003';
  end if;
  if session_user = 'doorstep_app' and (new.role, new.ended_at) is distinct from (old.role, old.ended_at) and not app.admin()
     and not exists (
       select from community_organizations co
       where co.organization_id = old.organization_id and co.community_id = any (app.coordinates())) then
    raise exception 'only who leads the community changes its members' using errcode = '42501';
  end if;
  if new.ended_at is not null then
    new.lead := false;
  end if;
  return new;
end $$;

create or replace trigger memberships_lead before update on memberships for each row execute function app.guard_lead();

-- An agency whose officers own open concerns stays, and an organization keeps a kind that its members' roles fit.
create or replace function app.guard_organization() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from concerns c where c.closed_at is null and not app.owner_is_active(c.community_id, c.owner_id)) then
    raise exception 'open concerns must be handed over first' using errcode = 'DS003';
  end if;
  if tg_op = 'UPDATE' and exists (
    select from memberships m join organizations o on o.id = m.organization_id
    where m.ended_at is null and (o.kind = 'agency') <> (m.role in ('officer', 'coordinator'))) then
    raise exception 'its members have roles that do not fit' using errcode = 'DS003';
  end if;
  return null;
end $$;

create or replace trigger community_organizations_departure after delete on community_organizations
  for each row execute function app.guard_organization();
create or replace trigger organizations_departure after update of kind, disabled_at on organizations
  for each row execute function app.guard_organization();

-- Whose names are seen where: everybody who works or has worked in a community is known there by name.
create or replace function app.note_workplace() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update users u set works_in = (
    select coalesce(array_agg(distinct x), '{}') from (
      select unnest(u.works_in) as x
      union
      select co.community_id from memberships m join community_organizations co on co.organization_id = m.organization_id
        where m.user_id = u.id) places)
  where u.id in (select m.user_id from memberships m where m.organization_id = new.organization_id);
  return null;
end $$;

create or replace trigger memberships_workplace after insert on memberships
  for each row execute function app.note_workplace();
create or replace trigger community_organizations_workplace after insert on community_organizations
  for each row execute function app.note_workplace();
