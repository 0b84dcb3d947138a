-- Who gains access to a subject, and loses it; triggers of each noun call these.

create or replace function app.grant_access(community uuid, subject uuid, to_principal uuid, for_reason text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into access (community_id, subject_id, principal, reason)
  select community, subject, to_principal, for_reason where to_principal is not null
  on conflict do nothing
$$;

create or replace function app.end_access(community uuid, subject uuid, of_principal uuid, for_reason text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from access where community_id = community and subject_id = subject and principal = of_principal and reason = for_reason
$$;

-- A tracking link is a principal of its own.
create or replace function app.tracking_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.grant_access(new.community_id, new.concern_id, new.id, 'reporter');
  return null;
end $$;

create or replace trigger tokens_access after insert on tokens
  for each row when (new.kind = 'tracking') execute function app.tracking_access();
