ALTER TABLE "policies" ADD COLUMN "end_told" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "policy_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_policy" ON "notifications" USING btree ("community_id","user_id","policy_id","kind","seq") WHERE policy_id is not null;