-- Told back: a measure that is done, to every household that raised its problem, with the question whether it is.

-- Who raised the problem behind a measure, by door: those known by their household, by their account, or only by their report.
create or replace function app.raisers(community uuid, problem uuid)
returns table (household_id uuid, user_id uuid, person_id uuid, member_id uuid, contact_id uuid, open boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  with people as (
    select p.id, p.user_id, coalesce(p.household_id, (
        select r.household_id from residents r where r.user_id = p.user_id and r.community_id = p.community_id and r.status = 'confirmed'
        order by r.household_id limit 1)) as door, c.privacy = 'neighbourhood' as open
    from problem_concerns pc
    join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id and c.status <> 'unconfirmed'
    join concern_people p on p.community_id = c.community_id and p.concern_id = c.id and p.role in ('reporter', 'voice')
    where pc.community_id = community and pc.problem_id = problem)
  select p.door, case when p.door is null then p.user_id end, case when p.door is null and p.user_id is null then p.id end,
    p.user_id, case when p.user_id is null then p.id end, p.open
  from people p
  union all
  -- Those who live with them are asked along.
  select p.door, null, null, r.user_id, null, p.open
  from people p join residents r on r.community_id = community and r.household_id = p.door and r.status = 'confirmed'
$$;

-- Whether a person is asked for a door: who lives there, and who raised something for it and has not left.
create or replace function app.speaks_for_door(community uuid, household uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
      select from residents r where r.community_id = community and r.household_id = household and r.user_id = person and r.status = 'confirmed')
    or exists (
      select from concern_people p where p.community_id = community and p.household_id = household and p.user_id = person)
    and not exists (
      select from residents r where r.community_id = community and r.household_id = household and r.user_id = person and r.status = 'ended')
$$;

-- A measure that is done is told to every household that raised its problem, with the question whether it is: a row a
-- household, a mail for each of its people who takes mails.
create or replace function app.tell_back() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  zone text := (select c.time_zone from communities c where c.id = new.community_id);
begin
  insert into measure_asks (community_id, id, measure_id, turn, household_id, user_id, person_id)
  select distinct on (r.household_id, r.user_id, r.person_id)
    new.community_id, gen_random_uuid(), new.id, new.turn, r.household_id, r.user_id, r.person_id
  from app.raisers(new.community_id, new.problem_id) r
  on conflict do nothing;
  if session_user <> 'doorstep_app' and app.setting('silent') = 'on' then
    return null;
  end if;
  insert into outbox (topic, payload, due_at)
  select 'told_mail', jsonb_build_object('community', new.community_id, 'ask', q.id, 'user', t.member_id, 'person', t.contact_id, 'open', t.open),
    app.after_quiet(t.member_id, new.community_id, case when a.mail = 'daily'
      -- Who wants mail once a day gets it in the evening.
      then (((now() at time zone zone)::date + case when extract(hour from now() at time zone zone) >= 18 then 1 else 0 end) + time '18:00') at time zone zone
      else now() end)
  from (
    select r.household_id, r.user_id, r.person_id, r.member_id, r.contact_id, bool_and(r.open) as open
    from app.raisers(new.community_id, new.problem_id) r group by 1, 2, 3, 4, 5) t
  join measure_asks q on q.community_id = new.community_id and q.measure_id = new.id and q.turn = new.turn
    and (q.household_id, q.user_id, q.person_id) is not distinct from (t.household_id, t.user_id, t.person_id)
  left join accounts a on a.user_id = t.member_id and a.disabled_at is null and a.mail <> 'none' and a.email is not null
  left join concern_contacts k on k.community_id = new.community_id and k.person_id = t.contact_id and k.email is not null and k.muted_at is null
  where a.user_id is not null or k.person_id is not null;
  -- (Also for those who want no mail; the event of its being done is the last one of the agreement.)
  insert into notifications (community_id, id, user_id, agreement_id, kind, seq, mailed_at)
  select new.community_id, gen_random_uuid(), r.member_id, new.agreement_id, 'told_ask', h.seq, now()
  from (select distinct r.member_id from app.raisers(new.community_id, new.problem_id) r where r.member_id is not null) r
  join accounts a on a.user_id = r.member_id and a.disabled_at is null
  join event_heads h on h.community_id = new.community_id and h.subject_id = new.agreement_id
  on conflict do nothing;
  return null;
end $$;

create or replace trigger measures_tell_back after update of status on measures for each row
  when (new.status = 'done' and old.status is distinct from new.status) execute function app.tell_back();

-- A household answers while that is the question: said again, the last word counts.
create or replace function app.guard_answer() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- (Who takes the measure up again holds its row.)
  perform from measures m where m.community_id = new.community_id and m.id = new.measure_id and m.turn = new.turn and m.status = 'done' for share;
  if not found then
    raise exception 'nothing is asked now' using errcode = 'DS001';
  end if;
  new.answered_at := now();
  return new;
end $$;

create or replace trigger measure_asks_guard before update on measure_asks for each row execute function app.guard_answer();

-- How many households were asked, and what they said: counted for everybody who reads the measure, naming nobody.
create or replace function app.told_back(community uuid, measure uuid)
returns table (asked integer, yes integer, no integer, not_yet integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int, (count(*) filter (where q.answer = 'yes'))::int, (count(*) filter (where q.answer = 'no'))::int,
    (count(*) filter (where q.answer = 'not_yet'))::int
  from measures m
  join measure_asks q on q.community_id = m.community_id and q.measure_id = m.id and q.turn = m.turn
  where m.community_id = community and m.id = measure and m.status = 'done' and community = any (app.member_in())
$$;

-- That a household has answered is told to those who work on it, and not which; where as many as half of those who answered,
-- and two at least, say that it is not done, whoever leads is told.
create or replace function app.tell_answer() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  enough boolean;
  agreement uuid := (select m.agreement_id from measures m where m.community_id = new.community_id and m.id = new.measure_id);
begin
  select new.answer = 'no' and count(*) filter (where q.answer = 'no') >= 2 and count(*) filter (where q.answer = 'no') * 2 >= count(q.answer)
    into enough
    from measure_asks q where q.community_id = new.community_id and q.measure_id = new.measure_id and q.turn = new.turn;
  insert into events (community_id, subject_type, subject_id, kind, audience, data)
    values (new.community_id, 'agreement', agreement, 'told_back', 'working',
      jsonb_strip_nulls(jsonb_build_object('measure', new.measure_id, 'answer', new.answer, 'enough', nullif(enough, false))));
  return null;
end $$;

create or replace trigger measure_asks_told after update on measure_asks for each row
  when (old.answer is distinct from new.answer) execute function app.tell_answer();

-- The question that the link of a mail answers; nothing where the link is too old, or the question over.
create or replace function auth.told_ask(of_hash bytea) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('what', m.what, 'note', m.done_note, 'agreement', g.title, 'answer', q.answer,
    'open', m.status = 'done' and m.turn = q.turn)
  from tokens t
  join measure_asks q on q.community_id = t.community_id and q.id = t.ask_id
  join measures m on m.community_id = q.community_id and m.id = q.measure_id
  join agreements g on g.community_id = m.community_id and g.id = m.agreement_id
  where t.kind = 'told' and t.hash = of_hash and t.expires_at > now()
    -- One who has left the door speaks for it no more.
    and (q.household_id is null or t.user_id is null or app.speaks_for_door(q.community_id, q.household_id, t.user_id))
    and not exists (select from accounts a where a.user_id = t.user_id and a.disabled_at is not null)
$$;

-- The answer by that link. Whether it was taken: not where there is nothing to be answered any more.
create or replace function auth.told_answer(of_hash bytea, says text, of_word text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if (auth.told_ask(of_hash) ->> 'open')::boolean is distinct from true then
    return false;
  end if;
  update measure_asks q set answer = says, word = of_word, via = 'mail', answered_by = t.user_id
    from tokens t where t.kind = 'told' and t.hash = of_hash and q.community_id = t.community_id and q.id = t.ask_id;
  return found;
end $$;
