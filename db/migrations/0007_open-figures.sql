CREATE TABLE "open_figures" (
	"community_id" uuid NOT NULL,
	"since" date NOT NULL,
	"until" date NOT NULL,
	"by" text NOT NULL,
	"key" text NOT NULL,
	"measure" text NOT NULL,
	"value" integer,
	"step" integer,
	"note" text,
	"definition" integer NOT NULL,
	"counted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "open_figures_community_id_by_until_key_measure_pk" PRIMARY KEY("community_id","by","until","key","measure"),
	CONSTRAINT "open_figures_by" CHECK ("open_figures"."by" in ('total','month','category','building','unit','door')),
	CONSTRAINT "open_figures_told" CHECK (("open_figures"."value" is null) = ("open_figures"."step" is null) and "open_figures"."step" > 0 and "open_figures"."value" >= 0)
);
--> statement-breakpoint
ALTER TABLE "open_figures" ADD CONSTRAINT "open_figures_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;