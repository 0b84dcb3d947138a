-- The append-only log. Each row carries the hash of the one before it on the same subject.

create or replace function app.event_hash(previous bytea, e events) returns bytea
language sql immutable as $$
  select sha256(previous || convert_to(concat_ws('|',
    e.community_id, e.subject_type, e.subject_id, e.seq, e.kind, e.audience, coalesce(e.actor_id::text, '-'),
    coalesce(e.from_status, '-'), coalesce(e.to_status, '-'), coalesce(e.message_id::text, '-'), e.data::text,
    extract(epoch from e.at)::text), 'UTF8'))
$$;

create or replace function app.chain_event() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head event_heads;
begin
  insert into event_heads (community_id, subject_id, seq, hash) values (new.community_id, new.subject_id, 0, '')
    on conflict do nothing;
  -- The lock on the head puts writers on one subject in line, so seq follows the order of commits.
  select * into head from event_heads h
    where h.community_id = new.community_id and h.subject_id = new.subject_id for update;
  new.seq := head.seq + 1;
  if session_user = 'doorstep_app' or new.at is null then
    new.at := now();
  end if;
  new.hash := app.event_hash(head.hash, new);
  update event_heads h set seq = new.seq, hash = new.hash
    where h.community_id = new.community_id and h.subject_id = new.subject_id;
  return new;
end $$;

create or replace trigger events_chain before insert on events for each row execute function app.chain_event();

create or replace function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only' using errcode = '23001';
end $$;

create or replace trigger events_append_only before update or delete on events for each row execute function app.refuse_change();
create or replace trigger events_no_truncate before truncate on events for each statement execute function app.refuse_change();

-- The first broken link on a subject: its seq, or null where the chain holds.
create or replace function app.broken_link(community uuid, subject uuid) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select least((
  select min(e.seq) from (
    select e, coalesce(lag(e.hash) over (order by e.seq), '') as previous, row_number() over (order by e.seq) as place
    from events e where e.community_id = community and e.subject_id = subject
  ) links
  cross join lateral (select (links.e).*) e
  where e.seq <> links.place or e.hash <> app.event_hash(links.previous, links.e)
  ), (
    -- Rows cut off at the end: the head knows of them.
    select last.seq + 1 from event_heads h,
      lateral (select coalesce(max(e.seq), 0) as seq from events e where e.community_id = community and e.subject_id = subject) last
    where h.community_id = community and h.subject_id = subject and h.seq > last.seq))
$$;

-- Invariant 4: a change of status is in the transition table, made by one who may, and in the log.
create or replace function app.check_transition(of_noun text, from_s text, to_s text, capacities text[]) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if not exists (
    select from status_transitions t
    where t.noun = of_noun and t.from_status = from_s and t.to_status = to_s and t.allowed && capacities
  ) then
    raise exception 'transition refused: % from % to %', of_noun, from_s, to_s using errcode = 'DS001';
  end if;
end $$;

-- Whether an invented past is written: the demo community's, with its own times and without telling anybody.
create or replace function app.tells_past() returns boolean language sql stable as
$$ select session_user not in ('doorstep_app', 'doorstep_worker') and coalesce(app.setting('silent'), '') = 'on' $$;

create or replace function app.require_event(community uuid, subject uuid, from_s text, to_s text, key text, value text)
returns void language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from events e
    where e.community_id = community and e.subject_id = subject and (e.at = now() or app.tells_past())
      and (case when key is null then e.from_status = from_s and e.to_status = to_s
                else e.data ->> key = value and e.data ->> 'from' = from_s and e.data ->> 'to' = to_s end)
  ) then
    raise exception 'a change of status without its event: % to %', from_s, to_s using errcode = 'DS002';
  end if;
end $$;

-- Who hears that something is due soon, late, or given back too often: whoever is to act; those who lead, but for reminders.
create or replace function app.hear_of_due(e events) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with unit as (
    select m.user_id, m.lead from memberships m
    where m.organization_id = (e.data ->> 'organization')::uuid and m.ended_at is null)
  -- A unit's members are reminded; of what is late there its lead hears, or all where none is named.
  select u.user_id from unit u where e.kind = 'reminded' or u.lead or not exists (select from unit x where x.lead)
  union
  select c.owner_id from concerns c
  where c.community_id = e.community_id and c.id = e.subject_id and (e.kind <> 'reminded' or not e.data ? 'organization')
  union
  select m.user_id from community_organizations co
  join memberships m on m.organization_id = co.organization_id and m.role = 'coordinator' and m.ended_at is null
  where co.community_id = e.community_id and e.kind <> 'reminded'
