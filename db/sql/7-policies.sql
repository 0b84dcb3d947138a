-- Who sees and writes which row. docs/security.md tells the same as a matrix, tested against the database.
-- (An `offset 0` keeps a probe of `access` what it is, one look into an index a row: without it the planner may first
-- collect everything the viewer has access to.)
-- The roles: doorstep_app serves requests, doorstep_worker does queued work, doorstep_owner holds the tables.

do $$
declare
  t text;
  p record;
begin
  for p in select policyname, tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on %I', p.policyname, p.tablename);
  end loop;
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to doorstep_owner using (true) with check (true)', t);
    execute format('revoke all on %I from doorstep_app, doorstep_worker', t);
  end loop;
end $$;

grant usage on schema public, app, auth to doorstep_app, doorstep_worker;
revoke execute on all functions in schema app, auth from public;
grant execute on all functions in schema app, auth to doorstep_app;
grant execute on all functions in schema app to doorstep_worker;
revoke execute on function app.tell_people, app.grant_access, app.end_access, app.lay_back, app.recount_figures from doorstep_app, doorstep_worker;
-- A vote is counted when it is over, not before.
revoke execute on function app.count_poll from doorstep_app, doorstep_worker;
revoke execute on function app.fold_figures from doorstep_app;
-- Who raised what is behind a problem is asked by the database itself.
revoke execute on function app.raisers, app.hear_of_works from doorstep_app, doorstep_worker;
revoke execute on function app.speaks_for_door from doorstep_app;
-- Only a mail is answered for by the address it came from; a request has a session.
revoke execute on function app.person_viewer, app.told_of_meeting, app.people_of_party from doorstep_app;
grant execute on function app.person_viewer to doorstep_worker;

-- The address tree and the names of those who work there are no secret -------------------------------------------
grant select on communities, community_organizations, organizations, buildings, entrances, households, status_transitions to doorstep_app;
create policy anyone on communities for select to doorstep_app using (true);
create policy anyone on community_organizations for select to doorstep_app using (true);
create policy anyone on organizations for select to doorstep_app using (true);
create policy anyone on buildings for select to doorstep_app using (true);
create policy anyone on entrances for select to doorstep_app using (true);
create policy anyone on households for select to doorstep_app using (true);
create policy anyone on status_transitions for select to doorstep_app using (true);

grant update (duty_id) on communities to doorstep_app;
create policy lead on communities for update to doorstep_app
  using (id = any ((select app.coordinates())::uuid[]) or (select app.admin()));
grant insert, update (name, name_en, kind, disabled_at) on organizations to doorstep_app;
create policy lead_add on organizations for insert to doorstep_app
  with check (kind <> 'agency' and cardinality((select app.coordinates())::uuid[]) > 0 or (select app.admin()));
create policy lead_change on organizations for update to doorstep_app
  using ((select app.admin()) or exists (
    select from community_organizations co where co.organization_id = organizations.id
      and co.community_id = any ((select app.coordinates())::uuid[])))
  with check (true);
-- When offices work and within how much time they answer is no secret.
grant select, insert, delete on working_hours, holidays to doorstep_app;
grant select, insert, update (answer_minutes, solve_minutes), delete on service_targets to doorstep_app;
create policy anyone on working_hours for select to doorstep_app using (true);
create policy anyone on holidays for select to doorstep_app using (true);
create policy anyone on service_targets for select to doorstep_app using (true);
create policy lead_add on working_hours for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on working_hours for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_add on holidays for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on holidays for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_add on service_targets for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on service_targets for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on service_targets for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

grant insert, delete on community_organizations to doorstep_app;
create policy lead_add on community_organizations for insert to doorstep_app
  with check (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin()));
create policy lead_remove on community_organizations for delete to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin()));

-- Own household's contact; others' only through app.read_household_contact() ---------------------------------------
grant select on household_contacts to doorstep_app;
create policy own on household_contacts for select to doorstep_app
  using (household_id = any ((select app.households())::uuid[]));

-- A ledger is handed in and agreed to by who leads; what it says is read and written by queued work alone.
grant select, insert (community_id, id, kind, file_name, file_key, created_by), update (agreed_by, agreed_at, given_up_at) on ledgers to doorstep_app;
create policy lead on ledgers for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy hand_in on ledgers for insert to doorstep_app
  with check (community_id = any ((select app.coordinates())::uuid[]) and created_by = (select app.user()));
create policy decide on ledgers for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and agreed_at is null and given_up_at is null)
  with check (agreed_by is null or agreed_by = (select app.user()));

grant select, insert, update (name, phone, remark, household_id), delete on guides to doorstep_app;
create policy officers on guides for select to doorstep_app
  using (community_id = any ((select app.officer_in())::uuid[]));
create policy lead_add on guides for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on guides for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on guides for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

-- People ----------------------------------------------------------------------------------------------------------
grant select, update (name) on users to doorstep_app;
create policy self on users for select to doorstep_app using (id = (select app.user()));
create policy staff on users for select to doorstep_app using (works_in && (select app.member_in()));
create policy residents on users for select to doorstep_app using (
  cardinality((select app.coordinates())::uuid[]) > 0 and exists (
    select from residents r where r.user_id = users.id and r.community_id = any ((select app.coordinates())::uuid[])));
create policy admin on users for select to doorstep_app using ((select app.admin()));
create policy self_change on users for update to doorstep_app using (id = (select app.user()));

grant select, update (locale, type_size, theme, mail, mentions_at_once, weekly, quiet_from, quiet_until) on accounts to doorstep_app;
create policy self on accounts for select to doorstep_app using (user_id = (select app.user()));
create policy own_unit on accounts for select to doorstep_app using (exists (
  select from memberships m join organizations o on o.id = m.organization_id and o.kind <> 'agency'
  where m.user_id = accounts.user_id and m.ended_at is null and m.organization_id = any ((select app.organizations())::uuid[])));
