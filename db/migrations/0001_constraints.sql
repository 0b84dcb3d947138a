-- Invariant 2: one live visit a household and round, and an officer is never at two doors at once.
create unique index visits_one_live on visits (community_id, round_id, household_id) nulls not distinct where status = 'planned';
--> statement-breakpoint
alter table visit_officers add constraint visit_officers_one_door exclude using gist (user_id with =, during with &&) where (live);
