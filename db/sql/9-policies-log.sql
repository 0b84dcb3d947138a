-- Who reads the log and writes into it, what is told and queued, and what queued work may do; after 7-policies.sql.

-- The log, what it brings, and the queue ------------------------------------------------------------------------------
grant select, insert (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, message_id, data) on events to doorstep_app;
create policy of_concern on events for select to doorstep_app using (
  subject_type = 'concern' and audience <> 'office'
  -- What goes on within a unit is not for the others that have it too.
  and (kind not in ('in_hand', 'laid_back') or community_id = any ((select app.officer_in())::uuid[])
    or (data ->> 'organization')::uuid = any ((select app.organizations())::uuid[]))
  and exists (select from concerns c where c.community_id = events.community_id and c.id = events.subject_id)
  and (events.audience = 'everyone' or (
      (events.community_id = any ((select app.officer_in())::uuid[]) or exists (
        select from access a where a.community_id = events.community_id and a.subject_id = events.subject_id
          and a.principal = any ((select app.organizations())::uuid[]) and a.reason = 'assigned' offset 0))
      and not exists (
        select from access a where a.community_id = events.community_id and a.subject_id = events.subject_id
          and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0))));
create policy office on events for select to doorstep_app using (
  audience = 'office' and (community_id = any ((select app.coordinates())::uuid[]) or ((select app.admin()) and subject_type not in ('concern', 'room', 'problem', 'meeting'))));
create policy of_room on events for select to doorstep_app using (subject_type = 'room' and audience = 'everyone' and (
  community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from access a where a.community_id = events.community_id and a.subject_id = events.subject_id
      and a.principal = any ((select app.principals())::uuid[]) offset 0)));
create policy of_agreement on events for select to doorstep_app using (
  subject_type = 'agreement' and audience = 'everyone' and app.reads_agreement(community_id, subject_id));
create policy of_agreement_work on events for select to doorstep_app using (
  subject_type = 'agreement' and audience = 'working' and app.reads_agreement_work(community_id, subject_id));
create policy of_following on events for select to doorstep_app using (
  subject_type = 'following' and audience = 'everyone' and app.reads_following(community_id, subject_id));
create policy of_story on events for select to doorstep_app using (
  subject_type = 'story' and audience = 'working' and app.sees_story(community_id, subject_id));
create policy of_meeting on events for select to doorstep_app using (
  subject_type = 'meeting' and audience = 'everyone' and app.sees_meeting(community_id, subject_id));
create policy of_visit on events for select to doorstep_app using (
  subject_type = 'visit' and audience = 'everyone' and app.reads_visit(community_id, subject_id));
-- (To everyone: how far a problem has come. The rest is for those who work on it.)
create policy of_problem on events for select to doorstep_app using (subject_type = 'problem' and (
  audience = 'everyone' and community_id = any ((select app.member_in())::uuid[])
  or audience = 'working' and (community_id = any ((select app.officer_in())::uuid[]) or app.at_table(community_id, subject_id))));
create policy of_round on events for select to doorstep_app using (
  subject_type = 'round' and audience = 'everyone' and community_id = any ((select app.member_in())::uuid[]));
create policy of_self on events for select to doorstep_app using (subject_type = 'account' and subject_id = (select app.user()));
-- A household reads who looked at its contact data.
create policy of_household on events for select to doorstep_app using (
  subject_type = 'household' and subject_id = any ((select app.households())::uuid[]));
create policy write on events for insert to doorstep_app with check (
  actor_id is not distinct from (select app.user())
  and case subject_type
    when 'concern' then exists (select from concerns c where c.community_id = events.community_id and c.id = events.subject_id)
      and (community_id = any ((select app.officer_in())::uuid[]) or exists (
        select from access a where a.community_id = events.community_id and a.subject_id = events.subject_id))
    when 'room' then audience = 'everyone' and exists (
      select from threads t where t.community_id = events.community_id and t.id = events.subject_id and t.name is not null)
    when 'meeting' then audience = 'everyone' and (
      app.leads_meeting(community_id, subject_id) or app.sits_at(community_id, subject_id))
    when 'visit' then community_id = any ((select app.officer_in())::uuid[])
      and exists (select from visits v where v.community_id = events.community_id and v.id = events.subject_id)
    when 'agreement' then exists (
      select from agreements a where a.community_id = events.community_id and a.id = events.subject_id
        and (app.works_on_agreement(a.community_id, a.id, a.problem_id) or exists (
          -- Whoever is to do a measure says what became of it.
          select from measures m where m.community_id = a.community_id and m.agreement_id = a.id
            and m.organization_id = any ((select app.organizations())::uuid[]))))
    when 'story' then audience = 'working' and app.sees_story(community_id, subject_id)
    when 'problem' then app.leads_problem(community_id, subject_id)
      or kind in ('replied', 'edited', 'deleted') and app.works_on_problem(community_id, subject_id)
    when 'following' then audience = 'everyone' and exists (
      select from concern_followings f where f.community_id = events.community_id and f.id = events.subject_id)
    when 'round' then community_id = any ((select app.coordinates())::uuid[])
    when 'household' then community_id = any ((select app.coordinates())::uuid[]) or subject_id = any ((select app.households())::uuid[])
      or (community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, subject_id))
    when 'account' then subject_id = (select app.user())
    when 'community' then community_id = any ((select app.coordinates())::uuid[]) or (select app.admin())
    when 'organization' then cardinality((select app.coordinates())::uuid[]) > 0 or (select app.admin()) or app.leads_unit(subject_id)
    else cardinality((select app.coordinates())::uuid[]) > 0 or (select app.admin()) end);

grant select, update (read_at) on notifications to doorstep_app;
create policy own on notifications to doorstep_app using (user_id = (select app.user()));

