import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agreementParties, agreements, measures } from "./agreements.ts";
import { concernPeople } from "./casework.ts";
import { inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { households } from "./place.ts";

/** A stage of tendering and building, as far as it applies to an agreement: what was planned, and what came of it. */
export const tenderStages = pgTable(
  "tender_stages",
  {
    ...inCommunity(),
    agreementId: uuid().notNull(),
    kind: text().notNull(),
    status: text().notNull().default("planned"),
    plannedFrom: date({ mode: "string" }).notNull(),
    plannedUntil: date({ mode: "string" }).notNull(),
    /** As it is expected now, where that is later; kept by a trigger from what was said of delays. */
    expectedFrom: date({ mode: "string" }),
    expectedUntil: date({ mode: "string" }),
    startedOn: date({ mode: "string" }),
    endedOn: date({ mode: "string" }),
    /** What came of it, for everybody to read: who won, for how much. */
    note: text(),
    remindedAt: moment(),
    escalatedAt: moment(),
    createdBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
    uniqueIndex("tender_stages_once").on(t.communityId, t.agreementId, t.kind),
    index("tender_stages_due").on(sql`coalesce(expected_until, planned_until)`).where(sql`status <> 'done'`),
    check(
      "tender_stages_kind",
      sql`${t.kind} in ('notice','bids','opening','award','contract','works','acceptance','warranty')`,
    ),
    check("tender_stages_status", sql`${t.status} in ('planned','underway','done')`),
    check("tender_stages_plan", sql`${t.plannedFrom} <= ${t.plannedUntil}`),
    check("tender_stages_started", sql`(${t.status} = 'planned') = (${t.startedOn} is null)`),
    check("tender_stages_ended", sql`(${t.status} = 'done') = (${t.endedOn} is not null)`),
    check("tender_stages_span", sql`${t.startedOn} <= ${t.endedOn}`),
  ],
);

/** That something comes later than it was planned, and why: for everybody to read. A row is never changed. */
export const workDelays = pgTable(
  "work_delays",
  {
    ...inCommunity(),
    agreementId: uuid().notNull(),
    stageId: uuid(),
    measureId: uuid(),
    /** Which of the two dates: when it begins, or when it is done. */
    of: text().notNull().default("end"),
    wasOn: date({ mode: "string" }).notNull(),
    toOn: date({ mode: "string" }).notNull(),
    reason: text().notNull(),
    saidBy: uuid()
      .notNull()
      .references(() => users.id),
    saidAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
    foreignKey({ columns: [t.communityId, t.stageId], foreignColumns: [tenderStages.communityId, tenderStages.id] }),
    foreignKey({ columns: [t.communityId, t.measureId], foreignColumns: [measures.communityId, measures.id] }),
    index("work_delays_agreement").on(t.communityId, t.agreementId),
    check("work_delays_of", sql`${t.of} in ('start','end')`),
    check("work_delays_one", sql`(${t.stageId} is null) <> (${t.measureId} is null)`),
    check("work_delays_later", sql`${t.toOn} > ${t.wasOn}`),
  ],
);

/** What a party has paid towards its share, in cents. A row is never changed: a mistake is undone by a counter-entry. */
export const payments = pgTable(
  "payments",
  {
    ...inCommunity(),
    agreementId: uuid().notNull(),
    partyId: uuid().notNull(),
    cents: bigint({ mode: "number" }).notNull(),
    paidOn: date({ mode: "string" }).notNull(),
    note: text(),
    /** The entry that this one takes back, by the same sum. */
    countersId: uuid(),
    /** Why it comes to more than the share. */
    overReason: text(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    recordedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
    foreignKey({
      columns: [t.communityId, t.partyId],
      foreignColumns: [agreementParties.communityId, agreementParties.id],
    }),
    foreignKey({ columns: [t.communityId, t.countersId], foreignColumns: [t.communityId, t.id] }),
    uniqueIndex("payments_countered_once").on(t.communityId, t.countersId),
    index("payments_party").on(t.communityId, t.partyId),
    index("payments_agreement").on(t.communityId, t.agreementId),
    check("payments_sign", sql`(${t.countersId} is null) = (${t.cents} > 0) and ${t.cents} <> 0`),
    check("payments_why", sql`${t.countersId} is null or ${t.note} is not null`),
  ],
);

/**
 * A household that raised what a measure is to mend, asked whether it is done; one question a household each time that it is
 * said to be done. Where no household is known, a person with an account, or one who reported without.
 */
export const measureAsks = pgTable(
  "measure_asks",
  {
    ...inCommunity(),
    measureId: uuid().notNull(),
    turn: integer().notNull(),
    householdId: uuid(),
    userId: uuid().references(() => users.id),
    personId: uuid(),
    askedAt: moment().notNull().defaultNow(),
    answer: text(),
    word: text(),
    via: text(),
    answeredBy: uuid().references(() => users.id),
    answeredAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.measureId], foreignColumns: [measures.communityId, measures.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    foreignKey({
      columns: [t.communityId, t.personId],
      foreignColumns: [concernPeople.communityId, concernPeople.id],
    }).onDelete("cascade"),
    uniqueIndex("measure_asks_household").on(t.communityId, t.measureId, t.turn, t.householdId),
    uniqueIndex("measure_asks_user").on(t.communityId, t.measureId, t.turn, t.userId),
    uniqueIndex("measure_asks_person").on(t.communityId, t.measureId, t.turn, t.personId),
    index("measure_asks_door").on(t.communityId, t.householdId),
    check("measure_asks_whom", sql`num_nonnulls(${t.householdId}, ${t.userId}, ${t.personId}) = 1`),
    check("measure_asks_answer", sql`${t.answer} in ('yes','no','not_yet')`),
    check("measure_asks_via", sql`${t.via} in ('online','mail','door')`),
    check("measure_asks_answered", sql`(${t.answer} is null) = (${t.via} is null)`),
  ],
);
