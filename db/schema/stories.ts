import { sql } from "drizzle-orm";
import {
  boolean,
  check,
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
import { agreements } from "./agreements.ts";
import { inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { communities, households } from "./place.ts";
import { problems } from "./problems.ts";
import { visitNotes } from "./visits.ts";

/** Words in the languages they were put into. */
type InLanguages = Partial<Record<"zh-CN" | "zh-TW" | "en", string>>;

/** A story of the visits, for everybody to read once a second person has published it. */
export const stories = pgTable(
  "stories",
  {
    ...inCommunity(),
    status: text().notNull().default("draft"),
    authorId: uuid()
      .notNull()
      .references(() => users.id),
    /** The language in which it is written; the other script is made from it. */
    original: text().notNull().default("zh-CN"),
    /** What it tells of, if anything. */
    problemId: uuid(),
    agreementId: uuid(),
    /** Other stories that belong beside it. */
    related: uuid().array().notNull().default([]),
    /** What the second person asked to be changed. */
    review: text(),
    /** The texts as they were when they were last reviewed. */
    reviewed: jsonb().$type<Record<string, { title: string; lead: string; body: string }>>(),
    createdAt: moment().notNull().defaultNow(),
    changedAt: moment().notNull().defaultNow(),
    /** Who wrote in it last: they do not publish it either. */
    changedBy: uuid().references(() => users.id),
    sentAt: moment(),
    publishedAt: moment(),
    publishedBy: uuid().references(() => users.id),
    withdrawnAt: moment(),
    /** In which list of addresses for search engines it stands, once it was published. */
    part: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    foreignKey({ columns: [t.communityId, t.problemId], foreignColumns: [problems.communityId, problems.id] }),
    foreignKey({ columns: [t.communityId, t.agreementId], foreignColumns: [agreements.communityId, agreements.id] }),
    uniqueIndex("stories_id").on(t.id),
    index("stories_published").on(t.communityId, t.publishedAt.desc()).where(sql`status = 'published'`),
    index("stories_problem").on(t.communityId, t.problemId).where(sql`problem_id is not null`),
    // Which others name it as belonging beside them.
    index("stories_related").using("gin", t.related),
    index("stories_part").on(t.part, sql`greatest(published_at, changed_at) desc`).where(sql`status = 'published'`),
    check("stories_status", sql`${t.status} in ('draft','in_review','published','withdrawn')`),
    check("stories_original", sql`${t.original} in ('zh-CN','zh-TW','en')`),
    check(
      "stories_published_by",
      sql`${t.status} <> 'published' or (${t.publishedAt} is not null and ${t.publishedBy} is not null and ${t.publishedBy} <> ${t.authorId})`,
    ),
  ],
);

/** What it says in a language. Quotes, figures and photos stand in it as markers, never as words: see domain/story/markers.ts. */
export const storyTexts = pgTable(
  "story_texts",
  {
    communityId: uuid().notNull(),
    storyId: uuid().notNull(),
    locale: text().notNull(),
    title: text().notNull(),
    lead: text().notNull().default(""),
    body: text().notNull().default(""),
    /** Written by a person, converted from the original, or converted and then corrected by a person. */
    made: text().notNull(),
    /** The original as it was when a person last set this beside it: another one since then asks for another look. */
    seen: jsonb().$type<{ title: string; lead: string; body: string }>(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.storyId, t.locale] }),
    foreignKey({ columns: [t.communityId, t.storyId], foreignColumns: [stories.communityId, stories.id] }),
    check("story_texts_locale", sql`${t.locale} in ('zh-CN','zh-TW','en')`),
    check("story_texts_made", sql`${t.made} in ('written','converted','corrected')`),
  ],
);

/**
 * Words from a visit note, which stand in a published story only while both the officer who wrote them down and the
 * household at whose door they were said agree. A "no", at any time, takes the words themselves away.
 */
