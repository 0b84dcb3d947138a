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
