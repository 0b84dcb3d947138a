-- When a policy explanation holds is said by who leads, with its text; what people answered is counted for them.
grant update (valid_from, valid_until) on policies to doorstep_app;
grant update (who, bring, place, takes, ask) on policy_texts to doorstep_app;
grant select on policy_answers to doorstep_app;
create policy lead on policy_answers for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

-- Queued work says in time that one ends.
grant select on policies, policy_texts to doorstep_worker;
grant update (end_told) on policies to doorstep_worker;
create policy worker on policies to doorstep_worker using (true) with check (true);
create policy worker on policy_texts for select to doorstep_worker using (true);
