-- Whoever raised a concern hears that everybody may read it now. (Who said "mine too" does not: nothing of theirs stands
-- there, and taking it down is not theirs.)

-- Once when it is put there, and anew where its text says something else: told with the event.
create or replace function app.tell_published() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app.tells_past() then
    return null;
  end if;
  with raised as (
    select a.principal as user_id from access a
      where a.community_id = new.community_id and a.subject_id = new.subject_id and a.reason = 'reporter'
    union
    select r.user_id from access a
      join residents r on r.community_id = a.community_id and r.household_id = a.principal and r.status = 'confirmed'
      where a.community_id = new.community_id and a.subject_id = new.subject_id and a.reason = 'household'
    union
    select h.user_id from access a
      join helpers h on h.community_id = a.community_id and h.id = a.principal
      where a.community_id = new.community_id and a.subject_id = new.subject_id and a.reason = 'reporter' and h.may_follow and app.helps_now(h)
  ), told as (
    insert into notifications (community_id, id, user_id, concern_id, kind, seq, created_at, mailed_at)
    select new.community_id, gen_random_uuid(), a.user_id, new.subject_id, new.kind, new.seq, new.at, case when a.mail <> 'daily' then new.at end
    from raised r join accounts a on a.user_id = r.user_id and a.disabled_at is null
    where a.user_id is distinct from new.actor_id
    on conflict do nothing
    returning user_id
  )
  insert into outbox (topic, payload)
  select 'published_mail', jsonb_build_object('user', t.user_id, 'community', new.community_id, 'concern', new.subject_id, 'seq', new.seq)
  from told t join accounts a on a.user_id = t.user_id where a.mail = 'each' and a.email is not null;
  -- Whoever reported without an account hears by mail.
  insert into outbox (topic, payload)
  select 'published_mail', jsonb_build_object('person', p.id, 'community', new.community_id, 'concern', new.subject_id, 'seq', new.seq)
  from concern_people p join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
  where p.community_id = new.community_id and p.concern_id = new.subject_id and p.role = 'reporter' and p.user_id is null
    and k.email is not null and k.muted_at is null;
  return null;
end $$;

create or replace trigger events_tell_published after insert on events for each row
  when (new.subject_type = 'concern' and (new.kind = 'published_concern' or new.kind = 'changed_publication' and new.data ->> 'anew' = 'true'))
  execute function app.tell_published();
