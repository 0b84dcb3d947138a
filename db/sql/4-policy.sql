-- Which policy explanations hold, until when, and what people say of them.

create or replace function app.policy_day(community uuid) returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select (now() at time zone k.time_zone)::date from communities k where k.id = community
$$;

-- The last day of one: what it says itself, or the day before the one that replaces it, once that is published; null: none is known.
create or replace function app.policy_ends(p policies) returns date
language sql stable security definer set search_path = public, pg_temp as $$
  select least(p.valid_until, (
    select coalesce(n.valid_from, (n.published_at at time zone k.time_zone)::date) - 1
    from policies n join communities k on k.id = n.community_id
    where n.community_id = p.community_id and n.replaces = p.id and n.published_at is not null and n.withdrawn_at is null))
$$;

-- Published, and valid today: only such are offered to anybody.
create or replace function app.policy_holds(p policies) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select p.published_at is not null and p.withdrawn_at is null
    and coalesce(p.valid_from, '-infinity') <= app.policy_day(p.community_id)
    and coalesce(app.policy_ends(p), 'infinity') >= app.policy_day(p.community_id)
$$;

-- That something was here once and has been taken back: no more than whoever read it knew.
create or replace function app.policy_gone(policy uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from policies p where p.id = policy and p.published_at is not null and p.withdrawn_at is not null)
$$;

-- Counts an answer to "did this answer it?" of what holds; who gave it is kept nowhere.
create or replace function app.count_policy_answer(policy uuid, answered boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  p policies;
begin
  select * into p from policies where id = policy;
  if p.id is null or not app.policy_holds(p) then
    return false;
  end if;
  insert into policy_answers (community_id, policy_id, helped, not_helped)
  values (p.community_id, p.id, answered::int, (not answered)::int)
  on conflict (community_id, policy_id) do update
    set helped = policy_answers.helped + excluded.helped, not_helped = policy_answers.not_helped + excluded.not_helped;
  return true;
end $$;

-- Everybody reads another text at once: kept pages of strangers are dropped.
create or replace function app.policy_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.tell_public(coalesce(new.community_id, old.community_id));
  return null;
end $$;

create or replace trigger policies_public after insert or update or delete on policies for each row execute function app.policy_changed();
create or replace trigger policy_texts_public after insert or update or delete on policy_texts for each row execute function app.policy_changed();

-- A note may say which policy was explained.
do $$ begin
  if not exists (select from pg_constraint where conname = 'visit_notes_policy') then
    alter table visit_notes add constraint visit_notes_policy foreign key (community_id, policy_id) references policies (community_id, id);
  end if;
end $$;
