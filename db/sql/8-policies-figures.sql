-- Who reads the figures; after 7-policies.sql.

-- Figures: of all that was raised for who leads, of what neighbours read for officers, of what it was given for a unit.
grant select on figure_sums to doorstep_app;
create policy lead on figure_sums for select to doorstep_app using (community_id = any ((select app.coordinates())::uuid[]));
create policy officers on figure_sums for select to doorstep_app using (
  not private and community_id = any ((select app.officer_in())::uuid[]));
create policy own_unit on figure_sums for select to doorstep_app using (organization_id = any ((select app.organizations())::uuid[]));

-- Figures for everybody: only what may be told stands there. Queued work writes them, and nobody changes them any more.
grant select on open_figures to doorstep_app;
create policy anyone on open_figures for select to doorstep_app using (true);
grant select, insert on open_figures to doorstep_worker;
create policy worker on open_figures to doorstep_worker using (true) with check (true);
