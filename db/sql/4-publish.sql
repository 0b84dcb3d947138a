-- What a text that everybody is to read may give away of those who live here: the names and doors that stand in it. Told to
-- officers alone, and nothing that is not in the text already.
create or replace function app.told_in_community(community uuid, of_text text) returns table (kind text, words text)
language sql stable security definer set search_path = public, pg_temp as $$
  with known as (
    select 'name' as kind, k.holder as words from household_contacts k where k.community_id = community
    union
    select 'name', u.name from residents r join users u on u.id = r.user_id where r.community_id = community
    union
    select 'name', x.name from concern_people x where x.community_id = community and x.name is not null
    union
    select 'name', g.name from guides g where g.community_id = community
    union
    select 'door', h.door from households h where h.community_id = community
  )
  select k.kind, trim(k.words) from known k
  where community = any (app.officer_in()) and char_length(trim(k.words)) > 1
    and strpos(normalize(of_text, nfkc), normalize(trim(k.words), nfkc)) > 0
$$;

-- What the public reads has changed: every process drops the pages that it keeps for strangers, at once.
create or replace function app.tell_public(community uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  select pg_notify('doorstep', jsonb_build_object('type', 'public', 'community', community)::text)
$$;
