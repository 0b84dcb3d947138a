CREATE TABLE "assignments" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"status" text DEFAULT 'assigned' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"assigned_by" uuid,
	"assigned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"accepted_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"returned_at" timestamp with time zone,
	CONSTRAINT "assignments_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "assignments_status" CHECK ("assignments"."status" in ('assigned','accepted','answered','returned'))
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid,
	"message_id" uuid,
	"visit_note_id" uuid,
	"audience" text DEFAULT 'everyone' NOT NULL,
	"kind" text NOT NULL,
	"mime" text NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"width" integer,
	"height" integer,
	"storage_key" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"uploaded_by" uuid,
	"upload_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attachments_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "attachments_kind" CHECK ("attachments"."kind" in ('image','document'))
);
--> statement-breakpoint
CREATE TABLE "concern_contacts" (
	"community_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"phone" text,
	"email" text,
	"locale" text,
	CONSTRAINT "concern_contacts_community_id_person_id_pk" PRIMARY KEY("community_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "concern_people" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"role" text NOT NULL,
	"user_id" uuid,
	"household_id" uuid,
	"name" text,
	"share_contact" boolean DEFAULT false NOT NULL,
	CONSTRAINT "concern_people_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "concern_people_role" CHECK ("concern_people"."role" in ('reporter','taken_in'))
);
--> statement-breakpoint
CREATE TABLE "concerns" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"category" text NOT NULL,
	"privacy" text NOT NULL,
	"status" text NOT NULL,
	"urgency" text DEFAULT 'normal' NOT NULL,
	"origin" text NOT NULL,
	"building_id" uuid,
	"entrance_id" uuid,
	"floor" integer,
	"area" text,
	"visit_id" uuid,
	"owner_id" uuid,
	"next_at" timestamp with time zone,
	"next_step" text,
	"next_note" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	"answer_due_at" timestamp with time zone NOT NULL,
	"solved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"close_reason" text,
	"rating" integer,
	"search" "tsvector" GENERATED ALWAYS AS (app.grams(title || ' ' || body || ' ' || number)) STORED,
	CONSTRAINT "concerns_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "concerns_privacy" CHECK ("concerns"."privacy" in ('private','neighbourhood')),
	CONSTRAINT "concerns_status_known" CHECK ("concerns"."status" in ('unconfirmed','new','taken','assigned','waiting','solved','confirmed','closed')),
	CONSTRAINT "concerns_urgency" CHECK ("concerns"."urgency" in ('normal','urgent')),
	CONSTRAINT "concerns_origin" CHECK ("concerns"."origin" in ('online','doorstep')),
	CONSTRAINT "concerns_rating" CHECK ("concerns"."rating" between 1 and 5),
	CONSTRAINT "concerns_closed" CHECK (("concerns"."status" in ('confirmed','closed')) = ("concerns"."closed_at" is not null)),
	CONSTRAINT "concerns_not_forgotten" CHECK ("concerns"."status" in ('confirmed','closed') or ("concerns"."owner_id" is not null and "concerns"."next_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"author_id" uuid,
	"organization_id" uuid,
	"audience" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "messages_audience" CHECK ("messages"."audience" in ('everyone','working'))
);
--> statement-breakpoint
CREATE TABLE "thread_reads" (
	"community_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "thread_reads_community_id_concern_id_user_id_pk" PRIMARY KEY("community_id","concern_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "threads" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	CONSTRAINT "threads_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "access" (
	"community_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"principal" uuid NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "access_community_id_subject_id_principal_reason_pk" PRIMARY KEY("community_id","subject_id","principal","reason"),
	CONSTRAINT "access_reason" CHECK ("access"."reason" in ('owner','reporter','household','visiting','taken_in','assigned'))
);
--> statement-breakpoint
CREATE TABLE "event_heads" (
	"community_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "event_heads_community_id_subject_id_pk" PRIMARY KEY("community_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"community_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"actor_id" uuid,
	"from_status" text,
	"to_status" text,
	"message_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "events_community_id_subject_id_seq_pk" PRIMARY KEY("community_id","subject_id","seq"),
	CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','visit','account','household','organization','community')),
	CONSTRAINT "events_audience" CHECK ("events"."audience" in ('everyone','working','office'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"concern_id" uuid,
	"visit_id" uuid,
	"kind" text NOT NULL,
	"seq" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "notifications_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"topic" text NOT NULL,
	"key" text,
	"payload" jsonb NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"done_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "status_transitions" (
	"noun" text NOT NULL,
	"act" text NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"allowed" text[] NOT NULL,
	CONSTRAINT "status_transitions_noun_act_from_status_to_status_pk" PRIMARY KEY("noun","act","from_status","to_status")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"key" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"command" text NOT NULL,
	"result" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"email" text,
	"phone" text,
	"locale" text,
	"type_size" text DEFAULT 'normal' NOT NULL,
	"theme" text DEFAULT 'system' NOT NULL,
	"mail" text DEFAULT 'each' NOT NULL,
	"admin" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "accounts_type_size" CHECK ("accounts"."type_size" in ('normal','large')),
	CONSTRAINT "accounts_theme" CHECK ("accounts"."theme" in ('system','light','dark')),
	CONSTRAINT "accounts_mail" CHECK ("accounts"."mail" in ('each','daily','none')),
	CONSTRAINT "accounts_reachable" CHECK ("accounts"."email" is not null or "accounts"."phone" is not null)
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"role" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "memberships_user_id_organization_id_pk" PRIMARY KEY("user_id","organization_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('officer','partner','coordinator'))
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "organizations_kind" CHECK ("organizations"."kind" in ('agency','property','fire','investment','committee','homeowners','health','other'))
);
--> statement-breakpoint
CREATE TABLE "parked_forms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"path" text NOT NULL,
	"values" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "throttles" (
	"subject" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_start" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"community_id" uuid,
	"user_id" uuid,
	"organization_id" uuid,
	"role" text,
	"email" text,
	"name" text,
	"household_id" uuid,
	"concern_id" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','doorstep_code'))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"post" text,
	"works_in" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "buildings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"ordinal" integer NOT NULL,
	CONSTRAINT "buildings_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text,
	"township" text NOT NULL,
	"district" text NOT NULL,
	"time_zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"agency_id" uuid,
	"duty_id" uuid,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "communities_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "community_organizations" (
	"community_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	CONSTRAINT "community_organizations_community_id_organization_id_pk" PRIMARY KEY("community_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "entrances" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"name" text NOT NULL,
	"ordinal" integer NOT NULL,
	"floors" integer NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "entrances_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "guides" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"entrance_id" uuid NOT NULL,
	"household_id" uuid,
	"name" text NOT NULL,
	"phone" text,
	"remark" text,
	CONSTRAINT "guides_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "household_contacts" (
	"community_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"holder" text,
	"phone" text,
	"people" integer,
	"rented" boolean DEFAULT false NOT NULL,
	"remark" text,
	CONSTRAINT "household_contacts_community_id_household_id_pk" PRIMARY KEY("community_id","household_id")
);
--> statement-breakpoint
CREATE TABLE "households" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"entrance_id" uuid NOT NULL,
	"floor" integer NOT NULL,
	"door" text NOT NULL,
	CONSTRAINT "households_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "residents" (
	"community_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"status" text NOT NULL,
	"proof" text,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"confirmed_by" uuid,
	CONSTRAINT "residents_community_id_user_id_household_id_pk" PRIMARY KEY("community_id","user_id","household_id"),
	CONSTRAINT "residents_status" CHECK ("residents"."status" in ('pending','confirmed','ended')),
	CONSTRAINT "residents_proof" CHECK ("residents"."status" <> 'confirmed' or "residents"."proof" in ('code','coordinator'))
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"target" integer NOT NULL,
	CONSTRAINT "rounds_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "rounds_status" CHECK ("rounds"."status" in ('planned','running','closed')),
	CONSTRAINT "rounds_dates" CHECK ("rounds"."starts_on" <= "rounds"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"community_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "team_members_community_id_team_id_user_id_pk" PRIMARY KEY("community_id","team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "teams_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_notes" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visit_notes_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "visit_notes_kind" CHECK ("visit_notes"."kind" in ('heard','reflection'))
);
--> statement-breakpoint
CREATE TABLE "visit_officers" (
	"community_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"household_id" uuid,
	"during" "tstzrange" DEFAULT 'empty' NOT NULL,
	"live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "visit_officers_community_id_visit_id_user_id_pk" PRIMARY KEY("community_id","visit_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"round_id" uuid,
	"household_id" uuid NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"purpose" text,
	"planned_by" uuid,
	"recorded_by" uuid,
	"recorded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visits_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "visits_status" CHECK ("visits"."status" in ('planned','visited','nobody_home','declined','rescheduled','cancelled')),
	CONSTRAINT "visits_span" CHECK ("visits"."starts_at" < "visits"."ends_at")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_assigned_by_users_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_message_id_messages_community_id_id_fk" FOREIGN KEY ("community_id","message_id") REFERENCES "public"."messages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_contacts" ADD CONSTRAINT "concern_contacts_community_id_person_id_concern_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."concern_people"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_people" ADD CONSTRAINT "concern_people_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_people" ADD CONSTRAINT "concern_people_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_community_id_entrance_id_entrances_community_id_id_fk" FOREIGN KEY ("community_id","entrance_id") REFERENCES "public"."entrances"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_community_id_visit_id_visits_community_id_id_fk" FOREIGN KEY ("community_id","visit_id") REFERENCES "public"."visits"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_thread_id_threads_community_id_id_fk" FOREIGN KEY ("community_id","thread_id") REFERENCES "public"."threads"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_reads" ADD CONSTRAINT "thread_reads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_reads" ADD CONSTRAINT "thread_reads_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communities" ADD CONSTRAINT "communities_agency_id_organizations_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communities" ADD CONSTRAINT "communities_duty_id_users_id_fk" FOREIGN KEY ("duty_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "community_organizations" ADD CONSTRAINT "community_organizations_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "community_organizations" ADD CONSTRAINT "community_organizations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entrances" ADD CONSTRAINT "entrances_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guides" ADD CONSTRAINT "guides_community_id_entrance_id_entrances_community_id_id_fk" FOREIGN KEY ("community_id","entrance_id") REFERENCES "public"."entrances"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_contacts" ADD CONSTRAINT "household_contacts_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_community_id_entrance_id_entrances_community_id_id_fk" FOREIGN KEY ("community_id","entrance_id") REFERENCES "public"."entrances"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residents" ADD CONSTRAINT "residents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residents" ADD CONSTRAINT "residents_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residents" ADD CONSTRAINT "residents_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_community_id_team_id_teams_community_id_id_fk" FOREIGN KEY ("community_id","team_id") REFERENCES "public"."teams"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_community_id_round_id_rounds_community_id_id_fk" FOREIGN KEY ("community_id","round_id") REFERENCES "public"."rounds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD CONSTRAINT "visit_notes_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD CONSTRAINT "visit_notes_community_id_visit_id_visits_community_id_id_fk" FOREIGN KEY ("community_id","visit_id") REFERENCES "public"."visits"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_officers" ADD CONSTRAINT "visit_officers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_officers" ADD CONSTRAINT "visit_officers_community_id_visit_id_visits_community_id_id_fk" FOREIGN KEY ("community_id","visit_id") REFERENCES "public"."visits"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_planned_by_users_id_fk" FOREIGN KEY ("planned_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_community_id_round_id_rounds_community_id_id_fk" FOREIGN KEY ("community_id","round_id") REFERENCES "public"."rounds"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_one_live" ON "assignments" USING btree ("community_id","concern_id","organization_id") WHERE status <> 'returned';--> statement-breakpoint
CREATE INDEX "assignments_organization" ON "assignments" USING btree ("organization_id","status","due_at");--> statement-breakpoint
CREATE INDEX "attachments_concern" ON "attachments" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "attachments_message" ON "attachments" USING btree ("community_id","message_id");--> statement-breakpoint
CREATE INDEX "attachments_visit_note" ON "attachments" USING btree ("community_id","visit_note_id");--> statement-breakpoint
CREATE INDEX "concern_people_concern" ON "concern_people" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "concern_people_user" ON "concern_people" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "concern_people_household" ON "concern_people" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "concerns_number" ON "concerns" USING btree ("number");--> statement-breakpoint
CREATE INDEX "concerns_newest" ON "concerns" USING btree ("community_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "concerns_owner" ON "concerns" USING btree ("owner_id","next_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "concerns_due" ON "concerns" USING btree ("community_id","next_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "concerns_status" ON "concerns" USING btree ("community_id","status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "concerns_category" ON "concerns" USING btree ("community_id","category","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "concerns_building" ON "concerns" USING btree ("community_id","building_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "concerns_visit" ON "concerns" USING btree ("community_id","visit_id");--> statement-breakpoint
CREATE INDEX "concerns_search" ON "concerns" USING gin ("community_id","search");--> statement-breakpoint
CREATE INDEX "messages_thread" ON "messages" USING btree ("community_id","thread_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_concern" ON "messages" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "threads_concern" ON "threads" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "access_principal" ON "access" USING btree ("principal","community_id","subject_id");--> statement-breakpoint
CREATE INDEX "events_actor" ON "events" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("user_id","created_at" DESC NULLS LAST) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("user_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("community_id","user_id","concern_id","seq");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE done_at is null and failed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_key" ON "outbox" USING btree ("key");--> statement-breakpoint
CREATE INDEX "submissions_age" ON "submissions" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email" ON "accounts" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_phone" ON "accounts" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "memberships_organization" ON "memberships" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash" ON "tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tokens_concern" ON "tokens" USING btree ("concern_id");--> statement-breakpoint
CREATE UNIQUE INDEX "buildings_name" ON "buildings" USING btree ("community_id","name");--> statement-breakpoint
CREATE INDEX "community_organizations_organization" ON "community_organizations" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "entrances_name" ON "entrances" USING btree ("community_id","building_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "entrances_code" ON "entrances" USING btree ("code");--> statement-breakpoint
CREATE INDEX "guides_entrance" ON "guides" USING btree ("community_id","entrance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "households_door" ON "households" USING btree ("community_id","entrance_id","door");--> statement-breakpoint
CREATE INDEX "residents_user" ON "residents" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "residents_household" ON "residents" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE INDEX "team_members_user" ON "team_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "visit_notes_visit" ON "visit_notes" USING btree ("community_id","visit_id");--> statement-breakpoint
CREATE INDEX "visit_officers_user" ON "visit_officers" USING btree ("user_id","during");--> statement-breakpoint
CREATE INDEX "visits_household" ON "visits" USING btree ("community_id","household_id","starts_at");--> statement-breakpoint
CREATE INDEX "visits_round" ON "visits" USING btree ("community_id","round_id","status");