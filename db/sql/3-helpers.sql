-- Whether somebody helps now: taken on, not ended, and its last day not over where the community is.
create or replace function app.helps_now(h helpers) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select h.user_id is not null and h.ended_at is null
    and (h.until is null or h.until >= (now() at time zone (select c.time_zone from communities c where c.id = h.community_id))::date)
$$;
