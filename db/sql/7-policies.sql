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
revoke execute on function app.grant_access, app.end_access, app.lay_back, app.recount_figures from doorstep_app, doorstep_worker;
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
create policy in_room on attachments for select to doorstep_app using (concern_id is null and message_id is not null and exists (
  select from messages m where m.community_id = attachments.community_id and m.id = attachments.message_id));
create policy with_visit_note on attachments for select to doorstep_app using (visit_note_id is not null and exists (
  select from visit_notes n where n.community_id = attachments.community_id and n.id = attachments.visit_note_id));
create policy of_inspection on attachments for select to doorstep_app using (inspection_item_id is not null and exists (
  select from inspection_items i where i.community_id = attachments.community_id and i.id = attachments.inspection_item_id));
-- What shows that something was done is read with it; a receipt by those who work on the agreement.
create policy with_measure on attachments for select to doorstep_app using (measure_id is not null and exists (
  select from measures m where m.community_id = attachments.community_id and m.id = attachments.measure_id));
create policy with_stage on attachments for select to doorstep_app using (stage_id is not null and exists (
  select from tender_stages s where s.community_id = attachments.community_id and s.id = attachments.stage_id));
create policy with_payment on attachments for select to doorstep_app using (payment_id is not null and exists (
  select from payments p join agreements a on a.community_id = p.community_id and a.id = p.agreement_id
  where p.community_id = attachments.community_id and p.id = attachments.payment_id
    and app.works_on_agreement(a.community_id, a.id, a.problem_id)));
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

-- Common problems: that there is one is no secret in its community; who raised what is never in it. The public reads the
-- published ones through app.public_problems() ------------------------------------------------------------------------
grant select, insert (community_id, id, number, title, category, owner_id, next_at, next_note, created_by),
  update (title, category, status, owner_id, next_at, next_note, face, published_at, closed_at, close_reason) on problems to doorstep_app;
create policy members on problems for select to doorstep_app using (community_id = any ((select app.member_in())::uuid[]));
create policy lead_add on problems for insert to doorstep_app
  with check (community_id = any ((select app.coordinates())::uuid[]) and created_by = (select app.user()));
create policy lead_change on problems for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[])
    or community_id = any ((select app.officer_in())::uuid[]) and owner_id = (select app.user()))
  -- (Whoever hands it over owns it no more.)
  with check (community_id = any ((select app.officer_in())::uuid[]));
-- What it is, as those who work on it know it.
grant select, insert, update (summary) on problem_briefs to doorstep_app;
create policy working on problem_briefs for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) or exists (
    select from problem_units u where u.community_id = problem_briefs.community_id and u.problem_id = problem_briefs.problem_id
      and u.ended_at is null and u.organization_id = any ((select app.organizations())::uuid[])));
create policy lead_add on problem_briefs for insert to doorstep_app with check (app.leads_problem(community_id, problem_id));
create policy lead_change on problem_briefs for update to doorstep_app using (app.leads_problem(community_id, problem_id));
grant select on problem_totals to doorstep_app;
create policy lead on problem_totals for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
-- Which concerns stand behind it is known to whoever knows the concern. A private one is put there by who leads.
grant select, insert (community_id, problem_id, concern_id, added_by), delete on problem_concerns to doorstep_app;
create policy with_concern on problem_concerns for select to doorstep_app using (exists (
  select from concerns c where c.community_id = problem_concerns.community_id and c.id = problem_concerns.concern_id));
create policy lead_add on problem_concerns for insert to doorstep_app with check (
  added_by = (select app.user()) and app.leads_problem(community_id, problem_id)
  and exists (
    select from concerns c where c.community_id = problem_concerns.community_id and c.id = problem_concerns.concern_id
      and c.status <> 'unconfirmed' and (c.privacy = 'neighbourhood' or c.community_id = any ((select app.coordinates())::uuid[]))));
create policy lead_remove on problem_concerns for delete to doorstep_app using (app.leads_problem(community_id, problem_id)
  and exists (select from concerns c where c.community_id = problem_concerns.community_id and c.id = problem_concerns.concern_id));
