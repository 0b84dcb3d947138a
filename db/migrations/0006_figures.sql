ALTER TABLE "assignments" ADD COLUMN "accept_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "redone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "rated_voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "glad_voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "refused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "assignments_given" ON "assignments" USING btree ("community_id","organization_id","assigned_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_answer_due" ON "concerns" USING btree ("community_id","answer_due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);