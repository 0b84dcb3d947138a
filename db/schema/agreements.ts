import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, inCommunity, moment } from "./columns.ts";
import { meetings, minuteLines } from "./meetings.ts";
import { organizations, users } from "./people.ts";
import { communities, households } from "./place.ts";
import { problems } from "./problems.ts";

/**
 * What the parties agree on about a problem: the draft as it stands. What is signed is a version (below), which never
 * changes. Money is in cents.
 */
export const agreements = pgTable(
  "agreements",
  {
    ...inCommunity(),
    problemId: uuid().notNull(),
    /** The meeting it came from. */
    meetingId: uuid(),
    title: text().notNull(),
    status: text().notNull().default("draft"),
    textZhCn: text().notNull().default(""),
    textZhTw: text().notNull().default(""),
    textEn: text().notNull().default(""),
    estimateCents: bigint({ mode: "number" }),
    /** The version that is being signed or was signed. */
    version: integer(),
    /** Counts every change of the draft, its measures and shares: a form says against which one it was filled in. */
    revision: integer().notNull().default(0),
    /** Counts the changes of title and text alone: what others changed besides is not in a writer's way. */
    textRevision: integer().notNull().default(0),
    createdBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    signedAt: moment(),
    endedAt: moment(),
    /** Why it was called back, or given up. */
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    foreignKey({ columns: [t.communityId, t.meetingId], foreignColumns: [meetings.communityId, meetings.id] }),
    index("agreements_problem").on(t.communityId, t.problemId),
    check(
      "agreements_status",
      sql`${t.status} in ('draft','signing','consent','refused','concluded','carried_out','dropped')`,
    ),
    check("agreements_estimate", sql`${t.estimateCents} > 0`),
    check("agreements_version", sql`${t.status} in ('draft','dropped') or ${t.version} is not null`),
  ],
);

/** Who is a party: a unit that signs by one of its members, or the households, who consent by vote. */
export const agreementParties = pgTable(
  "agreement_parties",
  {
    ...inCommunity(),
    agreementId: uuid().notNull(),
    kind: text().notNull(),
    organizationId: uuid().references(() => organizations.id),
    ordinal: integer().notNull().default(0),
    /** Its share of the estimate: a percentage, a sum, or whatever is left over; null: pays nothing. */
    shareKind: text(),
    sharePercent: numeric({ precision: 7, scale: 4, mode: "number" }),
    /** The share in cents as it was worked out: the shares of an agreement add up to its estimate (a deferred trigger). */
    shareCents: bigint({ mode: "number" }).notNull().default(0),
    leftAt: moment(),
    leftReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
    uniqueIndex("agreement_parties_unit")
      .on(t.communityId, t.agreementId, t.organizationId)
      .where(sql`left_at is null`),
    uniqueIndex("agreement_parties_households")
      .on(t.communityId, t.agreementId)
      .where(sql`kind = 'households' and left_at is null`),
    check("agreement_parties_kind", sql`${t.kind} in ('organization','households')`),
    check("agreement_parties_unit_named", sql`(${t.kind} = 'organization') = (${t.organizationId} is not null)`),
    check("agreement_parties_share", sql`${t.shareCents} >= 0 and ${t.sharePercent} between 0 and 100`),
    check("agreement_parties_share_kind", sql`${t.shareKind} in ('percent','amount','rest')`),
  ],
);

/** What will be done: by whom, by when, and how one will see that it is. */
export const measures = pgTable(
  "measures",
  {
    ...inCommunity(),
    problemId: uuid().notNull(),
    agreementId: uuid(),
    /** The decision in the minutes that it came from. */
    minuteLineId: uuid(),
    ordinal: integer().notNull().default(0),
    what: text().notNull(),
    organizationId: uuid().references(() => organizations.id),
    dueOn: date({ mode: "string" }),
    proof: text(),
    status: text().notNull().default("planned"),
    doneAt: moment(),
    doneBy: uuid().references(() => users.id),
    /** What was done, for everybody to read. */
    doneNote: text(),
    startedAt: moment(),
    /** When it is expected now, where that is later than agreed; kept by a trigger from what was said of delays. */
    expectedOn: date({ mode: "string" }),
    /** Why it was given up, or taken up again. */
    reason: text(),
    /** How often it was said to be done: each time the households are asked anew. */
    turn: integer().notNull().default(0),
    remindedAt: moment(),
    escalatedAt: moment(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
    foreignKey({ columns: [t.communityId, t.minuteLineId], foreignColumns: [minuteLines.communityId, minuteLines.id] }),
    uniqueIndex("measures_line").on(t.communityId, t.minuteLineId),
    index("measures_problem").on(t.communityId, t.problemId, t.ordinal),
    index("measures_agreement").on(t.communityId, t.agreementId, t.ordinal),
    index("measures_due").on(t.dueOn).where(sql`status in ('planned','underway')`),
    check("measures_status", sql`${t.status} in ('planned','underway','done','dropped')`),
    check("measures_done", sql`(${t.status} = 'done') = (${t.doneAt} is not null)`),
  ],
);

/** The exact text that is signed, with its measures and shares, and its hash. A row is never changed. */
export const agreementVersions = pgTable(
  "agreement_versions",
  {
    communityId: uuid().notNull(),
    agreementId: uuid().notNull(),
    ordinal: integer().notNull(),
    title: text().notNull(),
    textZhCn: text().notNull(),
    textZhTw: text().notNull(),
    textEn: text().notNull(),
    estimateCents: bigint({ mode: "number" }),
    measures: jsonb().$type<Record<string, unknown>[]>().notNull(),
    parties: jsonb().$type<Record<string, unknown>[]>().notNull(),
    /** SHA-256 of all the above in a fixed form: worked out by the database. */
    hash: bytes().notNull(),
    madeBy: uuid()
      .notNull()
      .references(() => users.id),
    madeAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.agreementId, t.ordinal] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
  ],
);

