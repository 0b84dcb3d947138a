import { sql } from "drizzle-orm";
import { boolean, check, date, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { inCommunity, moment, timeSpan } from "./columns.ts";
import { users } from "./people.ts";
import { communities, households } from "./place.ts";

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
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    check("rounds_status", sql`${t.status} in ('planned','running','closed')`),
    check("rounds_dates", sql`${t.startsOn} <= ${t.endsOn}`),
  ],
);

export const teams = pgTable("teams", { ...inCommunity(), roundId: uuid().notNull(), name: text().notNull() }, (t) => [
  primaryKey({ columns: [t.communityId, t.id] }),
  foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
]);

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
    foreignKey({ columns: [t.communityId, t.teamId], foreignColumns: [teams.communityId, teams.id] }),
    index("team_members_user").on(t.userId),
  ],
);

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
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    foreignKey({ columns: [t.communityId, t.roundId], foreignColumns: [rounds.communityId, rounds.id] }),
    index("visits_household").on(t.communityId, t.householdId, t.startsAt),
    index("visits_round").on(t.communityId, t.roundId, t.status),
    check(
      "visits_status",
      sql`${t.status} in ('planned','visited','nobody_home','declined','rescheduled','cancelled')`,
    ),
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

/** What an officer heard at the door (`heard`), and the officer's own thoughts (`reflection`): two rows, since the household may read only the first. */
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
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.visitId], foreignColumns: [visits.communityId, visits.id] }),
    index("visit_notes_visit").on(t.communityId, t.visitId),
    check("visit_notes_kind", sql`${t.kind} in ('heard','reflection')`),
  ],
);
