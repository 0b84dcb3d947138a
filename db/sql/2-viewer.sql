-- The viewer of a transaction: settings made with set_config(..., true), read by the row policies.
-- Each is read once a statement: policies call these as (select app.…()).

create or replace function app.setting(name text) returns text language sql stable parallel safe as
$$ select nullif(current_setting('app.' || name, true), '') $$;

create or replace function app.user() returns uuid language sql stable parallel safe as
$$ select app.setting('user')::uuid $$;

-- Everything the viewer is: their user, organizations, households, and tracking links.
create or replace function app.principals() returns uuid[] language sql stable parallel safe as
$$ select coalesce(app.setting('principals')::uuid[], '{}') $$;

create or replace function app.organizations() returns uuid[] language sql stable parallel safe as
$$ select coalesce(app.setting('organizations')::uuid[], '{}') $$;

create or replace function app.households() returns uuid[] language sql stable parallel safe as
$$ select coalesce(app.setting('households')::uuid[], '{}') $$;

-- Communities the viewer has anything to do with, works in as an officer or coordinator, and leads.
create or replace function app.member_in() returns uuid[] language sql stable parallel safe as
$$ select coalesce(app.setting('member_in')::uuid[], '{}') $$;

create or replace function app.officer_in() returns uuid[] language sql stable parallel safe as
$$ select coalesce(app.setting('officer_in')::uuid[], '{}') $$;

create or replace function app.coordinates() returns uuid[] language sql stable parallel safe as
$$ select coalesce(app.setting('coordinates')::uuid[], '{}') $$;

create or replace function app.admin() returns boolean language sql stable parallel safe as
$$ select coalesce(app.setting('admin')::boolean, false) $$;

-- SHA-256 of the key that a form of somebody without an account carries for its uploads.
create or replace function app.upload_key() returns text language sql stable parallel safe as
$$ select app.setting('upload_key') $$;

-- In which capacities the viewer stands to a concern; the same words as in domain/concern/rules.ts.
create or replace function app.capacities(community uuid, concern uuid, owner uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  select array_remove(array[
    case when current_user in ('doorstep_owner', 'doorstep_worker') then 'system' end,
    case when community = any (app.coordinates()) then 'coordinator' end,
    case when owner = app.user() and community = any (app.officer_in()) then 'owner' end,
    case when community = any (app.officer_in()) then 'officer' end,
    case when exists (
      select from access a where a.community_id = community and a.subject_id = concern
        and a.principal = any (app.principals()) and a.reason = 'assigned') then 'unit' end,
    case when exists (
      select from access a where a.community_id = community and a.subject_id = concern
        and a.principal = any (app.principals()) and a.reason in ('reporter', 'household')) then 'reporter' end
  ], null)
$$;
