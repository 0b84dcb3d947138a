-- What a text that everybody is to read may give away of those who live here: the names and doors that stand in it. Told to
-- officers alone, and nothing that is not in the text already. A community knows a million of them: from each two characters of
-- the text on those that begin with them are looked up, each once, however many are called so.
create or replace function app.told_in_community(community uuid, of_text text) returns table (kind text, words text)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive said as materialized (
    select normalize(of_text, nfkc) as text where community = any (app.officer_in())
  ), starts as materialized (
    select distinct c || d as start from (
      select c, lead(c) over (order by n) as d from said cross join string_to_table(said.text, null) with ordinality x (c, n)) two
    where d is not null
  ), found (source, start, after, words) as (
    select k, s.start, s.start collate "C", null::text collate "C" from starts s cross join unnest('{holder,resident,person,guide,door}'::text[]) k
    union all
    select f.source, f.start, next.words || E'\x01', next.words from found f cross join lateral (
      select case f.source
        when 'holder' then (select app.told(x.holder) collate "C" from household_contacts x
          where x.community_id = community and x.holder is not null and app.told(x.holder) collate "C" >= f.after
          order by app.told(x.holder) collate "C" limit 1)
        when 'resident' then (select app.told(x.name) collate "C" from users x where app.told(x.name) collate "C" >= f.after
          order by app.told(x.name) collate "C" limit 1)
        when 'person' then (select app.told(x.name) collate "C" from concern_people x
          where x.community_id = community and x.name is not null and app.told(x.name) collate "C" >= f.after
          order by app.told(x.name) collate "C" limit 1)
        when 'guide' then (select app.told(x.name) collate "C" from guides x
          where x.community_id = community and app.told(x.name) collate "C" >= f.after order by app.told(x.name) collate "C" limit 1)
        else (select app.told(x.door) collate "C" from households x
          where x.community_id = community and app.told(x.door) collate "C" >= f.after order by app.told(x.door) collate "C" limit 1)
      end as words) next
    where starts_with(next.words, f.start)
  )
  select distinct case f.source when 'door' then 'door' else 'name' end, f.words from found f cross join said
  where strpos(said.text, f.words) > 0 and (f.source <> 'resident' or exists (
    select from users u join residents r on r.user_id = u.id and r.community_id = community
    where app.told(u.name) collate "C" = f.words collate "C"))
$$;

-- What the public reads has changed: every process drops the pages that it keeps for strangers, at once.
create or replace function app.tell_public(community uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  select pg_notify('doorstep', jsonb_build_object('type', 'public', 'community', community)::text)
$$;