grant select, insert (community_id, problem_id, organization_id, added_by), update (ended_at) on problem_units to doorstep_app;
create policy members on problem_units for select to doorstep_app using (community_id = any ((select app.member_in())::uuid[]));
create policy lead_add on problem_units for insert to doorstep_app with check (
  added_by = (select app.user()) and app.leads_problem(community_id, problem_id) and exists (
    select from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency'
    where co.community_id = problem_units.community_id and co.organization_id = problem_units.organization_id));
create policy lead_change on problem_units for update to doorstep_app using (app.leads_problem(community_id, problem_id));

-- A search is asked for by who leads; queued work says how far it is and what it found.
grant select, insert (community_id, id, asked_by) on problem_searches to doorstep_app;
create policy lead on problem_searches for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy ask on problem_searches for insert to doorstep_app with check (
  community_id = any ((select app.coordinates())::uuid[]) and asked_by = (select app.user()));
-- What queued work proposes is for who leads to decide.
grant select, update (decided_at, decided_by, decision) on problem_proposals to doorstep_app;
create policy lead on problem_proposals for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy decide on problem_proposals for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and decided_at is null)
  with check (decided_by = (select app.user()));
grant select on problem_proposal_concerns to doorstep_app;
create policy lead on problem_proposal_concerns for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

-- Meetings: of one on a problem know the officers of the community and those invited; of one on a single concern those at
-- the table, its owner, and who leads the community (app.sees_meeting). ---------------------------------------------------
grant select on meetings, meeting_parties, meeting_times, meeting_choices, agenda_items, minute_lines, minute_line_versions,
  minute_objections, inspection_items to doorstep_app;
create policy known on meetings for select to doorstep_app using (
  community_id = any ((select app.coordinates())::uuid[])
  or concern_id is null and community_id = any ((select app.officer_in())::uuid[])
  or app.sees_meeting(community_id, id)
  -- (While it is made it cannot be looked up yet.)
  or organizer_id = (select app.user()) and community_id = any ((select app.officer_in())::uuid[]));
grant insert, update (status, title, place, note, starts_at, ends_at, cancel_reason, minutes_sent_at, object_until, settled_at) on meetings to doorstep_app;
create policy begin on meetings for insert to doorstep_app with check (
  organizer_id = (select app.user()) and status in ('finding', 'called') and sequence = 0
  and cancel_reason is null and minutes_sent_at is null and object_until is null and settled_at is null and community_id = any ((select app.officer_in())::uuid[])
  and (community_id = any ((select app.coordinates())::uuid[])
    or concern_id is not null and app.leads_concern(community_id, concern_id)
    or problem_id is not null and exists (
      select from problems p where p.community_id = meetings.community_id and p.id = meetings.problem_id and p.owner_id = (select app.user()))));
create policy lead on meetings for update to doorstep_app using (app.leads_meeting(community_id, id));

create policy known on meeting_parties for select to doorstep_app using (app.sees_meeting(community_id, meeting_id));
grant insert, update (reply, replied_by, replied_at, attended, attendees), delete on meeting_parties to doorstep_app;
create policy lead_add on meeting_parties for insert to doorstep_app with check (
  invited_by = (select app.user()) and reply is null and attended is null and app.leads_meeting(community_id, meeting_id));
create policy lead_remove on meeting_parties for delete to doorstep_app using (app.leads_meeting(community_id, meeting_id));
-- (Who was there is for who takes the minutes to say: app.guard_party.)
create policy answer on meeting_parties for update to doorstep_app using (
  principal = any ((select app.principals())::uuid[]) and app.sits_at(community_id, meeting_id) or app.takes_minutes(community_id, meeting_id))
  with check (replied_by is null or replied_by = (select app.user()) or app.takes_minutes(community_id, meeting_id));

