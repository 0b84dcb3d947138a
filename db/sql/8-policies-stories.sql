-- Who sees and writes which row of a story. The public reads published ones through app.public_story() and its like, which
-- hold what may be told and nothing else.
grant select, insert (community_id, id, original, author_id, changed_by, problem_id, agreement_id),
  update (status, original, problem_id, agreement_id, related, review, changed_at, changed_by) on stories to doorstep_app;
-- (By its own columns: an update asks this of the row that it makes, too.)
create policy officers on stories for select to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]) and (
  sent_at is not null or author_id = (select app.user()) or community_id = any ((select app.coordinates())::uuid[])));
create policy begin on stories for insert to doorstep_app with check (
  community_id = any ((select app.officer_in())::uuid[]) and author_id = (select app.user()) and changed_by = (select app.user()));
create policy act on stories for update to doorstep_app using (community_id = any ((select app.officer_in())::uuid[]) and (
  sent_at is not null or author_id = (select app.user()) or community_id = any ((select app.coordinates())::uuid[])))
  with check (community_id = any ((select app.officer_in())::uuid[]));

grant select, insert, update (title, lead, body, made, seen), delete on story_texts to doorstep_app;
create policy with_story on story_texts for select to doorstep_app using (app.sees_story(community_id, story_id));
create policy write on story_texts for insert to doorstep_app with check (app.drafts_story(community_id, story_id));
create policy rewrite on story_texts for update to doorstep_app using (app.drafts_story(community_id, story_id));
create policy take_out on story_texts for delete to doorstep_app using (app.drafts_story(community_id, story_id));

-- Words are asked for by whoever writes, of a note that they may read; what the two say to it, they say by
-- app.answer_story_quote() alone.
grant select, insert (community_id, id, story_id, ordinal, note_id, voice, officer_id, household_id, words, attribution, asked_by), delete
  on story_quotes to doorstep_app;
create policy with_story on story_quotes for select to doorstep_app using (app.sees_story(community_id, story_id));
create policy asked on story_quotes for select to doorstep_app using (
  officer_id = (select app.user()) and community_id = any ((select app.officer_in())::uuid[]));
create policy household on story_quotes for select to doorstep_app using (household_id = any ((select app.households())::uuid[]));
create policy ask on story_quotes for insert to doorstep_app with check (
  asked_by = (select app.user()) and app.drafts_story(community_id, story_id) and exists (
    select from visit_notes n join visits v on v.community_id = n.community_id and v.id = n.visit_id
    where n.community_id = story_quotes.community_id and n.id = story_quotes.note_id and n.author_id = story_quotes.officer_id
      and v.household_id = story_quotes.household_id and (n.kind = 'heard') = (story_quotes.voice = 'household')));
create policy take_out on story_quotes for delete to doorstep_app using (app.drafts_story(community_id, story_id));

-- (Written by the database at publication.)
grant select on story_figures to doorstep_app;
create policy with_story on story_figures for select to doorstep_app using (app.sees_story(community_id, story_id));

grant select, insert, update (boxes, public_key, looked_by, looked_at, alt, caption, cover), delete on story_photos to doorstep_app;
create policy with_story on story_photos for select to doorstep_app using (app.sees_story(community_id, story_id));
create policy add on story_photos for insert to doorstep_app with check (
  added_by = (select app.user()) and public_key is null and app.drafts_story(community_id, story_id));
create policy work_on on story_photos for update to doorstep_app using (app.drafts_story(community_id, story_id))
  with check (looked_by is null or looked_at < now() or looked_by = (select app.user()));
create policy take_out on story_photos for delete to doorstep_app using (app.drafts_story(community_id, story_id));

revoke execute on function app.asked_for_quote from doorstep_app;
-- (Mail that asks for words says which.)
grant select on story_quotes, stories to doorstep_worker;
create policy worker on story_quotes to doorstep_worker using (true);
create policy worker on stories to doorstep_worker using (true);
