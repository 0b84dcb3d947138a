-- Shifts of a round do not overlap.
alter table shifts add constraint shifts_apart exclude using gist (community_id with =, round_id with =, tstzrange(starts_at, ends_at) with &&);