create policy known on meeting_times for select to doorstep_app using (app.sees_meeting(community_id, meeting_id));
grant insert on meeting_times to doorstep_app;
create policy lead_add on meeting_times for insert to doorstep_app with check (
  app.leads_meeting(community_id, meeting_id) and exists (
    select from meetings m where m.community_id = meeting_times.community_id and m.id = meeting_times.meeting_id and m.status = 'finding'));
create policy known on meeting_choices for select to doorstep_app using (exists (
  select from meeting_times t where t.community_id = meeting_choices.community_id and t.id = meeting_choices.time_id));
grant insert, update (choice, chosen_by, chosen_at) on meeting_choices to doorstep_app;
create policy choose on meeting_choices for insert to doorstep_app with check (
  chosen_by = (select app.user()) and app.may_choose(community_id, time_id, principal));
create policy choose_again on meeting_choices for update to doorstep_app using (app.may_choose(community_id, time_id, principal))
  with check (chosen_by = (select app.user()));

create policy known on agenda_items for select to doorstep_app using (app.sees_meeting(community_id, meeting_id));
grant insert, update (title, ordinal, status, answer), delete on agenda_items to doorstep_app;
create policy lead_add on agenda_items for insert to doorstep_app with check (
  proposed_by = (select app.user()) and app.leads_meeting(community_id, meeting_id));
create policy propose on agenda_items for insert to doorstep_app with check (
  proposed_by = (select app.user()) and status = 'proposed' and principal = any ((select app.principals())::uuid[])
  and app.sits_at(community_id, meeting_id));
create policy lead_change on agenda_items for update to doorstep_app using (app.leads_meeting(community_id, meeting_id));
create policy lead_remove on agenda_items for delete to doorstep_app using (principal is null and app.leads_meeting(community_id, meeting_id));

create policy known on minute_lines for select to doorstep_app using (app.sees_meeting(community_id, meeting_id));
grant insert, update (kind, body, removed_at) on minute_lines to doorstep_app;
create policy write on minute_lines for insert to doorstep_app with check (
  written_by = (select app.user()) and version = 1 and removed_at is null and app.takes_minutes(community_id, meeting_id));
create policy rewrite on minute_lines for update to doorstep_app using (app.takes_minutes(community_id, meeting_id));
create policy minutes on minute_line_versions for select to doorstep_app using (exists (
  select from minute_lines l where l.community_id = minute_line_versions.community_id and l.id = minute_line_versions.line_id
    and app.takes_minutes(l.community_id, l.meeting_id)));

create policy known on minute_objections for select to doorstep_app using (app.sees_meeting(community_id, meeting_id));
grant insert, update (answer, answered_by, answered_at) on minute_objections to doorstep_app;
create policy object on minute_objections for insert to doorstep_app with check (
  raised_by = (select app.user()) and answer is null and app.may_object(community_id, meeting_id, principal));
create policy answer on minute_objections for update to doorstep_app using (app.leads_meeting(community_id, meeting_id))
  with check (answered_by = (select app.user()));

create policy known on inspection_items for select to doorstep_app using (app.sees_meeting(community_id, meeting_id));
grant insert, update (ordinal, finding, note, found_by, found_at), delete on inspection_items to doorstep_app;
create policy walk_along_add on inspection_items for insert to doorstep_app with check (
  added_by = (select app.user()) and app.inspects(community_id, meeting_id));
create policy walk_along on inspection_items for update to doorstep_app using (app.inspects(community_id, meeting_id))
  with check (found_by is null or found_by = (select app.user()));
create policy lead_remove on inspection_items for delete to doorstep_app using (
  finding is null and app.leads_meeting(community_id, meeting_id));

-- A decision in the minutes becomes a measure of the problem. (What else is done with measures stands elsewhere.)
grant select, insert on measures to doorstep_app;
create policy from_minutes on measures for select to doorstep_app using (minute_line_id is not null and exists (
  select from minute_lines l where l.community_id = measures.community_id and l.id = measures.minute_line_id));
