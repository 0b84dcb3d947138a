ALTER TABLE "concern_labels" DROP CONSTRAINT "concern_labels_community_id_label_id_labels_community_id_id_fk";
--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concern_labels" ADD CONSTRAINT "concern_labels_community_id_label_id_labels_community_id_id_fk" FOREIGN KEY ("community_id","label_id") REFERENCES "public"."labels"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_remind" ON "assignments" USING btree ("remind_at") WHERE status in ('assigned','accepted') and reminded_at is null;--> statement-breakpoint
CREATE INDEX "assignments_escalate" ON "assignments" USING btree ("due_at") WHERE status in ('assigned','accepted') and escalated_at is null;--> statement-breakpoint
CREATE INDEX "concerns_remind" ON "concerns" USING btree ("remind_at") WHERE answered_at is null and closed_at is null and reminded_at is null;--> statement-breakpoint
CREATE INDEX "concerns_escalate" ON "concerns" USING btree ("answer_due_at") WHERE answered_at is null and closed_at is null and escalated_at is null;--> statement-breakpoint
CREATE INDEX "concerns_inbox" ON "concerns" USING btree ("community_id","answer_due_at","id") WHERE closed_at is null;