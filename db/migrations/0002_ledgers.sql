CREATE TABLE "ledger_rows" (
	"community_id" uuid NOT NULL,
	"ledger_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"building" text NOT NULL,
	"building_key" text NOT NULL,
	"entrance" text NOT NULL,
	"entrance_key" text NOT NULL,
	"entrance_id" uuid,
	"floor" integer NOT NULL,
	"door" text NOT NULL,
	"holder" text,
	"phone" text,
	"people" integer,
	"rented" boolean,
	"remark" text,
	CONSTRAINT "ledger_rows_community_id_ledger_id_ordinal_pk" PRIMARY KEY("community_id","ledger_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "ledgers" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_key" text,
	"columns" text[] DEFAULT '{}' NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"same" integer DEFAULT 0 NOT NULL,
	"problem_count" integer DEFAULT 0 NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sample" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"refused" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"agreed_by" uuid,
	"agreed_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	CONSTRAINT "ledgers_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "ledgers_agreed" CHECK ("ledgers"."agreed_at" is null or ("ledgers"."read_at" is not null and "ledgers"."refused" is null and "ledgers"."problem_count" = 0 and "ledgers"."given_up_at" is null)),
	CONSTRAINT "ledgers_applied" CHECK ("ledgers"."applied_at" is null or "ledgers"."agreed_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "ledger_rows" ADD CONSTRAINT "ledger_rows_community_id_ledger_id_ledgers_community_id_id_fk" FOREIGN KEY ("community_id","ledger_id") REFERENCES "public"."ledgers"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_agreed_by_users_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledgers_newest" ON "ledgers" USING btree ("community_id","created_at" DESC NULLS LAST);