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
DROP INDEX "concerns_newest";--> statement-breakpoint
DROP INDEX "concerns_status";--> statement-breakpoint
DROP INDEX "concerns_category";--> statement-breakpoint
DROP INDEX "concerns_building";--> statement-breakpoint
DROP INDEX "ledgers_newest";--> statement-breakpoint
DROP INDEX "letters_held";--> statement-breakpoint
DROP INDEX "notifications_unread";--> statement-breakpoint
DROP INDEX "notifications_newest";--> statement-breakpoint
DROP INDEX "plans_newest";--> statement-breakpoint
DROP INDEX "visit_notes_newest";--> statement-breakpoint
ALTER TABLE "concern_people" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (app.grams(name)) STORED;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("community_id","owner_id","name");--> statement-breakpoint
CREATE INDEX "saved_views_organization" ON "saved_views" USING btree ("community_id","organization_id");--> statement-breakpoint
CREATE INDEX "concern_people_search" ON "concern_people" USING gin ("community_id","search");--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_newest" ON "concerns" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_status" ON "concerns" USING btree ("community_id","status","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_category" ON "concerns" USING btree ("community_id","category","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_building" ON "concerns" USING btree ("community_id","building_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "ledgers_newest" ON "ledgers" USING btree ("community_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "letters_held" ON "letters" USING btree ("community_id","received_at" DESC NULLS FIRST) WHERE status = 'held';--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("user_id","created_at" DESC NULLS FIRST) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("user_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "plans_newest" ON "plans" USING btree ("community_id","round_id","requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "visit_notes_newest" ON "visit_notes" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);