-- How far a published problem has come, for everybody: the days on which people looked at it and sat down, what was agreed on and
-- what of it is done. Nothing of who raised it, who was there, or who pays what.

create or replace function app.public_way(community uuid, one text default null) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with chosen as (
    select p.*, a.id as agreement_id, a.title as agreed, a.status as agreement_status, a.signed_at
    from problems p
    left join lateral (
      select * from agreements x where x.community_id = p.community_id and x.problem_id = p.id
        and x.status in ('signing', 'consent', 'concluded', 'carried_out') order by x.created_at desc, x.id limit 1) a on true
    where p.community_id = community and p.published_at is not null
      and case when one is null then p.status <> 'closed' else p.number = one end
    order by (a.id is not null) desc, p.households / 5 desc, p.published_at desc, p.id limit 1
  )
  select jsonb_build_object(
    'number', c.number, 'title', c.title, 'category', c.category, 'status', c.status, 'households', app.in_fives(c.households),
    'raisedAt', c.created_at, 'closedAt', c.closed_at,
    'meetings', coalesce((
      select jsonb_object_agg(m.kind, jsonb_build_object('at', m.starts_at, 'held', m.held)) from (
        select distinct on (m.kind) m.kind, m.starts_at, m.status in ('held', 'sent', 'settled') as held from meetings m
        where m.community_id = c.community_id and m.problem_id = c.id and m.kind in ('inspection', 'joint')
          and m.status in ('called', 'held', 'sent', 'settled')
        order by m.kind, m.status in ('held', 'sent', 'settled') desc, m.starts_at) m), '{}'),
    'agreement', case when c.agreement_id is not null then jsonb_build_object(
      'title', c.agreed, 'status', c.agreement_status, 'signedAt', c.signed_at,
      -- What is still being signed may change.
      'measures', case when c.agreement_status = 'signing' then '[]' else coalesce((
        select jsonb_agg(jsonb_build_object('what', m.what, 'status', m.status, 'dueOn', coalesce(m.expected_on, m.due_on), 'doneAt', m.done_at)
          order by m.ordinal)
        from measures m where m.community_id = c.community_id and m.agreement_id = c.agreement_id and m.status <> 'dropped'), '[]') end,
      'stages', coalesce((
        select jsonb_agg(jsonb_build_object('kind', s.kind, 'status', s.status, 'until', coalesce(s.expected_until, s.planned_until), 'endedOn', s.ended_on)
          order by coalesce(s.started_on, s.expected_from, s.planned_from), s.planned_until)
        from tender_stages s where s.community_id = c.community_id and s.agreement_id = c.agreement_id and s.kind <> 'warranty'), '[]')) end)
  from chosen c
$$;
