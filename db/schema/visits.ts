import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { grams, inCommunity, moment, timeSpan } from "./columns.ts";
import { users } from "./people.ts";
import { households } from "./place.ts";
import { rounds, teams } from "./rounds.ts";

/** One team at one household in one round. One live visit a household and round: see migration 0001. */
export const visits = pgTable(
  "visits",
  {
    ...inCommunity(),
    roundId: uuid(),
    householdId: uuid().notNull(),
    status: text().notNull().default("planned"),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
    /** Why this visit, in a line the whole team may read. */
    purpose: text(),
    plannedBy: uuid().references(() => users.id),
    recordedBy: uuid().references(() => users.id),
    recordedAt: moment(),
    /** The team of the round that goes; nobody where officers went by themselves. */
    teamId: uuid(),
    /** Who stood at the door, where one officer enters for the whole team. */
    knockedBy: uuid().references(() => users.id),
    /** How the household feels about being visited, as it said itself. */
    feeling: text(),
    /** Set by hand: planning again leaves it where it is. */
    fixedBy: uuid().references(() => users.id),
    fixedAt: moment(),
    /** The household said that this time suits it. */
    confirmedAt: moment(),
    /** How often its time or state has changed: what calendars ask for. Kept by a trigger, like `changedAt`. */
    sequence: integer().notNull().default(0),
    changedAt: moment().notNull().defaultNow(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.teamId], foreignColumns: [teams.communityId, teams.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    index("visits_household").on(t.communityId, t.householdId, t.startsAt),
    index("visits_round").on(t.communityId, t.roundId, t.status),
    index("visits_team").on(t.communityId, t.teamId, t.startsAt),
    check(
      "visits_status",
      sql`${t.status} in ('planned','visited','nobody_home','declined','moved_away','no_language','rescheduled','cancelled')`,
    ),
    check("visits_feeling", sql`${t.feeling} in ('glad','neutral','uneasy')`),
    check("visits_span", sql`${t.startsAt} < ${t.endsAt}`),
  ],
);

/** Who goes. The exclusion constraint (an officer is never at two doors at once) stands in migration 0001. */
export const visitOfficers = pgTable(
  "visit_officers",
  {
    communityId: uuid().notNull(),
    visitId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** Filled by a trigger from the visit, like `during` and `live`. */
    householdId: uuid(),
    during: timeSpan().notNull().default("empty"),
    live: boolean().notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.visitId, t.userId] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    index("visit_officers_user").on(t.userId, t.during),
  ],
);

/**
 * What an officer heard at the door (`heard`), which policy was explained on the spot (`explained`), and the officer's own
 * thoughts (`reflection`): rows of their own, since the household may not read the last.
 */
export const visitNotes = pgTable(
  "visit_notes",
  {
    ...inCommunity(),
    visitId: uuid().notNull(),
    authorId: uuid()
      .notNull()
      .references(() => users.id),
    kind: text().notNull(),
    body: text().notNull(),
    /** What it is about: a category of concerns. */
    topic: text(),
    /** Which policy explanation was explained. */
    policyId: uuid(),
    /** The household agreed to be quoted with it, without its name. */
    quotable: boolean().notNull().default(false),
    createdAt: moment().notNull().defaultNow(),
    search: grams().generatedAlwaysAs(sql`app.grams(body)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    index("visit_notes_visit").on(t.communityId, t.visitId),
    index("visit_notes_newest").on(t.communityId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("visit_notes_search").using("gin", t.communityId, t.search),
    check("visit_notes_kind", sql`${t.kind} in ('heard','explained','reflection')`),
  ],
);

/**
 * An outcome that came late, from an officer without signal, for a door that another had recorded otherwise meanwhile.
 * What stands is not overwritten: somebody who was there settles it.
 */
export const visitConflicts = pgTable(
  "visit_conflicts",
  {
    ...inCommunity(),
    visitId: uuid().notNull(),
    outcome: text().notNull(),
    knockedBy: uuid().references(() => users.id),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    recordedAt: moment().notNull(),
    createdAt: moment().notNull().defaultNow(),
    settledAt: moment(),
    settledBy: uuid().references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    index("visit_conflicts_visit").on(t.communityId, t.visitId),
    check(
      "visit_conflicts_outcome",
      sql`${t.outcome} in ('visited','nobody_home','declined','moved_away','no_language','rescheduled')`,
    ),
    check("visit_conflicts_settled", sql`(${t.settledAt} is null) = (${t.settledBy} is null)`),
  ],
);

/** A household that asked not to be visited any more: kept beyond the round, until it (or a coordinator for it) says otherwise. */
export const visitRefusals = pgTable(
  "visit_refusals",
  {
    ...inCommunity(),
    householdId: uuid().notNull(),
    /** The visit at which it was said. */
    visitId: uuid(),
    notedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    liftedAt: moment(),
    liftedBy: uuid().references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    uniqueIndex("visit_refusals_one").on(t.communityId, t.householdId).where(sql`lifted_at is null`),
  ],
);
