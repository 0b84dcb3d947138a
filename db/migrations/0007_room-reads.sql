CREATE TABLE "room_reads" (
	"community_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "room_reads_community_id_room_id_user_id_pk" PRIMARY KEY("community_id","room_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "room_reads" ADD CONSTRAINT "room_reads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_reads" ADD CONSTRAINT "room_reads_community_id_room_id_threads_community_id_id_fk" FOREIGN KEY ("community_id","room_id") REFERENCES "public"."threads"("community_id","id") ON DELETE no action ON UPDATE no action;