-- News on a person's devices.

-- What is for one person, not for all on a concern: told at once, also where other news come once a day.
create or replace function app.is_personal(kind text) returns boolean
language sql immutable as $$
  select kind in ('mentioned', 'in_hand', 'laid_back')
$$;

-- The browser of a session of the viewer's is told from now on. Whoever had it before is told there no more; of a person's
-- many devices the last ten are.
create or replace function auth.keep_push(subscription uuid, session uuid, of_endpoint text, of_p256dh text, of_auth text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from sessions s where s.id = session and s.user_id = app.user() and s.ended_at is null and s.expires_at > now()) then
    raise exception 'no session of the viewer' using errcode = '42501';
  end if;
  delete from push_subscriptions p where p.endpoint = of_endpoint or p.session_id = session;
  insert into push_subscriptions (id, user_id, session_id, endpoint, p256dh, auth)
    values (subscription, app.user(), session, of_endpoint, of_p256dh, of_auth);
  delete from push_subscriptions p where p.id in (
    select x.id from push_subscriptions x where x.user_id = app.user() order by x.created_at desc, x.id desc offset 10);
end $$;

-- Signed out, or switched off: nothing is told there any more.
create or replace function app.session_over() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from push_subscriptions p where p.session_id = new.id;
  return null;
end $$;

create or replace trigger sessions_push after update of ended_at on sessions
  for each row when (new.ended_at is not null) execute function app.session_over();

-- A push to each device, queued with the news itself. (What was muted made no notification; quiet hours hold it back as
-- they do mail: outbox_quiet.)
create or replace function app.push_news() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (topic, key, payload)
  select 'push', concat_ws(' ', 'push', new.id, s.id), jsonb_build_object(
    'user', new.user_id, 'community', new.community_id, 'notification', new.id, 'subscription', s.id)
  from push_subscriptions s
  join sessions x on x.id = s.session_id and x.ended_at is null and x.expires_at > now()
  join accounts a on a.user_id = s.user_id and a.disabled_at is null
  where s.user_id = new.user_id and (a.mail <> 'daily' or a.mentions_at_once and app.is_personal(new.kind))
  on conflict (key) do nothing;
  return null;
end $$;

create or replace trigger notifications_push after insert on notifications
  for each row execute function app.push_news();