create policy lead on accounts for select to doorstep_app using (
  cardinality((select app.coordinates())::uuid[]) > 0 and (
    exists (
      select from memberships m join community_organizations co on co.organization_id = m.organization_id
      where m.user_id = accounts.user_id and co.community_id = any ((select app.coordinates())::uuid[]))
    or exists (
      select from residents r where r.user_id = accounts.user_id and r.community_id = any ((select app.coordinates())::uuid[]))));
create policy admin on accounts for select to doorstep_app using ((select app.admin()));
create policy self_change on accounts for update to doorstep_app using (user_id = (select app.user()));

grant select on sessions to doorstep_app;
create policy own on sessions for select to doorstep_app using (user_id = (select app.user()));

grant select (id, kind, community_id, user_id, organization_id, role, email, name, household_id, created_by, created_at, expires_at, used_at), update (used_at) on tokens to doorstep_app;
grant insert on tokens to doorstep_app;
create policy lead on tokens for select to doorstep_app using (
  (kind = 'invitation' and (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin())))
  or (kind = 'doorstep_code' and community_id = any ((select app.officer_in())::uuid[]) and created_by = (select app.user())));
create policy lead_revoke on tokens for update to doorstep_app using (
  (kind = 'invitation' and (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin())))
  or (kind = 'doorstep_code' and community_id = any ((select app.officer_in())::uuid[]) and created_by = (select app.user())))
  -- What is used stays used.
  with check (used_at is not null);
create policy invite on tokens for insert to doorstep_app with check (
  created_by = (select app.user()) and (
    (kind = 'invitation' and (
      (select app.admin())
      or (community_id = any ((select app.coordinates())::uuid[]) and exists (
        select from community_organizations co where co.organization_id = tokens.organization_id and co.community_id = tokens.community_id))))
    -- With such a code an account is made that reads the household's private concerns: it comes from those who visit it.
    or (kind = 'doorstep_code' and community_id = any ((select app.officer_in())::uuid[]) and (
      community_id = any ((select app.coordinates())::uuid[])
      or exists (
        select from visits v join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id
        where v.community_id = tokens.community_id and v.household_id = tokens.household_id
          and o.user_id = (select app.user()))))));
-- The mail that confirms a report belongs to the tracking link of the same report.
create policy confirm_own_report on tokens for insert to doorstep_app with check (
  kind = 'mail_confirmation' and created_by is null and exists (
    select from access a where a.subject_id = tokens.concern_id and a.community_id = tokens.community_id and a.reason = 'reporter' offset 0));

grant select, update (role, ended_at, lead) on memberships to doorstep_app;
create policy colleagues on memberships for select to doorstep_app using (
  user_id = (select app.user()) or organization_id in (
    select co.organization_id from community_organizations co where co.community_id = any ((select app.member_in())::uuid[]))
  or (select app.admin()));
create policy lead on memberships for update to doorstep_app using (
  (select app.admin()) or organization_id in (
    select co.organization_id from community_organizations co where co.community_id = any ((select app.coordinates())::uuid[])));
-- (A trigger holds them to saying who leads.)
create policy unit_lead on memberships for update to doorstep_app using (app.leads_unit(organization_id));

grant select, insert, update (status, proof, confirmed_at, confirmed_by) on residents to doorstep_app;
create policy own on residents for select to doorstep_app using (user_id = (select app.user()));
create policy lead on residents for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy ask on residents for insert to doorstep_app with check (user_id = (select app.user()) and status = 'pending' and proof is null);
create policy decide on residents for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]))
  -- Policies for the same command are joined by "or", also their checks: each says for itself whom it is for.
  with check (community_id = any ((select app.coordinates())::uuid[])
    and (status = 'ended' or (proof = 'coordinator' and confirmed_by = (select app.user()))));
create policy leave on residents for update to doorstep_app using (user_id = (select app.user()))
  with check (user_id = (select app.user()) and status = 'ended');


-- Rounds and visits -------------------------------------------------------------------------------------------------
grant select on rounds, teams, team_members, shifts, shift_absences, guide_shifts, visits, visit_officers, visit_notes, visit_conflicts,
  visit_refusals to doorstep_app;
create policy members on rounds for select to doorstep_app using (community_id = any ((select app.member_in())::uuid[]));
create policy officers on teams for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
create policy officers on team_members for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
-- Whoever may choose a time sees which there are.
create policy members on shifts for select to doorstep_app using (community_id = any ((select app.member_in())::uuid[]));
create policy officers on shift_absences for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
create policy officers on guide_shifts for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));

-- Who leads arranges a round until it is over.
grant insert (community_id, id, name, starts_on, ends_on, target, visit_minutes, created_by),
  update (name, starts_on, ends_on, target, visit_minutes, status) on rounds to doorstep_app;
create policy lead_add on rounds for insert to doorstep_app
  with check (community_id = any ((select app.coordinates())::uuid[]) and created_by = (select app.user()) and status = 'planned');
create policy lead_change on rounds for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
grant insert, update (name, ordinal), delete on teams to doorstep_app;
grant insert, delete on team_members, shifts, shift_absences, guide_shifts to doorstep_app;
create policy lead_add on teams for insert to doorstep_app
  with check (community_id = any ((select app.coordinates())::uuid[]) and app.round_is_open(community_id, round_id));
create policy lead_change on teams for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and app.round_is_open(community_id, round_id));
create policy lead_remove on teams for delete to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and app.round_is_open(community_id, round_id));
create policy lead_add on team_members for insert to doorstep_app with check (
  community_id = any ((select app.coordinates())::uuid[]) and app.owner_is_active(community_id, user_id) and exists (
    select from teams t where t.community_id = team_members.community_id and t.id = team_members.team_id
      and app.round_is_open(t.community_id, t.round_id)));
