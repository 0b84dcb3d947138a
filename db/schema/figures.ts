import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { inCommunity, moment } from "./columns.ts";
import { communities } from "./place.ts";

const count = () => integer().notNull().default(0);

/**
 * What the figures count, added up by month, category, building and unit; kept by triggers (db/sql/6-figures.sql). A
 * change adds a row and waits for nobody; queued work folds them into one row each. Sums, and nothing else: no concern.
 */
export const figureSums = pgTable(
  "figure_sums",
  {
    ...inCommunity(),
    /** The first day of the month, as the community's calendar has it. */
    month: date().notNull(),
    category: text().notNull(),
    /** All zeros where it is at no building. */
    buildingId: uuid().notNull(),
    /** All zeros in the sums of concerns, whoever has them. */
    organizationId: uuid().notNull(),
    private: boolean().notNull(),
    folded: boolean().notNull().default(false),
    due: count(),
    /** Not answered, and due as soon as its time is up: counted when the month is over. */
    duePending: count(),
    inTime: count(),
    raised: count(),
    solved: count(),
    rated: count(),
    satisfied: count(),
    given: count(),
    receivable: count(),
    receivablePending: count(),
    received: count(),
    returned: count(),
    answered: count(),
    redone: count(),
    dated: count(),
    datedPending: count(),
    onDate: count(),
    /** Of what is pending: the day on which its time is up, as long as its month is not over. */
    day: date(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    index("figure_sums_months").on(t.communityId, t.organizationId, t.month),
  ],
);

/**
 * What everybody may read of a community's figures: counted by queued work when a month is over (domain/figures/open), as
 * much more coarsely as nobody can be singled out, and never changed again. Only what is told stands here.
 */
export const openFigures = pgTable(
  "open_figures",
  {
    communityId: uuid()
      .notNull()
      .references(() => communities.id),
    /** The first and the last day of what is counted, as the community's calendar has it. */
    since: date().notNull(),
    until: date().notNull(),
    by: text().notNull(),
    /** A month, category, building or unit; empty of all together. */
    key: text().notNull(),
    measure: text().notNull(),
    /** Null: not told. */
    value: integer(),
    /** Rounded to a multiple of this. */
    step: integer(),
    /** The round that doors were counted of. */
    note: text(),
    /** By which definition it was counted. */
    definition: integer().notNull(),
    countedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.by, t.until, t.key, t.measure] }),
    check("open_figures_by", sql`${t.by} in ('total','month','category','building','unit','door')`),
    check("open_figures_told", sql`(${t.value} is null) = (${t.step} is null) and ${t.step} > 0 and ${t.value} >= 0`),
  ],
);