create policy decide on measures for insert to doorstep_app with check (
  created_by = (select app.user()) and status = 'planned' and exists (
    select from minute_lines l join meetings m on m.community_id = l.community_id and m.id = l.meeting_id
    where l.community_id = measures.community_id and l.id = measures.minute_line_id and l.kind = 'decision' and l.removed_at is null
      and m.problem_id = measures.problem_id and app.takes_minutes(m.community_id, m.id)));

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
create policy of_agreement on events for select to doorstep_app using (subject_type = 'agreement' and audience = 'everyone' and exists (
  select from agreements a where a.community_id = events.community_id and a.id = events.subject_id));
create policy of_agreement_work on events for select to doorstep_app using (subject_type = 'agreement' and audience = 'working' and exists (
  select from agreements a where a.community_id = events.community_id and a.id = events.subject_id
    and app.works_on_agreement(a.community_id, a.id, a.problem_id)));
create policy of_following on events for select to doorstep_app using (subject_type = 'following' and audience = 'everyone' and exists (
  select from concern_followings f where f.community_id = events.community_id and f.id = events.subject_id));
create policy of_meeting on events for select to doorstep_app using (
  subject_type = 'meeting' and audience = 'everyone' and app.sees_meeting(community_id, subject_id));
create policy of_visit on events for select to doorstep_app using (subject_type = 'visit' and audience = 'everyone' and exists (
  select from visits v where v.community_id = events.community_id and v.id = events.subject_id));
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

-- Agreements: worked on by officers of the community and units at the table; residents read what was put to signing ----------
grant select on agreements, agreement_parties, measures, agreement_versions, signatures, polls to doorstep_app;
grant insert (community_id, id, problem_id, meeting_id, title, text_zh_cn, text_zh_tw, text_en, estimate_cents, created_by),
  update (title, text_zh_cn, text_zh_tw, text_en, text_revision, estimate_cents, status, version, reason) on agreements to doorstep_app;
create policy work on agreements for select to doorstep_app using (
  community_id = any ((select app.member_in())::uuid[]) and app.works_on_agreement(community_id, id, problem_id));
create policy members on agreements for select to doorstep_app using (
  community_id = any ((select app.member_in())::uuid[]) and status not in ('draft', 'dropped'));
create policy lead_add on agreements for insert to doorstep_app with check (
  created_by = (select app.user()) and app.leads_problem(community_id, problem_id));
create policy lead_change on agreements for update to doorstep_app using (app.leads_problem(community_id, problem_id));

grant insert (community_id, id, agreement_id, kind, organization_id, ordinal, share_kind, share_percent, share_cents),
  -- (A party that leaves stays as a row: signatures and versions name it.)
  update (ordinal, share_kind, share_percent, share_cents, left_at, left_reason) on agreement_parties to doorstep_app;
create policy readers on agreement_parties for select to doorstep_app using (exists (
  select from agreements a where a.community_id = agreement_parties.community_id and a.id = agreement_parties.agreement_id));
create policy lead_add on agreement_parties for insert to doorstep_app with check (exists (
  select from agreements a where a.community_id = agreement_parties.community_id and a.id = agreement_parties.agreement_id
    and app.leads_problem(a.community_id, a.problem_id)));
create policy lead_change on agreement_parties for update to doorstep_app using (exists (
  select from agreements a where a.community_id = agreement_parties.community_id and a.id = agreement_parties.agreement_id
    and app.leads_problem(a.community_id, a.problem_id)));
grant insert (community_id, id, problem_id, agreement_id, minute_line_id, ordinal, what, organization_id, due_on, proof, created_by),
  update (agreement_id, ordinal, what, organization_id, due_on, proof, status, done_note, reason), delete on measures to doorstep_app;
create policy work on measures for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) or app.at_table(community_id, problem_id));
create policy readers on measures for select to doorstep_app using (agreement_id is not null and exists (
  select from agreements a where a.community_id = measures.community_id and a.id = measures.agreement_id));
create policy lead_add on measures for insert to doorstep_app with check (
  created_by = (select app.user()) and status = 'planned' and app.leads_problem(community_id, problem_id));
