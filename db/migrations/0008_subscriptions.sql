CREATE TABLE "publication_queue" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "publication_queue_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publication_queue_kind" CHECK ("publication_queue"."kind" in ('first','outcome'))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"category" text,
	"building_id" uuid,
	"number" text,
	"hash" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"told_until" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscriptions_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "subscriptions_once" UNIQUE NULLS NOT DISTINCT("community_id","email","category","building_id","number")
);
--> statement-breakpoint
ALTER TABLE "publication_reviews" DROP CONSTRAINT "publication_reviews_decision";--> statement-breakpoint
ALTER TABLE "publication_queue" ADD CONSTRAINT "publication_queue_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "publication_queue_oldest" ON "publication_queue" USING btree ("community_id","at","concern_id");--> statement-breakpoint
CREATE INDEX "subscriptions_hash" ON "subscriptions" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "subscriptions_number" ON "subscriptions" USING btree ("community_id","number");--> statement-breakpoint
ALTER TABLE "publication_reviews" ADD CONSTRAINT "publication_reviews_decision" CHECK ("publication_reviews"."decision" in ('published','kept','declined'));