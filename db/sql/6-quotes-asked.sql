-- Whoever is asked for words in a story hears of it, as of other news; and answers by the link of the mail.

-- Whose words they are said to be where whoever said them does not want to be named.
create or replace function app.unnamed_voice(voice text) returns jsonb language sql immutable as $$
  select case voice when 'officer' then '{"zh-CN": "一位走访干警", "zh-TW": "一位走訪幹警", "en": "A visiting officer"}'::jsonb
    else '{"zh-CN": "一位住户", "zh-TW": "一位住戶", "en": "A resident"}'::jsonb end
$$;

-- Whom a quote asks: the officer who wrote the words down, and those who live behind the door, each for their side.
create or replace function app.asked_for_quote(q story_quotes) returns table (user_id uuid, side text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (x.user_id) x.user_id, x.side from (
    select q.officer_id as user_id, 'officer' as side where app.owner_is_active(q.community_id, q.officer_id)
    union all
    select r.user_id, 'household' from residents r
    where r.community_id = q.community_id and r.household_id = q.household_id and r.status = 'confirmed') x
  order by x.user_id, x.side desc
$$;

-- Told once each; whoever asks for their own words has agreed by asking.
create or replace function app.tell_of_quote() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.tells_past() then
    return null;
  end if;
  with told as (
    insert into notifications (community_id, id, user_id, quote_id, kind, seq, mailed_at)
    select new.community_id, gen_random_uuid(), a.user_id, new.id, 'quote_asked', 0, case when a.mail <> 'daily' then now() end
    from app.asked_for_quote(new) x join accounts a on a.user_id = x.user_id and a.disabled_at is null
    where x.user_id <> new.asked_by and case x.side when 'officer' then new.officer_says else new.household_says end is null
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select 'quote_mail', jsonb_build_object('user', t.user_id, 'community', new.community_id, 'quote', new.id)
  from told t join accounts a on a.user_id = t.user_id where a.mail = 'each' and a.email is not null;
  return null;
end $$;

create or replace trigger story_quotes_told after insert on story_quotes for each row execute function app.tell_of_quote();

-- What one of a side has answered is news for none of them any more; what nobody is asked for any more is none at all.
create or replace function app.quote_settled() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asked uuid[] := array(select x.user_id from app.asked_for_quote(old) x
    where tg_op = 'DELETE' or x.side = case when old.officer_says is distinct from new.officer_says then 'officer' else 'household' end);
begin
  if tg_op = 'DELETE' then
    delete from notifications n where n.community_id = old.community_id and n.user_id = any (asked) and n.quote_id = old.id;
  else
    update notifications n set read_at = now()
      where n.community_id = old.community_id and n.user_id = any (asked) and n.quote_id = old.id and n.read_at is null;
  end if;
  return null;
end $$;

create or replace trigger story_quotes_settled after delete or update of officer_says, household_says on story_quotes
  for each row execute function app.quote_settled();

-- What the link of a mail asks, and of whom: their side, with their doors there. Nothing where the link is too old or they
-- do not speak for that side any more; that it is over where nobody is asked for these words any more.
create or replace function auth.quote_ask(of_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('user', u.id, 'name', u.name, 'quote', t.ask_id, 'side', t.role,
    'community', jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'nameEn', c.name_en, 'timeZone', c.time_zone, 'demo', c.demo),
    'households', coalesce((
      select jsonb_agg(jsonb_build_object('household', r.household_id, 'community', r.community_id, 'status', r.status))
      from residents r where r.user_id = u.id and r.community_id = c.id and r.status = 'confirmed'), '[]'),
    'member', true,
    'words', q.words, 'attribution', q.attribution,
    'own', q.voice = t.role, 'unnamed', q.attribution = app.unnamed_voice(q.voice),
    'says', case t.role when 'officer' then q.officer_says else q.household_says end,
    'state', case when q.id is null then 'dropped' when q.ended_at is not null then 'ended' else s.status end,
    'story', case when s.status = 'published' then s.id end)
  from tokens t
  join users u on u.id = t.user_id
  join accounts a on a.user_id = u.id and a.disabled_at is null
  join communities c on c.id = t.community_id
  left join story_quotes q on q.community_id = t.community_id and q.id = t.ask_id
  left join stories s on s.community_id = q.community_id and s.id = q.story_id
  where t.kind = 'quote' and t.hash = of_hash and t.expires_at > now() and case t.role
    when 'officer' then app.owner_is_active(t.community_id, t.user_id)
    else exists (
      select from residents r where r.community_id = t.community_id and r.user_id = t.user_id and r.status = 'confirmed'
        and (q.id is null or r.household_id = q.household_id)) end
$$;
