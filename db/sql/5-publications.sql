-- What the public reads of a concern: kept in step with it, and taken down at once when it is no longer for everybody.

-- Whether a concern may be put before the public at all: what neighbours read, and what was neither taken back nor has
-- become part of another.
create or replace function app.may_be_public(c concerns) returns boolean language sql immutable as $$
  select c.privacy = 'neighbourhood' and c.status <> 'unconfirmed' and c.merged_into is null
    and coalesce(c.close_reason, '') not in ('withdrawn', 'duplicate', 'merged', 'split', 'not_confirmed')
$$;

create or replace function app.public_state(c concerns) returns text language sql immutable as $$
  select case when c.solved_at is not null and c.status in ('solved', 'confirmed', 'closed') then 'solved'
    when c.closed_at is not null then 'closed' when c.status = 'new' then 'open' else 'doing' end
$$;

-- Households in steps of five; null: a few.
create or replace function app.in_fives(n integer) returns integer language sql immutable as $$
  select case when n >= 5 then n / 5 * 5 end
$$;

-- Whatever is written: the facts are those of the concern, what is hidden is erased, and who may not do more may hide.
create or replace function app.guard_publication() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c concerns;
begin
  select * into strict c from concerns x where x.community_id = new.community_id and x.id = new.concern_id;
  if session_user = 'doorstep_app' and not new.community_id = any (app.coordinates())
     and not (tg_op = 'UPDATE' and old.hidden_at is null and new.hidden_at is not null or pg_trigger_depth() > 1) then
    raise exception 'only who coordinates publishes' using errcode = '42501';
  end if;
  if new.hidden_at is null and (tg_op = 'INSERT' or old.hidden_at is not null) and exists (
       select from publication_reviews r where r.community_id = new.community_id and r.concern_id = new.concern_id and r.decision = 'declined') then
    raise exception 'whoever raised it does not want it there' using errcode = 'DS001';
  end if;
  if new.hidden_at is null and not app.may_be_public(c) then
    if tg_op = 'INSERT' or old.hidden_at is not null then
      raise exception 'this concern is not for the public' using errcode = 'DS001';
    end if;
    new.hidden_at := now();
  end if;
  -- (So many addresses stand in one list for search engines.)
  if tg_op = 'INSERT' then
    select coalesce(m.part + (count(x.part) >= 1000)::int, 0) into new.part
    from (select max(p.part) as part from publications p where p.hidden_at is null) m
    left join publications x on x.part = m.part and x.hidden_at is null group by m.part;
  end if;
  new.number := c.number;
  new.category := c.category;
  new.building_id := c.building_id;
  new.area := c.area;
  new.state := app.public_state(c);
  new.households := app.in_fives(c.voices + 1);
  new.raised_at := c.created_at;
  -- (It may be closed without anybody having been at it.)
  new.taken_at := case when new.state <> 'open' then coalesce(new.taken_at, c.answered_at, now()) end;
  new.solved_at := case when new.state = 'solved' then c.solved_at end;
  new.closed_at := c.closed_at;
  -- What was said of an end that does not stand is not said any longer.
  if new.state in ('open', 'doing') then
    new.outcome := null;
  end if;
  if new.hidden_at is not null then
    new.title := null;
    new.body := null;
    new.outcome := null;
    new.building_id := null;
    new.area := null;
  end if;
  if tg_op = 'UPDATE' and old.hidden_at is not null and new.hidden_at is null then
    new.published_at := now();
  end if;
  if tg_op = 'UPDATE' and (new.title, new.body, new.outcome, new.state, new.hidden_at)
       is distinct from (old.title, old.body, old.outcome, old.state, old.hidden_at) then
    new.changed_at := now();
  end if;
  return new;
end $$;

create or replace trigger publications_guard before insert or update on publications
  for each row execute function app.guard_publication();

-- All processes drop their kept pages; and whoever raised it is not asked again when they have taken it down.
create or replace function app.publication_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.tell_public(new.community_id);
  if tg_op = 'UPDATE' and old.hidden_at is null and new.hidden_at is not null then
    if pg_trigger_depth() > 1 then
      -- Hidden since the concern changed: should it be for everybody again, somebody looks at it anew.
      delete from publication_reviews r where r.community_id = new.community_id and r.concern_id = new.concern_id;
    elsif app.capacities(new.community_id, new.concern_id, null) && '{reporter}' then
      perform app.decline_publication(new.community_id, new.concern_id);
    end if;
  end if;
  return null;
end $$;

create or replace trigger publications_changed after insert or update on publications
  for each row execute function app.publication_changed();

create or replace function app.publish_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- (The guard reads the concern: naming it is enough.)
  update publications p set number = new.number
  where p.community_id = new.community_id and p.concern_id = new.id and p.hidden_at is null;
  return null;
end $$;

