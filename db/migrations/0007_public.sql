CREATE TABLE "open_figures" (
	"community_id" uuid NOT NULL,
	"since" date NOT NULL,
	"until" date NOT NULL,
	"by" text NOT NULL,
	"key" text NOT NULL,
	"measure" text NOT NULL,
	"value" integer,
	"step" integer,
	"note" text,
	"definition" integer NOT NULL,
	"counted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "open_figures_community_id_by_until_key_measure_pk" PRIMARY KEY("community_id","by","until","key","measure"),
	CONSTRAINT "open_figures_by" CHECK ("open_figures"."by" in ('total','month','category','building','unit','door')),
	CONSTRAINT "open_figures_told" CHECK (("open_figures"."value" is null) = ("open_figures"."step" is null) and "open_figures"."step" > 0 and "open_figures"."value" >= 0)
);
--> statement-breakpoint
CREATE TABLE "helpers" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"user_id" uuid,
	"token_id" uuid,
	"may_raise" boolean NOT NULL,
	"may_follow" boolean NOT NULL,
	"may_choose" boolean NOT NULL,
	"consent" text NOT NULL,
	"consent_by" text,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until" date,
	"accepted_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"ended_for" text,
	CONSTRAINT "helpers_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "helpers_relation" CHECK ("helpers"."relation" in ('child','relative','neighbour','volunteer','other')),
	CONSTRAINT "helpers_consent" CHECK ("helpers"."consent" in ('account','door','paper','phone')),
	CONSTRAINT "helpers_consent_by" CHECK (("helpers"."consent" = 'account') = ("helpers"."consent_by" is null)),
	CONSTRAINT "helpers_may" CHECK ("helpers"."may_raise" or "helpers"."may_choose"),
	CONSTRAINT "helpers_follow" CHECK ("helpers"."may_raise" or not "helpers"."may_follow"),
	CONSTRAINT "helpers_ended_for" CHECK ("helpers"."ended_for" = 'moved' and "helpers"."ended_at" is not null or "helpers"."ended_for" is null),
	CONSTRAINT "helpers_accepted" CHECK (("helpers"."accepted_at" is null) = ("helpers"."user_id" is null))
);
--> statement-breakpoint
CREATE TABLE "policy_answers" (
	"community_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"helped" integer DEFAULT 0 NOT NULL,
	"not_helped" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "policy_answers_community_id_policy_id_pk" PRIMARY KEY("community_id","policy_id")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"contact" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	CONSTRAINT "api_keys_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "filings" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"mark" "bytea" NOT NULL,
	"token_hash" "bytea",
	"account" text,
	"address" text,
	"attributes" jsonb NOT NULL,
	"media_url" text,
	"media_state" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "filings_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "filings_media" CHECK ("filings"."media_state" is null or "filings"."media_url" is not null and "filings"."media_state" in ('taken','refused','unreachable'))
);
--> statement-breakpoint
CREATE TABLE "publication_counts" (
	"community_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"state" text NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "publication_counts_community_id_building_id_state_pk" PRIMARY KEY("community_id","building_id","state")
);
--> statement-breakpoint
CREATE TABLE "publication_queue" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "publication_queue_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publication_queue_kind" CHECK ("publication_queue"."kind" in ('first','outcome'))
);
--> statement-breakpoint
CREATE TABLE "publication_reviews" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome_at" timestamp with time zone,
	CONSTRAINT "publication_reviews_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publication_reviews_decision" CHECK ("publication_reviews"."decision" in ('published','kept','declined')),
	CONSTRAINT "publication_reviews_declined" CHECK ("publication_reviews"."decision" <> 'declined' or "publication_reviews"."reason" is null)
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text,
	"body" text,
	"outcome" text,
	"category" text NOT NULL,
	"building_id" uuid,
	"area" text,
	"state" text NOT NULL,
	"households" integer,
	"raised_at" timestamp with time zone NOT NULL,
	"taken_at" timestamp with time zone,
	"solved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"hidden_at" timestamp with time zone,
	"part" integer DEFAULT 0 NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (app.grams(coalesce(title, '') || ' ' || coalesce(body, '') || ' ' || coalesce(outcome, '') || ' ' || number)) STORED,
	CONSTRAINT "publications_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publications_state_known" CHECK ("publications"."state" in ('open','doing','solved','closed')),
	CONSTRAINT "publications_few" CHECK ("publications"."households" is null or "publications"."households" >= 5 and "publications"."households" % 5 = 0),
	CONSTRAINT "publications_erased" CHECK (case when "publications"."hidden_at" is null then "publications"."title" is not null and "publications"."body" is not null
        else "publications"."title" is null and "publications"."body" is null and "publications"."outcome" is null and "publications"."building_id" is null and "publications"."area" is null end)
);
--> statement-breakpoint
CREATE TABLE "stories" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"author_id" uuid NOT NULL,
	"original" text DEFAULT 'zh-CN' NOT NULL,
	"problem_id" uuid,
	"agreement_id" uuid,
	"related" uuid[] DEFAULT '{}' NOT NULL,
	"review" text,
	"reviewed" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid,
	"sent_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"published_by" uuid,
	"withdrawn_at" timestamp with time zone,
	"part" integer,
	CONSTRAINT "stories_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "stories_status" CHECK ("stories"."status" in ('draft','in_review','published','withdrawn')),
	CONSTRAINT "stories_original" CHECK ("stories"."original" in ('zh-CN','zh-TW','en')),
	CONSTRAINT "stories_published_by" CHECK ("stories"."status" <> 'published' or ("stories"."published_at" is not null and "stories"."published_by" is not null and "stories"."published_by" <> "stories"."author_id"))
);
--> statement-breakpoint
CREATE TABLE "story_figures" (
	"community_id" uuid NOT NULL,
	"story_id" uuid NOT NULL,
	"key" text NOT NULL,
	"argument" text DEFAULT '' NOT NULL,
	"value" numeric NOT NULL,
	"frozen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "story_figures_community_id_story_id_key_argument_pk" PRIMARY KEY("community_id","story_id","key","argument")
);
--> statement-breakpoint
CREATE TABLE "story_photos" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"story_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"original_key" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"boxes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"public_key" text,
	"looked_by" uuid,
	"looked_at" timestamp with time zone,
	"alt" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"caption" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cover" boolean DEFAULT false NOT NULL,
	"added_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "story_photos_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "story_photos_looked" CHECK (("story_photos"."public_key" is null) = ("story_photos"."looked_at" is null) and ("story_photos"."looked_at" is null) = ("story_photos"."looked_by" is null))
);
--> statement-breakpoint
CREATE TABLE "story_quotes" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"story_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"note_id" uuid NOT NULL,
	"voice" text NOT NULL,
	"officer_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"words" jsonb,
	"attribution" jsonb,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"officer_says" text,
	"officer_at" timestamp with time zone,
	"household_says" text,
	"household_by" uuid,
	"household_at" timestamp with time zone,
	"household_how" text,
	"household_note" text,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	CONSTRAINT "story_quotes_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "story_quotes_voice" CHECK ("story_quotes"."voice" in ('household','officer')),
	CONSTRAINT "story_quotes_officer_says" CHECK ("story_quotes"."officer_says" in ('yes','no') and "story_quotes"."officer_at" is not null or "story_quotes"."officer_says" is null),
	CONSTRAINT "story_quotes_household_says" CHECK ("story_quotes"."household_says" in ('yes','no') and "story_quotes"."household_by" is not null and "story_quotes"."household_at" is not null and "story_quotes"."household_how" in ('account','door','paper') or "story_quotes"."household_says" is null),
	CONSTRAINT "story_quotes_how" CHECK ("story_quotes"."household_how" = 'account' or "story_quotes"."household_says" is null or "story_quotes"."household_note" is not null),
	CONSTRAINT "story_quotes_ended" CHECK (("story_quotes"."ended_at" is null) = ("story_quotes"."ended_by" is null) and ("story_quotes"."ended_at" is null) = ("story_quotes"."words" is not null) and ("story_quotes"."ended_at" is null) = ("story_quotes"."attribution" is not null))
);
--> statement-breakpoint
CREATE TABLE "story_texts" (
	"community_id" uuid NOT NULL,
	"story_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"lead" text DEFAULT '' NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"made" text NOT NULL,
	"seen" jsonb,
	CONSTRAINT "story_texts_community_id_story_id_locale_pk" PRIMARY KEY("community_id","story_id","locale"),
	CONSTRAINT "story_texts_locale" CHECK ("story_texts"."locale" in ('zh-CN','zh-TW','en')),
	CONSTRAINT "story_texts_made" CHECK ("story_texts"."made" in ('written','converted','corrected'))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"category" text,
	"building_id" uuid,
	"number" text,
	"hash" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"told_until" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscriptions_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "subscriptions_once" UNIQUE NULLS NOT DISTINCT("community_id","email","category","building_id","number")
);
--> statement-breakpoint
ALTER TABLE "concerns" DROP CONSTRAINT "concerns_origin";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject";--> statement-breakpoint
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_kind";--> statement-breakpoint
ALTER TABLE "visit_wishes" DROP CONSTRAINT "visit_wishes_via";--> statement-breakpoint
ALTER TABLE "concern_people" ADD COLUMN "helper_id" uuid;--> statement-breakpoint
ALTER TABLE "figure_sums" ADD COLUMN "day" date;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "valid_from" date;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "valid_until" date;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "replaces" uuid;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "end_told" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "who" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "bring" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "takes" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "ask" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "search_parts" "tsvector" GENERATED ALWAYS AS (app.grams(coalesce(who, '') || ' ' || coalesce(bring, '') || ' ' || coalesce(place, '') || ' ' || coalesce(takes, '') || ' ' || coalesce(ask, ''))) STORED;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "policy_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "quote_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "helper_id" uuid;--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "latitude" double precision;--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "longitude" double precision;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD COLUMN "policy_id" uuid;--> statement-breakpoint
ALTER TABLE "open_figures" ADD CONSTRAINT "open_figures_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_answers" ADD CONSTRAINT "policy_answers_community_id_policy_id_policies_community_id_id_fk" FOREIGN KEY ("community_id","policy_id") REFERENCES "public"."policies"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_community_id_key_id_api_keys_community_id_id_fk" FOREIGN KEY ("community_id","key_id") REFERENCES "public"."api_keys"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_counts" ADD CONSTRAINT "publication_counts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_queue" ADD CONSTRAINT "publication_queue_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_reviews" ADD CONSTRAINT "publication_reviews_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_reviews" ADD CONSTRAINT "publication_reviews_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_published_by_users_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_figures" ADD CONSTRAINT "story_figures_community_id_story_id_stories_community_id_id_fk" FOREIGN KEY ("community_id","story_id") REFERENCES "public"."stories"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_photos" ADD CONSTRAINT "story_photos_looked_by_users_id_fk" FOREIGN KEY ("looked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_photos" ADD CONSTRAINT "story_photos_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_photos" ADD CONSTRAINT "story_photos_community_id_story_id_stories_community_id_id_fk" FOREIGN KEY ("community_id","story_id") REFERENCES "public"."stories"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_quotes" ADD CONSTRAINT "story_quotes_officer_id_users_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_quotes" ADD CONSTRAINT "story_quotes_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_quotes" ADD CONSTRAINT "story_quotes_household_by_users_id_fk" FOREIGN KEY ("household_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_quotes" ADD CONSTRAINT "story_quotes_community_id_story_id_stories_community_id_id_fk" FOREIGN KEY ("community_id","story_id") REFERENCES "public"."stories"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_quotes" ADD CONSTRAINT "story_quotes_community_id_note_id_visit_notes_community_id_id_fk" FOREIGN KEY ("community_id","note_id") REFERENCES "public"."visit_notes"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_quotes" ADD CONSTRAINT "story_quotes_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_texts" ADD CONSTRAINT "story_texts_community_id_story_id_stories_community_id_id_fk" FOREIGN KEY ("community_id","story_id") REFERENCES "public"."stories"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "helpers_household" ON "helpers" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "helpers_once" ON "helpers" USING btree ("user_id","household_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "helpers_token" ON "helpers" USING btree ("token_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "filings_key" ON "filings" USING btree ("community_id","key_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "filings_mark" ON "filings" USING btree ("key_id","mark");--> statement-breakpoint
CREATE UNIQUE INDEX "filings_token" ON "filings" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "publication_queue_oldest" ON "publication_queue" USING btree ("community_id","at","concern_id");--> statement-breakpoint
CREATE UNIQUE INDEX "publications_number" ON "publications" USING btree ("number");--> statement-breakpoint
CREATE INDEX "publications_part" ON "publications" USING btree ("part","changed_at" DESC NULLS FIRST,"number") WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "publications_newest" ON "publications" USING btree ("community_id","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "publications_raised" ON "publications" USING btree ("community_id","raised_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "publications_category" ON "publications" USING btree ("community_id","category","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "publications_building" ON "publications" USING btree ("community_id","building_id","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "publications_state" ON "publications" USING btree ("community_id","state","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "publications_solved" ON "publications" USING btree ("community_id","solved_at" DESC NULLS FIRST,"number" DESC NULLS FIRST) WHERE hidden_at is null and state = 'solved' and outcome is not null;--> statement-breakpoint
CREATE INDEX "publications_search" ON "publications" USING gin ("community_id","search");--> statement-breakpoint
CREATE UNIQUE INDEX "stories_id" ON "stories" USING btree ("id");--> statement-breakpoint
CREATE INDEX "stories_published" ON "stories" USING btree ("community_id","published_at" DESC NULLS LAST) WHERE status = 'published';--> statement-breakpoint
CREATE INDEX "stories_problem" ON "stories" USING btree ("community_id","problem_id") WHERE problem_id is not null;--> statement-breakpoint
CREATE INDEX "stories_related" ON "stories" USING gin ("related");--> statement-breakpoint
CREATE INDEX "stories_part" ON "stories" USING btree ("part",greatest(published_at, changed_at) desc) WHERE status = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX "story_photos_ordinal" ON "story_photos" USING btree ("community_id","story_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "story_photos_public" ON "story_photos" USING btree ("public_key");--> statement-breakpoint
CREATE UNIQUE INDEX "story_quotes_ordinal" ON "story_quotes" USING btree ("community_id","story_id","ordinal");--> statement-breakpoint
CREATE INDEX "story_quotes_officer" ON "story_quotes" USING btree ("officer_id");--> statement-breakpoint
CREATE INDEX "story_quotes_household" ON "story_quotes" USING btree ("household_id");--> statement-breakpoint
CREATE INDEX "subscriptions_hash" ON "subscriptions" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "subscriptions_number" ON "subscriptions" USING btree ("community_id","number");--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_community_id_replaces_policies_community_id_id_fk" FOREIGN KEY ("community_id","replaces") REFERENCES "public"."policies"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "concern_people_told" ON "concern_people" USING btree ("community_id",app.told(name) collate "C") WHERE name is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "policies_replaces" ON "policies" USING btree ("community_id","replaces") WHERE replaces is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_policy" ON "notifications" USING btree ("community_id","user_id","policy_id","kind","seq") WHERE policy_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_quote" ON "notifications" USING btree ("community_id","user_id","quote_id","kind") WHERE quote_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_helper" ON "notifications" USING btree ("community_id","user_id","helper_id","kind") WHERE helper_id is not null;--> statement-breakpoint
CREATE INDEX "users_told" ON "users" USING btree (app.told(name) collate "C");--> statement-breakpoint
CREATE INDEX "guides_told" ON "guides" USING btree ("community_id",app.told(name) collate "C");--> statement-breakpoint
CREATE INDEX "household_contacts_told" ON "household_contacts" USING btree ("community_id",app.told(holder) collate "C") WHERE holder is not null;--> statement-breakpoint
CREATE INDEX "households_told" ON "households" USING btree ("community_id",app.told(door) collate "C");--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_origin" CHECK ("concerns"."origin" in ('online','doorstep','phone','letter','mail','import','open311'));--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_days" CHECK ("policies"."valid_until" >= "policies"."valid_from");--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_other" CHECK ("policies"."replaces" <> "policies"."id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','room','problem','meeting','agreement','following','story','visit','round','account','household','organization','community'));--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','published','quote','told','doorstep_code','helper'));--> statement-breakpoint
ALTER TABLE "visit_wishes" ADD CONSTRAINT "visit_wishes_via" CHECK ("visit_wishes"."via" in ('account','slip','door','office','helper'));