/** A party's signature under one version, by its hash. Never changed. */
export const signatures = pgTable(
  "signatures",
  {
    ...inCommunity(),
    agreementId: uuid().notNull(),
    ordinal: integer().notNull(),
    partyId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** Name and post of whoever signed, as they were. */
    name: text().notNull(),
    post: text(),
    hash: bytes().notNull(),
    signedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({
      columns: [t.communityId, t.agreementId, t.ordinal],
      foreignColumns: [agreementVersions.communityId, agreementVersions.agreementId, agreementVersions.ordinal],
    }),
    foreignKey({
      columns: [t.communityId, t.partyId],
      foreignColumns: [agreementParties.communityId, agreementParties.id],
    }),
    uniqueIndex("signatures_once").on(t.communityId, t.partyId, t.ordinal),
  ],
);

/**
 * The households' vote on a version. Two thresholds, each a fraction, as the community decides: how many must take part,
 * and how many must say yes; both by number of owners and, where `byArea`, by owned area (Civil Code of China, art. 278).
 */
export const polls = pgTable(
  "polls",
  {
    ...inCommunity(),
    agreementId: uuid().notNull(),
    ordinal: integer().notNull(),
    opensAt: moment().notNull().defaultNow(),
    closesAt: moment().notNull(),
    /** How many must take part, of all on the roll. */
    turnoutNumerator: integer().notNull().default(2),
    turnoutDenominator: integer().notNull().default(3),
    /** How many must say yes: of all on the roll, or of those who took part; `moreThan` where exactly that many is too few. */
    consentNumerator: integer().notNull().default(2),
    consentDenominator: integer().notNull().default(3),
    consentOver: text().notNull().default("roll"),
    moreThan: boolean().notNull().default(false),
    byArea: boolean().notNull().default(true),
    openedBy: uuid()
      .notNull()
      .references(() => users.id),
    /** Once closed: what came out, as it was counted. */
    closedAt: moment(),
    consented: boolean(),
    result: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({
      columns: [t.communityId, t.agreementId, t.ordinal],
      foreignColumns: [agreementVersions.communityId, agreementVersions.agreementId, agreementVersions.ordinal],
    }),
    uniqueIndex("polls_once").on(t.communityId, t.agreementId, t.ordinal),
    check(
      "polls_needed",
      sql`${t.turnoutNumerator} between 0 and ${t.turnoutDenominator} and ${t.consentNumerator} between 1 and ${t.consentDenominator}`,
    ),
    check("polls_over", sql`${t.consentOver} in ('roll','cast')`),
    check("polls_span", sql`${t.opensAt} < ${t.closesAt}`),
    check("polls_closed", sql`(${t.closedAt} is null) = (${t.consented} is null)`),
  ],
);

/** Who owns what behind a door: area in square metres; one owner of several flats has one `owner` among them. */
export const ownerships = pgTable(
  "ownerships",
  {
    communityId: uuid().notNull(),
    householdId: uuid().notNull(),
    /** The same for all flats of one owner. */
    owner: uuid().notNull(),
    area: numeric({ precision: 9, scale: 2, mode: "number" }).notNull(),
    /** Somebody else lives there: then only the owner votes, on paper or by an account that a coordinator has marked. */
    letOut: boolean().notNull().default(false),
    setBy: uuid().references(() => users.id),
    setAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.householdId] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    index("ownerships_owner").on(t.communityId, t.owner),
    check("ownerships_area", sql`${t.area} > 0`),
  ],
);

/** Who may vote, as it stood when the poll opened. */
export const pollRoll = pgTable(
  "poll_roll",
  {
    communityId: uuid().notNull(),
    pollId: uuid().notNull(),
    householdId: uuid().notNull(),
    owner: uuid().notNull(),
    area: numeric({ precision: 9, scale: 2, mode: "number" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.pollId, t.householdId] }),
    foreignKey({ columns: [t.communityId, t.pollId], foreignColumns: [polls.communityId, polls.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    index("poll_roll_household").on(t.communityId, t.householdId),
  ],
);

/** A household's vote: one, for good. Nobody reads how another voted; the receipt lets everybody count. */
export const ballots = pgTable(
  "ballots",
  {
    ...inCommunity(),
    pollId: uuid().notNull(),
    householdId: uuid().notNull(),
    choice: text().notNull(),
    via: text().notNull(),
    castBy: uuid()
      .notNull()
      .references(() => users.id),
    /** A paper is entered by one officer and counts once another has entered the same. */
    confirmedBy: uuid().references(() => users.id),
    /** What the household keeps to find its vote in the published list. */
    receipt: text().notNull(),
    castAt: moment().notNull().defaultNow(),
    confirmedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({
      columns: [t.communityId, t.pollId, t.householdId],
      foreignColumns: [pollRoll.communityId, pollRoll.pollId, pollRoll.householdId],
    }),
    uniqueIndex("ballots_once").on(t.communityId, t.pollId, t.householdId),
    uniqueIndex("ballots_receipt").on(t.receipt),
    check("ballots_choice", sql`${t.choice} in ('yes','no','abstain')`),
    check("ballots_via", sql`${t.via} in ('online','paper')`),
    check("ballots_two", sql`${t.confirmedBy} is null or ${t.confirmedBy} <> ${t.castBy}`),
  ],
);
