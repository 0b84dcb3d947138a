-- What there is around a concern at all, so that its page asks for that alone: with policies nested in one another a query for what
-- is not there costs as much as one for what is. It tells whoever has to do with the concern that there is something; what, each
-- query learns under the policies of its rows.
create or replace function app.stands_around(community uuid, concern uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select array_remove(array[
    case when exists (select from assignments x where x.community_id = community and x.concern_id = concern) then 'assignments' end,
    case when exists (select from attachments x where x.community_id = community and x.concern_id = concern) then 'files' end,
    case when exists (select from concern_labels x where x.community_id = community and x.concern_id = concern) then 'labels' end,
    case when exists (select from concern_people x where x.community_id = community and x.concern_id = concern and x.role = 'voice') then 'voices' end,
    case when exists (select from concern_ratings x where x.community_id = community and x.concern_id = concern) then 'ratings' end,
    case when exists (select from problem_concerns x where x.community_id = community and x.concern_id = concern) then 'problem' end,
    case when exists (select from concerns x where x.community_id = community and x.merged_into = concern) then 'merged' end,
    case when exists (select from threads x where x.community_id = community and x.concern_id = concern and x.name is not null) then 'rooms' end,
    case when exists (select from meetings x where x.community_id = community and x.concern_id = concern) then 'meetings' end,
    case when exists (select from concern_followings x where x.community_id = community and x.concern_id = concern) then 'following' end
  ], null)
  where community = any (app.member_in() || app.coordinates()) or exists (
    select from access a where a.community_id = community and a.subject_id = concern and a.principal = any (app.principals()))
$$;

-- Whether the viewer reads what an event or a file belongs to: for policies of tables that belong to many things. (Called for the
-- few rows that belong to this one; written out in the policy, each of them would be made ready for every query. Not as SQL: that
-- would be planned anew for every query before PostgreSQL 18.)
create or replace function app.reads_agreement(community uuid, agreement uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.agreements x where x.community_id = community and x.id = agreement);
end $$;
create or replace function app.reads_following(community uuid, following uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.concern_followings x where x.community_id = community and x.id = following);
end $$;
create or replace function app.reads_visit(community uuid, visit uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.visits x where x.community_id = community and x.id = visit);
end $$;
create or replace function app.reads_message(community uuid, message uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.messages x where x.community_id = community and x.id = message);
end $$;
create or replace function app.reads_visit_note(community uuid, note uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.visit_notes x where x.community_id = community and x.id = note);
end $$;
create or replace function app.reads_inspection_item(community uuid, item uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.inspection_items x where x.community_id = community and x.id = item);
end $$;
create or replace function app.reads_measure(community uuid, measure uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.measures x where x.community_id = community and x.id = measure);
end $$;
create or replace function app.reads_stage(community uuid, stage uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.tender_stages x where x.community_id = community and x.id = stage);
end $$;
create or replace function app.reads_agreement_work(community uuid, agreement uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.agreements x where x.community_id = community and x.id = agreement
    and app.works_on_agreement(x.community_id, x.id, x.problem_id));
end $$;
create or replace function app.reads_receipt(community uuid, payment uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select from public.payments p join public.agreements x on x.community_id = p.community_id and x.id = p.agreement_id
    where p.community_id = community and p.id = payment and app.works_on_agreement(x.community_id, x.id, x.problem_id));
end $$;
