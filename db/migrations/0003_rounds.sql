CREATE TABLE "calendar_feeds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"community_id" uuid,
	"guide_id" uuid,
	"hash" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_of" CHECK (("calendar_feeds"."user_id" is null) <> ("calendar_feeds"."guide_id" is null) and ("calendar_feeds"."guide_id" is null) = ("calendar_feeds"."community_id" is null))
);
--> statement-breakpoint
CREATE TABLE "guide_shifts" (
	"community_id" uuid NOT NULL,
	"entrance_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	CONSTRAINT "guide_shifts_community_id_entrance_id_shift_id_pk" PRIMARY KEY("community_id","entrance_id","shift_id")
);
--> statement-breakpoint
CREATE TABLE "plan_visits" (
	"community_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_visits_community_id_plan_id_household_id_pk" PRIMARY KEY("community_id","plan_id","household_id")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"phase" text,
	"progress" real DEFAULT 0 NOT NULL,
	"planned" integer DEFAULT 0 NOT NULL,
	"unplanned" integer DEFAULT 0 NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	"stop_asked_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"stopped" boolean DEFAULT false NOT NULL,
	"failed" text,
	"figures" jsonb,
	"left_out" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"agreed_by" uuid,
	"agreed_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	CONSTRAINT "plans_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "plans_agreed" CHECK ("plans"."agreed_at" is null or ("plans"."finished_at" is not null and "plans"."failed" is null and "plans"."given_up_at" is null)),
	CONSTRAINT "plans_applied" CHECK ("plans"."applied_at" is null or "plans"."agreed_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "shift_absences" (
	"community_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	CONSTRAINT "shift_absences_community_id_shift_id_team_id_pk" PRIMARY KEY("community_id","shift_id","team_id")
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "shifts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "shifts_span" CHECK ("shifts"."starts_at" < "shifts"."ends_at" and "shifts"."ends_at" - "shifts"."starts_at" <= interval '16 hours')
);
--> statement-breakpoint
CREATE TABLE "slips" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "slips_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_wishes" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"times" "tstzmultirange" DEFAULT '{}' NOT NULL,
	"note" text,
	"phone" text,
	"email" text,
	"locale" text,
	"via" text NOT NULL,
	"made_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_wishes_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "visit_wishes_kind" CHECK ("visit_wishes"."kind" in ('times','any','call')),
	CONSTRAINT "visit_wishes_times" CHECK (("visit_wishes"."kind" = 'times') = (not isempty("visit_wishes"."times"))),
	CONSTRAINT "visit_wishes_via" CHECK ("visit_wishes"."via" in ('account','slip','door','office'))
);
--> statement-breakpoint
CREATE TABLE "visit_conflicts" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"knocked_by" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" uuid,
	CONSTRAINT "visit_conflicts_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "visit_conflicts_outcome" CHECK ("visit_conflicts"."outcome" in ('visited','nobody_home','declined','moved_away','no_language','rescheduled')),
	CONSTRAINT "visit_conflicts_settled" CHECK (("visit_conflicts"."settled_at" is null) = ("visit_conflicts"."settled_by" is null))
);
--> statement-breakpoint
CREATE TABLE "visit_refusals" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"visit_id" uuid,
	"noted_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" uuid,
	CONSTRAINT "visit_refusals_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject";--> statement-breakpoint