create policy lead_remove on team_members for delete to doorstep_app using (
  community_id = any ((select app.coordinates())::uuid[]) and exists (
    select from teams t where t.community_id = team_members.community_id and t.id = team_members.team_id
      and app.round_is_open(t.community_id, t.round_id)));
create policy lead_add on shifts for insert to doorstep_app
  with check (community_id = any ((select app.coordinates())::uuid[]) and app.round_is_open(community_id, round_id));
create policy lead_remove on shifts for delete to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and app.round_is_open(community_id, round_id));
create policy lead_add on shift_absences for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on shift_absences for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_add on guide_shifts for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on guide_shifts for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

-- When a household is at home is for itself, who leads, and those who go there. (Telephone and mail address: nobody reads
-- them here.)
grant select (community_id, id, round_id, household_id, kind, times, note, locale, via, made_by, created_at, changed_at),
  insert, update (kind, times, note, phone, email, locale, via, made_by, changed_at) on visit_wishes to doorstep_app;
create policy own on visit_wishes for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
create policy lead on visit_wishes for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy team on visit_wishes for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id));
create policy own_add on visit_wishes for insert to doorstep_app with check (
  made_by = (select app.user()) and app.round_is_open(community_id, round_id) and (
    household_id = any ((select app.households())::uuid[]) and via = 'account'
    or community_id = any ((select app.coordinates())::uuid[]) and via = 'office'
    or community_id = any ((select app.officer_in())::uuid[]) and via = 'door' and app.visits_door(community_id, household_id)));
create policy own_change on visit_wishes for update to doorstep_app using (
  app.round_is_open(community_id, round_id) and (
    household_id = any ((select app.households())::uuid[])
    or community_id = any ((select app.coordinates())::uuid[])
    or community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id)))
  with check (made_by = (select app.user()) and (
    household_id = any ((select app.households())::uuid[]) and via = 'account'
    or community_id = any ((select app.coordinates())::uuid[]) and via = 'office'
    or community_id = any ((select app.officer_in())::uuid[]) and via = 'door'));

-- A slip's code is known to whoever holds the slip.
grant insert, select (community_id, id, round_id, household_id, created_by, created_at, used_at) on slips to doorstep_app;
create policy officers on slips for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
create policy print on slips for insert to doorstep_app with check (
  created_by = (select app.user()) and app.round_is_open(community_id, round_id) and (
    community_id = any ((select app.coordinates())::uuid[])
    or community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id)));

create policy officers on visit_refusals for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
create policy household on visit_refusals for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
grant insert (community_id, id, household_id, visit_id, noted_by), update (lifted_at, lifted_by) on visit_refusals to doorstep_app;
create policy note on visit_refusals for insert to doorstep_app with check (
  noted_by = (select app.user()) and (
    household_id = any ((select app.households())::uuid[])
    or community_id = any ((select app.coordinates())::uuid[])
    or community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id)));
create policy lift on visit_refusals for update to doorstep_app
  using (lifted_at is null and (household_id = any ((select app.households())::uuid[]) or community_id = any ((select app.coordinates())::uuid[])))
  with check (lifted_by = (select app.user()));

-- A plan is asked for and agreed to by who leads; it is made and written by queued work alone.
grant select on plans, plan_visits to doorstep_app;
grant insert (community_id, id, round_id, requested_by), update (stop_asked_at, agreed_by, agreed_at, given_up_at) on plans to doorstep_app;
create policy lead on plans for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead on plan_visits for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy ask on plans for insert to doorstep_app with check (
  community_id = any ((select app.coordinates())::uuid[]) and requested_by = (select app.user()) and app.round_is_open(community_id, round_id));
create policy decide on plans for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and agreed_at is null and given_up_at is null)
  with check (agreed_by is null or agreed_by = (select app.user()));

-- A calendar's address is shown to whom it belongs, once; renewed, the old one ends.
grant select (id, user_id, community_id, guide_id, created_by, created_at, read_at), insert (id, user_id, community_id, guide_id, hash, created_by),
  delete on calendar_feeds to doorstep_app;
create policy own on calendar_feeds for select to doorstep_app using (
  user_id = (select app.user()) or community_id = any ((select app.coordinates())::uuid[]));
create policy own_add on calendar_feeds for insert to doorstep_app with check (
  created_by = (select app.user()) and (
    user_id = (select app.user()) and cardinality((select app.officer_in())::uuid[]) > 0
    or guide_id is not null and community_id = any ((select app.coordinates())::uuid[])));
create policy own_end on calendar_feeds for delete to doorstep_app using (
  user_id = (select app.user()) or community_id = any ((select app.coordinates())::uuid[]));

grant insert (community_id, id, visit_id, outcome, knocked_by, recorded_by, recorded_at), update (settled_at, settled_by) on visit_conflicts to doorstep_app;
create policy team on visit_conflicts for select to doorstep_app using (
  community_id = any ((select app.coordinates())::uuid[]) or (community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from visit_officers o where o.community_id = visit_conflicts.community_id and o.visit_id = visit_conflicts.visit_id
      and o.user_id = (select app.user()))));
create policy note on visit_conflicts for insert to doorstep_app with check (
  recorded_by = (select app.user()) and (community_id = any ((select app.coordinates())::uuid[]) or (
    community_id = any ((select app.officer_in())::uuid[]) and exists (
      select from visit_officers o where o.community_id = visit_conflicts.community_id and o.visit_id = visit_conflicts.visit_id
        and o.user_id = (select app.user())))));
