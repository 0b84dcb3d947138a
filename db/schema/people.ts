import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, moment, told } from "./columns.ts";

/** The agency and its partner units. An organization is linked with one or several communities. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    name: text().notNull(),
    nameEn: text(),
    createdAt: moment().notNull().defaultNow(),
    disabledAt: moment(),
  },
  (t) => [
    check(
      "organizations_kind",
      sql`${t.kind} in ('agency','property','fire','investment','committee','homeowners','health','other')`,
    ),
  ],
);

/** The public face of a person: what stands beside a message. Everything else about them is in `accounts`. */
export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    post: text(),
    /** The communities where this person works or has worked; kept by triggers, read by the policy that shows names. */
    worksIn: uuid().array().notNull().default([]),
    createdAt: moment().notNull().defaultNow(),
  },
  () => [index("users_told").on(told("name"))],
);

/** How a person signs in and wants to be reached. Email and phone are kept lower-cased and normalised. */
export const accounts = pgTable(
  "accounts",
  {
    userId: uuid()
      .primaryKey()
      .references(() => users.id),
    email: text(),
    phone: text(),
    locale: text(),
    typeSize: text().notNull().default("normal"),
    theme: text().notNull().default("system"),
    mail: text().notNull().default("each"),
    /** Whoever is named in a message hears of it at once, also where mail comes once a day. */
    mentionsAtOnce: boolean().notNull().default(true),
    /** A member of a partner unit gets a summary of the week on Monday morning. */
    weekly: boolean().notNull().default(true),
    /** Between these clock times (22:00, 07:00) nothing is sent; it waits for the end. */
    quietFrom: text(),
    quietUntil: text(),
    admin: boolean().notNull().default(false),
    disabledAt: moment(),
  },
  (t) => [
    uniqueIndex("accounts_email").on(t.email),
    uniqueIndex("accounts_phone").on(t.phone),
    check("accounts_type_size", sql`${t.typeSize} in ('normal','large')`),
    check("accounts_theme", sql`${t.theme} in ('system','light','dark')`),
    check("accounts_quiet", sql`(${t.quietFrom} is null) = (${t.quietUntil} is null)`),
    check("accounts_mail", sql`${t.mail} in ('each','daily','none')`),
    check("accounts_reachable", sql`${t.email} is not null or ${t.phone} is not null`),
  ],
);

/** Password hashes (argon2id, PHC string). Read only by functions of the schema `auth`. */
export const credentials = pgTable("credentials", {
  userId: uuid()
    .primaryKey()
    .references(() => users.id),
  passwordHash: text().notNull(),
  changedAt: moment().notNull().defaultNow(),
});

/** Signed-in browsers. The cookie carries the id; ending the row ends the session at once. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    agent: text(),
    createdAt: moment().notNull().defaultNow(),
    seenAt: moment().notNull().defaultNow(),
    expiresAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [index("sessions_user").on(t.userId)],
);

/**
 * Single-use secrets, kept only as SHA-256: invitations, registrations, password resets, mail confirmations, tracking
 * links, doorstep codes. A secret that travels by mail is minted by the worker as it sends, so it is never at rest.
 */
export const tokens = pgTable(
  "tokens",
  {
    id: uuid().primaryKey(),
    hash: bytes().notNull(),
    kind: text().notNull(),
    communityId: uuid(),
    userId: uuid().references(() => users.id),
    organizationId: uuid().references(() => organizations.id),
    /** In which role somebody is invited, or on whose side they are asked for words. */
    role: text(),
    email: text(),
    name: text(),
    householdId: uuid(),
    concernId: uuid(),
    /** The question that the link of a mail answers, or the words that it asks for. */
    askId: uuid(),
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [
    uniqueIndex("tokens_hash").on(t.hash),
    index("tokens_concern").on(t.concernId),
    check(
      "tokens_kind",
      sql`${t.kind} in ('invitation','registration','password_reset','mail_confirmation','tracking','rating','published','quote','told','doorstep_code','helper')`,
    ),
  ],
);

/** Counters of attempts by subject (an account, an address), in windows. */
export const throttles = pgTable("throttles", {
  subject: text().primaryKey(),
  count: integer().notNull(),
  windowStart: moment().notNull(),
});

/** A user in an organization, with one role there. */
export const memberships = pgTable(
  "memberships",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    role: text().notNull(),
    /** Leads the unit: hears of what has become late there. */
    lead: boolean().notNull().default(false),
    since: moment().notNull().defaultNow(),
    endedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.organizationId] }),
    index("memberships_organization").on(t.organizationId),
    check("memberships_role", sql`${t.role} in ('officer','partner','coordinator')`),
  ],
);

/** What a person had typed when their session ended, until they are signed in again. */
export const parkedForms = pgTable("parked_forms", {
  id: uuid().primaryKey(),
  userId: uuid(),
  path: text().notNull(),
  values: jsonb().$type<Record<string, string | string[]>>().notNull(),
  expiresAt: moment().notNull(),
});
