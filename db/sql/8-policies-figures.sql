-- Figures for everybody: only what may be told stands there. Queued work writes them, and nobody changes them any more.
grant select on open_figures to doorstep_app;
create policy anyone on open_figures for select to doorstep_app using (true);
grant select, insert on open_figures to doorstep_worker;
create policy worker on open_figures to doorstep_worker using (true) with check (true);