create policy settle on visit_conflicts for update to doorstep_app using (
  settled_at is null and (community_id = any ((select app.coordinates())::uuid[]) or (
    community_id = any ((select app.officer_in())::uuid[]) and exists (
      select from visit_officers o where o.community_id = visit_conflicts.community_id and o.visit_id = visit_conflicts.visit_id
        and o.user_id = (select app.user())))))
  with check (settled_by = (select app.user()));

create policy officers on visits for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
create policy household on visits for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
grant insert (community_id, id, round_id, household_id, status, starts_at, ends_at, purpose, planned_by, team_id, fixed_by, fixed_at, created_at),
  update (status, starts_at, ends_at, purpose, recorded_by, recorded_at, team_id, knocked_by, feeling, fixed_by, fixed_at, confirmed_at)
  on visits to doorstep_app;
create policy plan on visits for insert to doorstep_app
  with check (community_id = any ((select app.officer_in())::uuid[]) and planned_by = (select app.user()) and status = 'planned');
create policy record on visits for update to doorstep_app using (
  community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from visit_officers o where o.community_id = visits.community_id and o.visit_id = visits.id and o.user_id = (select app.user())));

grant insert, delete on visit_officers to doorstep_app;
create policy officers on visit_officers for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
-- (By its own column: the policies of visits ask for their officers, these may not ask for the visits again.)
create policy household on visit_officers for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
create policy plan on visit_officers for insert to doorstep_app with check (
  community_id = any ((select app.officer_in())::uuid[]) and app.owner_is_active(community_id, user_id) and exists (
    select from visits v where v.community_id = visit_officers.community_id and v.id = visit_officers.visit_id
      and (v.community_id = any ((select app.coordinates())::uuid[]) or v.planned_by = (select app.user()) and v.status = 'planned')));
create policy replan on visit_officers for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

create policy own on visit_notes for select to doorstep_app using (
  author_id = (select app.user()) and community_id = any ((select app.officer_in())::uuid[]));
create policy team on visit_notes for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]) and exists (
  select from visit_officers o where o.community_id = visit_notes.community_id and o.visit_id = visit_notes.visit_id
    and o.user_id = (select app.user())));
create policy lead on visit_notes for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy household on visit_notes for select to doorstep_app using (kind in ('heard', 'explained') and exists (
  select from visits v where v.community_id = visit_notes.community_id and v.id = visit_notes.visit_id
    and v.household_id = any ((select app.households())::uuid[])));
grant insert on visit_notes to doorstep_app;
create policy write on visit_notes for insert to doorstep_app with check (
  author_id = (select app.user()) and community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from visit_officers o where o.community_id = visit_notes.community_id and o.visit_id = visit_notes.visit_id
      and o.user_id = (select app.user())));

-- Concerns ----------------------------------------------------------------------------------------------------------
grant select on access to doorstep_app;
-- What an officer was let into as an officer ends with their work there. A voice ("this is also mine") says whom to tell,
-- and opens nothing: since no policy can read it, it is neither access nor a capacity, and private stays private.
create policy own on access for select to doorstep_app using (principal = any ((select app.principals())::uuid[])
  and (reason in ('reporter', 'household', 'assigned') or reason <> 'voice' and (
    principal = any ((select app.organizations())::uuid[]) or community_id = any ((select app.officer_in())::uuid[]))
    or reason = 'invited' and principal = any ((select app.households())::uuid[])));

grant select, insert on concerns to doorstep_app;
grant update (category, privacy, status, urgency, owner_id, next_at, next_step, next_note, answered_at, solved_at,
  closed_at, close_reason, rating, answer_due_at, solve_due_at, remind_at, returns, nudges, nudged_at, merged_into) on concerns to doorstep_app;
create policy readers on concerns for select to doorstep_app using (
  -- Neighbours, and everybody who works in the community; not who merely follows a link.
  (privacy = 'neighbourhood' and status <> 'unconfirmed' and community_id = any ((select app.member_in())::uuid[])
    and (select app.user()) is not null)
  or community_id = any ((select app.coordinates())::uuid[])
  or exists (
    select from access a where a.community_id = concerns.community_id and a.subject_id = concerns.id
      and a.principal = any ((select app.principals())::uuid[]) offset 0));
create policy raise on concerns for insert to doorstep_app with check (
  closed_at is null and answered_at is null and solved_at is null and rating is null
  and not refused and rated_voices = 0 and glad_voices = 0 and (
    -- With an account: a resident for themselves, an officer at a door.
    -- (One whose household is not confirmed yet may speak for themselves too.)
    (status = 'new' and created_by = (select app.user()) and (
      community_id = any ((select app.officer_in())::uuid[])
      or (origin in ('online', 'mail') and (community_id = any ((select app.member_in())::uuid[]) or exists (
        select from residents r where r.user_id = (select app.user()) and r.community_id = concerns.community_id and r.status <> 'ended')))))
    -- Without one: the tracking link comes first and makes the writer its reporter.
    or (status = 'unconfirmed' and origin = 'online' and created_by is null and (select app.user()) is null)));
create policy act on concerns for update to doorstep_app using (
  community_id = any ((select app.coordinates())::uuid[])
  or (community_id = any ((select app.officer_in())::uuid[]) and privacy = 'neighbourhood' and status <> 'unconfirmed')
  or exists (
    select from access a where a.community_id = concerns.community_id and a.subject_id = concerns.id
      and a.principal = any ((select app.principals())::uuid[]) offset 0));

grant select, insert, delete on concern_people to doorstep_app;
create policy own on concern_people for select to doorstep_app using (
  (user_id = (select app.user()) and (role in ('reporter', 'voice') or community_id = any ((select app.officer_in())::uuid[])))
  or role <> 'voice' and exists (
    select from access a where a.community_id = concern_people.community_id and a.subject_id = concern_people.concern_id
      and a.principal = concern_people.household_id and a.reason = 'household')
  -- What an officer was told at the door.
  or role = 'voice' and user_id is null and household_id = any ((select app.households())::uuid[]));
