-- What must hold on what is said in a thread, whoever writes it: correcting, taking back, quoting.

-- The audience never changes. The text is corrected by its author within a quarter of an hour; it is taken back by them
-- in that time, by whoever leads at any time. What was taken back stays so.
create or replace function app.guard_message() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.audience <> old.audience then
    raise exception 'a message keeps the audience it was sent to' using errcode = '23001';
  end if;
  if current_user in ('doorstep_owner', 'doorstep_worker') then
    return new;
  end if;
  if old.deleted_at is not null then
    raise exception 'a message that was taken back stays so' using errcode = 'DS001';
  end if;
  if (new.deleted_at is null or not (old.community_id = any (app.coordinates()) or app.leads_concern(old.community_id, old.concern_id)))
     and (old.author_id is distinct from app.user() or old.created_at < now() - interval '15 minutes') then
    raise exception 'a message is changed by its author, within a quarter of an hour' using errcode = 'DS001';
  end if;
  if new.body <> old.body then
    new.edited_at := case when new.deleted_at is null then now() else old.edited_at end;
  end if;
  return new;
end $$;

-- Whether the viewer owns a concern (who leads the community is asked apart).
create or replace function app.leads_concern(community uuid, concern uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select community = any (app.officer_in()) and exists (
    select from concerns c where c.community_id = community and c.id = concern and c.owner_id = app.user())
$$;

create or replace trigger messages_guard before update on messages for each row execute function app.guard_message();

-- What it said before is kept for those who may read it; with the message itself it goes, and so do its files.
create or replace function app.message_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  files text[];
begin
  if new.deleted_at is null then
    insert into message_versions (community_id, message_id, ordinal, body, at)
    select old.community_id, old.id, coalesce(max(v.ordinal), 0) + 1, old.body, coalesce(old.edited_at, old.created_at)
    from message_versions v where v.community_id = old.community_id and v.message_id = old.id;
    return null;
  end if;
  delete from message_versions where community_id = old.community_id and message_id = old.id;
  delete from message_mentions where community_id = old.community_id and message_id = old.id;
  with gone as (
    delete from attachments where community_id = old.community_id and message_id = old.id returning storage_key)
  select array_agg(storage_key) into files from gone;
  if files is not null then
    insert into outbox (topic, payload) values ('files_drop', jsonb_build_object('keys', files));
  end if;
  return null;
end $$;

create or replace trigger messages_changed after update of body, deleted_at on messages for each row
  when (old.body <> new.body or old.deleted_at is distinct from new.deleted_at) execute function app.message_changed();

-- An answer quotes what stands in the same thread, and carries nothing from among those who work on it to everyone.
create or replace function app.guard_quote() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from messages q where q.community_id = new.community_id and q.id = new.quotes_id and q.thread_id = new.thread_id
      and q.deleted_at is null and (q.audience = 'everyone' or new.audience = 'working')) then
    raise exception 'what is quoted is not for those who read the answer' using errcode = 'DS001';
  end if;
  return null;
end $$;

create or replace trigger messages_quote after insert on messages for each row
  when (new.quotes_id is not null) execute function app.guard_quote();
