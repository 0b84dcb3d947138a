import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, inCommunity, moment, timeSpans } from "./columns.ts";
import { users } from "./people.ts";
import { communities, entrances, guides, households } from "./place.ts";

/** One pass of visits through a community. */
export const rounds = pgTable(
  "rounds",
  {
    ...inCommunity(),
    name: text().notNull(),
    startsOn: date({ mode: "string" }).notNull(),
    endsOn: date({ mode: "string" }).notNull(),
    status: text().notNull().default("planned"),
    /** How many doors the round wants to reach. */
    target: integer().notNull(),
    /** How long a visit takes, in minutes. */
    visitMinutes: integer().notNull().default(12),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    check("rounds_status", sql`${t.status} in ('planned','running','closed')`),
    check("rounds_dates", sql`${t.startsOn} <= ${t.endsOn}`),
    check("rounds_minutes", sql`${t.visitMinutes} between 5 and 120`),
    check("rounds_target", sql`${t.target} >= 0`),
  ],
);

export const teams = pgTable(
  "teams",
  {
    ...inCommunity(),
    roundId: uuid().notNull(),
    name: text().notNull(),
    ordinal: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    index("teams_round").on(t.communityId, t.roundId, t.ordinal),
  ],
);

export const teamMembers = pgTable(
  "team_members",
  {
    communityId: uuid().notNull(),
    teamId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.teamId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.teamId], foreignColumns: [teams.communityId, teams.id] }).onDelete(
      "cascade",
    ),
    index("team_members_user").on(t.userId),
  ],
);

/** An evening or part of a day on which teams of a round go. Those of a round do not overlap: see migration 0004. */
export const shifts = pgTable(
  "shifts",
  {
    ...inCommunity(),
    roundId: uuid().notNull(),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    index("shifts_round").on(t.communityId, t.roundId, t.startsAt),
    check("shifts_span", sql`${t.startsAt} < ${t.endsAt} and ${t.endsAt} - ${t.startsAt} <= interval '16 hours'`),
  ],
);

/** Which teams are not on duty in a shift; all others are. */
export const shiftAbsences = pgTable(
  "shift_absences",
  {
    communityId: uuid().notNull(),
    shiftId: uuid().notNull(),
    teamId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.shiftId, t.teamId] }),
    foreignKey({ columns: [t.communityId, t.shiftId], foreignColumns: [shifts.communityId, shifts.id] }).onDelete(
      "cascade",
    ),
    foreignKey({ columns: [t.communityId, t.teamId], foreignColumns: [teams.communityId, teams.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** In which shifts an entrance's guide can come. None: whenever the team does, or no guide is waited for. */
export const guideShifts = pgTable(
  "guide_shifts",
  {
    communityId: uuid().notNull(),
    entranceId: uuid().notNull(),
    shiftId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.entranceId, t.shiftId] }),
    foreignKey({ columns: [t.communityId, t.entranceId], foreignColumns: [entrances.communityId, entrances.id] }),
    foreignKey({ columns: [t.communityId, t.shiftId], foreignColumns: [shifts.communityId, shifts.id] }).onDelete(
      "cascade",
    ),
  ],
);

/**
 * When a household wants to be visited in a round, or that it would rather be called. Telephone and mail address are
 * read through app.read_household_contact() alone, and by queued work.
 */
export const visitWishes = pgTable(
  "visit_wishes",
  {
    ...inCommunity(),
    roundId: uuid().notNull(),
    householdId: uuid().notNull(),
    /** `times`: in one of them; `any`: whenever it is; `call`: rather by telephone. */
    kind: text().notNull(),
    times: timeSpans().notNull().default("{}"),
    note: text(),
    phone: text(),
    /** Where the time is sent to, once it is known. */
    email: text(),
    locale: text(),
    via: text().notNull(),
    madeBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    changedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    uniqueIndex("visit_wishes_one").on(t.communityId, t.roundId, t.householdId),
    check("visit_wishes_kind", sql`${t.kind} in ('times','any','call')`),
    check("visit_wishes_times", sql`(${t.kind} = 'times') = (not isempty(${t.times}))`),
    check("visit_wishes_via", sql`${t.via} in ('account','slip','door','office','helper')`),
  ],
);