-- (Whoever raised it learns how many others say so, not who.)
create policy tracked on concern_people for select to doorstep_app using (role <> 'voice' and exists (
  select from access a where a.community_id = concern_people.community_id and a.subject_id = concern_people.concern_id
    and a.principal = any ((select app.principals())::uuid[]) and a.reason = 'reporter' offset 0));
create policy officers on concern_people for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from concerns c where c.community_id = concern_people.community_id and c.id = concern_people.concern_id));
create policy units on concern_people for select to doorstep_app using (share_contact and exists (
  select from access a where a.community_id = concern_people.community_id and a.subject_id = concern_people.concern_id
    and a.principal = any ((select app.organizations())::uuid[]) and a.reason = 'assigned' offset 0));
create policy raise on concern_people for insert to doorstep_app with check (
  (role = 'reporter' and exists (
    select from access a where a.community_id = concern_people.community_id and a.subject_id = concern_people.concern_id
      and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'visiting') offset 0)
    and (user_id is null or user_id = (select app.user()) and exists (
      select from access a where a.community_id = concern_people.community_id and a.subject_id = concern_people.concern_id
        and a.principal = (select app.user()) and a.reason = 'reporter' offset 0)))
  or (role = 'taken_in' and app.owner_is_active(community_id, user_id) and exists (
    select from concerns c where c.community_id = concern_people.community_id and c.id = concern_people.concern_id
      and (c.owner_id = (select app.user()) or c.community_id = any ((select app.coordinates())::uuid[])))));
-- "This is also mine": of an open concern that neighbours read, by a resident for themselves, once a household. One who is
-- not confirmed yet speaks for themselves alone; nobody for a concern that is their own already.
create policy voice on concern_people for insert to doorstep_app with check (
  role = 'voice' and user_id = (select app.user()) and name is null and not share_contact
  and exists (
    select from concerns c where c.community_id = concern_people.community_id and c.id = concern_people.concern_id
      and c.privacy = 'neighbourhood' and c.status <> 'unconfirmed' and c.closed_at is null)
  and not exists (
    select from access a where a.community_id = concern_people.community_id and a.subject_id = concern_people.concern_id
      and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0)
  and exists (
    select from residents r where r.community_id = concern_people.community_id and r.user_id = (select app.user())
      and (r.status = 'pending' and concern_people.household_id is null
        or r.status = 'confirmed' and r.household_id = concern_people.household_id)));
-- Said at the door, to an officer who visits the household.
create policy voice_at_door on concern_people for insert to doorstep_app with check (
  role = 'voice' and user_id is null and household_id is not null and name is null and not share_contact
  and app.may_voice_for(community_id, concern_id, household_id));
create policy voice_dropped on concern_people for delete to doorstep_app using (role = 'voice' and (
  user_id = (select app.user()) or user_id is null and (
    household_id = any ((select app.households())::uuid[]) or app.may_voice_for(community_id, concern_id, household_id))));
create policy let_go on concern_people for delete to doorstep_app using (role = 'taken_in' and exists (
    select from concerns c where c.community_id = concern_people.community_id and c.id = concern_people.concern_id
      and (c.owner_id = (select app.user()) or c.community_id = any ((select app.coordinates())::uuid[]))));

grant select, insert on concern_contacts to doorstep_app;
create policy own on concern_contacts for select to doorstep_app using (exists (
  select from concern_people p
  join access a on a.community_id = p.community_id and a.subject_id = p.concern_id
    and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household')
  where p.community_id = concern_contacts.community_id and p.id = concern_contacts.person_id and p.role = 'reporter'));
create policy raise on concern_contacts for insert to doorstep_app with check (exists (
  select from concern_people p
  join access a on a.community_id = p.community_id and a.subject_id = p.concern_id
    and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'visiting')
  where p.community_id = concern_contacts.community_id and p.id = concern_contacts.person_id and p.role = 'reporter'));

grant select, insert, update (status, due_at, accepted_at, answered_at, returned_at, return_reason, suggested_id, remind_at, reminded_at, escalated_at) on assignments to doorstep_app;
create policy with_concern on assignments for select to doorstep_app using (exists (
  select from concerns c where c.community_id = assignments.community_id and c.id = assignments.concern_id));
create policy assign on assignments for insert to doorstep_app with check (
  assigned_by = (select app.user()) and status = 'assigned' and redone = 0 and exists (
    select from concerns c where c.community_id = assignments.community_id and c.id = assignments.concern_id
      and (c.owner_id = (select app.user()) or c.community_id = any ((select app.coordinates())::uuid[])))
  and exists (
    select from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency'
    where co.community_id = assignments.community_id and co.organization_id = assignments.organization_id));
create policy answer on assignments for update to doorstep_app using (
  organization_id = any ((select app.organizations())::uuid[]) or exists (
    select from concerns c where c.community_id = assignments.community_id and c.id = assignments.concern_id
      and (c.owner_id = (select app.user()) or c.community_id = any ((select app.coordinates())::uuid[]))));

-- Who in a unit has it in hand is for the unit, and for officers who see the concern: not for neighbours, nor other units.
grant select, insert, delete on assignment_handlers to doorstep_app;
create policy unit on assignment_handlers for select to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));
create policy officers on assignment_handlers for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from assignments a where a.community_id = assignment_handlers.community_id and a.id = assignment_handlers.assignment_id));
create policy hand on assignment_handlers for insert to doorstep_app with check (
  organization_id = any ((select app.organizations())::uuid[]) and handed_by = (select app.user()));
create policy let_go on assignment_handlers for delete to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));

