CREATE TABLE "problem_searches" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"progress" real DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	"failed" text,
	"concerns" integer,
	"groups" integer,
	CONSTRAINT "problem_searches_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
ALTER TABLE "problem_searches" ADD CONSTRAINT "problem_searches_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_searches" ADD CONSTRAINT "problem_searches_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "problem_searches_newest" ON "problem_searches" USING btree ("community_id","asked_at" DESC NULLS FIRST);