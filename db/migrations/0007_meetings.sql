CREATE TABLE "minute_line_versions" (
	"community_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"written_by" uuid,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "minute_line_versions_community_id_line_id_version_pk" PRIMARY KEY("community_id","line_id","version")
);
--> statement-breakpoint
ALTER TABLE "agenda_items" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD COLUMN "added_by" uuid;--> statement-breakpoint
ALTER TABLE "minute_objections" ADD COLUMN "answered_by" uuid;--> statement-breakpoint
ALTER TABLE "minute_line_versions" ADD CONSTRAINT "minute_line_versions_community_id_line_id_minute_lines_community_id_id_fk" FOREIGN KEY ("community_id","line_id") REFERENCES "public"."minute_lines"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD CONSTRAINT "inspection_items_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_objections" ADD CONSTRAINT "minute_objections_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_inspection_item_id_inspection_items_community_id_id_fk" FOREIGN KEY ("community_id","inspection_item_id") REFERENCES "public"."inspection_items"("community_id","id") ON DELETE no action ON UPDATE no action;