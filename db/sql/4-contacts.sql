-- Private contact data: whoever reads another's leaves an event in the same transaction.

create or replace function app.read_concern_contact(community uuid, concern uuid)
returns table (name text, phone text, email text, household_id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c concerns;
  reasons text[];
begin
  select * into c from concerns x where x.community_id = community and x.id = concern;
  select coalesce(array_agg(a.reason), '{}') into reasons from access a
    where a.community_id = community and a.subject_id = concern and a.principal = any (app.principals());
  if c.id is null or not (
    community = any (app.coordinates())
    or (community = any (app.officer_in()) and (c.privacy = 'neighbourhood' or reasons && '{owner,visiting,taken_in}'))
    or (reasons && '{assigned}' and exists (
      select from concern_people p where p.community_id = community and p.concern_id = concern and p.share_contact))) then
    return;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values (community, 'concern', concern, 'contact_read', 'office', app.user(), '{}');
  return query
    select coalesce(p.name, u.name), coalesce(k.phone, a.phone), coalesce(k.email, a.email), p.household_id
    from concern_people p
    left join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
    left join users u on u.id = p.user_id
    left join accounts a on a.user_id = p.user_id
    where p.community_id = community and p.concern_id = concern and p.role = 'reporter'
      and (p.share_contact or community = any (app.officer_in()));
end $$;

-- (What it answers may change; replacing alone would not do.)
drop function if exists app.read_household_contact(uuid, uuid);
create function app.read_household_contact(community uuid, household uuid)
returns table (holder text, phone text, people integer, rented boolean, remark text, wish_phone text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (
    app.admin()
    or community = any (app.coordinates())
    -- An officer: the doors of their own visits, while the round runs (or the visit is not far away).
    or exists (
      select from visits v
      join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id and o.user_id = app.user()
      left join rounds r on r.community_id = v.community_id and r.id = v.round_id
      where v.community_id = community and v.household_id = household and v.status <> 'cancelled'
        and community = any (app.officer_in())
        and (r.status = 'running' or (r.id is null and v.starts_at between now() - interval '14 days' and now() + interval '14 days')))) then
    return;
  end if;
  insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    values (community, 'household', household, 'contact_read', 'office', app.user(), '{}');
  return query
    select h.holder, h.phone, h.people, h.rented, h.remark, w.phone
    from (select) one
    left join household_contacts h on h.community_id = community and h.household_id = household
    left join lateral (
      select x.phone from visit_wishes x join rounds r on r.community_id = x.community_id and r.id = x.round_id and r.status <> 'closed'
      where x.community_id = community and x.household_id = household and x.phone is not null
      order by x.changed_at desc limit 1) w on true
    where h.household_id is not null or w.phone is not null;
end $$;
