-- The households' vote on an agreement: a roll that is fixed when it opens, one vote a door, counted by anyone.

-- Opening fixes who may vote: every door with its owner and area; a door of which nothing is known is its own owner.
create or replace function app.fix_roll() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into poll_roll (community_id, poll_id, household_id, owner, area)
  select h.community_id, new.id, h.id, coalesce(o.owner, h.id), coalesce(o.area, 0)
  from households h left join ownerships o on o.community_id = h.community_id and o.household_id = h.id
  where h.community_id = new.community_id;
  if new.by_area and exists (select from poll_roll r where r.community_id = new.community_id and r.poll_id = new.id and r.area = 0) then
    raise exception 'doors without an area' using errcode = '23514', constraint = 'polls_areas';
  end if;
  return null;
end $$;

create or replace trigger polls_roll after insert on polls for each row execute function app.fix_roll();

-- A poll opens while its agreement waits for consent to that version, and is closed once.
create or replace function app.guard_poll() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  tally jsonb;
begin
  if tg_op = 'INSERT' then
    if not exists (
      select from agreements a where a.community_id = new.community_id and a.id = new.agreement_id
        and a.status = 'consent' and a.version = new.ordinal) then
      raise exception 'not put to the households now' using errcode = 'DS001';
    end if;
    return new;
  end if;
  if old.closed_at is not null or row (new.agreement_id, new.ordinal, new.opens_at, new.turnout_numerator, new.turnout_denominator,
       new.consent_numerator, new.consent_denominator, new.consent_over, new.more_than, new.by_area)
     is distinct from row (old.agreement_id, old.ordinal, old.opens_at, old.turnout_numerator, old.turnout_denominator,
       old.consent_numerator, old.consent_denominator, old.consent_over, old.more_than, old.by_area)
     or new.closes_at < old.closes_at then
    raise exception 'the rules of a vote stay as they were when it opened' using errcode = '23001';
  end if;
  if new.closed_at is not null then
    if clock_timestamp() < new.closes_at and exists (
      select from app.poll_standing(new.community_id, new.id) s where s.voted < s.doors) then
      raise exception 'a vote ends at its time, or when all have voted' using errcode = 'DS001';
    end if;
    -- (The lock on this row has waited for ballots on their way; later ones find it closed.)
    tally := app.count_poll(new.community_id, new.id);
    new.closed_at := now();
    new.result := tally;
    new.consented := (tally ->> 'consented')::boolean;
  end if;
  return new;
end $$;

create or replace trigger polls_guard before insert or update on polls for each row execute function app.guard_poll();

-- One vote a door of the roll, while the poll is open: online by those who live in what they own, on paper by officers.
create or replace function app.guard_ballot() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held polls;
begin
  -- Shared among ballots, and not with whoever closes the poll: none is counted half.
  select * into held from polls p where p.community_id = new.community_id and p.id = new.poll_id for share;
  if held.id is null or not exists (
    select from agreements a where a.community_id = held.community_id and a.id = held.agreement_id
      and a.status = 'consent' and a.version = held.ordinal) then
    raise exception 'not put to the households any more' using errcode = 'DS001';
  end if;
  if held.closed_at is not null or not app.tells_past() and (now() < held.opens_at or clock_timestamp() >= held.closes_at) then
    raise exception 'the vote is not open' using errcode = 'DS001';
  end if;
  if new.via = 'online' and exists (
    select from ownerships o where o.community_id = new.community_id and o.household_id = new.household_id and o.let_out) then
    raise exception 'the owner votes, not who rents' using errcode = 'DS001';
  end if;
  new.confirmed_by := null;
  new.confirmed_at := null;
  new.cast_at := case when app.tells_past() then new.cast_at else now() end;
  return new;
end $$;

create or replace trigger ballots_guard before insert on ballots for each row execute function app.guard_ballot();

create or replace function app.ballot_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' and old.via = 'paper' and old.confirmed_by is null then
    return old;
  end if;
  if tg_op = 'UPDATE' and row (new.poll_id, new.household_id, new.choice, new.via, new.cast_by, new.receipt, new.cast_at)
      = row (old.poll_id, old.household_id, old.choice, old.via, old.cast_by, old.receipt, old.cast_at) and old.confirmed_by is null then
    return new;
  end if;
  raise exception 'a vote that was cast stays' using errcode = '23001';
end $$;

create or replace trigger ballots_stay before update or delete on ballots for each row execute function app.ballot_stays();

