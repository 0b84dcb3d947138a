CREATE TABLE "concern_labels" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	CONSTRAINT "concern_labels_community_id_concern_id_label_id_pk" PRIMARY KEY("community_id","concern_id","label_id")
);
--> statement-breakpoint
CREATE TABLE "concern_ratings" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"answered" boolean,
	"solved" boolean,
	"rating" integer,
	"rated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "concern_ratings_community_id_person_id_pk" PRIMARY KEY("community_id","person_id"),
	CONSTRAINT "concern_ratings_rating" CHECK ("concern_ratings"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "labels" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "labels_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"organization_id" uuid,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"community_id" uuid NOT NULL,
	"day" date NOT NULL,
	"name" text NOT NULL,
	"works" boolean DEFAULT false NOT NULL,
	CONSTRAINT "holidays_community_id_day_pk" PRIMARY KEY("community_id","day")
);
--> statement-breakpoint
CREATE TABLE "service_targets" (
	"community_id" uuid NOT NULL,
	"category" text NOT NULL,
	"urgency" text NOT NULL,
	"answer_minutes" integer NOT NULL,
	"solve_minutes" integer,
	CONSTRAINT "service_targets_community_id_category_urgency_pk" PRIMARY KEY("community_id","category","urgency"),
	CONSTRAINT "service_targets_urgency" CHECK ("service_targets"."urgency" in ('normal','urgent')),
	CONSTRAINT "service_targets_minutes" CHECK ("service_targets"."answer_minutes" > 0 and ("service_targets"."solve_minutes" is null or "service_targets"."solve_minutes" > 0))
);
--> statement-breakpoint
CREATE TABLE "working_hours" (
	"community_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"opens" text NOT NULL,
	"closes" text NOT NULL,
	CONSTRAINT "working_hours_community_id_weekday_opens_pk" PRIMARY KEY("community_id","weekday","opens"),
	CONSTRAINT "working_hours_weekday" CHECK ("working_hours"."weekday" between 1 and 7),
	CONSTRAINT "working_hours_span" CHECK ("working_hours"."opens" < "working_hours"."closes")
);
--> statement-breakpoint
CREATE TABLE "ledger_concerns" (
	"community_id" uuid NOT NULL,
	"ledger_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"external_number" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"category" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"reporter" text,
	"phone" text,
	"building_id" uuid,
	"entrance_id" uuid,
	"household_id" uuid,
	"answer" text,
	"answered_at" timestamp with time zone,
	"organization_id" uuid,
	"mark" text NOT NULL,
	CONSTRAINT "ledger_concerns_community_id_ledger_id_ordinal_pk" PRIMARY KEY("community_id","ledger_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"to_address" text NOT NULL,
	"from_address" text,
	"from_name" text,
	"subject" text,
	"body" text,
	"raw_key" text,
	"size" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"concern_id" uuid,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "letters_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "letters_status" CHECK ("letters"."status" in ('landed','raised','held','ignored','discarded'))
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"category" text NOT NULL,
	"published_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policies_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "policy_texts" (
	"community_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (app.grams(title || ' ' || body)) STORED,
	CONSTRAINT "policy_texts_community_id_policy_id_locale_pk" PRIMARY KEY("community_id","policy_id","locale"),
	CONSTRAINT "policy_texts_locale" CHECK ("policy_texts"."locale" in ('zh-CN','zh-TW','en'))
);
--> statement-breakpoint
CREATE TABLE "thread_mutes" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"muted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "thread_mutes_community_id_concern_id_user_id_pk" PRIMARY KEY("community_id","concern_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_ok_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "webhooks_url" CHECK ("webhooks"."url" ~ '^https?://' and length("webhooks"."url") <= 500)
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"community_id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"body" text NOT NULL,
	"audience" text NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drafts_community_id_thread_id_user_id_pk" PRIMARY KEY("community_id","thread_id","user_id"),
	CONSTRAINT "drafts_audience" CHECK ("drafts"."audience" in ('everyone','working'))
);
--> statement-breakpoint
CREATE TABLE "message_mentions" (
	"community_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"principal" uuid NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "message_mentions_community_id_message_id_principal_pk" PRIMARY KEY("community_id","message_id","principal"),
	CONSTRAINT "message_mentions_kind" CHECK ("message_mentions"."kind" in ('organization','user'))
);
--> statement-breakpoint
CREATE TABLE "message_versions" (
	"community_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_versions_community_id_message_id_ordinal_pk" PRIMARY KEY("community_id","message_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "presences" (
	"community_id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"typing_at" timestamp with time zone,
	CONSTRAINT "presences_community_id_thread_id_user_id_pk" PRIMARY KEY("community_id","thread_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "saved_replies" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"body" text NOT NULL,
	"created_by" uuid,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_replies_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "thread_members" (
	"community_id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"principal" uuid NOT NULL,
	"kind" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "thread_members_community_id_thread_id_principal_pk" PRIMARY KEY("community_id","thread_id","principal"),
	CONSTRAINT "thread_members_kind" CHECK ("thread_members"."kind" in ('organization','user','household'))
);
--> statement-breakpoint
ALTER TABLE "concern_people" DROP CONSTRAINT "concern_people_role";--> statement-breakpoint
ALTER TABLE "concerns" DROP CONSTRAINT "concerns_origin";--> statement-breakpoint
ALTER TABLE "access" DROP CONSTRAINT "access_reason";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject";--> statement-breakpoint
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_kind";--> statement-breakpoint
DROP INDEX "concerns_newest";--> statement-breakpoint
DROP INDEX "concerns_owner";--> statement-breakpoint
DROP INDEX "concerns_due";--> statement-breakpoint
DROP INDEX "concerns_status";--> statement-breakpoint
DROP INDEX "concerns_category";--> statement-breakpoint
DROP INDEX "concerns_building";--> statement-breakpoint
DROP INDEX "ledgers_newest";--> statement-breakpoint
DROP INDEX "notifications_unread";--> statement-breakpoint
DROP INDEX "notifications_newest";--> statement-breakpoint
DROP INDEX "plans_newest";--> statement-breakpoint
DROP INDEX "visit_notes_newest";--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "return_reason" text;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "suggested_id" uuid;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "escalated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concern_contacts" ADD COLUMN "muted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concern_people" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "concern_people" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (app.grams(name)) STORED;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "solve_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "returns" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "nudges" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "nudged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "escalated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "split_from" uuid;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "external_number" text;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "ledger_id" uuid;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "external_mark" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "via" text DEFAULT 'page' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "quotes_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "deleted_by" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (app.grams(body)) STORED;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ledgers" ADD COLUMN "kind" text DEFAULT 'households' NOT NULL;--> statement-breakpoint
ALTER TABLE "ledgers" ADD COLUMN "left_out" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "room_id" uuid;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "mentions_at_once" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "quiet_from" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "quiet_until" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "lead" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "concern_labels" ADD CONSTRAINT "concern_labels_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_labels" ADD CONSTRAINT "concern_labels_community_id_label_id_labels_community_id_id_fk" FOREIGN KEY ("community_id","label_id") REFERENCES "public"."labels"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_ratings" ADD CONSTRAINT "concern_ratings_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_ratings" ADD CONSTRAINT "concern_ratings_community_id_person_id_concern_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."concern_people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labels" ADD CONSTRAINT "labels_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_targets" ADD CONSTRAINT "service_targets_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_hours" ADD CONSTRAINT "working_hours_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_concerns" ADD CONSTRAINT "ledger_concerns_community_id_ledger_id_ledgers_community_id_id_fk" FOREIGN KEY ("community_id","ledger_id") REFERENCES "public"."ledgers"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD CONSTRAINT "policy_texts_community_id_policy_id_policies_community_id_id_fk" FOREIGN KEY ("community_id","policy_id") REFERENCES "public"."policies"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_mutes" ADD CONSTRAINT "thread_mutes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_mutes" ADD CONSTRAINT "thread_mutes_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_community_id_thread_id_threads_community_id_id_fk" FOREIGN KEY ("community_id","thread_id") REFERENCES "public"."threads"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_mentions" ADD CONSTRAINT "message_mentions_community_id_message_id_messages_community_id_id_fk" FOREIGN KEY ("community_id","message_id") REFERENCES "public"."messages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_versions" ADD CONSTRAINT "message_versions_community_id_message_id_messages_community_id_id_fk" FOREIGN KEY ("community_id","message_id") REFERENCES "public"."messages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_community_id_thread_id_threads_community_id_id_fk" FOREIGN KEY ("community_id","thread_id") REFERENCES "public"."threads"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_replies" ADD CONSTRAINT "saved_replies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_replies" ADD CONSTRAINT "saved_replies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_replies" ADD CONSTRAINT "saved_replies_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_members" ADD CONSTRAINT "thread_members_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_members" ADD CONSTRAINT "thread_members_community_id_thread_id_threads_community_id_id_fk" FOREIGN KEY ("community_id","thread_id") REFERENCES "public"."threads"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "concern_labels_label" ON "concern_labels" USING btree ("community_id","label_id");--> statement-breakpoint
CREATE INDEX "concern_ratings_concern" ON "concern_ratings" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE UNIQUE INDEX "labels_name" ON "labels" USING btree ("community_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("community_id","owner_id","name");--> statement-breakpoint
CREATE INDEX "saved_views_organization" ON "saved_views" USING btree ("community_id","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "letters_once" ON "letters" USING btree ("message_id","to_address");--> statement-breakpoint
CREATE INDEX "letters_held" ON "letters" USING btree ("community_id","received_at" DESC NULLS FIRST) WHERE status = 'held';--> statement-breakpoint
CREATE INDEX "policies_category" ON "policies" USING btree ("community_id","category");--> statement-breakpoint
CREATE INDEX "policy_texts_search" ON "policy_texts" USING gin ("community_id","search");--> statement-breakpoint
CREATE UNIQUE INDEX "webhooks_once" ON "webhooks" USING btree ("organization_id","url");--> statement-breakpoint
CREATE INDEX "presences_age" ON "presences" USING btree ("seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_replies_name" ON "saved_replies" USING btree ("community_id","organization_id","name");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_suggested_id_organizations_id_fk" FOREIGN KEY ("suggested_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_community_id_merged_into_concerns_community_id_id_fk" FOREIGN KEY ("community_id","merged_into") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_community_id_split_from_concerns_community_id_id_fk" FOREIGN KEY ("community_id","split_from") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_deleted_by_users_id_fk" FOREIGN KEY ("deleted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_quotes_id_messages_community_id_id_fk" FOREIGN KEY ("community_id","quotes_id") REFERENCES "public"."messages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_due" ON "assignments" USING btree ("due_at") WHERE status in ('assigned','accepted');--> statement-breakpoint
CREATE INDEX "assignments_remind" ON "assignments" USING btree ("remind_at") WHERE status in ('assigned','accepted') and reminded_at is null;--> statement-breakpoint
CREATE INDEX "assignments_escalate" ON "assignments" USING btree ("due_at") WHERE status in ('assigned','accepted') and escalated_at is null;--> statement-breakpoint
CREATE INDEX "concern_people_search" ON "concern_people" USING gin ("community_id","search");--> statement-breakpoint
CREATE UNIQUE INDEX "concern_people_voice_household" ON "concern_people" USING btree ("community_id","concern_id","household_id") WHERE role = 'voice';--> statement-breakpoint
CREATE UNIQUE INDEX "concern_people_voice_user" ON "concern_people" USING btree ("community_id","concern_id","user_id") WHERE role = 'voice';--> statement-breakpoint
CREATE UNIQUE INDEX "concerns_external" ON "concerns" USING btree ("community_id","external_number");--> statement-breakpoint
CREATE INDEX "concerns_merged" ON "concerns" USING btree ("community_id","merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "concerns_split" ON "concerns" USING btree ("community_id","split_from") WHERE split_from is not null;--> statement-breakpoint
CREATE INDEX "concerns_ledger" ON "concerns" USING btree ("community_id","ledger_id") WHERE ledger_id is not null;--> statement-breakpoint
CREATE INDEX "concerns_remind" ON "concerns" USING btree ("remind_at") WHERE answered_at is null and closed_at is null and reminded_at is null;--> statement-breakpoint
CREATE INDEX "concerns_escalate" ON "concerns" USING btree ("answer_due_at") WHERE answered_at is null and closed_at is null and escalated_at is null;--> statement-breakpoint
CREATE INDEX "concerns_inbox" ON "concerns" USING btree ("community_id","answer_due_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "concerns_open_search" ON "concerns" USING gin ("community_id","search") WHERE closed_at is null and privacy = 'neighbourhood';--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "messages_search" ON "messages" USING gin ("community_id","search");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_room" ON "notifications" USING btree ("community_id","user_id","room_id","seq") WHERE room_id is not null;--> statement-breakpoint
CREATE INDEX "concerns_newest" ON "concerns" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_owner" ON "concerns" USING btree ("owner_id",(nudges > 0) desc,"next_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "concerns_due" ON "concerns" USING btree ("community_id",(nudges > 0) desc,"next_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "concerns_status" ON "concerns" USING btree ("community_id","status","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_category" ON "concerns" USING btree ("community_id","category","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_building" ON "concerns" USING btree ("community_id","building_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "ledgers_newest" ON "ledgers" USING btree ("community_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("user_id","created_at" DESC NULLS FIRST) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("user_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "plans_newest" ON "plans" USING btree ("community_id","round_id","requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "visit_notes_newest" ON "visit_notes" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_return_reason" CHECK ("assignments"."return_reason" in ('not_ours','needs_more','not_possible','other'));--> statement-breakpoint
ALTER TABLE "concern_people" ADD CONSTRAINT "concern_people_role" CHECK ("concern_people"."role" in ('reporter','voice','taken_in'));--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_origin" CHECK ("concerns"."origin" in ('online','doorstep','phone','letter','mail','import'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_via" CHECK ("messages"."via" in ('page','mail','import'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_deleted" CHECK ("messages"."deleted_at" is null or "messages"."body" = '');--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_room" CHECK (("threads"."id" = "threads"."concern_id") = ("threads"."name" is null));--> statement-breakpoint
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_kind" CHECK ("ledgers"."kind" in ('households','concerns'));--> statement-breakpoint
ALTER TABLE "access" ADD CONSTRAINT "access_reason" CHECK ("access"."reason" in ('owner','reporter','household','visiting','taken_in','assigned','voice','room'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','room','visit','round','account','household','organization','community'));--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_quiet" CHECK (("accounts"."quiet_from" is null) = ("accounts"."quiet_until" is null));--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','doorstep_code'));