-- Signing in, sessions and single-use tokens: the only way to credentials, tokens and throttles.

-- What a person is now, whoever asks: their account, work, doors, communities; nothing for an account that is closed.
create or replace function app.person_viewer(of_user uuid, session uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'user', u.id, 'name', u.name, 'post', u.post, 'session', session, 'admin', a.admin, 'locale', a.locale,
    'typeSize', a.type_size, 'theme', a.theme, 'mail', a.mail, 'email', a.email, 'phone', a.phone,
    'unread', (select count(*) from notifications n where n.user_id = u.id and n.read_at is null),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object('organization', o.id, 'kind', o.kind, 'name', o.name, 'nameEn', o.name_en,
        'role', m.role, 'communities', (select coalesce(jsonb_agg(co.community_id), '[]') from community_organizations co where co.organization_id = o.id)))
      from memberships m join organizations o on o.id = m.organization_id and o.disabled_at is null
      where m.user_id = u.id and m.ended_at is null), '[]'),
    'households', coalesce((
      select jsonb_agg(jsonb_build_object('household', r.household_id, 'community', r.community_id, 'status', r.status))
      from residents r where r.user_id = u.id and r.status <> 'ended'), '[]'),
    'helps', coalesce((
      select jsonb_agg(jsonb_build_object('id', h.id, 'community', h.community_id, 'household', h.household_id,
        'building', b.name, 'entrance', e.name, 'door', x.door, 'mayRaise', h.may_raise, 'mayFollow', h.may_follow,
        'mayChoose', h.may_choose) order by b.ordinal, e.ordinal, x.floor, x.door)
      from helpers h
      join households x on x.community_id = h.community_id and x.id = h.household_id
      join entrances e on e.community_id = x.community_id and e.id = x.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where h.user_id = u.id and h.ended_at is null and app.helps_now(h)), '[]'),
    'communities', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'nameEn', c.name_en, 'timeZone', c.time_zone, 'demo', c.demo) order by c.code)
      from communities c
      where a.admin
        or exists (select from residents r where r.user_id = u.id and r.community_id = c.id and r.status <> 'ended')
        or exists (select from helpers h where h.user_id = u.id and h.ended_at is null and h.community_id = c.id and app.helps_now(h))
        or exists (select from memberships m join community_organizations co on co.organization_id = m.organization_id
                   where m.user_id = u.id and m.ended_at is null and co.community_id = c.id)), '[]'))
  from users u join accounts a on a.user_id = u.id and a.disabled_at is null
  where u.id = of_user
$$;

-- Everything a request needs to know of its viewer, in one row; nothing for an ended or unknown session.
create or replace function auth.session_viewer(session uuid, tracking bytea) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  s sessions;
  t tokens;
begin
  if session is not null then
    select x.* into s from sessions x join accounts a on a.user_id = x.user_id and a.disabled_at is null
      where x.id = session and x.ended_at is null and x.expires_at > now();
    if found and s.seen_at < now() - interval '5 minutes' then
      update sessions set seen_at = now() where id = s.id;
    end if;
  end if;
  if s.id is null and tracking is not null then
    select * into t from tokens x where x.hash = tracking and x.kind = 'tracking' and x.expires_at > now() and x.used_at is null;
  end if;
  if s.id is null and t.id is null then
    return null;
  end if;
  if s.id is null then
    return (select jsonb_build_object('tracking', t.id, 'concern', t.concern_id,
        'communities', jsonb_build_array(jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'nameEn', c.name_en,
          'timeZone', c.time_zone, 'demo', c.demo)))
      from communities c where c.id = t.community_id);
  end if;

  return app.person_viewer(s.user_id, s.id);
end $$;