ALTER TABLE "visit_notes" DROP CONSTRAINT "visit_notes_kind";--> statement-breakpoint
ALTER TABLE "visits" DROP CONSTRAINT "visits_status";--> statement-breakpoint
ALTER TABLE "team_members" DROP CONSTRAINT "team_members_community_id_team_id_teams_community_id_id_fk";
--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "visit_minutes" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "ordinal" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD COLUMN "topic" text;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD COLUMN "quotable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (app.grams(body)) STORED;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "knocked_by" uuid;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "feeling" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "fixed_by" uuid;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "fixed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "sequence" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "changed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_community_id_guide_id_guides_community_id_id_fk" FOREIGN KEY ("community_id","guide_id") REFERENCES "public"."guides"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_shifts" ADD CONSTRAINT "guide_shifts_community_id_entrance_id_entrances_community_id_id_fk" FOREIGN KEY ("community_id","entrance_id") REFERENCES "public"."entrances"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_shifts" ADD CONSTRAINT "guide_shifts_community_id_shift_id_shifts_community_id_id_fk" FOREIGN KEY ("community_id","shift_id") REFERENCES "public"."shifts"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_visits" ADD CONSTRAINT "plan_visits_community_id_plan_id_plans_community_id_id_fk" FOREIGN KEY ("community_id","plan_id") REFERENCES "public"."plans"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_agreed_by_users_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_community_id_round_id_rounds_community_id_id_fk" FOREIGN KEY ("community_id","round_id") REFERENCES "public"."rounds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_absences" ADD CONSTRAINT "shift_absences_community_id_shift_id_shifts_community_id_id_fk" FOREIGN KEY ("community_id","shift_id") REFERENCES "public"."shifts"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_absences" ADD CONSTRAINT "shift_absences_community_id_team_id_teams_community_id_id_fk" FOREIGN KEY ("community_id","team_id") REFERENCES "public"."teams"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_community_id_round_id_rounds_community_id_id_fk" FOREIGN KEY ("community_id","round_id") REFERENCES "public"."rounds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slips" ADD CONSTRAINT "slips_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slips" ADD CONSTRAINT "slips_community_id_round_id_rounds_community_id_id_fk" FOREIGN KEY ("community_id","round_id") REFERENCES "public"."rounds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slips" ADD CONSTRAINT "slips_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_wishes" ADD CONSTRAINT "visit_wishes_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_wishes" ADD CONSTRAINT "visit_wishes_community_id_round_id_rounds_community_id_id_fk" FOREIGN KEY ("community_id","round_id") REFERENCES "public"."rounds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_wishes" ADD CONSTRAINT "visit_wishes_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_conflicts" ADD CONSTRAINT "visit_conflicts_knocked_by_users_id_fk" FOREIGN KEY ("knocked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_conflicts" ADD CONSTRAINT "visit_conflicts_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_conflicts" ADD CONSTRAINT "visit_conflicts_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_conflicts" ADD CONSTRAINT "visit_conflicts_community_id_visit_id_visits_community_id_id_fk" FOREIGN KEY ("community_id","visit_id") REFERENCES "public"."visits"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_refusals" ADD CONSTRAINT "visit_refusals_noted_by_users_id_fk" FOREIGN KEY ("noted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_refusals" ADD CONSTRAINT "visit_refusals_lifted_by_users_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_refusals" ADD CONSTRAINT "visit_refusals_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_refusals" ADD CONSTRAINT "visit_refusals_community_id_visit_id_visits_community_id_id_fk" FOREIGN KEY ("community_id","visit_id") REFERENCES "public"."visits"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_hash" ON "calendar_feeds" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_user" ON "calendar_feeds" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_guide" ON "calendar_feeds" USING btree ("community_id","guide_id");--> statement-breakpoint
CREATE INDEX "plans_newest" ON "plans" USING btree ("community_id","round_id","requested_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "plans_one" ON "plans" USING btree ("community_id","round_id") WHERE given_up_at is null and applied_at is null and failed is null;--> statement-breakpoint
CREATE INDEX "shifts_round" ON "shifts" USING btree ("community_id","round_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "slips_hash" ON "slips" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "slips_one" ON "slips" USING btree ("community_id","round_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_wishes_one" ON "visit_wishes" USING btree ("community_id","round_id","household_id");--> statement-breakpoint
CREATE INDEX "visit_conflicts_visit" ON "visit_conflicts" USING btree ("community_id","visit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_refusals_one" ON "visit_refusals" USING btree ("community_id","household_id") WHERE lifted_at is null;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_community_id_team_id_teams_community_id_id_fk" FOREIGN KEY ("community_id","team_id") REFERENCES "public"."teams"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_knocked_by_users_id_fk" FOREIGN KEY ("knocked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_fixed_by_users_id_fk" FOREIGN KEY ("fixed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_community_id_team_id_teams_community_id_id_fk" FOREIGN KEY ("community_id","team_id") REFERENCES "public"."teams"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "teams_round" ON "teams" USING btree ("community_id","round_id","ordinal");--> statement-breakpoint
CREATE INDEX "visit_notes_newest" ON "visit_notes" USING btree ("community_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "visit_notes_search" ON "visit_notes" USING gin ("community_id","search");--> statement-breakpoint
CREATE INDEX "visits_team" ON "visits" USING btree ("community_id","team_id","starts_at");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','visit','round','account','household','organization','community'));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_minutes" CHECK ("rounds"."visit_minutes" between 5 and 120);--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_target" CHECK ("rounds"."target" >= 0);--> statement-breakpoint
ALTER TABLE "visit_notes" ADD CONSTRAINT "visit_notes_kind" CHECK ("visit_notes"."kind" in ('heard','explained','reflection'));--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_feeling" CHECK ("visits"."feeling" in ('glad','neutral','uneasy'));--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_status" CHECK ("visits"."status" in ('planned','visited','nobody_home','declined','moved_away','no_language','rescheduled','cancelled'));