create policy lead_change on measures for update to doorstep_app using (app.leads_problem(community_id, problem_id));
-- Whoever is to do it says what became of it.
create policy unit_change on measures for update to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));
create policy lead_remove on measures for delete to doorstep_app using (
  status = 'planned' and app.leads_problem(community_id, problem_id) and (agreement_id is null or exists (
    select from agreements a where a.community_id = measures.community_id and a.id = measures.agreement_id and a.status = 'draft')));

grant insert (community_id, agreement_id, made_by) on agreement_versions to doorstep_app;
create policy work on agreement_versions for select to doorstep_app using (exists (
  select from agreements a where a.community_id = agreement_versions.community_id and a.id = agreement_versions.agreement_id
    and (app.works_on_agreement(a.community_id, a.id, a.problem_id) or a.version = agreement_versions.ordinal and a.status not in ('draft', 'dropped'))));
create policy lead_make on agreement_versions for insert to doorstep_app with check (
  made_by = (select app.user()) and exists (
    select from agreements a where a.community_id = agreement_versions.community_id and a.id = agreement_versions.agreement_id
      and app.leads_problem(a.community_id, a.problem_id)));

grant insert (community_id, id, agreement_id, ordinal, party_id, user_id, hash) on signatures to doorstep_app;
create policy readers on signatures for select to doorstep_app using (exists (
  select from agreement_versions v where v.community_id = signatures.community_id and v.agreement_id = signatures.agreement_id and v.ordinal = signatures.ordinal));
create policy sign on signatures for insert to doorstep_app with check (user_id = (select app.user()));

-- Carried out in view: stages, delays and payments are read with their agreement, and entered by who leads.
grant select, insert (community_id, id, agreement_id, kind, planned_from, planned_until, created_by),
  update (status, started_on, ended_on, note), delete on tender_stages to doorstep_app;
create policy readers on tender_stages for select to doorstep_app using (exists (
  select from agreements a where a.community_id = tender_stages.community_id and a.id = tender_stages.agreement_id));
create policy lead_add on tender_stages for insert to doorstep_app with check (
  created_by = (select app.user()) and status = 'planned' and app.leads_agreement(community_id, agreement_id));
create policy lead_change on tender_stages for update to doorstep_app using (app.leads_agreement(community_id, agreement_id));
create policy lead_remove on tender_stages for delete to doorstep_app using (
  status = 'planned' and app.leads_agreement(community_id, agreement_id));
grant select, insert (community_id, id, agreement_id, stage_id, measure_id, of, to_on, reason, said_by) on work_delays to doorstep_app;
create policy readers on work_delays for select to doorstep_app using (exists (
  select from agreements a where a.community_id = work_delays.community_id and a.id = work_delays.agreement_id));
create policy say on work_delays for insert to doorstep_app with check (
  said_by = (select app.user()) and (app.leads_agreement(community_id, agreement_id)
    or measure_id is not null and app.does_measure(community_id, measure_id)));
grant select, insert (community_id, id, agreement_id, party_id, cents, paid_on, note, counters_id, over_reason, recorded_by) on payments to doorstep_app;
create policy readers on payments for select to doorstep_app using (exists (
  select from agreements a where a.community_id = payments.community_id and a.id = payments.agreement_id));
create policy record on payments for insert to doorstep_app with check (
  recorded_by = (select app.user()) and app.leads_agreement(community_id, agreement_id));
-- A question is read by the household it is for, by whoever goes to its door, and by who leads the community.
grant select, update (answer, word, via, answered_by) on measure_asks to doorstep_app;
create policy own on measure_asks for select to doorstep_app using (
  household_id = any ((select app.households())::uuid[]) or user_id = (select app.user()));
create policy at_door on measure_asks for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and household_id is not null and app.visits_door(community_id, household_id));
create policy lead on measure_asks for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy answer on measure_asks for update to doorstep_app using (
  household_id = any ((select app.households())::uuid[]) or user_id = (select app.user()))
  with check (via = 'online' and answered_by = (select app.user()));
