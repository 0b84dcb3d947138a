-- What must hold on agreements, whoever writes them: the draft is free, what is signed never changes, shares add up.

-- Whether the viewer works on an agreement: those who lead, officers of the community, units at the table or party to it.
create or replace function app.works_on_agreement(community uuid, agreement uuid, problem uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.officer_in()) or app.at_table(community, problem) or exists (
    select from agreement_parties p where p.community_id = community and p.agreement_id = agreement
      and p.organization_id = any (app.organizations()))
$$;

create or replace function app.agreement_capacities(community uuid, problem uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
    case when app.leads_problem(community, problem) then 'lead' end], null)
$$;

-- The draft ---------------------------------------------------------------------------------------------------------

-- An agreement's own rows are changed while it is a draft, and each change is counted: what was signed is a version.
create or replace function app.guard_agreement() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.problem_id <> old.problem_id then
    raise exception 'an agreement stays that of its problem' using errcode = '23001';
  end if;
  if old.status <> 'draft' and row (new.title, new.text_zh_cn, new.text_zh_tw, new.text_en, new.estimate_cents)
     is distinct from row (old.title, old.text_zh_cn, old.text_zh_tw, old.text_en, old.estimate_cents) then
    raise exception 'an agreement is changed while it is a draft' using errcode = 'DS001';
  end if;
  if new.version is distinct from old.version and not exists (
    select from agreement_versions v where v.community_id = new.community_id and v.agreement_id = new.id and v.ordinal = new.version) then
    raise exception 'no such version' using errcode = 'DS001';
  end if;
  if new.status is distinct from old.status then
    -- The last signature and the vote move it by themselves (app.settle_agreement).
    perform app.check_transition('agreement', old.status, new.status, app.agreement_capacities(old.community_id, old.problem_id));
    if new.status = 'concluded' and old.status <> 'carried_out' and not app.all_have_agreed(new.community_id, new.id, new.version) then
      raise exception 'not all have signed or consented' using errcode = 'DS001';
    end if;
    if new.status = 'consent' and not app.all_have_signed(new.community_id, new.id, new.version) then
      raise exception 'not all have signed' using errcode = 'DS001';
    end if;
    new.signed_at := case when new.status = 'concluded' and old.status <> 'carried_out' then now() when new.status = 'draft' then null else old.signed_at end;
    new.ended_at := case when new.status in ('carried_out', 'dropped') then now() end;
  end if;
  return new;
end $$;

create or replace trigger agreements_guard before update on agreements for each row execute function app.guard_agreement();

create or replace function app.agreement_status_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists agreements_status_logged on agreements;
create constraint trigger agreements_status_logged after update of status on agreements deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.agreement_status_logged();

-- Parties and measures of an agreement are changed while it is a draft. (What becomes of a measure, and that a party has
-- left, is not a change of what was agreed.) The lock puts a change and a signature in line.
create or replace function app.guard_draft() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held agreements;
  one jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  if one ->> 'agreement_id' is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  select * into held from agreements a
    where a.community_id = (one ->> 'community_id')::uuid and a.id = (one ->> 'agreement_id')::uuid for update;
  if held.status <> 'draft' then
    raise exception 'an agreement is changed while it is a draft' using errcode = 'DS001';
  end if;
  update agreements set revision = revision + 1 where community_id = held.community_id and id = held.id;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create or replace trigger agreement_parties_draft before insert or delete
  or update of kind, organization_id, ordinal, share_kind, share_percent, share_cents on agreement_parties
  for each row execute function app.guard_draft();
create or replace trigger measures_draft before insert or delete or update of agreement_id, ordinal, what, organization_id, due_on, proof on measures
  for each row execute function app.guard_draft();

-- (A measure that leaves a draft leaves what that one had.)
create or replace function app.guard_measure() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.agreement_id is not null and new.agreement_id is distinct from old.agreement_id and exists (
    select from agreements a where a.community_id = old.community_id and a.id = old.agreement_id and a.status <> 'draft') then
    raise exception 'an agreement is changed while it is a draft' using errcode = 'DS001';
  end if;
  return new;
end $$;
create or replace trigger measures_guard before update of agreement_id on measures for each row execute function app.guard_measure();

-- Invariant 3: the shares of an agreement add up to exactly its estimate, or nothing is shared yet.
create or replace function app.shares_add_up() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_community uuid := coalesce(new.community_id, old.community_id);
  of_agreement uuid;
  total bigint;
  any_share boolean;
  estimate bigint;
begin
  if tg_table_name = 'agreements' then
    of_agreement := new.id;
  else
    of_agreement := coalesce(new.agreement_id, old.agreement_id);
  end if;
  select estimate_cents into estimate from agreements where community_id = of_community and id = of_agreement;
  select coalesce(sum(share_cents), 0), coalesce(bool_or(share_kind is not null), false) into total, any_share
    from agreement_parties where community_id = of_community and agreement_id = of_agreement and left_at is null;
  if any_share and total is distinct from estimate or not any_share and total <> 0 then
    raise exception 'the shares come to % of %', total, estimate using errcode = '23514', constraint = 'shares_add_up';
  end if;
  return null;
