ALTER TABLE "concerns" ADD COLUMN "external_mark" text;--> statement-breakpoint
ALTER TABLE "ledgers" ADD COLUMN "left_out" text[] DEFAULT '{}' NOT NULL;