-- Labels are words among those who work there.
grant select, insert, update (name), delete on labels to doorstep_app;
create policy officers on labels for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));
create policy lead_add on labels for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on labels for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on labels for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
grant select, insert, delete on concern_labels to doorstep_app;
create policy officers on concern_labels for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from concerns c where c.community_id = concern_labels.community_id and c.id = concern_labels.concern_id));
create policy lead_add on concern_labels for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on concern_labels for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

grant select, insert, update (closed_at) on threads to doorstep_app;
create policy with_concern on threads for select to doorstep_app using (id = concern_id and exists (
  select from concerns c where c.community_id = threads.community_id and c.id = threads.concern_id));
create policy raise on threads for insert to doorstep_app with check (id = concern_id and exists (
  select from access a where a.community_id = threads.community_id and a.subject_id = threads.concern_id
    and a.principal = any ((select app.principals())::uuid[]) offset 0));

-- Of a side room know its members, and who leads the community. (Its id is a subject of its own in `access`.)
create policy in_room on threads for select to doorstep_app using (id <> concern_id and (
  community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from access a where a.community_id = threads.community_id and a.subject_id = threads.id
      and a.principal = any ((select app.principals())::uuid[]) offset 0)));
create policy open_room on threads for insert to doorstep_app with check (
  id <> concern_id and name is not null and closed_at is null and created_by = (select app.user())
  and (community_id = any ((select app.coordinates())::uuid[]) or app.leads_concern(community_id, concern_id)));
create policy close_room on threads for update to doorstep_app
  using (id <> concern_id and closed_at is null and app.leads_room(community_id, id))
  with check (id <> concern_id);
grant select, insert, delete on thread_members to doorstep_app;
create policy in_room on thread_members for select to doorstep_app using (
  community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from access a where a.community_id = thread_members.community_id and a.subject_id = thread_members.thread_id
      and a.principal = any ((select app.principals())::uuid[]) offset 0));
create policy lead_add on thread_members for insert to doorstep_app with check (
  added_by = (select app.user()) and app.leads_room(community_id, thread_id));
create policy lead_remove on thread_members for delete to doorstep_app using (app.leads_room(community_id, thread_id));

-- A working message is for officers and assigned units; never for whoever raised the concern, whatever else they are.
grant select, insert on messages to doorstep_app;
create policy in_room on messages for select to doorstep_app using (thread_id <> concern_id and (
  community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from access a where a.community_id = messages.community_id and a.subject_id = messages.thread_id
      and a.principal = any ((select app.principals())::uuid[]) offset 0)));
create policy speak_in_room on messages for insert to doorstep_app with check (
  thread_id <> concern_id and author_id = (select app.user()) and audience = 'everyone'
  and (organization_id is null or organization_id = any ((select app.organizations())::uuid[]))
  and exists (select from threads t where t.community_id = messages.community_id and t.id = messages.thread_id
    and t.concern_id = messages.concern_id and t.closed_at is null));
create policy readers on messages for select to doorstep_app using (
  thread_id = concern_id
  and exists (select from concerns c where c.community_id = messages.community_id and c.id = messages.concern_id)
  and (messages.audience = 'everyone' or (
      (messages.community_id = any ((select app.officer_in())::uuid[]) or exists (
        select from access a where a.community_id = messages.community_id and a.subject_id = messages.concern_id
          and a.principal = any ((select app.organizations())::uuid[]) and a.reason = 'assigned' offset 0))
      and not exists (
        select from access a where a.community_id = messages.community_id and a.subject_id = messages.concern_id
          and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0))));