-- The stored hash for a sign-in name (email or phone), or nothing. The caller spends the same time either way.
create or replace function auth.credential(login text) returns table (user_id uuid, password_hash text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.user_id, c.password_hash from accounts a join credentials c on c.user_id = a.user_id
  where (a.email = login or a.phone = login) and a.disabled_at is null
$$;

create or replace function auth.open_session(session uuid, of_user uuid, agent text, lifetime interval) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sessions (id, user_id, agent, expires_at) values (session, of_user, left(agent, 300), now() + lifetime);
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values ('00000000-0000-0000-0000-000000000000', 'account', of_user, 'signed_in', 'office', of_user, '{}');
end $$;

-- Ends one session, or all of a person's but the one kept. The open pages hear of it at once.
create or replace function auth.end_sessions(of_user uuid, only_session uuid, but uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  update sessions set ended_at = now()
    where user_id = of_user and ended_at is null and (only_session is null or id = only_session) and id is distinct from but;
  get diagnostics ended = row_count;
  if ended > 0 then
    perform pg_notify('doorstep', json_build_object('type', 'user', 'user', of_user, 'sessions', true)::text);
  end if;
  return ended;
end $$;

-- One more attempt on a subject; false when there were too many in this window.
create or replace function auth.attempt(of_subject text, allowed integer, lasting interval) returns boolean
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into throttles as t (subject, count, window_start) values (of_subject, 1, now())
  on conflict (subject) do update set
    count = case when t.window_start < now() - lasting then 1 else t.count + 1 end,
    window_start = case when t.window_start < now() - lasting then now() else t.window_start end
  returning count <= allowed
$$;

create or replace function auth.forget_attempts(of_subject text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from throttles where subject = of_subject
$$;

-- What a token says, without using it: for the page that asks before it acts.
create or replace function auth.peek_token(of_kind text, of_hash bytea)
returns table (id uuid, email text, name text, role text, organization_id uuid, community_id uuid, household_id uuid, concern_id uuid, user_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.email, t.name, t.role, t.organization_id, t.community_id, t.household_id, t.concern_id, t.user_id from tokens t
  where t.kind = of_kind and t.hash = of_hash and t.used_at is null and t.expires_at > now()
$$;

-- Takes a single-use token, once.
create or replace function auth.use_token(of_kind text, of_hash bytea)
returns setof tokens language sql volatile security definer set search_path = public, pg_temp as $$
  update tokens set used_at = now()
  where kind = of_kind and hash = of_hash and used_at is null and expires_at > now()
  returning *
$$;

-- Whoever holds the link of a mail about one concern, of one kind: their own person for this one concern, with their
-- doors there and none of their offices. Nothing for a link that is too old, or where they have left.
drop function if exists auth.rating_viewer(bytea);
create or replace function auth.concern_link(of_kind text, of_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('user', u.id, 'name', u.name, 'concern', t.concern_id,
    'community', jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'nameEn', c.name_en, 'timeZone', c.time_zone, 'demo', c.demo),
    'households', coalesce((
      select jsonb_agg(jsonb_build_object('household', r.household_id, 'community', r.community_id, 'status', r.status))
      from residents r where r.user_id = u.id and r.community_id = c.id and r.status <> 'ended'), '[]'),
    'member', exists (select from residents r where r.user_id = u.id and r.community_id = c.id and r.status = 'confirmed')
      or exists (
        select from memberships m join community_organizations co on co.organization_id = m.organization_id
        where m.user_id = u.id and m.ended_at is null and co.community_id = c.id))
  from tokens t
  join users u on u.id = t.user_id
  join accounts a on a.user_id = u.id and a.disabled_at is null
  join communities c on c.id = t.community_id
  where t.kind = of_kind and of_kind in ('rating', 'published') and t.hash = of_hash and t.used_at is null and t.expires_at > now()
$$;

-- A link to follow one concern without an account. Called before the concern is written: it makes the writer its reporter.
create or replace function auth.issue_tracking(token uuid, of_hash bytea, community uuid, concern uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into tokens (id, hash, kind, community_id, concern_id, expires_at)
  values (token, of_hash, 'tracking', community, concern, now() + interval '180 days')
$$;

-- Confirms a report made without an account; the concern begins to count. Null where the token is used or unknown.
create or replace function auth.confirm_report(of_hash bytea) returns table (community_id uuid, concern_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  t tokens;
begin
  select * into t from auth.use_token('mail_confirmation', of_hash);
  if t.id is null then
    return;
  end if;
  update concerns c set status = 'new', next_step = 'take', next_at = now() + interval '1 day'
    where c.community_id = t.community_id and c.id = t.concern_id and c.status = 'unconfirmed';
  if found then
    insert into events (community_id, subject_type, subject_id, kind, audience, from_status, to_status)
      values (t.community_id, 'concern', t.concern_id, 'raised', 'everyone', 'unconfirmed', 'new');
  end if;
  return query select t.community_id, t.concern_id;
end $$;

-- The time within which a report is answered begins when it is confirmed, in the same transaction and never again.
create or replace function auth.start_clock(community uuid, concern uuid, answer timestamptz, solve timestamptz, remind timestamptz,
  next timestamptz) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  update concerns c set answer_due_at = answer, solve_due_at = solve, remind_at = remind, next_at = next
  where c.community_id = community and c.id = concern and exists (
    select from events e where e.community_id = community and e.subject_id = concern and e.kind = 'raised'
      and e.from_status = 'unconfirmed' and e.at = now())
$$;

create or replace function auth.set_password(of_user uuid, new_hash text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into credentials (user_id, password_hash) values (of_user, new_hash)
    on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = now();
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id)
    values ('00000000-0000-0000-0000-000000000000', 'account', of_user, 'password_changed', 'office', of_user);
end $$;

create or replace function auth.account_for_email(of_email text) returns table (user_id uuid, locale text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.user_id, a.locale from accounts a where a.email = of_email and a.disabled_at is null
$$;

create or replace function auth.issue_registration(token uuid, of_hash bytea, of_name text, of_email text, community uuid, household uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into tokens (id, hash, kind, name, email, community_id, household_id, expires_at)
  values (token, of_hash, 'registration', of_name, of_email, community, household, now() + interval '2 days')
$$;

create or replace function auth.issue_reset(token uuid, of_hash bytea, of_user uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update tokens set used_at = now() where kind = 'password_reset' and user_id = of_user and used_at is null;
  insert into tokens (id, hash, kind, user_id, expires_at) values (token, of_hash, 'password_reset', of_user, now() + interval '1 hour')
$$;

create or replace function auth.new_account(of_user uuid, of_name text, of_email text, of_phone text, of_locale text, hash text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into users (id, name) values (of_user, of_name);
  insert into accounts (user_id, email, phone, locale) values (of_user, of_email, of_phone, of_locale);
  if hash is not null then
    insert into credentials (user_id, password_hash) values (of_user, hash);
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id)
    values ('00000000-0000-0000-0000-000000000000', 'account', of_user, 'joined', 'office', of_user);
end $$;

-- An invitation makes a member; a registration makes a resident who waits to be confirmed; a doorstep code makes one whose
-- household is proven.
create or replace function auth.accept(of_user uuid, of_kind text, of_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  t tokens;
begin
  select * into t from auth.use_token(of_kind, of_hash);
  if t.id is null then
    return false;
  end if;
  if of_kind = 'invitation' then
    insert into memberships (user_id, organization_id, role) values (of_user, t.organization_id, t.role)
      on conflict (user_id, organization_id) do update set role = excluded.role, ended_at = null, since = now();
    -- The first one who leads a community is on duty in it: without somebody on duty nothing can be raised.
    if t.role = 'coordinator' then
      update communities set duty_id = of_user where id = t.community_id and duty_id is null;
    end if;
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values ('00000000-0000-0000-0000-000000000000', 'organization', t.organization_id, 'member_joined', 'office', of_user,
        jsonb_build_object('user', of_user, 'role', t.role, 'invited_by', t.created_by));
  elsif of_kind = 'registration' then
    insert into residents (community_id, user_id, household_id, status)
      values (t.community_id, of_user, t.household_id, 'pending')
      on conflict (community_id, user_id, household_id) do update set status = 'pending', requested_at = now()
        where residents.status = 'ended';
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (t.community_id, 'household', t.household_id, 'resident_asked', 'office', of_user, jsonb_build_object('user', of_user));
  elsif of_kind = 'helper' then
    -- (Whoever lives there needs nobody's consent.)
    update helpers h set user_id = of_user, accepted_at = now()
      where h.community_id = t.community_id and h.token_id = t.id and h.ended_at is null and h.user_id is null
        and not exists (select from residents r where r.user_id = of_user and r.household_id = h.household_id and r.status <> 'ended')
        and not exists (select from helpers o where o.user_id = of_user and o.household_id = h.household_id and o.ended_at is null);
    return found;
  else
    insert into residents (community_id, user_id, household_id, status, proof, confirmed_at, confirmed_by)
      values (t.community_id, of_user, t.household_id, 'confirmed', 'code', now(), t.created_by)
      on conflict (community_id, user_id, household_id) do update
        set status = 'confirmed', proof = 'code', confirmed_at = now(), confirmed_by = excluded.confirmed_by;
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (t.community_id, 'household', t.household_id, 'resident_joined', 'office', of_user, jsonb_build_object('user', of_user));
  end if;
  return true;
end $$;

-- Who may switch a person's account off and on, or end their sessions: a coordinator for the people of their communities, an admin.
create or replace function auth.manages(person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.admin() or (
    not exists (select from accounts a where a.user_id = person and a.admin)
    and (exists (
      select from memberships m join community_organizations co on co.organization_id = m.organization_id
      where m.user_id = person and co.community_id = any (app.coordinates()))
    or exists (
      select from residents r where r.user_id = person and r.community_id = any (app.coordinates()))))
$$;

-- Open concerns of somebody who leaves go to whoever is on duty in their community. @returns how many
create or replace function auth.hand_over_all(person uuid) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c record;
  handed integer := 0;
begin
  if not auth.manages(person) then
    return 0;
  end if;
  for c in
    select x.community_id, x.id, k.duty_id from concerns x join communities k on k.id = x.community_id
    where x.owner_id = person and x.closed_at is null and k.duty_id <> person for update of x
  loop
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
      values (c.community_id, 'concern', c.id, 'handed_over', 'everyone', app.user(), jsonb_build_object('owner', c.duty_id));
    update concerns set owner_id = c.duty_id where community_id = c.community_id and id = c.id;
    handed := handed + 1;
  end loop;
  return handed;
end $$;

create or replace function auth.set_disabled(person uuid, disabled boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not auth.manages(person) or person = app.user() then
    return false;
  end if;
  update accounts set disabled_at = case when disabled then now() end where user_id = person;
  if disabled then
    perform auth.end_sessions(person, null, null);
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id)
    values ('00000000-0000-0000-0000-000000000000', 'account', person,
      case when disabled then 'disabled' else 'enabled' end, 'office', app.user());
  return true;
end $$;

-- What a person had typed when their session ended, given back to nobody but them, for a day.
-- For a day, and for the person whose session it was, where that is known.
create or replace function auth.park(form uuid, at text, typed jsonb, of_session uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into parked_forms (id, user_id, path, "values", expires_at)
  values (form, (select user_id from sessions where id = of_session), at, typed, now() + interval '1 day')
$$;

create or replace function auth.read_parked(form uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select "values" from parked_forms where id = form and expires_at > now() and (user_id is null or user_id = app.user())
$$;
