-- Stories: who writes and publishes them, whose words may stand in them, and what everybody reads.

create or replace function app.writes_story(community uuid, story uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from stories s where s.community_id = community and s.id = story and community = any (app.officer_in())
      and (s.author_id = app.user() or community = any (app.coordinates())))
$$;

-- A draft is its author's, and of those who lead, until it was sent once to be looked at.
create or replace function app.sees_story(community uuid, story uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from stories s where s.community_id = community and s.id = story and community = any (app.officer_in())
      and (s.sent_at is not null or s.author_id = app.user() or community = any (app.coordinates())))
$$;

create or replace function app.drafts_story(community uuid, story uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.writes_story(community, story) and exists (
    select from stories s where s.community_id = community and s.id = story and s.status = 'draft')
$$;

create or replace function app.story_capacities(s stories) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when s.author_id = app.user() and s.community_id = any (app.officer_in()) then 'author' end,
    case when s.community_id = any (app.coordinates()) then 'lead' end,
    -- A second person: who neither began it nor wrote in it last.
    case when s.community_id = any (app.officer_in()) and s.author_id <> app.user() and s.changed_by is distinct from app.user() then 'reviewer' end
  ], null)
$$;

-- Figures ---------------------------------------------------------------------------------------------------------------

-- A figure that may be told, as it is now: counts that everybody may know, of households in steps of five. Null where there
-- is none, or where it would be of too few.
create or replace function app.story_figure(community uuid, key text, argument text) returns numeric
language sql stable security definer set search_path = public, pg_temp as $$
  with problem as (
    select p.* from problems p where p.community_id = community and p.number = argument and p.published_at is not null
  ), agreed as (
    select a.* from agreements a join problem p on a.community_id = p.community_id and a.problem_id = p.id
    where a.status in ('consent', 'concluded', 'carried_out') order by a.created_at desc, a.id limit 1
  )
  select case key
    when 'doors_visited' then (app.public_progress(community) -> 'round' ->> 'visited')::numeric
    when 'doors_all' then (app.public_progress(community) -> 'round' ->> 'doors')::numeric
    when 'concerns_raised' then (
      select sum(f.raised) from figure_sums f where f.community_id = community and not f.private
        and f.organization_id = '00000000-0000-0000-0000-000000000000')
    when 'concerns_solved' then (
      select sum(f.solved) from figure_sums f where f.community_id = community and not f.private
        and f.organization_id = '00000000-0000-0000-0000-000000000000')
    when 'answered_in_time' then (
      select floor(100 * (r ->> 'answered')::numeric / nullif((r ->> 'answerable')::numeric, 0))
      from communities c, app.public_figures(c.id, 3, c.time_zone) r where c.id = community)
    when 'problem_households' then (select nullif(p.households / 5 * 5, 0) from problem p)
    when 'told_back_yes' then (
      select nullif(count(distinct q.household_id) / 5 * 5, 0) from problem p
      join measures m on m.community_id = p.community_id and m.problem_id = p.id and m.status = 'done'
      join measure_asks q on q.community_id = m.community_id and q.measure_id = m.id and q.turn = m.turn and q.answer = 'yes')
    when 'agreement_signers' then (
      select nullif(count(*), 0) from agreed a join signatures g on g.community_id = a.community_id and g.agreement_id = a.id and g.ordinal = a.version)
    when 'agreement_cost' then (select a.estimate_cents / 100 from agreed a)
    when 'measures_done' then (
      select count(*) filter (where m.status = 'done') from agreed a
      join measures m on m.community_id = a.community_id and m.agreement_id = a.id having count(*) > 0)
  end
$$;

-- Which figures a story tells of, by its markers: [[figure:key]] or [[figure:key:argument]].
create or replace function app.figures_in(community uuid, story uuid) returns table (key text, argument text)
language sql stable set search_path = public, pg_temp as $$
  select distinct m[1], coalesce(m[2], '') from story_texts t,
    regexp_matches(t.body || ' ' || t.lead, '\[\[figure:([a-z_]+)(?::([^\]\s]+))?\]\]', 'g') m
  where t.community_id = community and t.story_id = story
$$;

-- To which concerns a story points, by its markers: [[concern:NUMBER]].
create or replace function app.concerns_in(community uuid, story uuid) returns setof text
language sql stable set search_path = public, pg_temp as $$
  select distinct m[1] from story_texts t, regexp_matches(t.body, '\[\[concern:(\d{4}-\d{4,9})\]\]', 'g') m
  where t.community_id = community and t.story_id = story
$$;

