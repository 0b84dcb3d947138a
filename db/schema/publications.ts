import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { concerns } from "./casework.ts";
import { grams, moment } from "./columns.ts";
import { users } from "./people.ts";
import { buildings, communities } from "./place.ts";

/**
 * What everybody may read of one neighbourhood concern, strangers too, and nothing else: texts that a person has read with
 * that eye, the building at the finest, how it stands. All but the texts is kept in step with the concern by a trigger, which
 * also takes it down when it is no longer for everybody. Of what was taken down there is only that it was there.
 */
export const publications = pgTable(
  "publications",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    /** That of the concern: `/concerns/N` is one address for everybody. */
    number: text().notNull(),
    title: text(),
    body: text(),
    /** What became of it, once something did. */
    outcome: text(),
    category: text().notNull(),
    buildingId: uuid(),
    /** A common area (corridor, lift, garage …), or null. */
    area: text(),
    state: text().notNull(),
    /** How many households it concerns, in steps of five; null: a few. */
    households: integer(),
    raisedAt: moment().notNull(),
    /** Since when somebody is at it. */
    takenAt: moment(),
    solvedAt: moment(),
    closedAt: moment(),
    publishedAt: moment().notNull().defaultNow(),
    /** When the public last learned something new of it. */
    changedAt: moment().notNull().defaultNow(),
    hiddenAt: moment(),
    /** In which list of addresses for search engines it stands, for good: as many as one of them takes, in the order of publishing. */
    part: integer().notNull().default(0),
    search: grams().generatedAlwaysAs(
      sql`app.grams(coalesce(title, '') || ' ' || coalesce(body, '') || ' ' || coalesce(outcome, '') || ' ' || number)`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    foreignKey({ columns: [t.communityId, t.buildingId], foreignColumns: [buildings.communityId, buildings.id] }),
    uniqueIndex("publications_number").on(t.number),
    // All of what stands there alone, which is what everybody may read: the planner then need not think of who else may read more.
    // (One of them that were not so would be passed over for another that is, however long.)
    // For search engines, part by part. (With all that they are told, so that the index alone is read.)
    index("publications_part").on(t.part, t.changedAt.desc().nullsFirst(), t.number).where(sql`hidden_at is null`),
    index("publications_newest")
      .on(t.communityId, t.changedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`hidden_at is null`),
    index("publications_raised")
      .on(t.communityId, t.raisedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`hidden_at is null`),
    index("publications_category")
      .on(t.communityId, t.category, t.changedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`hidden_at is null`),
    index("publications_building")
      .on(t.communityId, t.buildingId, t.changedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`hidden_at is null`),
    index("publications_state")
      .on(t.communityId, t.state, t.changedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`hidden_at is null`),
    // What lately came of something.
    index("publications_solved")
      .on(t.communityId, t.solvedAt.desc().nullsFirst(), t.number.desc().nullsFirst())
      .where(sql`hidden_at is null and state = 'solved' and outcome is not null`),
    index("publications_search").using("gin", t.communityId, t.search),
    check("publications_state_known", sql`${t.state} in ('open','doing','solved','closed')`),
    check("publications_few", sql`${t.households} is null or ${t.households} >= 5 and ${t.households} % 5 = 0`),
    check(
      "publications_erased",
      sql`case when ${t.hiddenAt} is null then ${t.title} is not null and ${t.body} is not null
        else ${t.title} is null and ${t.body} is null and ${t.outcome} is null and ${t.buildingId} is null and ${t.area} is null end`,
    ),
  ],
);

/**
 * What was decided on a neighbourhood concern, and by whom: `published`, `kept` (not for the public, and why), or `declined`
 * by whoever raised it. Of one that is not here nobody has looked yet.
 */
export const publicationReviews = pgTable(
  "publication_reviews",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    decision: text().notNull(),
    reason: text(),
    /** Null: whoever raised it. */
    decidedBy: uuid().references(() => users.id),
    decidedAt: moment().notNull().defaultNow(),
    /** When somebody last thought of what to say of its end. */
    outcomeAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    check("publication_reviews_decision", sql`${t.decision} in ('published','kept','declined')`),
    check("publication_reviews_declined", sql`${t.decision} <> 'declined' or ${t.reason} is null`),
  ],
);

/** What waits to be looked at: a concern for the `first` time, or the `outcome` of what is published. Kept by triggers. */
export const publicationQueue = pgTable(
  "publication_queue",
  {
    communityId: uuid().notNull(),
    concernId: uuid().notNull(),
    kind: text().notNull(),
    /** Its place: since when it waits, or when it was put off. */
    at: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.concernId] }),
    foreignKey({ columns: [t.communityId, t.concernId], foreignColumns: [concerns.communityId, concerns.id] }),
    index("publication_queue_oldest").on(t.communityId, t.at, t.concernId),
    check("publication_queue_kind", sql`${t.kind} in ('first','outcome')`),
  ],
);

/** How many published concerns stand in a state, house by house; kept by triggers. Counting them would read them all. */
export const publicationCounts = pgTable(
  "publication_counts",
  {
    communityId: uuid()
      .notNull()
      .references(() => communities.id),
    /** All zeros where it is at no building. */
    buildingId: uuid().notNull(),
    state: text().notNull(),
    n: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.buildingId, t.state] })],
);
