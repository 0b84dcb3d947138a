-- Who reads and writes the keys of others' systems, and what came through them; after 7-policies.sql.

-- A key is made and ended by who leads the community, and by an administrator. Its hash is read by nobody.
grant select (community_id, id, name, contact, created_by, created_at, last_used_at, revoked_at, revoked_by),
  insert (community_id, id, name, contact, hash, created_by), update (revoked_at, revoked_by) on api_keys to doorstep_app;
create policy lead on api_keys for select to doorstep_app
  using (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin()));
create policy make on api_keys for insert to doorstep_app with check (
  created_by = (select app.user()) and (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin())));
-- (Revoked is revoked.)
create policy revoke on api_keys for update to doorstep_app
  using (revoked_at is null and (community_id = any ((select app.coordinates())::uuid[]) or (select app.admin())))
  with check (revoked_at is not null and revoked_by = (select app.user()));

-- What came with a concern is for officers who see it, and for the system that sent it.
grant select (community_id, concern_id, key_id, account, address, attributes, media_url, media_state, created_at) on filings to doorstep_app;
create policy own on filings for select to doorstep_app using (key_id = any ((select app.principals())::uuid[]));
create policy officers on filings for select to doorstep_app using (
  community_id = any ((select app.officer_in())::uuid[]) and exists (
    select from concerns c where c.community_id = filings.community_id and c.id = filings.concern_id));

-- Filed by a key, a concern needs no mail to confirm it.
create policy file on concerns for insert to doorstep_app with check (
  status = 'new' and origin = 'open311' and created_by is null and (select app.user()) is null
  and owner_id is not null and closed_at is null and answered_at is null and solved_at is null and rating is null
  and not refused and rated_voices = 0 and glad_voices = 0 and app.files(community_id, id));

-- Where buildings stand is said by who leads.
grant update (latitude, longitude) on buildings to doorstep_app;
create policy lead_place on buildings for update to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));

grant select, update (media_state) on filings to doorstep_worker;
create policy worker on filings to doorstep_worker using (true) with check (true);
grant select on api_keys to doorstep_worker;
create policy worker on api_keys to doorstep_worker using (true);