end $$;

drop trigger if exists agreement_parties_add_up on agreement_parties;
create constraint trigger agreement_parties_add_up after insert or update or delete on agreement_parties deferrable initially deferred
  for each row execute function app.shares_add_up();
drop trigger if exists agreements_add_up on agreements;
create constraint trigger agreements_add_up after insert or update of estimate_cents on agreements deferrable initially deferred
  for each row execute function app.shares_add_up();

-- The version -------------------------------------------------------------------------------------------------------

-- What is signed, as one text: whoever holds it can work out its hash with any tool.
create or replace function app.agreement_text(v agreement_versions) returns text
language sql immutable set search_path = public, pg_temp as $$
  select concat_ws(E'\n', 'doorstep agreement 1', v.agreement_id, v.ordinal, v.title, 'zh-CN', v.text_zh_cn, 'zh-TW', v.text_zh_tw,
    'en', v.text_en, 'estimate ' || coalesce(v.estimate_cents::text, '-'), v.measures::text, v.parties::text)
$$;

-- A version is what the draft says at that moment; nobody else fills it in.
create or replace function app.freeze_agreement() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held agreements;
begin
  select * into held from agreements a where a.community_id = new.community_id and a.id = new.agreement_id for update;
  if held.status is distinct from 'draft' then
    raise exception 'a version is made of a draft' using errcode = 'DS001';
  end if;
  new.ordinal := 1 + coalesce((
    select max(v.ordinal) from agreement_versions v where v.community_id = new.community_id and v.agreement_id = new.agreement_id), 0);
  new.title := held.title;
  new.text_zh_cn := held.text_zh_cn;
  new.text_zh_tw := held.text_zh_tw;
  new.text_en := held.text_en;
  new.estimate_cents := held.estimate_cents;
  new.measures := coalesce((
    select jsonb_agg(jsonb_build_object('id', m.id, 'what', m.what, 'organization', m.organization_id, 'organizationName', o.name,
      'dueOn', m.due_on, 'proof', m.proof) order by m.ordinal, m.id)
    from measures m left join organizations o on o.id = m.organization_id
    where m.community_id = held.community_id and m.agreement_id = held.id and m.status <> 'dropped'), '[]');
  new.parties := coalesce((
    select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'organization', p.organization_id, 'organizationName', o.name,
      'shareCents', p.share_cents, 'shareKind', p.share_kind, 'sharePercent', p.share_percent) order by p.ordinal, p.id)
    from agreement_parties p left join organizations o on o.id = p.organization_id
    where p.community_id = held.community_id and p.agreement_id = held.id and p.left_at is null), '[]');
  new.made_at := case when app.tells_past() then new.made_at else now() end;
  new.hash := sha256(convert_to(app.agreement_text(new), 'UTF8'));
  return new;
end $$;

create or replace trigger agreement_versions_freeze before insert on agreement_versions for each row execute function app.freeze_agreement();

create or replace function app.refuse_signed() returns trigger language plpgsql as $$
begin
  raise exception 'what was put to signing never changes' using errcode = '23001';
end $$;

create or replace trigger agreement_versions_fixed before update or delete on agreement_versions for each row execute function app.refuse_signed();
create or replace trigger agreement_versions_no_truncate before truncate on agreement_versions for each statement execute function app.refuse_signed();
create or replace trigger signatures_fixed before update or delete on signatures for each row execute function app.refuse_signed();
create or replace trigger signatures_no_truncate before truncate on signatures for each statement execute function app.refuse_signed();

-- Signing -----------------------------------------------------------------------------------------------------------

-- Whether a person signs for a unit: who leads it, or any member where nobody is named.
create or replace function app.signs_for(unit uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from memberships m join organizations o on o.id = m.organization_id and o.disabled_at is null
    join accounts a on a.user_id = m.user_id and a.disabled_at is null
    where m.organization_id = unit and m.user_id = person and m.ended_at is null
      and (m.lead or not exists (
        select from memberships l where l.organization_id = unit and l.lead and l.ended_at is null)))
$$;

-- A signature stands under the exact text that is being signed now, by somebody who may speak for that party.
create or replace function app.guard_signature() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held agreements;
begin
  -- (Whoever changes the agreement holds this row; who comes second finds what was decided.)
  select * into held from agreements a where a.community_id = new.community_id and a.id = new.agreement_id for update;
  if held.status is distinct from 'signing' or held.version is distinct from new.ordinal then
    raise exception 'this version is not being signed' using errcode = 'DS001';
  end if;
  if not exists (
    select from agreement_versions v where v.community_id = new.community_id and v.agreement_id = new.agreement_id
      and v.ordinal = new.ordinal and v.hash = new.hash) then
    raise exception 'another text' using errcode = 'DS001';
  end if;
  if not exists (
    select from agreement_parties p where p.community_id = new.community_id and p.agreement_id = new.agreement_id and p.id = new.party_id
      and p.left_at is null and p.kind = 'organization' and app.signs_for(p.organization_id, new.user_id)) then
    raise exception 'not for this party to sign' using errcode = 'DS001';
  end if;
  select u.name, u.post into new.name, new.post from users u where u.id = new.user_id;
  new.signed_at := case when app.tells_past() then new.signed_at else now() end;
  return new;
