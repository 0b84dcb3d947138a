CREATE TABLE "assignment_handlers" (
	"community_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"handed_by" uuid,
	"handed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_handlers_community_id_assignment_id_pk" PRIMARY KEY("community_id","assignment_id")
);
--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_handed_by_users_id_fk" FOREIGN KEY ("handed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_community_id_assignment_id_assignments_community_id_id_fk" FOREIGN KEY ("community_id","assignment_id") REFERENCES "public"."assignments"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_handlers_user" ON "assignment_handlers" USING btree ("user_id","organization_id");--> statement-breakpoint
CREATE INDEX "assignments_day" ON "assignments" USING btree ("organization_id","due_at","id") WHERE status in ('assigned','accepted');