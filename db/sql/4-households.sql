-- What coordinators may ask of all households at once; a single household's contact: app.read_household_contact().

-- How many doors an entrance has, and of how many it is known who lives there, and that they rent.
create or replace function app.household_figures(community uuid)
returns table (building text, entrance_id uuid, entrance text, floors integer, doors integer, known integer, rented integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.name, e.id, e.name, e.floors, count(h.id)::int,
    count(c.household_id) filter (where c.holder is not null or c.phone is not null)::int,
    count(c.household_id) filter (where c.rented)::int
  from buildings b
  join entrances e on e.community_id = b.community_id and e.building_id = b.id
  left join households h on h.community_id = e.community_id and h.entrance_id = e.id
  left join household_contacts c on c.community_id = h.community_id and c.household_id = h.id
  where b.community_id = community and community = any (app.coordinates())
  group by b.ordinal, b.name, e.ordinal, e.id, e.name, e.floors
  order by b.ordinal, e.ordinal
$$;

-- A page of the ledger as it is now, in walking order, after a door. Whoever asks has noted first that they do.
create or replace function app.household_page(community uuid, after_building integer, after_entrance integer, after_floor integer, after_door text, most integer)
returns table (building_ordinal integer, entrance_ordinal integer, building text, entrance text, door text, floor integer,
  holder text, phone text, people integer, rented boolean, remark text)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.ordinal, e.ordinal, b.name, e.name, h.door, h.floor, c.holder, c.phone, c.people, c.rented, c.remark
  from buildings b
  join entrances e on e.community_id = b.community_id and e.building_id = b.id
  join households h on h.community_id = e.community_id and h.entrance_id = e.id
  left join household_contacts c on c.community_id = h.community_id and c.household_id = h.id
  where b.community_id = community and community = any (app.coordinates())
    and (b.ordinal, e.ordinal, h.floor, h.door) > (after_building, after_entrance, after_floor, after_door)
  order by b.ordinal, e.ordinal, h.floor, h.door
  limit most
$$;
