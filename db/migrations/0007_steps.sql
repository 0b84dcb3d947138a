CREATE TABLE "concern_followings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"started_by" uuid,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"word" text,
	"word_via" text,
	"word_how" text,
	"word_by" uuid,
	"word_at" timestamp with time zone,
	CONSTRAINT "concern_followings_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "concern_followings_word" CHECK ("concern_followings"."word" in ('done','stop')),
	CONSTRAINT "concern_followings_via" CHECK ("concern_followings"."word_via" in ('online','door','phone')),
	CONSTRAINT "concern_followings_said" CHECK (("concern_followings"."word" is null) = ("concern_followings"."word_at" is null) and ("concern_followings"."word" is null) = ("concern_followings"."word_via" is null)
        and ("concern_followings"."word_via" is null or "concern_followings"."word_via" = 'online' or "concern_followings"."word_how" is not null and "concern_followings"."word_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "concern_steps" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"following_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"title" text NOT NULL,
	"titles" jsonb,
	"papers" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone,
	"timed" boolean DEFAULT false NOT NULL,
	"place" text,
	"officer_id" uuid,
	"status" text DEFAULT 'open' NOT NULL,
	"note" text,
	"generic" boolean DEFAULT false NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reminded_at" timestamp with time zone,
	"late_at" timestamp with time zone,
	"family_told_at" timestamp with time zone,
	CONSTRAINT "concern_steps_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "concern_steps_status" CHECK ("concern_steps"."status" in ('open','done','not_needed'))
);
--> statement-breakpoint
ALTER TABLE "access" DROP CONSTRAINT "access_reason";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject";--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "following_id" uuid;--> statement-breakpoint
ALTER TABLE "concern_followings" ADD CONSTRAINT "concern_followings_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_followings" ADD CONSTRAINT "concern_followings_word_by_users_id_fk" FOREIGN KEY ("word_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_followings" ADD CONSTRAINT "concern_followings_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_officer_id_users_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_community_id_following_id_concern_followings_community_id_id_fk" FOREIGN KEY ("community_id","following_id") REFERENCES "public"."concern_followings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "concern_followings_once" ON "concern_followings" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "concern_steps_following" ON "concern_steps" USING btree ("community_id","following_id","ordinal");--> statement-breakpoint
CREATE INDEX "concern_steps_officer" ON "concern_steps" USING btree ("officer_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "concern_steps_soon" ON "concern_steps" USING btree ("at") WHERE status = 'open' and (reminded_at is null or late_at is null or family_told_at is null);--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_following" ON "notifications" USING btree ("community_id","user_id","following_id","seq") WHERE following_id is not null;--> statement-breakpoint
ALTER TABLE "access" ADD CONSTRAINT "access_reason" CHECK ("access"."reason" in ('owner','reporter','household','visiting','taken_in','assigned','voice','room','invited','accompanying'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','room','problem','meeting','agreement','following','visit','round','account','household','organization','community'));