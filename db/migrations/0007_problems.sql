CREATE TABLE "problem_briefs" (
	"community_id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"summary" text NOT NULL,
	CONSTRAINT "problem_briefs_community_id_problem_id_pk" PRIMARY KEY("community_id","problem_id")
);
--> statement-breakpoint
CREATE TABLE "problem_totals" (
	"community_id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"concerns" integer DEFAULT 0 NOT NULL,
	"households" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "problem_totals_community_id_problem_id_pk" PRIMARY KEY("community_id","problem_id")
);
--> statement-breakpoint
ALTER TABLE "problems" DROP CONSTRAINT "problems_published";--> statement-breakpoint
ALTER TABLE "problems" drop column "search";--> statement-breakpoint
ALTER TABLE "problems" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (app.grams(title || ' ' || coalesce(face, '') || ' ' || number)) STORED;--> statement-breakpoint
ALTER TABLE "problem_briefs" ADD CONSTRAINT "problem_briefs_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_totals" ADD CONSTRAINT "problem_totals_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problems" DROP COLUMN "summary";--> statement-breakpoint
ALTER TABLE "problems" ADD CONSTRAINT "problems_published" CHECK (("problems"."published_at" is null) = ("problems"."face" is null));--> statement-breakpoint
CREATE INDEX "problems_search" ON "problems" USING gin ("community_id","search");
