CREATE TABLE "publication_queue" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "publication_queue_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publication_queue_kind" CHECK ("publication_queue"."kind" in ('first','outcome'))
);
--> statement-breakpoint
CREATE TABLE "publication_reviews" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome_at" timestamp with time zone,
	CONSTRAINT "publication_reviews_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publication_reviews_decision" CHECK ("publication_reviews"."decision" in ('published','kept','declined')),
	CONSTRAINT "publication_reviews_declined" CHECK ("publication_reviews"."decision" <> 'declined' or "publication_reviews"."reason" is null)
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text,
	"body" text,
	"outcome" text,
	"category" text NOT NULL,
	"building_id" uuid,
	"area" text,
	"state" text NOT NULL,
	"households" integer,
	"raised_at" timestamp with time zone NOT NULL,
	"taken_at" timestamp with time zone,
	"solved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"hidden_at" timestamp with time zone,
	"search" "tsvector" GENERATED ALWAYS AS (app.grams(coalesce(title, '') || ' ' || coalesce(body, '') || ' ' || coalesce(outcome, '') || ' ' || number)) STORED,
	CONSTRAINT "publications_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "publications_state_known" CHECK ("publications"."state" in ('open','doing','solved','closed')),
	CONSTRAINT "publications_few" CHECK ("publications"."households" is null or "publications"."households" >= 5 and "publications"."households" % 5 = 0),
	CONSTRAINT "publications_erased" CHECK (case when "publications"."hidden_at" is null then "publications"."title" is not null and "publications"."body" is not null
        else "publications"."title" is null and "publications"."body" is null and "publications"."outcome" is null and "publications"."building_id" is null and "publications"."area" is null end)
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
ALTER TABLE "figure_sums" ADD COLUMN "day" date;--> statement-breakpoint
ALTER TABLE "publication_queue" ADD CONSTRAINT "publication_queue_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_reviews" ADD CONSTRAINT "publication_reviews_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_reviews" ADD CONSTRAINT "publication_reviews_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "publication_queue_oldest" ON "publication_queue" USING btree ("community_id","at","concern_id");--> statement-breakpoint
CREATE UNIQUE INDEX "publications_number" ON "publications" USING btree ("number");--> statement-breakpoint
CREATE INDEX "publications_newest" ON "publications" USING btree ("community_id","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "publications_raised" ON "publications" USING btree ("community_id","raised_at" DESC NULLS FIRST,"number" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "publications_category" ON "publications" USING btree ("community_id","category","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "publications_building" ON "publications" USING btree ("community_id","building_id","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "publications_state" ON "publications" USING btree ("community_id","state","changed_at" DESC NULLS FIRST,"number" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "publications_search" ON "publications" USING gin ("community_id","search");--> statement-breakpoint
CREATE INDEX "subscriptions_hash" ON "subscriptions" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "subscriptions_number" ON "subscriptions" USING btree ("community_id","number");