create policy speak on messages for insert to doorstep_app with check (
  thread_id = concern_id
  and author_id is not distinct from (select app.user())
  and (organization_id is null or organization_id = any ((select app.organizations())::uuid[]))
  and exists (select from threads t where t.community_id = messages.community_id and t.id = messages.thread_id and t.concern_id = messages.concern_id)
  and (audience = 'everyone' or not exists (
    select from access a where a.community_id = messages.community_id and a.subject_id = messages.concern_id
      and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household')))
  and (
    (community_id = any ((select app.officer_in())::uuid[]) and organization_id is not null)
    or exists (
      select from access a where a.community_id = messages.community_id and a.subject_id = messages.concern_id
        and a.principal = any ((select app.principals())::uuid[])
        and (a.reason = 'assigned' and messages.organization_id is not null
          or a.reason in ('reporter', 'household') and messages.audience = 'everyone' and messages.organization_id is null) offset 0)));

-- In the thread of a problem what is said to everyone is for the whole community, and the rest for those who work on it: they
-- alone speak there.
create policy of_problem on threads for select to doorstep_app using (
  problem_id is not null and community_id = any ((select app.member_in())::uuid[]));
create policy of_problem on messages for select to doorstep_app using (problem_id is not null and (
  audience = 'everyone' and community_id = any ((select app.member_in())::uuid[])
  or audience = 'working' and (community_id = any ((select app.officer_in())::uuid[]) or app.at_table(community_id, problem_id))));
create policy speak_on_problem on messages for insert to doorstep_app with check (
  problem_id is not null and thread_id = problem_id and author_id = (select app.user())
  and organization_id = any ((select app.organizations())::uuid[]) and app.works_on_problem(community_id, problem_id));
create policy take_back_on_problem on messages for update to doorstep_app using (
  deleted_at is null and problem_id is not null and (
    author_id = (select app.user()) and created_at > now() - interval '15 minutes' or app.leads_problem(community_id, problem_id)))
  with check (deleted_by is not distinct from case when deleted_at is not null then (select app.user()) end);

-- (What may be changed of it, and until when, a trigger says: app.guard_message.)
grant update (body, deleted_at, deleted_by) on messages to doorstep_app;
create policy take_back on messages for update to doorstep_app using (
  deleted_at is null
  and (thread_id = concern_id or community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from access a where a.community_id = messages.community_id and a.subject_id = messages.thread_id
      and a.principal = any ((select app.principals())::uuid[]) offset 0))
  and (
    author_id = (select app.user()) and created_at > now() - interval '15 minutes'
    or community_id = any ((select app.coordinates())::uuid[])
    or community_id = any ((select app.officer_in())::uuid[]) and exists (
      select from concerns c where c.community_id = messages.community_id and c.id = messages.concern_id
        and c.owner_id = (select app.user()))))
  with check (deleted_by is not distinct from case when deleted_at is not null then (select app.user()) end);

grant select on message_versions to doorstep_app;
create policy with_message on message_versions for select to doorstep_app using (exists (
  select from messages m where m.community_id = message_versions.community_id and m.id = message_versions.message_id));

-- (That whoever is named may read it, a trigger sees to: app.guard_mention.)
grant select, insert on message_mentions to doorstep_app;
create policy with_message on message_mentions for select to doorstep_app using (exists (
  select from messages m where m.community_id = message_mentions.community_id and m.id = message_mentions.message_id));
create policy speak on message_mentions for insert to doorstep_app with check (exists (
  select from messages m where m.community_id = message_mentions.community_id and m.id = message_mentions.message_id
    and m.author_id is not distinct from (select app.user()) and m.deleted_at is null));

-- What is begun is for whoever writes it, where they could send it.
grant select, insert, update (body, audience, saved_at), delete on drafts to doorstep_app;
create policy own on drafts for select to doorstep_app using (user_id = (select app.user()));
create policy own_begin on drafts for insert to doorstep_app with check (
  user_id = (select app.user()) and app.speaks_in(community_id, thread_id));
create policy own_change on drafts for update to doorstep_app using (user_id = (select app.user()));
create policy own_end on drafts for delete to doorstep_app using (user_id = (select app.user()));

-- Saved replies are a unit's own: all in it use them, its members write them, the agency's those who coordinate.
grant select, insert, update (name, body, changed_at), delete on saved_replies to doorstep_app;
create policy own on saved_replies for select to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));
create policy own_add on saved_replies for insert to doorstep_app with check (
  created_by = (select app.user()) and organization_id = any ((select app.organizations())::uuid[]) and exists (
    select from community_organizations co join organizations o on o.id = co.organization_id
    where co.community_id = saved_replies.community_id and co.organization_id = saved_replies.organization_id
      and (o.kind <> 'agency' or co.community_id = any ((select app.coordinates())::uuid[]))));
create policy own_change on saved_replies for update to doorstep_app using (
  organization_id = any ((select app.organizations())::uuid[])
  and (community_id = any ((select app.coordinates())::uuid[]) or not community_id = any ((select app.officer_in())::uuid[])));
create policy own_end on saved_replies for delete to doorstep_app using (
  organization_id = any ((select app.organizations())::uuid[])
  and (community_id = any ((select app.coordinates())::uuid[]) or not community_id = any ((select app.officer_in())::uuid[])));

grant select, insert, update on thread_reads to doorstep_app;
create policy own on thread_reads to doorstep_app using (user_id = (select app.user()))
  with check (user_id = (select app.user()) and exists (
    select from concerns c where c.community_id = thread_reads.community_id and c.id = thread_reads.concern_id));
grant select, insert, update on room_reads to doorstep_app;
create policy own on room_reads to doorstep_app using (user_id = (select app.user()))
  with check (user_id = (select app.user()) and exists (
    select from threads t where t.community_id = room_reads.community_id and t.id = room_reads.room_id and t.name is not null));

grant select, insert, update (concern_id, message_id, visit_note_id, inspection_item_id, measure_id, stage_id, payment_id), delete on attachments to doorstep_app;
create policy with_concern on attachments for select to doorstep_app using (
  concern_id is not null
  and exists (select from concerns c where c.community_id = attachments.community_id and c.id = attachments.concern_id)
  and (attachments.audience = 'everyone' or (
      (attachments.community_id = any ((select app.officer_in())::uuid[]) or exists (
        select from access a where a.community_id = attachments.community_id and a.subject_id = attachments.concern_id
          and a.principal = any ((select app.organizations())::uuid[]) and a.reason = 'assigned' offset 0))
      and not exists (
        select from access a where a.community_id = attachments.community_id and a.subject_id = attachments.concern_id
          and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0))));
create policy in_room on attachments for select to doorstep_app using (
  concern_id is null and message_id is not null and app.reads_message(community_id, message_id));
create policy with_visit_note on attachments for select to doorstep_app using (
  visit_note_id is not null and app.reads_visit_note(community_id, visit_note_id));
create policy of_inspection on attachments for select to doorstep_app using (
  inspection_item_id is not null and app.reads_inspection_item(community_id, inspection_item_id));
-- What shows that something was done is read with it; a receipt by those who work on the agreement.
create policy with_measure on attachments for select to doorstep_app using (
  measure_id is not null and app.reads_measure(community_id, measure_id));
create policy with_stage on attachments for select to doorstep_app using (
  stage_id is not null and app.reads_stage(community_id, stage_id));
create policy with_payment on attachments for select to doorstep_app using (payment_id is not null and app.reads_receipt(community_id, payment_id));
create policy pending on attachments for select to doorstep_app using (
  concern_id is null and message_id is null and visit_note_id is null and inspection_item_id is null and measure_id is null and stage_id is null and payment_id is null
  and (uploaded_by = (select app.user()) or (uploaded_by is null and upload_key = (select app.upload_key()))));
create policy upload on attachments for insert to doorstep_app with check (
  concern_id is null and message_id is null and visit_note_id is null and inspection_item_id is null and measure_id is null and stage_id is null and payment_id is null
  and uploaded_by is not distinct from (select app.user())
  and (uploaded_by is not null or upload_key = (select app.upload_key())));