end $$;

create or replace trigger signatures_guard before insert on signatures for each row execute function app.guard_signature();

create or replace function app.all_have_signed(community uuid, agreement uuid, of_version integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
      select from agreement_parties p where p.community_id = community and p.agreement_id = agreement and p.kind = 'organization' and p.left_at is null)
    and not exists (
      select from agreement_parties p where p.community_id = community and p.agreement_id = agreement and p.kind = 'organization' and p.left_at is null
        and not exists (
          select from signatures s where s.community_id = community and s.party_id = p.id and s.ordinal = of_version))
$$;

create or replace function app.all_have_agreed(community uuid, agreement uuid, of_version integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.all_have_signed(community, agreement, of_version) and (
    not exists (
      select from agreement_parties p where p.community_id = community and p.agreement_id = agreement and p.kind = 'households' and p.left_at is null)
    or exists (
      select from polls p where p.community_id = community and p.agreement_id = agreement and p.ordinal = of_version and p.consented))
$$;

-- With its agreement a problem has come further, by itself.
create or replace function app.problem_agreed(community uuid, problem uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was text := (select p.status from problems p where p.community_id = community and p.id = problem for update);
begin
  if was in ('open', 'talks') then
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, data)
    values (community, 'problem', problem, 'moved', 'everyone', app.user(), was, 'agreed', '{}');
    update problems set status = 'agreed' where community_id = community and id = problem;
  end if;
end $$;

-- The last signature, and the vote, decide by themselves: with the owner's rights, as the system.
create or replace function app.settle_agreement(community uuid, agreement uuid) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held agreements;
  becomes text;
begin
  select * into held from agreements a where a.community_id = community and a.id = agreement for update;
  if held.status = 'signing' and app.all_have_signed(community, agreement, held.version) then
    becomes := case when exists (
      select from agreement_parties p where p.community_id = community and p.agreement_id = agreement and p.kind = 'households' and p.left_at is null)
      then 'consent' else 'concluded' end;
  elsif held.status = 'consent' then
    becomes := (
      select case when p.consented then 'concluded' else 'refused' end from polls p
      where p.community_id = community and p.agreement_id = agreement and p.ordinal = held.version and p.closed_at is not null);
  end if;
  if becomes is null then
    return held.status;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, data)
  values (community, 'agreement', agreement,
    case becomes when 'consent' then 'signed_by_all' when 'concluded' then 'concluded' else 'not_consented' end,
    'everyone', app.user(), held.status, becomes, jsonb_build_object('version', held.version));
  update agreements set status = becomes where community_id = community and id = agreement;
  if becomes = 'concluded' then
    perform app.problem_agreed(community, held.problem_id);
  end if;
  return becomes;
end $$;

-- Holds an agreement that the viewer may read, also where they may not change it: who signs, holds what is signed.
create or replace function app.hold_agreement(agreement uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from agreements a where a.id = agreement and a.community_id = any (app.member_in()) for update;
end $$;

-- Who hears of an agreement: its parties and who leads; where it is for the households, everybody who lives there.
create or replace function app.told_of_agreement(community uuid, agreement uuid, person uuid, for_households boolean) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
      select from agreements a join problems p on p.community_id = a.community_id and p.id = a.problem_id
      where a.community_id = community and a.id = agreement and p.owner_id = person and app.owner_is_active(community, person))
    or exists (
      select from agreement_parties p join memberships m on m.organization_id = p.organization_id and m.user_id = person and m.ended_at is null
      where p.community_id = community and p.agreement_id = agreement)
    or for_households and exists (
      select from residents r where r.community_id = community and r.user_id = person and r.status = 'confirmed')
$$;

create or replace function app.tell_agreement() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.tells_past() then
    return null;
  end if;
  perform app.tell_people(new, (
    with recipients as (
      select p.owner_id as user_id from agreements a join problems p on p.community_id = a.community_id and p.id = a.problem_id
      where a.community_id = new.community_id and a.id = new.subject_id
      union
      select m.user_id from agreement_parties p join memberships m on m.organization_id = p.organization_id and m.ended_at is null
      where p.community_id = new.community_id and p.agreement_id = new.subject_id and new.kind <> 'signed'
      union
      select r.user_id from residents r
      where r.community_id = new.community_id and r.status = 'confirmed' and new.kind in ('poll_opened', 'concluded', 'not_consented', 'carried_out')
        and exists (select from agreement_parties p where p.community_id = new.community_id and p.agreement_id = new.subject_id
          and p.kind = 'households' and p.left_at is null)
    )
    select array_agg(user_id) from recipients), 'agreement_' || new.kind, 'agreement_mail', 'agreement_' || new.kind);
  return null;
end $$;

create or replace trigger events_tell_agreement after insert on events for each row
  when (new.subject_type = 'agreement' and new.audience = 'everyone'
    and new.kind in ('offered', 'signed', 'recalled', 'party_left', 'dropped', 'signed_by_all', 'poll_opened', 'concluded', 'not_consented', 'carried_out'))
  execute function app.tell_agreement();
