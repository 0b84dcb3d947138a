ALTER TABLE "tokens" DROP CONSTRAINT "tokens_kind";--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "concerns_open_search" ON "concerns" USING gin ("community_id","search") WHERE closed_at is null and privacy = 'neighbourhood';--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','doorstep_code'));