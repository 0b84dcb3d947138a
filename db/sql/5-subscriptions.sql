-- Who follows the public board by mail: an address that anybody may have typed becomes one by its owner's word alone.

-- Asks an address whether it wants to follow, whatever stands here of it already: who asks learns nothing of it.
create or replace function auth.subscribe(of_id uuid, community uuid, to_email text, in_locale text, of_category text, at_building uuid,
  of_number text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  found_id uuid;
begin
  if of_number is not null and not exists (
       select from publications p where p.community_id = community and p.number = of_number and p.hidden_at is null)
     and not exists (
       select from problems p where p.community_id = community and p.number = of_number and p.published_at is not null)
     or (select count(*) from subscriptions s where s.community_id = community and s.email = to_email) >= 20 then
    return;
  end if;
  insert into subscriptions as s (community_id, id, email, locale, category, building_id, number)
  values (community, of_id, to_email, in_locale, of_category, at_building, of_number)
  on conflict on constraint subscriptions_once do update set locale = excluded.locale
  returning s.id into found_id;
  insert into outbox (topic, payload)
  values ('subscription_mail', jsonb_build_object('community', community, 'subscription', found_id));
end $$;

-- The owner of the address says yes; once more is the same. What was said before that day is on the board.
create or replace function auth.confirm_subscription(of_hash bytea) returns boolean
language sql volatile security definer set search_path = public, pg_temp as $$
  with confirmed as (
    update subscriptions s set told_until = case when s.confirmed_at is null then now() else s.told_until end,
      confirmed_at = coalesce(s.confirmed_at, now())
    where s.hash = of_hash and (s.confirmed_at is not null or s.created_at > now() - interval '3 days') returning 1)
  select exists (select from confirmed)
$$;

-- The owner says stop: nothing is left of the address.
create or replace function auth.unsubscribe(community uuid, subscription uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from subscriptions s using subscriptions own
  where own.community_id = community and own.id = subscription and s.community_id = community and s.email = own.email
$$;