create or replace trigger concerns_published after update of category, building_id, area, privacy, status, close_reason,
    merged_into, solved_at, closed_at, answered_at, voices on concerns
  for each row when ((old.category, old.building_id, old.area, old.privacy, old.status, old.close_reason, old.merged_into,
      old.solved_at, old.closed_at, old.answered_at, app.in_fives(old.voices + 1))
    is distinct from (new.category, new.building_id, new.area, new.privacy, new.status, new.close_reason, new.merged_into,
      new.solved_at, new.closed_at, new.answered_at, app.in_fives(new.voices + 1)))
  execute function app.publish_change();

-- Whether there once was something under this number for everybody to read, that is taken down.
create or replace function app.was_published(of_number text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from publications p where p.number = of_number and p.hidden_at is not null)
$$;

-- What waits to be looked at ----------------------------------------------------------------------------------------------

-- Puts a concern in the queue, or takes it out, as it stands now.
create or replace function app.queue_publication(community uuid, concern uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c concerns;
  p publications;
  r publication_reviews;
  of_kind text;
begin
  select * into c from concerns x where x.community_id = community and x.id = concern;
  select * into p from publications x where x.community_id = community and x.concern_id = concern;
  select * into r from publication_reviews x where x.community_id = community and x.concern_id = concern;
  of_kind := case
    when not app.may_be_public(c) then null
    when p.concern_id is not null and p.hidden_at is null then
      case when p.outcome is null and p.state in ('solved', 'closed')
        and not coalesce(r.outcome_at >= coalesce(p.solved_at, p.closed_at), false) then 'outcome' end
    when r.decision is not null then null
    -- A list of what was long ago is not work for anybody.
    when c.origin = 'import' and c.closed_at is not null then null
    else 'first' end;
  if of_kind is null then
    delete from publication_queue q where q.community_id = community and q.concern_id = concern;
  else
    insert into publication_queue as q (community_id, concern_id, kind, at)
    values (community, concern, of_kind, case of_kind when 'first' then c.created_at else now() end)
    on conflict (community_id, concern_id) do update set kind = excluded.kind, at = excluded.at where q.kind <> excluded.kind;
  end if;
end $$;

create or replace function app.concern_queued() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.queue_publication(new.community_id, new.id);
  return null;
end $$;

-- (After what keeps the publication in step: triggers of one event fire in the order of their names.)
create or replace trigger concerns_queue_added after insert on concerns
  for each row when (new.privacy = 'neighbourhood' and new.status <> 'unconfirmed') execute function app.concern_queued();
create or replace trigger concerns_queue_changed after update of privacy, status, close_reason, merged_into, solved_at, closed_at on concerns
  for each row when ((old.privacy, old.status, old.close_reason, old.merged_into, old.solved_at, old.closed_at)
    is distinct from (new.privacy, new.status, new.close_reason, new.merged_into, new.solved_at, new.closed_at)
    and (old.privacy = 'neighbourhood' or new.privacy = 'neighbourhood'))
  execute function app.concern_queued();

create or replace function app.publication_queued() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform app.queue_publication(old.community_id, old.concern_id);
  else
    perform app.queue_publication(new.community_id, new.concern_id);
  end if;
  return null;
end $$;

create or replace trigger publications_queue after insert or update on publications
  for each row execute function app.publication_queued();
create or replace trigger publication_reviews_queue after insert or update or delete on publication_reviews
  for each row execute function app.publication_queued();

-- What was raised before there was a queue.
do $$
begin
  if not exists (select from publication_queue) and not exists (select from publication_reviews) then
    perform app.queue_publication(c.community_id, c.id) from concerns c
    where app.may_be_public(c) and (c.closed_at is null or c.created_at > now() - interval '1 year');
  end if;
end $$;

-- Whoever followed what was taken down follows nothing any more.
create or replace function app.forget_followers() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from subscriptions s where s.community_id = new.community_id and s.number = new.number;
  return null;
end $$;

create or replace trigger publications_forget after update of hidden_at on publications
  for each row when (old.hidden_at is null and new.hidden_at is not null) execute function app.forget_followers();

-- Whoever raised it does not want it before the public, whatever was decided of it so far.
create or replace function app.decline_publication(community uuid, concern uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not app.capacities(community, concern, null) && '{reporter}' then
    raise exception 'only whoever raised it declines' using errcode = '42501';
  end if;
  insert into publication_reviews (community_id, concern_id, decision) values (community, concern, 'declined')
  on conflict (community_id, concern_id) do update set decision = 'declined', reason = null, decided_by = null, decided_at = now();
end $$;

-- What is published and holds a text, what changed last on top. (Under row-level security itself the planner may not use the
-- index of grams; and it cannot tell how frequent a word is: the newest thousand are asked, as in 4-search.sql.)
create or replace function app.search_publications(community uuid, typed text, most integer default 500) returns setof text
language plpgsql stable security definer set search_path = public, pg_temp rows 100 as $$
declare
  sought tsquery := app.gram_query(typed);
  read real;
  held real;
begin
  if sought is null then
    return;
  end if;
  select count(*), count(*) filter (where n.search @@ sought) into read, held from (
    select p.search from publications p where p.community_id = community and p.hidden_at is null order by p.changed_at desc, p.number desc limit 1000) n;
  if held > 0 and most * read / held < held / read * (select reltuples from pg_class where oid = 'publications'::regclass) then
    return query select p.number from publications p
      where p.community_id = community and p.hidden_at is null and case when p.search @@ sought then true else false end
      order by p.changed_at desc, p.number desc limit most;
  else
    return query select p.number from publications p
      where p.community_id = community and p.hidden_at is null and p.search @@ sought
      order by p.changed_at + interval '0' desc, p.number desc limit most;
  end if;
end $$;

-- Which published ones are like one that is published: of the newest of its topic and of its building, those with most words in
-- common.
create or replace function app.similar_publications(of_number text, most integer default 4) returns setof text
language sql stable security definer set search_path = public, pg_temp rows 4 as $$
  with this as (
    select p.*, app.any_gram_query(p.title) as sought from publications p where p.number = of_number and p.hidden_at is null
  ), near as (
    select p.community_id, p.concern_id from this t cross join lateral (
      select x.community_id, x.concern_id from publications x where x.community_id = t.community_id and x.category = t.category and x.hidden_at is null
      order by x.changed_at desc, x.number desc limit 200) p
    union
    select p.community_id, p.concern_id from this t cross join lateral (
      select x.community_id, x.concern_id from publications x where x.community_id = t.community_id and x.building_id = t.building_id and x.hidden_at is null
      order by x.changed_at desc, x.number desc limit 100) p
  )
  select p.number from near n cross join this t
  join publications p on p.community_id = n.community_id and p.concern_id = n.concern_id and p.hidden_at is null and p.number <> t.number
  order by coalesce(ts_rank(p.search, t.sought), 0) * 4 + (p.category = t.category)::int
    + coalesce(p.building_id = t.building_id, false)::int desc, p.changed_at desc limit most
$$;

-- How many stand in which state, house by house -------------------------------------------------------------------------

-- (The houses and states in one order, so that two changes at once wait for one another instead of in a circle.)
create or replace function app.count_publications() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform app.add_publications(array(select (p.community_id, p.building_id, p.state, 1)::publication_counts
      from after_rows p where p.hidden_at is null));
  elsif tg_op = 'DELETE' then
    perform app.add_publications(array(select (p.community_id, p.building_id, p.state, -1)::publication_counts
      from before_rows p where p.hidden_at is null));
  else
    perform app.add_publications(array(
      select (p.community_id, p.building_id, p.state, 1)::publication_counts from after_rows p where p.hidden_at is null
      union all
      select (p.community_id, p.building_id, p.state, -1)::publication_counts from before_rows p where p.hidden_at is null));
  end if;
  return null;
end $$;

create or replace function app.add_publications(more publication_counts[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into publication_counts as c (community_id, building_id, state, n)
  select m.community_id, coalesce(m.building_id, '00000000-0000-0000-0000-000000000000'), m.state, sum(m.n)
  from unnest(more) m group by 1, 2, 3 having sum(m.n) <> 0 order by 1, 2, 3
  on conflict (community_id, building_id, state) do update set n = c.n + excluded.n
$$;

create or replace trigger publications_counted_new after insert on publications
  referencing new table as after_rows for each statement execute function app.count_publications();
create or replace trigger publications_counted after update on publications
  referencing old table as before_rows new table as after_rows for each statement execute function app.count_publications();
create or replace trigger publications_counted_gone after delete on publications
  referencing old table as before_rows for each statement execute function app.count_publications();

-- Counts everything anew: where rows were written past the triggers.
create or replace function app.recount_publications() returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  lock table publications in share mode;
  delete from publication_counts;
  insert into publication_counts (community_id, building_id, state, n)
  select p.community_id, coalesce(p.building_id, '00000000-0000-0000-0000-000000000000'), p.state, count(*)
  from publications p where p.hidden_at is null group by 1, 2, 3;
end $$;

do $$ begin
  if not exists (select from publication_counts) then
    perform app.recount_publications();
  end if;
end $$;

-- How much of what everybody reads is in hand and how much is solved, house by house (null: of no house).
create or replace function app.board_counts(community uuid) returns table (building_id uuid, going integer, solved integer)
language sql stable security definer set search_path = public, pg_temp rows 10 as $$
  select nullif(c.building_id, '00000000-0000-0000-0000-000000000000'),
    coalesce(sum(c.n) filter (where c.state in ('open', 'doing')), 0)::int, coalesce(sum(c.n) filter (where c.state = 'solved'), 0)::int
  from publication_counts c where c.community_id = community group by 1
$$;
