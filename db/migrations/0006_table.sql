CREATE TABLE "agreement_parties" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"organization_id" uuid,
	"ordinal" integer DEFAULT 0 NOT NULL,
	"share_kind" text,
	"share_percent" numeric(7, 4),
	"share_cents" bigint DEFAULT 0 NOT NULL,
	"left_at" timestamp with time zone,
	"left_reason" text,
	CONSTRAINT "agreement_parties_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "agreement_parties_kind" CHECK ("agreement_parties"."kind" in ('organization','households')),
	CONSTRAINT "agreement_parties_unit_named" CHECK (("agreement_parties"."kind" = 'organization') = ("agreement_parties"."organization_id" is not null)),
	CONSTRAINT "agreement_parties_share" CHECK ("agreement_parties"."share_cents" >= 0 and "agreement_parties"."share_percent" between 0 and 100),
	CONSTRAINT "agreement_parties_share_kind" CHECK ("agreement_parties"."share_kind" in ('percent','amount','rest'))
);
--> statement-breakpoint
CREATE TABLE "agreement_versions" (
	"community_id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"title" text NOT NULL,
	"text_zh_cn" text NOT NULL,
	"text_zh_tw" text NOT NULL,
	"text_en" text NOT NULL,
	"estimate_cents" bigint,
	"measures" jsonb NOT NULL,
	"parties" jsonb NOT NULL,
	"hash" "bytea" NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agreement_versions_community_id_agreement_id_ordinal_pk" PRIMARY KEY("community_id","agreement_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"meeting_id" uuid,
	"title" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"text_zh_cn" text DEFAULT '' NOT NULL,
	"text_zh_tw" text DEFAULT '' NOT NULL,
	"text_en" text DEFAULT '' NOT NULL,
	"estimate_cents" bigint,
	"version" integer,
	"revision" integer DEFAULT 0 NOT NULL,
	"text_revision" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"signed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "agreements_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "agreements_status" CHECK ("agreements"."status" in ('draft','signing','consent','refused','concluded','carried_out','dropped')),
	CONSTRAINT "agreements_estimate" CHECK ("agreements"."estimate_cents" > 0),
	CONSTRAINT "agreements_version" CHECK ("agreements"."status" in ('draft','dropped') or "agreements"."version" is not null)
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"poll_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"choice" text NOT NULL,
	"via" text NOT NULL,
	"cast_by" uuid NOT NULL,
	"confirmed_by" uuid,
	"receipt" text NOT NULL,
	"cast_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "ballots_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "ballots_choice" CHECK ("ballots"."choice" in ('yes','no','abstain')),
	CONSTRAINT "ballots_via" CHECK ("ballots"."via" in ('online','paper')),
	CONSTRAINT "ballots_two" CHECK ("ballots"."confirmed_by" is null or "ballots"."confirmed_by" <> "ballots"."cast_by")
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"agreement_id" uuid,
	"minute_line_id" uuid,
	"ordinal" integer DEFAULT 0 NOT NULL,
	"what" text NOT NULL,
	"organization_id" uuid,
	"due_on" date,
	"proof" text,
	"status" text DEFAULT 'planned' NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" uuid,
	"done_note" text,
	"started_at" timestamp with time zone,
	"expected_on" date,
	"reason" text,
	"turn" integer DEFAULT 0 NOT NULL,
	"reminded_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "measures_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "measures_status" CHECK ("measures"."status" in ('planned','underway','done','dropped')),
	CONSTRAINT "measures_done" CHECK (("measures"."status" = 'done') = ("measures"."done_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "ownerships" (
	"community_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"area" numeric(9, 2) NOT NULL,
	"let_out" boolean DEFAULT false NOT NULL,
	"set_by" uuid,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ownerships_community_id_household_id_pk" PRIMARY KEY("community_id","household_id"),
	CONSTRAINT "ownerships_area" CHECK ("ownerships"."area" > 0)
);
--> statement-breakpoint
CREATE TABLE "poll_roll" (
	"community_id" uuid NOT NULL,
	"poll_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"area" numeric(9, 2) NOT NULL,
	CONSTRAINT "poll_roll_community_id_poll_id_household_id_pk" PRIMARY KEY("community_id","poll_id","household_id")
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"opens_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"turnout_numerator" integer DEFAULT 2 NOT NULL,
	"turnout_denominator" integer DEFAULT 3 NOT NULL,
	"consent_numerator" integer DEFAULT 2 NOT NULL,
	"consent_denominator" integer DEFAULT 3 NOT NULL,
	"consent_over" text DEFAULT 'roll' NOT NULL,
	"more_than" boolean DEFAULT false NOT NULL,
	"by_area" boolean DEFAULT true NOT NULL,
	"opened_by" uuid NOT NULL,
	"closed_at" timestamp with time zone,
	"consented" boolean,
	"result" jsonb,
	CONSTRAINT "polls_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "polls_needed" CHECK ("polls"."turnout_numerator" between 0 and "polls"."turnout_denominator" and "polls"."consent_numerator" between 1 and "polls"."consent_denominator"),
	CONSTRAINT "polls_over" CHECK ("polls"."consent_over" in ('roll','cast')),
	CONSTRAINT "polls_span" CHECK ("polls"."opens_at" < "polls"."closes_at"),
	CONSTRAINT "polls_closed" CHECK (("polls"."closed_at" is null) = ("polls"."consented" is null))
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"party_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"post" text,
	"hash" "bytea" NOT NULL,
	"signed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "signatures_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "assignment_handlers" (
	"community_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"handed_by" uuid,
	"handed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_handlers_community_id_assignment_id_pk" PRIMARY KEY("community_id","assignment_id")
);
--> statement-breakpoint
CREATE TABLE "figure_sums" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"month" date NOT NULL,
	"category" text NOT NULL,
	"building_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"private" boolean NOT NULL,
	"folded" boolean DEFAULT false NOT NULL,
	"due" integer DEFAULT 0 NOT NULL,
	"due_pending" integer DEFAULT 0 NOT NULL,
	"in_time" integer DEFAULT 0 NOT NULL,
	"raised" integer DEFAULT 0 NOT NULL,
	"solved" integer DEFAULT 0 NOT NULL,
	"rated" integer DEFAULT 0 NOT NULL,
	"satisfied" integer DEFAULT 0 NOT NULL,
	"given" integer DEFAULT 0 NOT NULL,
	"receivable" integer DEFAULT 0 NOT NULL,
	"receivable_pending" integer DEFAULT 0 NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"returned" integer DEFAULT 0 NOT NULL,
	"answered" integer DEFAULT 0 NOT NULL,
	"redone" integer DEFAULT 0 NOT NULL,
	"dated" integer DEFAULT 0 NOT NULL,
	"dated_pending" integer DEFAULT 0 NOT NULL,
	"on_date" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "figure_sums_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "agenda_items" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"ordinal" integer DEFAULT 0 NOT NULL,
	"title" text NOT NULL,
	"proposed_by" uuid,
	"principal" uuid,
	"status" text DEFAULT 'taken' NOT NULL,
	"answer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agenda_items_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "agenda_items_status" CHECK ("agenda_items"."status" in ('proposed','taken','declined'))
);
--> statement-breakpoint
CREATE TABLE "inspection_items" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"what" text NOT NULL,
	"building_id" uuid,
	"entrance_id" uuid,
	"floor" integer,
	"added_by" uuid,
	"finding" text,
	"note" text,
	"found_by" uuid,
	"found_at" timestamp with time zone,
	CONSTRAINT "inspection_items_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "inspection_items_finding" CHECK ("inspection_items"."finding" in ('fine','defect','missing','not_reached')),
	CONSTRAINT "inspection_items_found" CHECK (("inspection_items"."finding" is null) = ("inspection_items"."found_at" is null))
);
--> statement-breakpoint
CREATE TABLE "meeting_choices" (
	"community_id" uuid NOT NULL,
	"time_id" uuid NOT NULL,
	"principal" uuid NOT NULL,
	"choice" text NOT NULL,
	"chosen_by" uuid NOT NULL,
	"chosen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meeting_choices_community_id_time_id_principal_pk" PRIMARY KEY("community_id","time_id","principal"),
	CONSTRAINT "meeting_choices_choice" CHECK ("meeting_choices"."choice" in ('yes','if_need_be','no'))
);
--> statement-breakpoint
CREATE TABLE "meeting_parties" (
	"community_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"principal" uuid NOT NULL,
	"kind" text NOT NULL,
	"invited_by" uuid,
	"invited_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reply" text,
	"replied_by" uuid,
	"replied_at" timestamp with time zone,
	"attended" boolean,
	"attendees" text,
	CONSTRAINT "meeting_parties_community_id_meeting_id_principal_pk" PRIMARY KEY("community_id","meeting_id","principal"),
	CONSTRAINT "meeting_parties_kind" CHECK ("meeting_parties"."kind" in ('organization','user','household')),
	CONSTRAINT "meeting_parties_reply" CHECK ("meeting_parties"."reply" in ('yes','no'))
);
--> statement-breakpoint
CREATE TABLE "meeting_times" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "meeting_times_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "meeting_times_span" CHECK ("meeting_times"."starts_at" < "meeting_times"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"problem_id" uuid,
	"concern_id" uuid,
	"status" text DEFAULT 'finding' NOT NULL,
	"place" text NOT NULL,
	"note" text,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"organizer_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"cancel_reason" text,
	"minutes_sent_at" timestamp with time zone,
	"object_until" timestamp with time zone,
	"settled_at" timestamp with time zone,
	CONSTRAINT "meetings_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "meetings_kind" CHECK ("meetings"."kind" in ('joint','inspection','three_party')),
	CONSTRAINT "meetings_about" CHECK (("meetings"."problem_id" is null) <> ("meetings"."concern_id" is null)),
	CONSTRAINT "meetings_private" CHECK (("meetings"."kind" = 'three_party') = ("meetings"."concern_id" is not null)),
	CONSTRAINT "meetings_status" CHECK ("meetings"."status" in ('finding','called','held','sent','settled','cancelled')),
	CONSTRAINT "meetings_span" CHECK (("meetings"."starts_at" is null) = ("meetings"."ends_at" is null) and "meetings"."starts_at" < "meetings"."ends_at"),
	CONSTRAINT "meetings_called" CHECK ("meetings"."status" in ('finding','cancelled') or "meetings"."starts_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "minute_line_versions" (
	"community_id" uuid NOT NULL,
	"line_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" text NOT NULL,
	"written_by" uuid,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "minute_line_versions_community_id_line_id_version_pk" PRIMARY KEY("community_id","line_id","version")
);
--> statement-breakpoint
CREATE TABLE "minute_lines" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"agenda_item_id" uuid,
	"ordinal" integer NOT NULL,
	"kind" text DEFAULT 'note' NOT NULL,
	"body" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"written_by" uuid,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "minute_lines_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "minute_lines_kind" CHECK ("minute_lines"."kind" in ('note','decision'))
);
--> statement-breakpoint
CREATE TABLE "minute_objections" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"principal" uuid NOT NULL,
	"body" text NOT NULL,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	CONSTRAINT "minute_objections_community_id_id_pk" PRIMARY KEY("community_id","id")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "push_subscriptions_address" CHECK ("push_subscriptions"."endpoint" ~ '^https?://' and length("push_subscriptions"."endpoint") <= 1000)
);
--> statement-breakpoint
CREATE TABLE "problem_briefs" (
	"community_id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"summary" text NOT NULL,
	CONSTRAINT "problem_briefs_community_id_problem_id_pk" PRIMARY KEY("community_id","problem_id")
);
--> statement-breakpoint
CREATE TABLE "problem_concerns" (
	"community_id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "problem_concerns_community_id_concern_id_pk" PRIMARY KEY("community_id","concern_id")
);
--> statement-breakpoint
CREATE TABLE "problem_proposal_concerns" (
	"community_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	CONSTRAINT "problem_proposal_concerns_community_id_proposal_id_concern_id_pk" PRIMARY KEY("community_id","proposal_id","concern_id")
);
--> statement-breakpoint
CREATE TABLE "problem_proposals" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"category" text NOT NULL,
	"words" text[] DEFAULT '{}' NOT NULL,
	"likeness" real NOT NULL,
	"households" integer DEFAULT 0 NOT NULL,
	"problem_id" uuid,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"decision" text,
	CONSTRAINT "problem_proposals_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "problem_proposals_decision" CHECK ("problem_proposals"."decision" in ('accepted','set_aside','outdated')),
	CONSTRAINT "problem_proposals_decided" CHECK (("problem_proposals"."decided_at" is null) = ("problem_proposals"."decision" is null))
);
--> statement-breakpoint
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
CREATE TABLE "problem_totals" (
	"community_id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"concerns" integer DEFAULT 0 NOT NULL,
	"households" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "problem_totals_community_id_problem_id_pk" PRIMARY KEY("community_id","problem_id")
);
--> statement-breakpoint
CREATE TABLE "problem_units" (
	"community_id" uuid NOT NULL,
	"problem_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "problem_units_community_id_problem_id_organization_id_pk" PRIMARY KEY("community_id","problem_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "problems" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"category" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"owner_id" uuid,
	"next_at" timestamp with time zone,
	"next_note" text,
	"face" text,
	"published_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"close_reason" text,
	"concerns" integer DEFAULT 0 NOT NULL,
	"households" integer DEFAULT 0 NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (app.grams(title || ' ' || coalesce(face, '') || ' ' || number)) STORED,
	CONSTRAINT "problems_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "problems_status_known" CHECK ("problems"."status" in ('open','talks','agreed','works','done','closed')),
	CONSTRAINT "problems_closed" CHECK (("problems"."status" = 'closed') = ("problems"."closed_at" is not null)),
	CONSTRAINT "problems_published" CHECK (("problems"."published_at" is null) = ("problems"."face" is null)),
	CONSTRAINT "problems_not_forgotten" CHECK ("problems"."status" = 'closed' or ("problems"."owner_id" is not null and "problems"."next_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "concern_followings" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"started_by" uuid,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"word" text,
	"word_via" text,
	"word_how" text,
	"word_by" uuid,
	"word_at" timestamp with time zone,
	CONSTRAINT "concern_followings_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "concern_followings_word" CHECK ("concern_followings"."word" in ('done','stop')),
	CONSTRAINT "concern_followings_via" CHECK ("concern_followings"."word_via" in ('online','door','phone')),
	CONSTRAINT "concern_followings_said" CHECK (("concern_followings"."word" is null) = ("concern_followings"."word_at" is null) and ("concern_followings"."word" is null) = ("concern_followings"."word_via" is null)
        and ("concern_followings"."word_via" is null or "concern_followings"."word_via" = 'online' or "concern_followings"."word_how" is not null and "concern_followings"."word_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "concern_steps" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"following_id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"title" text NOT NULL,
	"titles" jsonb,
	"papers" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone,
	"timed" boolean DEFAULT false NOT NULL,
	"place" text,
	"officer_id" uuid,
	"status" text DEFAULT 'open' NOT NULL,
	"note" text,
	"generic" boolean DEFAULT false NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reminded_at" timestamp with time zone,
	"late_at" timestamp with time zone,
	"family_told_at" timestamp with time zone,
	CONSTRAINT "concern_steps_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "concern_steps_status" CHECK ("concern_steps"."status" in ('open','done','not_needed'))
);
--> statement-breakpoint
CREATE TABLE "room_reads" (
	"community_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "room_reads_community_id_room_id_user_id_pk" PRIMARY KEY("community_id","room_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "measure_asks" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"measure_id" uuid NOT NULL,
	"turn" integer NOT NULL,
	"household_id" uuid,
	"user_id" uuid,
	"person_id" uuid,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	"word" text,
	"via" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	CONSTRAINT "measure_asks_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "measure_asks_whom" CHECK (num_nonnulls("measure_asks"."household_id", "measure_asks"."user_id", "measure_asks"."person_id") = 1),
	CONSTRAINT "measure_asks_answer" CHECK ("measure_asks"."answer" in ('yes','no','not_yet')),
	CONSTRAINT "measure_asks_via" CHECK ("measure_asks"."via" in ('online','mail','door')),
	CONSTRAINT "measure_asks_answered" CHECK (("measure_asks"."answer" is null) = ("measure_asks"."via" is null))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"party_id" uuid NOT NULL,
	"cents" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"note" text,
	"counters_id" uuid,
	"over_reason" text,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "payments_sign" CHECK (("payments"."counters_id" is null) = ("payments"."cents" > 0) and "payments"."cents" <> 0),
	CONSTRAINT "payments_why" CHECK ("payments"."counters_id" is null or "payments"."note" is not null)
);
--> statement-breakpoint
CREATE TABLE "tender_stages" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"planned_from" date NOT NULL,
	"planned_until" date NOT NULL,
	"expected_from" date,
	"expected_until" date,
	"started_on" date,
	"ended_on" date,
	"note" text,
	"reminded_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tender_stages_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "tender_stages_kind" CHECK ("tender_stages"."kind" in ('notice','bids','opening','award','contract','works','acceptance','warranty')),
	CONSTRAINT "tender_stages_status" CHECK ("tender_stages"."status" in ('planned','underway','done')),
	CONSTRAINT "tender_stages_plan" CHECK ("tender_stages"."planned_from" <= "tender_stages"."planned_until"),
	CONSTRAINT "tender_stages_started" CHECK (("tender_stages"."status" = 'planned') = ("tender_stages"."started_on" is null)),
	CONSTRAINT "tender_stages_ended" CHECK (("tender_stages"."status" = 'done') = ("tender_stages"."ended_on" is not null)),
	CONSTRAINT "tender_stages_span" CHECK ("tender_stages"."started_on" <= "tender_stages"."ended_on")
);
--> statement-breakpoint
CREATE TABLE "work_delays" (
	"community_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"stage_id" uuid,
	"measure_id" uuid,
	"of" text DEFAULT 'end' NOT NULL,
	"was_on" date NOT NULL,
	"to_on" date NOT NULL,
	"reason" text NOT NULL,
	"said_by" uuid NOT NULL,
	"said_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "work_delays_community_id_id_pk" PRIMARY KEY("community_id","id"),
	CONSTRAINT "work_delays_of" CHECK ("work_delays"."of" in ('start','end')),
	CONSTRAINT "work_delays_one" CHECK (("work_delays"."stage_id" is null) <> ("work_delays"."measure_id" is null)),
	CONSTRAINT "work_delays_later" CHECK ("work_delays"."to_on" > "work_delays"."was_on")
);
--> statement-breakpoint
ALTER TABLE "access" DROP CONSTRAINT "access_reason";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_subject";--> statement-breakpoint
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_kind";--> statement-breakpoint
ALTER TABLE "threads" DROP CONSTRAINT "threads_room";--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "concern_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "threads" ALTER COLUMN "concern_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "accept_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "redone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "solve_escalated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "rated_voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "glad_voices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "concerns" ADD COLUMN "refused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "problem_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "meeting_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "agreement_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "following_id" uuid;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "weekly" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "ask_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "inspection_item_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "measure_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "stage_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "payment_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "problem_id" uuid;--> statement-breakpoint
ALTER TABLE "threads" ADD COLUMN "problem_id" uuid;--> statement-breakpoint
ALTER TABLE "agreement_parties" ADD CONSTRAINT "agreement_parties_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_parties" ADD CONSTRAINT "agreement_parties_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD CONSTRAINT "agreement_versions_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_versions" ADD CONSTRAINT "agreement_versions_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_cast_by_users_id_fk" FOREIGN KEY ("cast_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_community_id_poll_id_household_id_poll_roll_community_id_poll_id_household_id_fk" FOREIGN KEY ("community_id","poll_id","household_id") REFERENCES "public"."poll_roll"("community_id","poll_id","household_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_done_by_users_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_community_id_minute_line_id_minute_lines_community_id_id_fk" FOREIGN KEY ("community_id","minute_line_id") REFERENCES "public"."minute_lines"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_roll" ADD CONSTRAINT "poll_roll_community_id_poll_id_polls_community_id_id_fk" FOREIGN KEY ("community_id","poll_id") REFERENCES "public"."polls"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_roll" ADD CONSTRAINT "poll_roll_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_opened_by_users_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_community_id_agreement_id_ordinal_agreement_versions_community_id_agreement_id_ordinal_fk" FOREIGN KEY ("community_id","agreement_id","ordinal") REFERENCES "public"."agreement_versions"("community_id","agreement_id","ordinal") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_community_id_agreement_id_ordinal_agreement_versions_community_id_agreement_id_ordinal_fk" FOREIGN KEY ("community_id","agreement_id","ordinal") REFERENCES "public"."agreement_versions"("community_id","agreement_id","ordinal") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_community_id_party_id_agreement_parties_community_id_id_fk" FOREIGN KEY ("community_id","party_id") REFERENCES "public"."agreement_parties"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_handed_by_users_id_fk" FOREIGN KEY ("handed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_handlers" ADD CONSTRAINT "assignment_handlers_community_id_assignment_id_assignments_community_id_id_fk" FOREIGN KEY ("community_id","assignment_id") REFERENCES "public"."assignments"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD CONSTRAINT "inspection_items_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD CONSTRAINT "inspection_items_found_by_users_id_fk" FOREIGN KEY ("found_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD CONSTRAINT "inspection_items_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD CONSTRAINT "inspection_items_community_id_building_id_buildings_community_id_id_fk" FOREIGN KEY ("community_id","building_id") REFERENCES "public"."buildings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inspection_items" ADD CONSTRAINT "inspection_items_community_id_entrance_id_entrances_community_id_id_fk" FOREIGN KEY ("community_id","entrance_id") REFERENCES "public"."entrances"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_choices" ADD CONSTRAINT "meeting_choices_chosen_by_users_id_fk" FOREIGN KEY ("chosen_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_choices" ADD CONSTRAINT "meeting_choices_community_id_time_id_meeting_times_community_id_id_fk" FOREIGN KEY ("community_id","time_id") REFERENCES "public"."meeting_times"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_parties" ADD CONSTRAINT "meeting_parties_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_parties" ADD CONSTRAINT "meeting_parties_replied_by_users_id_fk" FOREIGN KEY ("replied_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_parties" ADD CONSTRAINT "meeting_parties_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_times" ADD CONSTRAINT "meeting_times_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_organizer_id_users_id_fk" FOREIGN KEY ("organizer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_line_versions" ADD CONSTRAINT "minute_line_versions_community_id_line_id_minute_lines_community_id_id_fk" FOREIGN KEY ("community_id","line_id") REFERENCES "public"."minute_lines"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_lines" ADD CONSTRAINT "minute_lines_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_lines" ADD CONSTRAINT "minute_lines_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_lines" ADD CONSTRAINT "minute_lines_community_id_agenda_item_id_agenda_items_community_id_id_fk" FOREIGN KEY ("community_id","agenda_item_id") REFERENCES "public"."agenda_items"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_objections" ADD CONSTRAINT "minute_objections_raised_by_users_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_objections" ADD CONSTRAINT "minute_objections_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minute_objections" ADD CONSTRAINT "minute_objections_community_id_meeting_id_meetings_community_id_id_fk" FOREIGN KEY ("community_id","meeting_id") REFERENCES "public"."meetings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_briefs" ADD CONSTRAINT "problem_briefs_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_concerns" ADD CONSTRAINT "problem_concerns_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_concerns" ADD CONSTRAINT "problem_concerns_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_concerns" ADD CONSTRAINT "problem_concerns_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_proposal_concerns" ADD CONSTRAINT "problem_proposal_concerns_community_id_proposal_id_problem_proposals_community_id_id_fk" FOREIGN KEY ("community_id","proposal_id") REFERENCES "public"."problem_proposals"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_proposal_concerns" ADD CONSTRAINT "problem_proposal_concerns_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_proposals" ADD CONSTRAINT "problem_proposals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_proposals" ADD CONSTRAINT "problem_proposals_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_proposals" ADD CONSTRAINT "problem_proposals_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_searches" ADD CONSTRAINT "problem_searches_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_searches" ADD CONSTRAINT "problem_searches_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_totals" ADD CONSTRAINT "problem_totals_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_units" ADD CONSTRAINT "problem_units_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_units" ADD CONSTRAINT "problem_units_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_units" ADD CONSTRAINT "problem_units_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problems" ADD CONSTRAINT "problems_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problems" ADD CONSTRAINT "problems_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problems" ADD CONSTRAINT "problems_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_followings" ADD CONSTRAINT "concern_followings_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_followings" ADD CONSTRAINT "concern_followings_word_by_users_id_fk" FOREIGN KEY ("word_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_followings" ADD CONSTRAINT "concern_followings_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_officer_id_users_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_community_id_following_id_concern_followings_community_id_id_fk" FOREIGN KEY ("community_id","following_id") REFERENCES "public"."concern_followings"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_steps" ADD CONSTRAINT "concern_steps_community_id_concern_id_concerns_community_id_id_fk" FOREIGN KEY ("community_id","concern_id") REFERENCES "public"."concerns"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_reads" ADD CONSTRAINT "room_reads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_reads" ADD CONSTRAINT "room_reads_community_id_room_id_threads_community_id_id_fk" FOREIGN KEY ("community_id","room_id") REFERENCES "public"."threads"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_asks" ADD CONSTRAINT "measure_asks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_asks" ADD CONSTRAINT "measure_asks_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_asks" ADD CONSTRAINT "measure_asks_community_id_measure_id_measures_community_id_id_fk" FOREIGN KEY ("community_id","measure_id") REFERENCES "public"."measures"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_asks" ADD CONSTRAINT "measure_asks_community_id_household_id_households_community_id_id_fk" FOREIGN KEY ("community_id","household_id") REFERENCES "public"."households"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_asks" ADD CONSTRAINT "measure_asks_community_id_person_id_concern_people_community_id_id_fk" FOREIGN KEY ("community_id","person_id") REFERENCES "public"."concern_people"("community_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_community_id_party_id_agreement_parties_community_id_id_fk" FOREIGN KEY ("community_id","party_id") REFERENCES "public"."agreement_parties"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_community_id_counters_id_payments_community_id_id_fk" FOREIGN KEY ("community_id","counters_id") REFERENCES "public"."payments"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tender_stages" ADD CONSTRAINT "tender_stages_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tender_stages" ADD CONSTRAINT "tender_stages_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_delays" ADD CONSTRAINT "work_delays_said_by_users_id_fk" FOREIGN KEY ("said_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_delays" ADD CONSTRAINT "work_delays_community_id_agreement_id_agreements_community_id_id_fk" FOREIGN KEY ("community_id","agreement_id") REFERENCES "public"."agreements"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_delays" ADD CONSTRAINT "work_delays_community_id_stage_id_tender_stages_community_id_id_fk" FOREIGN KEY ("community_id","stage_id") REFERENCES "public"."tender_stages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_delays" ADD CONSTRAINT "work_delays_community_id_measure_id_measures_community_id_id_fk" FOREIGN KEY ("community_id","measure_id") REFERENCES "public"."measures"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_parties_unit" ON "agreement_parties" USING btree ("community_id","agreement_id","organization_id") WHERE left_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_parties_households" ON "agreement_parties" USING btree ("community_id","agreement_id") WHERE kind = 'households' and left_at is null;--> statement-breakpoint
CREATE INDEX "agreements_problem" ON "agreements" USING btree ("community_id","problem_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ballots_once" ON "ballots" USING btree ("community_id","poll_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ballots_receipt" ON "ballots" USING btree ("receipt");--> statement-breakpoint
CREATE UNIQUE INDEX "measures_line" ON "measures" USING btree ("community_id","minute_line_id");--> statement-breakpoint
CREATE INDEX "measures_problem" ON "measures" USING btree ("community_id","problem_id","ordinal");--> statement-breakpoint
CREATE INDEX "measures_agreement" ON "measures" USING btree ("community_id","agreement_id","ordinal");--> statement-breakpoint
CREATE INDEX "measures_due" ON "measures" USING btree ("due_on") WHERE status in ('planned','underway');--> statement-breakpoint
CREATE INDEX "ownerships_owner" ON "ownerships" USING btree ("community_id","owner");--> statement-breakpoint
CREATE INDEX "poll_roll_household" ON "poll_roll" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "polls_once" ON "polls" USING btree ("community_id","agreement_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "signatures_once" ON "signatures" USING btree ("community_id","party_id","ordinal");--> statement-breakpoint
CREATE INDEX "assignment_handlers_user" ON "assignment_handlers" USING btree ("user_id","organization_id");--> statement-breakpoint
CREATE INDEX "figure_sums_months" ON "figure_sums" USING btree ("community_id","organization_id","month");--> statement-breakpoint
CREATE INDEX "agenda_items_meeting" ON "agenda_items" USING btree ("community_id","meeting_id","ordinal");--> statement-breakpoint
CREATE INDEX "inspection_items_meeting" ON "inspection_items" USING btree ("community_id","meeting_id","ordinal");--> statement-breakpoint
CREATE INDEX "meeting_parties_principal" ON "meeting_parties" USING btree ("principal");--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_times_once" ON "meeting_times" USING btree ("community_id","meeting_id","starts_at");--> statement-breakpoint
CREATE INDEX "meetings_problem" ON "meetings" USING btree ("community_id","problem_id");--> statement-breakpoint
CREATE INDEX "meetings_concern" ON "meetings" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "meetings_next" ON "meetings" USING btree ("community_id","starts_at");--> statement-breakpoint
CREATE INDEX "minute_lines_meeting" ON "minute_lines" USING btree ("community_id","meeting_id","ordinal");--> statement-breakpoint
CREATE INDEX "minute_objections_meeting" ON "minute_objections" USING btree ("community_id","meeting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_endpoint" ON "push_subscriptions" USING btree ("endpoint");--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_session" ON "push_subscriptions" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "push_subscriptions_user" ON "push_subscriptions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "problem_concerns_problem" ON "problem_concerns" USING btree ("community_id","problem_id");--> statement-breakpoint
CREATE INDEX "problem_proposal_concerns_concern" ON "problem_proposal_concerns" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "problem_proposals_open" ON "problem_proposals" USING btree ("community_id","households") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "problem_searches_newest" ON "problem_searches" USING btree ("community_id","asked_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "problem_units_organization" ON "problem_units" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "problems_number" ON "problems" USING btree ("number");--> statement-breakpoint
CREATE INDEX "problems_most" ON "problems" USING btree ("community_id","households" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "problems_owner" ON "problems" USING btree ("owner_id","next_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "problems_search" ON "problems" USING gin ("community_id","search");--> statement-breakpoint
CREATE UNIQUE INDEX "concern_followings_once" ON "concern_followings" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "concern_steps_following" ON "concern_steps" USING btree ("community_id","following_id","ordinal");--> statement-breakpoint
CREATE INDEX "concern_steps_officer" ON "concern_steps" USING btree ("officer_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "concern_steps_soon" ON "concern_steps" USING btree ("at") WHERE status = 'open' and (reminded_at is null or late_at is null or family_told_at is null);--> statement-breakpoint
CREATE UNIQUE INDEX "measure_asks_household" ON "measure_asks" USING btree ("community_id","measure_id","turn","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "measure_asks_user" ON "measure_asks" USING btree ("community_id","measure_id","turn","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "measure_asks_person" ON "measure_asks" USING btree ("community_id","measure_id","turn","person_id");--> statement-breakpoint
CREATE INDEX "measure_asks_door" ON "measure_asks" USING btree ("community_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_countered_once" ON "payments" USING btree ("community_id","counters_id");--> statement-breakpoint
CREATE INDEX "payments_party" ON "payments" USING btree ("community_id","party_id");--> statement-breakpoint
CREATE INDEX "payments_agreement" ON "payments" USING btree ("community_id","agreement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tender_stages_once" ON "tender_stages" USING btree ("community_id","agreement_id","kind");--> statement-breakpoint
CREATE INDEX "tender_stages_due" ON "tender_stages" USING btree (coalesce(expected_until, planned_until)) WHERE status <> 'done';--> statement-breakpoint
CREATE INDEX "work_delays_agreement" ON "work_delays" USING btree ("community_id","agreement_id");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_inspection_item_id_inspection_items_community_id_id_fk" FOREIGN KEY ("community_id","inspection_item_id") REFERENCES "public"."inspection_items"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_measure_id_measures_community_id_id_fk" FOREIGN KEY ("community_id","measure_id") REFERENCES "public"."measures"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_stage_id_tender_stages_community_id_id_fk" FOREIGN KEY ("community_id","stage_id") REFERENCES "public"."tender_stages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_payment_id_payments_community_id_id_fk" FOREIGN KEY ("community_id","payment_id") REFERENCES "public"."payments"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_community_id_problem_id_problems_community_id_id_fk" FOREIGN KEY ("community_id","problem_id") REFERENCES "public"."problems"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_concern" ON "assignments" USING btree ("community_id","concern_id");--> statement-breakpoint
CREATE INDEX "assignments_day" ON "assignments" USING btree ("organization_id","due_at","id") WHERE status in ('assigned','accepted');--> statement-breakpoint
CREATE INDEX "assignments_given" ON "assignments" USING btree ("community_id","organization_id","assigned_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "assignments_receivable" ON "assignments" USING btree ("community_id","organization_id","accept_due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "assignments_dated" ON "assignments" USING btree ("community_id","organization_id","due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "assignments_back" ON "assignments" USING btree ("community_id","organization_id","assigned_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE return_reason is not null;--> statement-breakpoint
CREATE INDEX "assignments_redone" ON "assignments" USING btree ("community_id","organization_id","assigned_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE redone > 0;--> statement-breakpoint
CREATE INDEX "assignments_accept_due" ON "assignments" USING btree ("accept_due_at") WHERE status = 'assigned';--> statement-breakpoint
CREATE INDEX "assignments_pending" ON "assignments" USING btree ("community_id","due_at","organization_id","concern_id") WHERE status in ('assigned','accepted');--> statement-breakpoint
CREATE INDEX "concerns_escalate_solve" ON "concerns" USING btree ("solve_due_at") WHERE solved_at is null and closed_at is null and solve_escalated_at is null;--> statement-breakpoint
CREATE INDEX "concerns_answer_due" ON "concerns" USING btree ("community_id","answer_due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "concerns_pending" ON "concerns" USING btree ("community_id","answer_due_at") WHERE answered_at is null and closed_at is null;--> statement-breakpoint
CREATE INDEX "concerns_late" ON "concerns" USING btree ("community_id","answer_due_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE answered_at is null or answered_at > answer_due_at;--> statement-breakpoint
CREATE INDEX "concerns_rated" ON "concerns" USING btree ("community_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE rating is not null or refused or rated_voices > 0;--> statement-breakpoint
CREATE INDEX "concerns_ended" ON "concerns" USING btree ("community_id","closed_at" DESC NULLS FIRST) WHERE status = 'confirmed' and privacy = 'neighbourhood';--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_problem" ON "notifications" USING btree ("community_id","user_id","problem_id","seq") WHERE problem_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_meeting" ON "notifications" USING btree ("community_id","user_id","meeting_id","seq") WHERE meeting_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_agreement" ON "notifications" USING btree ("community_id","user_id","agreement_id","seq") WHERE agreement_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_following" ON "notifications" USING btree ("community_id","user_id","following_id","seq") WHERE following_id is not null;--> statement-breakpoint
CREATE INDEX "attachments_inspection_item" ON "attachments" USING btree ("community_id","inspection_item_id") WHERE inspection_item_id is not null;--> statement-breakpoint
CREATE INDEX "attachments_measure" ON "attachments" USING btree ("community_id","measure_id") WHERE measure_id is not null;--> statement-breakpoint
CREATE INDEX "attachments_stage" ON "attachments" USING btree ("community_id","stage_id") WHERE stage_id is not null;--> statement-breakpoint
CREATE INDEX "attachments_payment" ON "attachments" USING btree ("community_id","payment_id") WHERE payment_id is not null;--> statement-breakpoint
ALTER TABLE "access" ADD CONSTRAINT "access_reason" CHECK ("access"."reason" in ('owner','reporter','household','visiting','taken_in','assigned','voice','room','invited','accompanying'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_subject" CHECK ("events"."subject_type" in ('concern','room','problem','meeting','agreement','following','visit','round','account','household','organization','community'));--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','told','doorstep_code'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_of" CHECK (num_nonnulls("messages"."concern_id", "messages"."problem_id") = 1);--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_of" CHECK (case when "threads"."problem_id" is null then "threads"."concern_id" is not null and ("threads"."id" = "threads"."concern_id") = ("threads"."name" is null)
        else "threads"."concern_id" is null and "threads"."id" = "threads"."problem_id" and "threads"."name" is null end);