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
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_kind";--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "expected_on" date;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "ask_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "stage_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "payment_id" uuid;--> statement-breakpoint
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
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_measure_id_measures_community_id_id_fk" FOREIGN KEY ("community_id","measure_id") REFERENCES "public"."measures"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_stage_id_tender_stages_community_id_id_fk" FOREIGN KEY ("community_id","stage_id") REFERENCES "public"."tender_stages"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_community_id_payment_id_payments_community_id_id_fk" FOREIGN KEY ("community_id","payment_id") REFERENCES "public"."payments"("community_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_stage" ON "attachments" USING btree ("community_id","stage_id") WHERE stage_id is not null;--> statement-breakpoint
CREATE INDEX "attachments_payment" ON "attachments" USING btree ("community_id","payment_id") WHERE payment_id is not null;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','told','doorstep_code'));