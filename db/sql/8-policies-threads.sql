-- Who reads and says what in threads and side rooms, with what is attached; after 7-policies.sql.

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
create policy in_room on attachments for select to doorstep_app using (
  concern_id is null and message_id is not null and app.reads_message(community_id, message_id));
create policy with_visit_note on attachments for select to doorstep_app using (
  visit_note_id is not null and app.reads_visit_note(community_id, visit_note_id));
create policy of_inspection on attachments for select to doorstep_app using (
  inspection_item_id is not null and app.reads_inspection_item(community_id, inspection_item_id));
-- What shows that something was done is read with it; a receipt by those who work on the agreement.
create policy with_measure on attachments for select to doorstep_app using (
  measure_id is not null and app.reads_measure(community_id, measure_id));
create policy with_stage on attachments for select to doorstep_app using (
  stage_id is not null and app.reads_stage(community_id, stage_id));
create policy with_payment on attachments for select to doorstep_app using (payment_id is not null and app.reads_receipt(community_id, payment_id));
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

-- A mail that did not find its way is read and decided by who leads. What has landed stands in its thread alone.
grant select, update (from_address, from_name, subject, body, raw_key, status, concern_id, decided_by, decided_at) on letters to doorstep_app;
create policy lead on letters for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy decide on letters for update to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) and status = 'held')
  with check (decided_by = (select app.user()) and status in ('landed', 'raised', 'discarded') and body is null and raw_key is null);
