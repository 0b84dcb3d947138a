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
	CONSTRAINT "helpers_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "helpers_relation" CHECK ("helpers"."relation" in ('child','relative','neighbour','volunteer','other')),
	CONSTRAINT "helpers_consent" CHECK ("helpers"."consent" in ('account','door','paper','phone')),
	CONSTRAINT "helpers_consent_by" CHECK (("helpers"."consent" = 'account') = ("helpers"."consent_by" is null)),
	CONSTRAINT "helpers_may" CHECK ("helpers"."may_raise" or "helpers"."may_choose"),
	CONSTRAINT "helpers_follow" CHECK ("helpers"."may_raise" or not "helpers"."may_follow"),
	CONSTRAINT "helpers_accepted" CHECK (("helpers"."accepted_at" is null) = ("helpers"."user_id" is null))
);
--> statement-breakpoint
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_kind";--> statement-breakpoint
ALTER TABLE "visit_wishes" DROP CONSTRAINT "visit_wishes_via";--> statement-breakpoint
ALTER TABLE "concern_people" ADD COLUMN "helper_id" uuid;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "helpers" ADD CONSTRAINT "helpers_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "helpers_household" ON "helpers" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "helpers_once" ON "helpers" USING btree ("user_id","household_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "helpers_token" ON "helpers" USING btree ("token_id");--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','told','doorstep_code','helper'));--> statement-breakpoint
ALTER TABLE "visit_wishes" ADD CONSTRAINT "visit_wishes_via" CHECK ("visit_wishes"."via" in ('account','slip','door','office','helper'));