-- Who reads and writes concerns, whose they are, and to whom they are given; after 7-policies.sql.

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
