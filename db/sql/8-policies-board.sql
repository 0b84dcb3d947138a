-- Who reads and writes what is before the public; after 7-policies.sql.

-- What is published is for everybody. Of what was taken down know who leads, and whoever raised it.
grant select, insert (community_id, concern_id, title, body, outcome),
  update (title, body, outcome, hidden_at) on publications to doorstep_app;
-- (In one policy, and in this order: of several, PostgreSQL may ask the dearest first.)
create policy readers on publications for select to doorstep_app using (
  hidden_at is null or community_id = any ((select app.coordinates())::uuid[]) or exists (
    select from access a where a.community_id = publications.community_id and a.subject_id = publications.concern_id
      and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0));
create policy lead_add on publications for insert to doorstep_app with check (
  hidden_at is null and community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on publications for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
-- Whoever raised it has it taken down; not more: app.guard_publication.
create policy own_take_down on publications for update to doorstep_app using (hidden_at is null and exists (
  select from access a where a.community_id = publications.community_id and a.subject_id = publications.concern_id
    and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0))
  with check (hidden_at is not null);

-- What was decided is for who decides. Whoever raised it says that it shall not be public, and that it may be asked again.
grant select, insert, update (decision, reason, decided_by, decided_at, outcome_at), delete on publication_reviews to doorstep_app;
create policy lead on publication_reviews for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy own on publication_reviews for select to doorstep_app using (decision = 'declined' and exists (
  select from access a where a.community_id = publication_reviews.community_id and a.subject_id = publication_reviews.concern_id
    and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0));
create policy lead_add on publication_reviews for insert to doorstep_app with check (
  community_id = any ((select app.coordinates())::uuid[]) and decision <> 'declined' and decided_by = (select app.user()));
create policy lead_change on publication_reviews for update to doorstep_app
  using (decision <> 'declined' and community_id = any ((select app.coordinates())::uuid[]))
  with check (decision <> 'declined' and decided_by = (select app.user()));
create policy own_decline on publication_reviews for insert to doorstep_app with check (
  decision = 'declined' and decided_by is null and exists (
    select from access a where a.community_id = publication_reviews.community_id and a.subject_id = publication_reviews.concern_id
      and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0));
create policy own_agree on publication_reviews for delete to doorstep_app using (decision = 'declined' and exists (
  select from access a where a.community_id = publication_reviews.community_id and a.subject_id = publication_reviews.concern_id
    and a.principal = any ((select app.principals())::uuid[]) and a.reason in ('reporter', 'household') offset 0));

-- The queue is for who leads; putting off is all they do with it.
grant select, update (at) on publication_queue to doorstep_app;
create policy lead on publication_queue for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy lead_change on publication_queue for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
revoke execute on function app.queue_publication, app.add_publications, app.recount_publications from doorstep_app, doorstep_worker;

-- Who follows the board by mail is known to queued work alone: auth.subscribe and what stands beside it write it.
grant select on publications to doorstep_worker;
create policy worker on publications to doorstep_worker using (true);
grant select, update (hash, told_until), delete on subscriptions to doorstep_worker;
create policy worker on subscriptions to doorstep_worker using (true);
