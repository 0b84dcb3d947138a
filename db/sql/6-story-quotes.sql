-- Words in a story: lent by two, taken back by either at any time.

-- In a published story no words stand but those to which both agree, whatever writes.
create or replace function app.guard_story_quote() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.ended_at is null and (new.officer_says is distinct from 'yes' or new.household_says is distinct from 'yes') and exists (
      select from stories s where s.community_id = new.community_id and s.id = new.story_id and s.status = 'published') then
    raise exception 'a published story holds no words without consent' using errcode = 'DS001';
  end if;
  -- A consent is to these words and this name alone: others are asked for anew. (Without the name they say less.)
  if tg_op = 'UPDATE' and new.ended_at is null and (new.words is distinct from old.words
       or new.attribution is distinct from old.attribution and new.attribution is distinct from app.unnamed_voice(new.voice)) then
    raise exception 'other words are another quote' using errcode = 'DS001';
  end if;
  if tg_op = 'UPDATE' and old.ended_at is not null then
    raise exception 'what was taken back stays so' using errcode = 'DS001';
  end if;
  return new;
end $$;

create or replace trigger story_quotes_guard before insert or update on story_quotes
  for each row execute function app.guard_story_quote();

-- What one of the two says: yes, yes but unnamed (whose words they are), or no, at any time. A "no" takes the words away here and wherever they were copied to, in
-- this transaction, and every process drops the pages that it keeps. The officer speaks for themselves; for the household
-- one of those who live there, or whoever visited it and tells how they said it.
create or replace function app.answer_story_quote(quote uuid, side text, says text, how text, heard text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  q story_quotes;
  w text;
  word text := case says when 'no' then 'no' else 'yes' end;
  lives boolean;
begin
  select x.* into q from story_quotes x where x.id = quote;
  if q.id is null or says not in ('yes', 'no', 'unnamed') or says = 'unnamed' and side is distinct from q.voice then
    return false;
  end if;
  lives := q.household_id = any (app.households());
  if side = 'officer' then
    if q.officer_id is distinct from app.user() then
      return false;
    end if;
  elsif side = 'household' then
    if lives then
      how := 'account';
      heard := null;
    elsif how is null or how not in ('door', 'paper') or coalesce(heard, '') !~ '\S' or not (q.community_id = any (app.officer_in()) and (
        q.community_id = any (app.coordinates()) or exists (
          select from visit_notes n join visit_officers o on o.community_id = n.community_id and o.visit_id = n.visit_id
          where n.community_id = q.community_id and n.id = q.note_id and o.user_id = app.user()))) then
      return false;
    end if;
  else
    return false;
  end if;
  -- Whoever publishes holds the story: one of the two comes second.
  perform from stories s where s.community_id = q.community_id and s.id = q.story_id for update;
  select x.* into q from story_quotes x where x.community_id = q.community_id and x.id = quote for update;
  if q.ended_at is not null then
    return says = 'no';
  end if;
  -- Said already; who said so first stands.
  if says = 'yes' and 'yes' = (case side when 'officer' then q.officer_says else q.household_says end) then
    return true;
  end if;
  if says = 'no' then
    for w in select distinct e.value from jsonb_each_text(q.words) e where char_length(e.value) > 5 loop
      update story_texts t set title = replace(t.title, w, ''), lead = replace(t.lead, w, ''), body = replace(t.body, w, '')
        where t.community_id = q.community_id and t.story_id = q.story_id and strpos(concat_ws(' ', t.title, t.lead, t.body), w) > 0;
      update story_texts t set seen = null
        where t.community_id = q.community_id and t.story_id = q.story_id
          and strpos(concat_ws(' ', t.seen ->> 'title', t.seen ->> 'lead', t.seen ->> 'body'), w) > 0;
      update stories s set reviewed = null
        where s.community_id = q.community_id and s.id = q.story_id and exists (
          select from jsonb_each(s.reviewed) r where strpos(concat_ws(' ', r.value ->> 'title', r.value ->> 'lead', r.value ->> 'body'), w) > 0);
    end loop;
  end if;
  update story_quotes x set
      officer_says = case when side = 'officer' then word else x.officer_says end,
      officer_at = case when side = 'officer' then now() else x.officer_at end,
      household_says = case when side = 'household' then word else x.household_says end,
      household_by = case when side = 'household' then app.user() else x.household_by end,
      household_at = case when side = 'household' then now() else x.household_at end,
      household_how = case when side = 'household' then how else x.household_how end,
      household_note = case when side = 'household' then heard else x.household_note end,
      words = case when says <> 'no' then x.words end,
      attribution = case says when 'yes' then x.attribution when 'unnamed' then app.unnamed_voice(x.voice) end,
      ended_at = case when says = 'no' then now() end,
      ended_by = case when says = 'no' then side end
    where x.community_id = q.community_id and x.id = quote;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
  values (q.community_id, 'story', q.story_id, 'quote_' || word, 'working', app.user(),
    jsonb_build_object('quote', q.id, 'side', side) || case when says = 'unnamed' then '{"unnamed": true}'::jsonb else '{}' end || case when how is null or side = 'officer' then '{}' else jsonb_build_object('how', how) end);
  perform app.tell_public(q.community_id);
  return true;
end $$;

-- Whether somebody behind the door of a quote has an account, so that the portal can ask them: for those who see the quote.
create or replace function app.door_has_account(community uuid, quote uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from story_quotes q join residents r on r.community_id = q.community_id and r.household_id = q.household_id and r.status = 'confirmed'
    where q.community_id = community and q.id = quote and app.sees_story(community, q.story_id))
$$;