-- A paper counts once a second officer has read the same from it. Returns whether it was the same.
create or replace function app.confirm_paper(community uuid, poll uuid, household uuid, read_choice text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held ballots;
begin
  if not community = any (app.officer_in()) then
    return null;
  end if;
  perform from polls p where p.community_id = community and p.id = poll and p.closed_at is null and clock_timestamp() < p.closes_at for share;
  if not found then
    raise exception 'the vote is not open' using errcode = 'DS001';
  end if;
  select * into held from ballots b
    where b.community_id = community and b.poll_id = poll and b.household_id = household and b.via = 'paper' and b.confirmed_by is null for update;
  if held.id is null or held.cast_by = app.user() then
    return null;
  end if;
  if held.choice <> read_choice then
    return false;
  end if;
  update ballots set confirmed_by = app.user(), confirmed_at = now() where community_id = community and id = held.id;
  return true;
end $$;

-- Whether a part is as much of the whole as a poll asks for.
create or replace function app.reaches(part numeric, whole numeric, p polls) returns boolean
language sql immutable as $$
  select part > 0 and case when p.more_than then part * p.consent_denominator > whole * p.consent_numerator
    else part * p.consent_denominator >= whole * p.consent_numerator end
$$;

-- The count. An owner of several flats is one owner: with all of them alike that counts, divided it counts for nobody;
-- each flat's area counts as it voted. What is not confirmed is not counted.
create or replace function app.count_poll(community uuid, poll uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with doors as (
    select r.owner, r.area, b.choice from poll_roll r
    left join ballots b on b.community_id = r.community_id and b.poll_id = r.poll_id and b.household_id = r.household_id
      and (b.via = 'online' or b.confirmed_by is not null)
    where r.community_id = community and r.poll_id = poll
  ), owners as (
    select owner, count(distinct choice) as choices, min(choice) as choice from doors group by owner
  ), n as (
    select count(*) as owners, count(*) filter (where choices > 0) as voted,
      count(*) filter (where choices = 1 and choice = 'yes') as yes,
      count(*) filter (where choices = 1 and choice = 'no') as no,
      count(*) filter (where choices = 1 and choice = 'abstain' or choices > 1) as abstained from owners
  ), a as (
    select sum(doors.area) as area, coalesce(sum(doors.area) filter (where choice is not null), 0) as voted,
      coalesce(sum(doors.area) filter (where choice = 'yes'), 0) as yes, coalesce(sum(doors.area) filter (where choice = 'no'), 0) as no,
      coalesce(sum(doors.area) filter (where choice = 'abstain'), 0) as abstained,
      count(*) as doors, count(choice) as doors_voted from doors
  ), judged as (
    select n.voted * p.turnout_denominator >= n.owners * p.turnout_numerator
        and (not p.by_area or a.voted * p.turnout_denominator >= a.area * p.turnout_numerator) as turnout,
      app.reaches(n.yes, case p.consent_over when 'cast' then n.voted else n.owners end, p)
        and (not p.by_area or app.reaches(a.yes, case p.consent_over when 'cast' then a.voted else a.area end, p)) as agreed
    from polls p, n, a where p.community_id = community and p.id = poll
  )
  select jsonb_build_object('doors', a.doors, 'doorsVoted', a.doors_voted,
    'owners', n.owners, 'ownersVoted', n.voted, 'ownersYes', n.yes, 'ownersNo', n.no, 'ownersAbstained', n.abstained,
    'area', a.area, 'areaVoted', a.voted, 'areaYes', a.yes, 'areaNo', a.no, 'areaAbstained', a.abstained,
    'turnout', j.turnout, 'agreed', j.agreed, 'consented', j.turnout and j.agreed)
  from n, a, judged j
$$;

-- While it runs: how many doors have voted and how many papers wait for a second reader, never how they voted.
create or replace function app.poll_standing(community uuid, poll uuid) returns table (doors integer, voted integer, waiting integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select (select count(*)::int from poll_roll r where r.community_id = community and r.poll_id = poll),
    count(*) filter (where b.via = 'online' or b.confirmed_by is not null)::int,
    count(*) filter (where b.via = 'paper' and b.confirmed_by is null)::int
  from ballots b where b.community_id = community and b.poll_id = poll
$$;

-- After it: every vote by its receipt, so that anybody can count and everybody finds their own.
create or replace function app.poll_receipts(community uuid, poll uuid) returns table (receipt text, choice text)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.receipt, b.choice from ballots b
  join polls p on p.community_id = b.community_id and p.id = b.poll_id and p.closed_at is not null
  where b.community_id = community and b.poll_id = poll and community = any (app.member_in())
    and (b.via = 'online' or b.confirmed_by is not null)
  order by b.receipt
$$;

-- One's own household's vote.
create or replace function app.own_ballot(community uuid, poll uuid) returns table (household_id uuid, choice text, receipt text, via text, confirmed boolean, cast_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.household_id, b.choice, b.receipt, b.via, b.via = 'online' or b.confirmed_by is not null, b.cast_at from ballots b
  where b.community_id = community and b.poll_id = poll and b.household_id = any (app.households())
$$;

-- For the officers who go from door to door with papers: which doors have voted (never how), and who has read a paper first.
create or replace function app.voted_doors(community uuid, poll uuid) returns table (household_id uuid, counts boolean, cast_by uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.household_id, b.via = 'online' or b.confirmed_by is not null, case when b.via = 'paper' and b.confirmed_by is null then b.cast_by end
  from ballots b where b.community_id = community and b.poll_id = poll and community = any (app.officer_in())
$$;
