-- Who knows who acts for a household, and who names them; after 7-policies.sql.

grant select, insert (community_id, id, household_id, name, relation, token_id, may_raise, may_follow, may_choose, consent, consent_by,
  recorded_by, until), update (ended_at, ended_by) on helpers to doorstep_app;
create policy own on helpers for select to doorstep_app using (user_id = (select app.user()));
create policy household on helpers for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
create policy lead on helpers for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy team on helpers for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id));
-- By the household's own account; or told to an officer who visits it, or to who leads.
create policy name on helpers for insert to doorstep_app with check (
  recorded_by = (select app.user()) and user_id is null and ended_at is null and (
    household_id = any ((select app.households())::uuid[]) and consent = 'account'
    or consent <> 'account' and (community_id = any ((select app.coordinates())::uuid[])
      or community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id))));
-- Ended by either side, and by those who may write the consent down.
create policy finish on helpers for update to doorstep_app using (
  ended_at is null and (
    user_id = (select app.user()) or household_id = any ((select app.households())::uuid[])
    or community_id = any ((select app.coordinates())::uuid[])
    or community_id = any ((select app.officer_in())::uuid[]) and app.visits_door(community_id, household_id)))
  with check (ended_at is not null and ended_by = (select app.user()));

create policy helper on tokens for insert to doorstep_app with check (
  kind = 'helper' and created_by = (select app.user()) and user_id is null and organization_id is null and exists (
    select from helpers h where h.community_id = tokens.community_id and h.token_id = tokens.id
      and h.household_id = tokens.household_id and h.recorded_by = (select app.user())));

-- What is raised for a household by one who helps it.
create policy for_household on concerns for insert to doorstep_app with check (
  status = 'new' and origin = 'online' and created_by = (select app.user())
  and closed_at is null and answered_at is null and solved_at is null and rating is null
  and not refused and rated_voices = 0 and glad_voices = 0 and app.raised_by_helper(community_id, id) and exists (
    select from access a where a.community_id = concerns.community_id and a.subject_id = concerns.id
      and a.principal = any ((select app.principals())::uuid[]) and a.reason = 'reporter' offset 0));

grant select on helpers to doorstep_worker;
create policy worker on helpers to doorstep_worker using (true);
revoke execute on function app.end_helpers, app.tell_helper_ended from doorstep_app, doorstep_worker;