create policy tie on attachments for update to doorstep_app using (
  concern_id is null and message_id is null and visit_note_id is null and inspection_item_id is null and measure_id is null and stage_id is null and payment_id is null
  and (uploaded_by = (select app.user()) or (uploaded_by is null and upload_key = (select app.upload_key()))))
  with check (
    (message_id is null or exists (select from messages m where m.community_id = attachments.community_id and m.id = attachments.message_id
      and m.author_id is not distinct from (select app.user())))
    and (visit_note_id is null or exists (select from visit_notes n where n.community_id = attachments.community_id and n.id = attachments.visit_note_id
      and n.author_id = (select app.user())))
    and (inspection_item_id is null or app.inspects_item(community_id, inspection_item_id)
      and concern_id is null and message_id is null and visit_note_id is null)
    and (concern_id is null or exists (select from access a where a.community_id = attachments.community_id and a.subject_id = attachments.concern_id
      and a.principal = any ((select app.principals())::uuid[]) offset 0)
      or community_id = any ((select app.officer_in())::uuid[]))
    and (measure_id is null or app.does_measure(community_id, measure_id))
    and (stage_id is null or exists (select from tender_stages s where s.community_id = attachments.community_id and s.id = attachments.stage_id
      and app.leads_agreement(s.community_id, s.agreement_id)))
    and (payment_id is null or exists (select from payments p where p.community_id = attachments.community_id and p.id = attachments.payment_id
      and app.leads_agreement(p.community_id, p.agreement_id))));
create policy drop_pending on attachments for delete to doorstep_app using (
  concern_id is null and message_id is null and visit_note_id is null and inspection_item_id is null and measure_id is null and stage_id is null and payment_id is null
  and (uploaded_by = (select app.user()) or (uploaded_by is null and upload_key = (select app.upload_key()))));

-- A view of the list is one's own, or shared with one's organization; only who made it takes it away.
grant select, insert, delete on saved_views to doorstep_app;
create policy own on saved_views for select to doorstep_app using (owner_id = (select app.user()));
create policy shared on saved_views for select to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));
create policy save on saved_views for insert to doorstep_app with check (
  owner_id = (select app.user()) and community_id = any ((select app.member_in())::uuid[])
  and (organization_id is null or organization_id = any ((select app.organizations())::uuid[])));
create policy drop_own on saved_views for delete to doorstep_app using (owner_id = (select app.user()));
-- What those who said "mine too" think of what was done: their own word, and for officers, who see whose it is.
grant select, insert, update (answered, solved, rating, rated_at) on concern_ratings to doorstep_app;
create policy own on concern_ratings for select to doorstep_app using (exists (
  select from concern_people p where p.community_id = concern_ratings.community_id and p.id = concern_ratings.person_id
    and (p.user_id = (select app.user())
      or p.user_id is null and p.household_id = any ((select app.households())::uuid[]))));
create policy officers on concern_ratings for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from concerns c where c.community_id = concern_ratings.community_id and c.id = concern_ratings.concern_id));
create policy rate on concern_ratings for insert to doorstep_app with check (exists (
  select from concern_people p
  join concerns c on c.community_id = p.community_id and c.id = p.concern_id and c.privacy = 'neighbourhood' and c.solved_at is not null
  where p.community_id = concern_ratings.community_id and p.id = concern_ratings.person_id and p.concern_id = concern_ratings.concern_id
    and p.role = 'voice' and (p.user_id = (select app.user())
      or p.user_id is null and p.household_id = any ((select app.households())::uuid[]))));
create policy rate_again on concern_ratings for update to doorstep_app using (exists (
  select from concern_people p
  join concerns c on c.community_id = p.community_id and c.id = p.concern_id and c.privacy = 'neighbourhood' and c.solved_at is not null
  where p.community_id = concern_ratings.community_id and p.id = concern_ratings.person_id and p.concern_id = concern_ratings.concern_id
    and p.role = 'voice' and (p.user_id = (select app.user())
      or p.user_id is null and p.household_id = any ((select app.households())::uuid[]))));

-- Figures: of all that was raised for who leads, of what neighbours read for officers, of what it was given for a unit.
grant select on figure_sums to doorstep_app;
create policy lead on figure_sums for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy officers on figure_sums for select to doorstep_app using (
  not private and community_id = any ((select app.officer_in())::uuid[]));
create policy own_unit on figure_sums for select to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));

-- Policies explained: published, for everybody; before and after that, for who leads ---------------------------------
grant select, insert, update (category, published_at, withdrawn_at, changed_at) on policies to doorstep_app;
create policy published on policies for select to doorstep_app using (published_at is not null and withdrawn_at is null);
create policy lead on policies for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_add on policies for insert to doorstep_app with check (
  community_id = any ((select app.coordinates())::uuid[]) and created_by = (select app.user()) and published_at is null and withdrawn_at is null);
create policy lead_change on policies for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
grant select, insert, update (title, body), delete on policy_texts to doorstep_app;
create policy with_policy on policy_texts for select to doorstep_app using (exists (
  select from policies p where p.community_id = policy_texts.community_id and p.id = policy_texts.policy_id));
create policy lead_add on policy_texts for insert to doorstep_app with check (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on policy_texts for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_remove on policy_texts for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
-- A mail that did not find its way is read and decided by who leads. What has landed stands in its thread alone.
grant select, update (from_address, from_name, subject, body, raw_key, status, concern_id, decided_by, decided_at) on letters to doorstep_app;
create policy lead on letters for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy decide on letters for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and status = 'held')
  with check (decided_by = (select app.user()) and status in ('landed', 'raised', 'discarded') and body is null and raw_key is null);