$$;

-- Tells people of an event on a problem, a meeting or an agreement: a notification each, but for whoever did it, and a mail
-- where they want one at once. `mail_kind` is null where no mail says it.
create or replace function app.tell_people(e events, people uuid[], told_kind text, topic text, mail_kind text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  with told as (
    insert into notifications (community_id, id, user_id, problem_id, meeting_id, agreement_id, kind, seq, created_at, mailed_at)
    select e.community_id, gen_random_uuid(), a.user_id,
      case e.subject_type when 'problem' then e.subject_id end, case e.subject_type when 'meeting' then e.subject_id end,
      case e.subject_type when 'agreement' then e.subject_id end,
      told_kind, e.seq, e.at, case when a.mail <> 'daily' then e.at end
    from accounts a where a.user_id = any (people) and a.disabled_at is null and a.user_id is distinct from e.actor_id
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select topic, jsonb_build_object('user', t.user_id, 'community', e.community_id, e.subject_type, e.subject_id,
    'seq', e.seq, 'kind', mail_kind)
  from told t join accounts a on a.user_id = t.user_id
  where a.mail = 'each' and a.email is not null and mail_kind is not null
$$;

-- Who hears of an event: a notification each, a mail where they want one, and a word to the open pages.
create or replace function app.fan_out() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- The demo community writes its past without telling anybody.
  if session_user <> 'doorstep_app' and app.setting('silent') = 'on' then
    return null;
  end if;
  perform pg_notify('doorstep', json_build_object(
    'community', new.community_id, 'type', new.subject_type, 'subject', new.subject_id,
    'seq', new.seq, 'kind', new.kind, 'audience', new.audience)::text);
  -- A household that wants to know by mail when it is visited: queued work finds out whom to tell, and whether it still holds.
  if session_user in ('doorstep_app', 'doorstep_worker') and (
       new.subject_type = 'visit' and new.kind in ('planned', 'moved', 'confirmed', 'rescheduled', 'cancelled')
       or new.subject_type = 'household' and new.kind = 'wish_made') then
    insert into outbox (topic, payload)
    select 'visit_news', jsonb_build_object('community', v.community_id, 'visit', v.id)
    from visits v
    where v.community_id = new.community_id
      and case new.subject_type when 'visit' then v.id = new.subject_id
        else v.household_id = new.subject_id and v.status = 'planned' and v.starts_at > now() end
      and (new.kind = 'confirmed' or exists (
        select from visit_wishes w where w.community_id = v.community_id and w.round_id = v.round_id and w.household_id = v.household_id
          and (w.email is not null or w.made_by is not null)));
  end if;
  if new.subject_type <> 'concern' or new.audience = 'office'
     or new.kind not in ('raised', 'taken', 'handed_over', 'assigned', 'accepted', 'returned', 'answered', 'asked',
                         'replied', 'asked_again', 'solved', 'confirmed', 'reopened', 'closed', 'expired', 'rated',
                         'reminded', 'escalated', 'unsolved_late', 'nudged', 'meeting_called', 'merged', 'unmerged', 'split', 'split_off')
     -- One household that is not content is in the thread; that many are not is told.
     or (new.kind = 'rated' and new.data ->> 'enough' is null) then
    return null;
  end if;

  with recipients as (
    -- (What is due is told to those whom it is told for.)
    select app.hear_of_due(new) as user_id where new.kind in ('reminded', 'escalated', 'unsolved_late', 'meeting_called')
    union
    select involved.user_id from (
    select c.owner_id as user_id from concerns c
      where c.community_id = new.community_id and c.id = new.subject_id
    union
    -- The event of a hand-over comes before the owner changes.
    select (new.data ->> 'owner')::uuid where new.kind = 'handed_over'
    union
    select a.principal from access a
      where a.community_id = new.community_id and a.subject_id = new.subject_id
        and ((a.reason in ('taken_in', 'visiting', 'accompanying') and app.owner_is_active(new.community_id, a.principal))
          or (a.reason = 'reporter' and new.audience = 'everyone'))
    union
    select r.user_id from access a
      join residents r on r.community_id = a.community_id and r.household_id = a.principal and r.status = 'confirmed'
      where a.community_id = new.community_id and a.subject_id = new.subject_id
        and a.reason = 'household' and new.audience = 'everyone'
    union
    select h.user_id from access a
      join helpers h on h.community_id = a.community_id and h.id = a.principal
      where a.community_id = new.community_id and a.subject_id = new.subject_id
        and a.reason = 'reporter' and new.audience = 'everyone' and h.may_follow and app.helps_now(h)
    union
    -- Whoever said that it is theirs too hears what is answered and how it ends, while neighbours may read it; said at the
    -- door for a household, those who live behind it hear.
    select r.user_id from access a
      join concerns c on c.community_id = a.community_id and c.id = a.subject_id and c.privacy = 'neighbourhood'
      cross join lateral (
        select x.user_id from residents x
          where x.user_id = a.principal and x.community_id = a.community_id and x.status <> 'ended'
        union
        select x.user_id from residents x
          where x.household_id = a.principal and x.community_id = a.community_id and x.status = 'confirmed') r
      where a.community_id = new.community_id and a.subject_id = new.subject_id
        and a.reason = 'voice' and new.audience = 'everyone'
        and (new.kind in ('answered', 'solved', 'confirmed', 'reopened', 'closed', 'expired')
          or (new.kind = 'replied' and exists (
            select from messages m where m.community_id = new.community_id and m.id = new.message_id and m.organization_id is not null)))
    union
    select m.user_id from access a
      join memberships m on m.organization_id = a.principal and m.ended_at is null
      where a.community_id = new.community_id and a.subject_id = new.subject_id and a.reason = 'assigned'
        -- Units need not hear that another one took over, nor of what came before it was theirs.
        and new.kind not in ('raised', 'taken', 'accepted', 'handed_over')
    union
    select app.told_as_merged(new.community_id, new.subject_id) where new.audience = 'everyone'
    ) involved where new.kind not in ('reminded', 'escalated', 'unsolved_late', 'meeting_called')
  ), told as (
    insert into notifications (community_id, id, user_id, concern_id, kind, seq, created_at, mailed_at)
    select new.community_id, gen_random_uuid(), r.user_id, new.subject_id, new.kind, new.seq, new.at,
           case when a.mail <> 'daily' then new.at end
    from recipients r join accounts a on a.user_id = r.user_id and a.disabled_at is null
    where r.user_id is distinct from new.actor_id
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select 'concern_mail', jsonb_build_object('user', t.user_id, 'community', new.community_id,
    'concern', new.subject_id, 'seq', new.seq, 'kind', new.kind)
  from told t join accounts a on a.user_id = t.user_id
  where a.mail = 'each' and a.email is not null;

  -- Whoever reported without an account follows by mail.
  if new.audience = 'everyone' and new.kind not in ('raised', 'taken', 'handed_over', 'accepted') and session_user = 'doorstep_app'
     and new.actor_id is not null then
    -- (Of what their own was merged into as well; their link stays that of their own.)
    insert into outbox (topic, payload)
    select 'tracking_mail', jsonb_build_object('person', p.id, 'community', new.community_id,
      'concern', new.subject_id, 'seq', new.seq, 'kind', new.kind, 'own', p.concern_id)
    from concern_people p
    join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
    where p.community_id = new.community_id and p.role = 'reporter' and p.user_id is null and k.email is not null and k.muted_at is null
      and (p.concern_id = new.subject_id or p.concern_id in (
        select m.id from concerns m
        join concerns into_one on into_one.community_id = m.community_id and into_one.id = m.merged_into and into_one.privacy = 'neighbourhood'
        where m.community_id = new.community_id and m.merged_into = new.subject_id));
  end if;
  return null;
end $$;

create or replace trigger events_fan_out after insert on events for each row execute function app.fan_out();

create or replace function app.announce_notification() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstep', json_build_object('type', 'user', 'user', new.user_id)::text);
  return null;
end $$;

create or replace trigger notifications_announce after insert on notifications
  for each row execute function app.announce_notification();

-- What is read on one page is no longer unread on the others that are open.
create or replace trigger notifications_read after update of read_at on notifications
  for each row when (old.read_at is distinct from new.read_at) execute function app.announce_notification();

create or replace function app.announce_work() returns trigger language plpgsql as $$
begin
  if exists (select from added) then
    perform pg_notify('doorstep_outbox', '');
  end if;
  return null;
end $$;

create or replace trigger outbox_announce after insert on outbox referencing new table as added
  for each statement execute function app.announce_work();
