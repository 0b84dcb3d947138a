CREATE TABLE "figure_sums" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"month" date NOT NULL,
	"category" text NOT NULL,
	"building_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"private" boolean NOT NULL,
	"folded" boolean DEFAULT false NOT NULL,
	"due" integer DEFAULT 0 NOT NULL,
	"due_pending" integer DEFAULT 0 NOT NULL,
	"in_time" integer DEFAULT 0 NOT NULL,
	"raised" integer DEFAULT 0 NOT NULL,
	"solved" integer DEFAULT 0 NOT NULL,
	"rated" integer DEFAULT 0 NOT NULL,
	"satisfied" integer DEFAULT 0 NOT NULL,
	"given" integer DEFAULT 0 NOT NULL,
	"receivable" integer DEFAULT 0 NOT NULL,
	"receivable_pending" integer DEFAULT 0 NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"returned" integer DEFAULT 0 NOT NULL,
	"answered" integer DEFAULT 0 NOT NULL,
	"redone" integer DEFAULT 0 NOT NULL,
	"dated" integer DEFAULT 0 NOT NULL,
	"dated_pending" integer DEFAULT 0 NOT NULL,
	"on_date" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "figure_sums_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "accept_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "redone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "rated_voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "glad_voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "refused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "figure_sums_months" ON "figure_sums" USING btree ("community_id","organization_id","month");--> statement-breakpoint
CREATE INDEX "assignments_given" ON "assignments" USING btree ("community_id","organization_id","assigned_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "assignments_receivable" ON "assignments" USING btree ("community_id","organization_id","accept_due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "assignments_dated" ON "assignments" USING btree ("community_id","organization_id","due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "assignments_accept_due" ON "assignments" USING btree ("accept_due_at") WHERE status = 'assigned';--> statement-breakpoint
CREATE INDEX "concerns_answer_due" ON "concerns" USING btree ("community_id","answer_due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_pending" ON "concerns" USING btree ("community_id","answer_due_at") WHERE answered_at is null and closed_at is null;