/** The slip in a household's letterbox: whoever holds it speaks for the door in this round. Its code is kept as a hash. */
export const slips = pgTable(
  "slips",
  {
    ...inCommunity(),
    roundId: uuid().notNull(),
    householdId: uuid().notNull(),
    hash: bytes().notNull(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    usedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    uniqueIndex("slips_hash").on(t.hash),
    uniqueIndex("slips_one").on(t.communityId, t.roundId, t.householdId),
  ],
);

/** How far a plan is from the best there can be, and what it gives: PlanFigures of domain/round/plan. */
export type PlanFiguresRow = Record<string, unknown>;

/**
 * A plan that was asked for: made by queued work, looked at, agreed to (then its visits are written) or given up. What it
 * has come to is told by its moments.
 */
export const plans = pgTable(
  "plans",
  {
    ...inCommunity(),
    roundId: uuid().notNull(),
    requestedBy: uuid()
      .notNull()
      .references(() => users.id),
    requestedAt: moment().notNull().defaultNow(),
    startedAt: moment(),
    phase: text(),
    /** From 0 to 1. */
    progress: real().notNull().default(0),
    planned: integer().notNull().default(0),
    unplanned: integer().notNull().default(0),
    used: integer().notNull().default(0),
    stopAskedAt: moment(),
    finishedAt: moment(),
    stopped: boolean().notNull().default(false),
    /** Why there is no plan: a code. */
    failed: text(),
    figures: jsonb().$type<PlanFiguresRow>(),
    /** How many households are left out, by reason and entrance. */
    leftOut: jsonb().$type<{ reason: string; entranceId: string; count: number }[]>().notNull().default([]),
    agreedBy: uuid().references(() => users.id),
    agreedAt: moment(),
    appliedAt: moment(),
    givenUpAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    check(
      "plans_agreed",
      sql`${t.agreedAt} is null or (${t.finishedAt} is not null and ${t.failed} is null and ${t.givenUpAt} is null)`,
    ),
    check("plans_applied", sql`${t.appliedAt} is null or ${t.agreedAt} is not null`),
    index("plans_newest").on(t.communityId, t.roundId, t.requestedAt.desc().nullsFirst()),
    // One at a time: two plans of a round would write each other's visits away.
    uniqueIndex("plans_one")
      .on(t.communityId, t.roundId)
      .where(sql`given_up_at is null and applied_at is null and failed is null`),
  ],
);

/** The visits that a plan proposes, until it is agreed to or given up. */
export const planVisits = pgTable(
  "plan_visits",
  {
    communityId: uuid().notNull(),
    planId: uuid().notNull(),
    householdId: uuid().notNull(),
    teamId: uuid().notNull(),
    shiftId: uuid().notNull(),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.planId, t.householdId] }),
    foreignKey({ columns: [t.communityId, t.planId], foreignColumns: [plans.communityId, plans.id] }).onDelete(
      "cascade",
    ),
  ],
);

/** A calendar that a program follows by its address: an officer's own, or a guide's. The secret in it is kept as a hash. */
export const calendarFeeds = pgTable(
  "calendar_feeds",
  {
    id: uuid().primaryKey(),
    userId: uuid().references(() => users.id),
    communityId: uuid(),
    guideId: uuid(),
    hash: bytes().notNull(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    readAt: moment(),
  },
  (t) => [
    foreignKey({ columns: [t.communityId, t.guideId], foreignColumns: [guides.communityId, guides.id] }).onDelete(
      "cascade",
    ),
    uniqueIndex("calendar_feeds_hash").on(t.hash),
    uniqueIndex("calendar_feeds_user").on(t.userId),
    uniqueIndex("calendar_feeds_guide").on(t.communityId, t.guideId),
    check(
      "calendar_feeds_of",
      sql`(${t.userId} is null) <> (${t.guideId} is null) and (${t.guideId} is null) = (${t.communityId} is null)`,
    ),
  ],
);