create policy answer_at_door on measure_asks for update to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and household_id is not null and app.visits_door(community_id, household_id))
  with check (via = 'door' and answered_by = (select app.user()));

-- The households' vote. How a door voted is read by nobody: its own household asks app.own_ballot(), all others count receipts.
grant insert (community_id, id, agreement_id, ordinal, closes_at, turnout_numerator, turnout_denominator, consent_numerator,
    consent_denominator, consent_over, more_than, by_area, opened_by), update (closes_at, closed_at, consented) on polls to doorstep_app;
create policy members on polls for select to doorstep_app using (exists (
  select from agreements a where a.community_id = polls.community_id and a.id = polls.agreement_id));
create policy lead_add on polls for insert to doorstep_app with check (
  opened_by = (select app.user()) and community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on polls for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

grant select, insert (community_id, household_id, owner, area, let_out, set_by), update (owner, area, let_out, set_by, set_at), delete
  on ownerships to doorstep_app;
create policy own on ownerships for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
create policy lead on ownerships for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_add on ownerships for insert to doorstep_app with check (
  set_by = (select app.user()) and community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on ownerships for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]))
  with check (set_by = (select app.user()));
create policy lead_remove on ownerships for delete to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
grant select on poll_roll to doorstep_app;
create policy own on poll_roll for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
create policy lead on poll_roll for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]));

grant select (community_id, id, poll_id, household_id, via, cast_by, confirmed_by, cast_at, confirmed_at),
  insert (community_id, id, poll_id, household_id, choice, via, cast_by, receipt), delete on ballots to doorstep_app;
create policy own on ballots for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
-- (That a paper was handed in, so that a second officer reads it.)
create policy papers on ballots for select to doorstep_app using (
  via = 'paper' and community_id = any ((select app.officer_in())::uuid[]));
create policy vote on ballots for insert to doorstep_app with check (
  cast_by = (select app.user()) and (
    via = 'online' and household_id = any ((select app.households())::uuid[])
    or via = 'paper' and community_id = any ((select app.officer_in())::uuid[])));
create policy take_back on ballots for delete to doorstep_app using (
  via = 'paper' and confirmed_by is null and cast_by = (select app.user()));

-- A concern that is followed to its end: its steps are for the family and for those who accompany it -------------------------
grant select, insert, update (started_by, started_at, ended_at, word, word_via, word_how, word_by, word_at)
  on concern_followings to doorstep_app;
create policy own on concern_followings for select to doorstep_app using (
  app.cares_for(community_id, concern_id) or app.is_family(community_id, concern_id));
create policy begin on concern_followings for insert to doorstep_app with check (
  started_by = (select app.user()) and started_at = now() and ended_at is null and word is null
  and not app.is_family(community_id, concern_id) and exists (
    select from concerns c where c.community_id = concern_followings.community_id and c.id = concern_followings.concern_id
      and c.community_id = any ((select app.officer_in())::uuid[])
      and (c.owner_id = (select app.user()) or c.community_id = any ((select app.coordinates())::uuid[]))));
create policy say on concern_followings for update to doorstep_app using (
  app.cares_for(community_id, concern_id) or app.is_family(community_id, concern_id));
grant select, insert,
  update (ordinal, title, titles, papers, at, timed, place, officer_id, status, note, generic, settled_by, settled_at), delete on concern_steps to doorstep_app;
create policy own on concern_steps for select to doorstep_app using (
  app.cares_for(community_id, concern_id) or app.is_family(community_id, concern_id));
create policy add on concern_steps for insert to doorstep_app with check (
  created_by = (select app.user()) and app.cares_for(community_id, concern_id) and status = 'open' and settled_at is null
  and reminded_at is null and late_at is null and family_told_at is null);
create policy change on concern_steps for update to doorstep_app using (
  app.cares_for(community_id, concern_id) or app.is_family(community_id, concern_id));
create policy remove on concern_steps for delete to doorstep_app using (app.cares_for(community_id, concern_id));

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