-- What one does not want to hear of.
grant select, insert, delete on thread_mutes to doorstep_app;
create policy own on thread_mutes to doorstep_app using (user_id = (select app.user()))
  with check (user_id = (select app.user()) and exists (
    select from concerns c where c.community_id = thread_mutes.community_id and c.id = thread_mutes.concern_id));

-- A partner unit's system is connected by its members, the agency's by who leads. The secret is for queued work alone.
grant select (id, organization_id, url, created_by, created_at, last_ok_at, failing_since, last_error), insert, delete on webhooks to doorstep_app;
create policy own on webhooks to doorstep_app using (
  organization_id = any ((select app.organizations())::uuid[]) and (
    cardinality((select app.coordinates())::uuid[]) > 0
    or exists (select from organizations o where o.id = webhooks.organization_id and o.kind <> 'agency')))
  with check (
    organization_id = any ((select app.organizations())::uuid[]) and created_by = (select app.user())
    and last_ok_at is null and failing_since is null and (
      cardinality((select app.coordinates())::uuid[]) > 0
      or exists (select from organizations o where o.id = webhooks.organization_id and o.kind <> 'agency')));

-- A person's own devices; where and how to tell them there is for queued work alone.
grant select (id, user_id, session_id, created_at), delete on push_subscriptions to doorstep_app;
create policy own on push_subscriptions to doorstep_app using (user_id = (select app.user()));

grant insert on outbox to doorstep_app;
create policy enqueue on outbox for insert to doorstep_app with check (attempts = 0 and done_at is null);

grant select, insert, update (result) on submissions to doorstep_app;
create policy own on submissions to doorstep_app using (user_id is not distinct from (select app.user()));

-- Queued work sees what it must to write mail and to keep deadlines; it never serves a request ------------------------------
do $$
declare
  t text;
begin
  foreach t in array array['communities', 'organizations', 'community_organizations', 'buildings', 'entrances', 'households', 'users',
    'accounts', 'memberships', 'residents', 'rounds', 'visits', 'visit_officers', 'concerns', 'concern_people', 'concern_contacts',
    'assignments', 'messages', 'access', 'events', 'notifications', 'outbox', 'attachments', 'tokens', 'sessions', 'submissions',
    'parked_forms', 'throttles', 'status_transitions', 'event_heads', 'threads', 'household_contacts', 'ledgers', 'ledger_rows',
    'ledger_concerns', 'letters', 'teams', 'team_members', 'guides', 'shifts', 'shift_absences', 'guide_shifts', 'visit_wishes',
    'visit_refusals', 'plans', 'plan_visits', 'webhooks', 'thread_mutes', 'assignment_handlers', 'push_subscriptions', 'working_hours', 'holidays',
    'service_targets', 'problems', 'meetings', 'meeting_parties', 'minute_lines', 'minute_objections', 'agenda_items', 'inspection_items', 'problem_concerns', 'problem_searches', 'problem_proposals', 'problem_proposal_concerns', 'agreements', 'agreement_parties', 'measures', 'polls', 'tender_stages', 'measure_asks', 'concern_followings', 'concern_steps'] loop
    execute format('grant select on %I to doorstep_worker', t);
    execute format('create policy worker on %I to doorstep_worker using (true) with check (true)', t);
  end loop;
end $$;
grant insert, update, delete on outbox to doorstep_worker;
-- (A device that is no more.)
grant delete on push_subscriptions to doorstep_worker;
grant update (mailed_at) on notifications to doorstep_worker;
-- (That a step of a concern that is followed comes near, or is late.)
grant insert on notifications to doorstep_worker;
grant update (reminded_at, late_at, family_told_at) on concern_steps to doorstep_worker;
grant update (last_ok_at, failing_since, last_error) on webhooks to doorstep_worker;
grant update (status, closed_at, close_reason, next_at, next_step, answered_at, external_mark, reminded_at, escalated_at,
  solve_escalated_at) on concerns to doorstep_worker;
grant update (reminded_at, escalated_at) on assignments to doorstep_worker;
-- (A vote whose time is over.)
grant update (closed_at, consented) on polls to doorstep_worker;
grant update (reminded_at, escalated_at) on measures, tender_stages to doorstep_worker;
grant insert on events to doorstep_worker;
-- (Minutes that nobody objected to.)
grant update (status, settled_at) on meetings to doorstep_worker;
grant insert, update, delete on letters to doorstep_worker;
grant insert, update on buildings, entrances, households, household_contacts, ledgers to doorstep_worker;
grant insert, update, delete on ledger_rows, ledger_concerns to doorstep_worker;
-- (What a list tells of the past.)
grant insert on concerns, concern_people, concern_contacts, threads, messages, assignments to doorstep_worker;
grant insert, update on visits to doorstep_worker;
grant insert, delete on visit_officers to doorstep_worker;
grant update on plans to doorstep_worker;
-- (What is held while its visits are written.)
grant update (status) on rounds to doorstep_worker;
grant insert, delete on plan_visits to doorstep_worker;
grant insert, update (hash) on tokens to doorstep_worker;
grant delete on submissions, parked_forms, throttles, attachments, sessions, tokens to doorstep_worker;

grant insert, update on problem_searches, problem_proposals to doorstep_worker;
grant insert, delete on problem_proposal_concerns to doorstep_worker;

-- What was begun and never sent, and who was there long ago, is not kept.
grant select on thread_members to doorstep_worker;
create policy worker on thread_members to doorstep_worker using (true);
grant select, delete on drafts, presences to doorstep_worker;
create policy worker on drafts to doorstep_worker using (true);
create policy worker on presences to doorstep_worker using (true);

-- The health check compares the mark of the schema.
grant usage on schema drizzle to doorstep_app;
grant select on drizzle.repeatable to doorstep_app;
