-- Who reads and writes rounds, visits, and what belongs to them; after 7-policies.sql, which takes all policies and grants
-- away first.

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
