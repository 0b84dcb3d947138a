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
ALTER TABLE "events" DROP CONSTRAINT "events_subject";--> statement-breakpoint
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
CREATE UNIQUE INDEX "stories_id" ON "stories" USING btree ("id");--> statement-breakpoint
CREATE INDEX "stories_published" ON "stories" USING btree ("community_id","published_at" DESC NULLS LAST) WHERE status = 'published';--> statement-breakpoint
CREATE INDEX "stories_problem" ON "stories" USING btree ("community_id","problem_id") WHERE problem_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "story_photos_ordinal" ON "story_photos" USING btree ("community_id","story_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "story_photos_public" ON "story_photos" USING btree ("public_key");--> statement-breakpoint
CREATE UNIQUE INDEX "story_quotes_ordinal" ON "story_quotes" USING btree ("community_id","story_id","ordinal");--> statement-breakpoint
CREATE INDEX "story_quotes_officer" ON "story_quotes" USING btree ("officer_id");--> statement-breakpoint
CREATE INDEX "story_quotes_household" ON "story_quotes" USING btree ("household_id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','room','problem','meeting','agreement','following','story','visit','round','account','household','organization','community'));