-- Systems of others that file concerns by a key (Open311). A key is a principal, as a tracking link is.

do $$
begin
  -- (The filing comes first, and lets its concern in.)
  if not exists (select from pg_constraint where conname = 'filings_concern') then
    alter table filings add constraint filings_concern foreign key (community_id, concern_id)
      references concerns (community_id, id) on delete cascade deferrable initially deferred;
  end if;
  if not exists (select from pg_constraint where conname = 'buildings_on_earth') then
    alter table buildings add constraint buildings_on_earth check (
      (latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180);
  end if;
end $$;

-- Whose key this is, now; nothing for one that is unknown or revoked.
create or replace function auth.api_key(of_hash bytea) returns table (id uuid, community_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update api_keys k set last_used_at = now()
    where k.hash = of_hash and k.revoked_at is null and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return query select k.id, k.community_id from api_keys k where k.hash = of_hash and k.revoked_at is null;
end $$;

-- A concern is about to be filed by the key that the transaction speaks for. One that was filed under the same name, or with
-- the same mark a short time ago, is the same: two that come at once wait for each other. @returns the earlier one, or null
create or replace function auth.file_request(key uuid, community uuid, concern uuid, of_mark bytea, lasting interval, of_token bytea,
  of_account text, of_address text, of_attributes jsonb, of_media text) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  earlier uuid;
begin
  perform from api_keys k where k.community_id = community and k.id = key and k.revoked_at is null and k.id = any (app.principals());
  if not found then
    raise exception 'no such key' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('filing ' || key || encode(of_mark, 'hex'), 0));
  select f.concern_id into earlier from filings f
    where f.key_id = key and (f.token_hash = of_token or f.mark = of_mark and f.created_at > now() - lasting)
    order by f.token_hash = of_token desc nulls last, f.created_at desc limit 1;
  if earlier is not null then
    return earlier;
  end if;
  insert into filings (community_id, concern_id, key_id, mark, token_hash, account, address, attributes, media_url)
    values (community, concern, key, of_mark, of_token, of_account, of_address, of_attributes, of_media);
  return null;
end $$;

-- The number of what was filed under a name that only the system which chose it knows.
create or replace function auth.filed_under(community uuid, of_token bytea) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select c.number from filings f join concerns c on c.community_id = f.community_id and c.id = f.concern_id
  where f.community_id = community and f.token_hash = of_token
$$;

create or replace function app.filing_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.grant_access(new.community_id, new.concern_id, new.key_id, 'reporter');
  return null;
end $$;

create or replace trigger filings_access after insert on filings for each row execute function app.filing_access();

-- Whether the transaction speaks for a key that files this concern.
create or replace function app.files(community uuid, concern uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from filings f where f.community_id = community and f.concern_id = concern and f.key_id = any (app.principals()))
$$;

-- How much came by a key, private concerns too: to whoever gives keys.
create or replace function app.filed_by(community uuid, key uuid) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from filings f
  where f.community_id = community and f.key_id = key and (community = any (app.coordinates()) or app.admin())
$$;

-- What a system is called, to officers of the community it files in.
create or replace function app.system_name(community uuid, key uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select k.name from api_keys k where k.community_id = community and k.id = key and community = any (app.officer_in())
$$;
