-- Who sees and writes which row of what is brought to one table, agreed on, carried out, and followed to its end; after
-- 7-policies.sql, which takes all policies and grants away first.

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