-- What a story may not be sent or published with. The words say what is missing, as domain/story/hold.ts knows it.
create or replace function app.story_faults(community uuid, story uuid, final boolean) returns setof text
language sql stable set search_path = public, pg_temp as $$
  with here as (
    select t.title || E'\n' || t.lead || E'\n' || t.body as text, t.title, t.body from story_texts t
    where t.community_id = community and t.story_id = story
  ), marked as (
    select distinct m[1] as kind, m[2]::int as ordinal from here, regexp_matches(here.text, '\[\[(quote|photo):(\d{1,4})\]\]', 'g') m
  )
  select 'storyEmpty' where not exists (
    select from stories s join story_texts t on t.community_id = s.community_id and t.story_id = s.id and t.locale = s.original
    where s.community_id = community and s.id = story and t.title ~ '\S' and t.body ~ '\S')
  union all
  -- The words of a quote stand in their own place alone, from which they can be taken back.
  select 'storyCopies' where exists (
    select from story_quotes q, here, jsonb_each_text(q.words) w
    where q.community_id = community and q.story_id = story and char_length(w.value) > 5 and strpos(here.text, w.value) > 0)
  union all
  select 'storyMarker' where exists (
    select from marked m where m.kind = 'quote' and not exists (
      select from story_quotes q where q.community_id = community and q.story_id = story and q.ordinal = m.ordinal)
    or m.kind = 'photo' and not exists (
      select from story_photos p where p.community_id = community and p.story_id = story and p.ordinal = m.ordinal))
  union all
  -- What a story points to is before everybody.
  select 'storyConcern' where exists (
    select from app.concerns_in(community, story) c where not exists (
      select from publications p where p.community_id = community and p.number = c and p.hidden_at is null))
  union all
  select 'storyFigure' where exists (
    select from app.figures_in(community, story) f where app.story_figure(community, f.key, f.argument) is null)
  union all
  select 'storyPhotos' where exists (
    select from story_photos p where p.community_id = community and p.story_id = story and p.public_key is null)
  union all
  select 'storyConsents' where final and exists (
    select from story_quotes q where q.community_id = community and q.story_id = story and q.ended_at is null
      and (q.officer_says is distinct from 'yes' or q.household_says is distinct from 'yes'))
$$;

-- Writing and publishing ------------------------------------------------------------------------------------------------

create or replace function app.story_as_it_is(community uuid, story uuid) returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select jsonb_object_agg(t.locale, jsonb_build_object('title', t.title, 'lead', t.lead, 'body', t.body))
  from story_texts t where t.community_id = community and t.story_id = story
$$;

create or replace function app.guard_story() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  past boolean := app.tells_past();
  fault text;
begin
  if not past then
    if new.status <> old.status then
      perform app.check_transition('story', old.status, new.status, app.story_capacities(old));
    -- (That its texts are looked at anew is said by the database itself, when words were taken back.)
    elsif to_jsonb(new) - 'reviewed' <> to_jsonb(old) - 'reviewed' and (old.status <> 'draft' or not app.writes_story(old.community_id, old.id)) then
      raise exception 'only a draft is changed, by whoever writes it' using errcode = 'DS001';
    end if;
  end if;
  if new.status = old.status then
    return new;
  end if;
  if new.status in ('in_review', 'published') then
    select f.fault into fault from app.story_faults(new.community_id, new.id, new.status = 'published') with ordinality f (fault, n) order by f.n limit 1;
    if fault is not null then
      raise exception '%', fault using errcode = 'DS001';
    end if;
  end if;
  case new.status
    when 'in_review' then
      new.sent_at := case when past then coalesce(new.sent_at, now()) else now() end;
      new.review := null;
    when 'published' then
      if not past then
        new.published_at := now();
        new.published_by := app.user();
      end if;
      new.withdrawn_at := null;
      new.review := null;
      new.part := coalesce(new.part, (
        select coalesce(m.part + (count(x.part) >= 1000)::int, 0) from (
          select max(s.part) as part from stories s where s.status = 'published') m
        left join stories x on x.part = m.part and x.status = 'published' group by m.part));
      new.reviewed := app.story_as_it_is(new.community_id, new.id);
      -- From here on its figures are those of this moment.
      delete from story_figures where community_id = new.community_id and story_id = new.id;
      insert into story_figures (community_id, story_id, key, argument, value, frozen_at)
      select new.community_id, new.id, f.key, f.argument, app.story_figure(new.community_id, f.key, f.argument), new.published_at
      from app.figures_in(new.community_id, new.id) f;
    when 'withdrawn' then
      new.withdrawn_at := now();
    when 'draft' then
      if old.status = 'withdrawn' then
        delete from story_figures where community_id = new.community_id and story_id = new.id;
      elsif new.review is not null then
        new.reviewed := app.story_as_it_is(new.community_id, new.id);
      end if;
  end case;
  if 'published' in (old.status, new.status) then
    perform app.tell_public(new.community_id);
  end if;
  return new;
end $$;

create or replace trigger stories_guard before update on stories for each row execute function app.guard_story();

create or replace function app.story_logged() returns trigger language plpgsql as $$
begin
  perform app.require_event(new.community_id, new.id, old.status, new.status, null, null);
  return null;
end $$;

drop trigger if exists stories_status_logged on stories;
create constraint trigger stories_status_logged after update of status on stories deferrable initially deferred
  for each row when (old.status is distinct from new.status) execute function app.story_logged();

-- Photos ----------------------------------------------------------------------------------------------------------------

-- A file that nobody needs any more goes, with its small copy.
create or replace function app.drop_story_files() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone text[] := case when tg_op = 'DELETE' then array_remove(array[old.original_key, old.public_key], null)
    else array_remove(array[case when old.public_key is distinct from new.public_key then old.public_key end], null) end;
begin
  if cardinality(gone) > 0 then
    insert into outbox (topic, payload) values ('files_drop', jsonb_build_object('keys', gone));
  end if;
  return null;
end $$;

create or replace trigger story_photos_files after update or delete on story_photos
  for each row execute function app.drop_story_files();