export const storyQuotes = pgTable(
  "story_quotes",
  {
    ...inCommunity(),
    storyId: uuid().notNull(),
    /** Its number in the story: [[quote:1]]. */
    ordinal: integer().notNull(),
    noteId: uuid().notNull(),
    /** Whose words: the household's, as they were heard, or the officer's own. */
    voice: text().notNull(),
    officerId: uuid()
      .notNull()
      .references(() => users.id),
    householdId: uuid().notNull(),
    words: jsonb().$type<InLanguages>(),
    /** Whose words they are said to be, as whoever said them wishes. */
    attribution: jsonb().$type<InLanguages>(),
    askedBy: uuid()
      .notNull()
      .references(() => users.id),
    askedAt: moment().notNull().defaultNow(),
    officerSays: text(),
    officerAt: moment(),
    householdSays: text(),
    /** The person who said so for the household, or the officer who heard it at the door or holds it on paper. */
    householdBy: uuid().references(() => users.id),
    householdAt: moment(),
    householdHow: text(),
    /** What was said at the door, or where the paper is. */
    householdNote: text(),
    /** When one of the two said no: the words are gone since then. */
    endedAt: moment(),
    endedBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.storyId], foreignColumns: [stories.communityId, stories.id] }),
    foreignKey({ columns: [t.communityId, t.noteId], foreignColumns: [visitNotes.communityId, visitNotes.id] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    uniqueIndex("story_quotes_ordinal").on(t.communityId, t.storyId, t.ordinal),
    index("story_quotes_officer").on(t.officerId),
    index("story_quotes_household").on(t.householdId),
    check("story_quotes_voice", sql`${t.voice} in ('household','officer')`),
    check(
      "story_quotes_officer_says",
      sql`${t.officerSays} in ('yes','no') and ${t.officerAt} is not null or ${t.officerSays} is null`,
    ),
    check(
      "story_quotes_household_says",
      sql`${t.householdSays} in ('yes','no') and ${t.householdBy} is not null and ${t.householdAt} is not null and ${t.householdHow} in ('account','door','paper') or ${t.householdSays} is null`,
    ),
    check(
      "story_quotes_how",
      sql`${t.householdHow} = 'account' or ${t.householdSays} is null or ${t.householdNote} is not null`,
    ),
    check(
      "story_quotes_ended",
      sql`(${t.endedAt} is null) = (${t.endedBy} is null) and (${t.endedAt} is null) = (${t.words} is not null) and (${t.endedAt} is null) = (${t.attribution} is not null)`,
    ),
  ],
);

/** A figure of a published story as it was at that moment; the database itself writes it down. */
export const storyFigures = pgTable(
  "story_figures",
  {
    communityId: uuid().notNull(),
    storyId: uuid().notNull(),
    key: text().notNull(),
    argument: text().notNull().default(""),
    value: numeric().notNull(),
    frozenAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.storyId, t.key, t.argument] }),
    foreignKey({ columns: [t.communityId, t.storyId], foreignColumns: [stories.communityId, stories.id] }),
  ],
);

/** A photo in a story: the original, which nobody outside sees, and the copy without faces and plates that everybody may. */
export const storyPhotos = pgTable(
  "story_photos",
  {
    ...inCommunity(),
    storyId: uuid().notNull(),
    /** Its number in the story: [[photo:1]]. */
    ordinal: integer().notNull(),
    originalKey: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    /** What is made unrecognizable, each as x, y, width and height in thousandths of the picture. */
    boxes: jsonb().$type<[number, number, number, number][]>().notNull().default([]),
    /** The copy that everybody may see, under a name of its own; none until somebody has looked. */
    publicKey: text(),
    /** Somebody has looked for faces and plates. */
    lookedBy: uuid().references(() => users.id),
    lookedAt: moment(),
    /** What it shows, for those who do not see it; and the line below it. */
    alt: jsonb().$type<InLanguages>().notNull().default({}),
    caption: jsonb().$type<InLanguages>().notNull().default({}),
    /** Whether it is the story's face in lists. */
    cover: boolean().notNull().default(false),
    addedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.storyId], foreignColumns: [stories.communityId, stories.id] }),
    uniqueIndex("story_photos_ordinal").on(t.communityId, t.storyId, t.ordinal),
    uniqueIndex("story_photos_public").on(t.publicKey),
    check(
      "story_photos_looked",
      sql`(${t.publicKey} is null) = (${t.lookedAt} is null) and (${t.lookedAt} is null) = (${t.lookedBy} is null)`,
    ),
  ],
);
