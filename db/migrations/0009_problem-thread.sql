ALTER TABLE "threads" DROP CONSTRAINT "threads_room";--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "concern_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "threads" ALTER COLUMN "concern_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "problem_id" uuid;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "problem_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_of" CHECK (num_nonnulls("messages"."concern_id", "messages"."problem_id") = 1);--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_of" CHECK (case when "threads"."problem_id" is null then "threads"."concern_id" is not null and ("threads"."id" = "threads"."concern_id") = ("threads"."name" is null)
        else "threads"."concern_id" is null and "threads"."id" = "threads"."problem_id" and "threads"."name" is null end);