CREATE TABLE "api_keys" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"contact" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" uuid,
	CONSTRAINT "api_keys_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "filings" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"mark" "bytea" NOT NULL,
	"token_hash" "bytea",
	"account" text,
	"address" text,
	"attributes" jsonb NOT NULL,
	"media_url" text,
	"media_state" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "filings_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id"),
	CONSTRAINT "filings_media" CHECK ("filings"."media_state" is null or "filings"."media_url" is not null and "filings"."media_state" in ('taken','refused','unreachable'))
);
--> statement-breakpoint
ALTER TABLE "concerns" DROP CONSTRAINT "concerns_origin";--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "latitude" double precision;--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "longitude" double precision;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_revoked_by_users_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filings" ADD CONSTRAINT "filings_community_id_key_id_api_keys_community_id_id_fk" FOREIGN KEY ("community_id","key_id") REFERENCES "public"."api_keys"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "filings_key" ON "filings" USING btree ("community_id","key_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "filings_mark" ON "filings" USING btree ("key_id","mark");--> statement-breakpoint
CREATE UNIQUE INDEX "filings_token" ON "filings" USING btree ("token_hash");--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_origin" CHECK ("concerns"."origin" in ('online','doorstep','phone','letter','mail','import','open311'));