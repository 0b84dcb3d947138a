CREATE TABLE "policy_answers" (
	"community_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"helped" integer DEFAULT 0 NOT NULL,
	"not_helped" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "policy_answers_community_id_policy_id_pk" PRIMARY KEY("community_id","policy_id")
);
--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "valid_from" date;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "valid_until" date;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "replaces" uuid;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "who" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "bring" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "takes" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "ask" text;--> statement-breakpoint
ALTER TABLE "policy_texts" ADD COLUMN "search_parts" "tsvector" GENERATED ALWAYS AS (app.grams(coalesce(who, '') || ' ' || coalesce(bring, '') || ' ' || coalesce(place, '') || ' ' || coalesce(takes, '') || ' ' || coalesce(ask, ''))) STORED;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD COLUMN "policy_id" uuid;--> statement-breakpoint
ALTER TABLE "policy_answers" ADD CONSTRAINT "policy_answers_community_id_policy_id_policies_community_id_id_fk" FOREIGN KEY ("community_id","policy_id") REFERENCES "public"."policies"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_community_id_replaces_policies_community_id_id_fk" FOREIGN KEY ("community_id","replaces") REFERENCES "public"."policies"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "policies_replaces" ON "policies" USING btree ("community_id","replaces") WHERE replaces is not null;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_days" CHECK ("policies"."valid_until" >= "policies"."valid_from");--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_other" CHECK ("policies"."replaces" <> "policies"."id");