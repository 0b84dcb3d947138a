-- Policies explained: published, for everybody; before and after that, for who leads. After 7-policies.sql.

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
