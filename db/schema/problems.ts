import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { concerns } from "./casework.ts";
import { grams, inCommunity, moment } from "./columns.ts";
import { organizations, users } from "./people.ts";
import { communities } from "./place.ts";

/**
 * The common cause of many concerns. Everybody in the community may read that there is one; nothing here tells who
 * raised it. The public reads its face once it is published.
 */
export const problems = pgTable(
  "problems",
  {
    ...inCommunity(),
    number: text().notNull(),
    title: text().notNull(),
    category: text().notNull(),
    status: text().notNull().default("open"),
    ownerId: uuid().references(() => users.id),
    nextAt: moment(),
    nextNote: text(),
    /** What everybody may read of it, strangers too: there only while it is published. */
    face: text(),
    publishedAt: moment(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    closedAt: moment(),
    closeReason: text(),
    /**
     * How many concerns that neighbours may read, and how many different households (reporters and voices), stand behind
     * it; kept by triggers. With the private ones: `problem_totals`.
     */
    concerns: integer().notNull().default(0),
    households: integer().notNull().default(0),
    search: grams().generatedAlwaysAs(sql`app.grams(title || ' ' || coalesce(face, '') || ' ' || number)`),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    uniqueIndex("problems_number").on(t.number),
    index("problems_most").on(t.communityId, t.households.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("problems_owner").on(t.ownerId, t.nextAt, t.id).where(sql`closed_at is null`),
    index("problems_search").using("gin", t.communityId, t.search),
    check("problems_status_known", sql`${t.status} in ('open','talks','agreed','works','done','closed')`),
    check("problems_closed", sql`(${t.status} = 'closed') = (${t.closedAt} is not null)`),
    check("problems_published", sql`(${t.publishedAt} is null) = (${t.face} is null)`),
    // As with concerns: nothing that is not closed is without an owner and a next date.
    check(
      "problems_not_forgotten",
      sql`${t.status} = 'closed' or (${t.ownerId} is not null and ${t.nextAt} is not null)`,
    ),
  ],
);

/** What it is, as those who work on it know it: officers and the units at its table. Residents read its public face. */
export const problemBriefs = pgTable(
  "problem_briefs",
  { communityId: uuid().notNull(), problemId: uuid().notNull(), summary: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.communityId, t.problemId] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
  ],
);

/** The same counts with the private concerns, for who leads; kept by triggers. */
export const problemTotals = pgTable(
  "problem_totals",
  {
    communityId: uuid().notNull(),
    problemId: uuid().notNull(),
    concerns: integer().notNull().default(0),
    households: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.problemId] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
  ],
);

/** Which concerns stand behind a problem; a concern stands behind one at most. */
export const problemConcerns = pgTable(
  "problem_concerns",
  {
    communityId: uuid().notNull(),
    problemId: uuid().notNull(),
    concernId: uuid().notNull(),
    addedBy: uuid().references(() => users.id),
    addedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("problem_concerns_problem").on(t.communityId, t.problemId),
  ],
);

/** Which units sit at the table of a problem. */
export const problemUnits = pgTable(
  "problem_units",
  {
    communityId: uuid().notNull(),
    problemId: uuid().notNull(),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    addedBy: uuid().references(() => users.id),
    addedAt: moment().notNull().defaultNow(),
    endedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.problemId, t.organizationId] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    index("problem_units_organization").on(t.organizationId),
  ],
);

/** Concerns that queued work found to belong together, until somebody accepts or sets it aside. */
export const problemProposals = pgTable(
  "problem_proposals",
  {
    ...inCommunity(),
    title: text().notNull(),
    category: text().notNull(),
    /** What the concerns have in common, most telling first. */
    words: text().array().notNull().default([]),
    /** How alike they are, 0 to 1. */
    likeness: real().notNull(),
    households: integer().notNull().default(0),
    /** The problem that it would add to; null: a new one. */
    problemId: uuid(),
    foundAt: moment().notNull().defaultNow(),
    decidedAt: moment(),
    decidedBy: uuid().references(() => users.id),
    decision: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    index("problem_proposals_open").on(t.communityId, t.households).where(sql`decided_at is null`),
    check("problem_proposals_decision", sql`${t.decision} in ('accepted','set_aside','outdated')`),
    check("problem_proposals_decided", sql`(${t.decidedAt} is null) = (${t.decision} is null)`),
  ],
);

export const problemProposalConcerns = pgTable(
  "problem_proposal_concerns",
  { communityId: uuid().notNull(), proposalId: uuid().notNull(), concernId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.communityId, t.proposalId, t.concernId] }),
    foreignKey({
      columns: [t.communityId, t.proposalId],
      foreignColumns: [problemProposals.communityId, problemProposals.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("problem_proposal_concerns_concern").on(t.communityId, t.concernId),
  ],
);

/** A search for what belongs together: asked for by who leads, or at night. */
export const problemSearches = pgTable(
  "problem_searches",
  {
    ...inCommunity(),
    /** Null: at night. */
    askedBy: uuid().references(() => users.id),
    askedAt: moment().notNull().defaultNow(),
    startedAt: moment(),
    /** How far it is, 0 to 1. */
    progress: real().notNull().default(0),
    finishedAt: moment(),
    failed: text(),
    /** How many concerns it looked at, and how many groups it found. */
    concerns: integer(),
    groups: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    index("problem_searches_newest").on(t.communityId, t.askedAt.desc().nullsFirst()),
  ],
);
