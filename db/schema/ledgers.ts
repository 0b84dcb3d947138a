import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { inCommunity, moment } from "./columns.ts";
import { users } from "./people.ts";
import { communities } from "./place.ts";

/** A cell of a ledger that cannot be used. */
export type LedgerProblemRow = { sheet: string; row: number; column: string; value: string; why: string };

/** A door that a ledger adds or changes, shown before it is done. */
export type HouseholdSample = { door: string; floor: number; added: boolean; changes: string[] };

/** A concern that a ledger adds or changes, shown before it is done. */
export type ConcernSample = {
  number: string;
  title: string;
  category: string;
  raisedAt: string;
  answeredAt: string | null;
  unit: string | null;
  place: string;
  added: boolean;
  changes: string[];
};

export type LedgerSample = HouseholdSample | ConcernSample;

/**
 * A list of households or concerns that a coordinator handed in: read first, carried out when it is agreed to. What it has come to
 * is told by its moments; what names people is gone once it is carried out or given up.
 */
export const ledgers = pgTable(
  "ledgers",
  {
    ...inCommunity(),
    /** What it lists: households or concerns. */
    kind: text().$type<"households" | "concerns">().notNull().default("households"),
    fileName: text().notNull(),
    /** Where the file lies until it has been read. */
    fileKey: text(),
    columns: text().array().notNull().default([]),
    /** Headings that nobody knows: these columns are not read. */
    leftOut: text().array().notNull().default([]),
    /** Rows read so far. */
    rows: integer().notNull().default(0),
    added: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    same: integer().notNull().default(0),
    /** All problems are counted, the first of them kept. */
    problemCount: integer().notNull().default(0),
    problems: jsonb().$type<LedgerProblemRow[]>().notNull().default([]),
    sample: jsonb().$type<LedgerSample[]>().notNull().default([]),
    /** Why it could not be read at all: a code. */
    refused: text(),
    /** Nobody where it came by the command line, from whoever runs the installation. */
    createdBy: uuid().references(() => users.id),
    createdAt: moment().notNull().defaultNow(),
    readAt: moment(),
    agreedBy: uuid().references(() => users.id),
    agreedAt: moment(),
    appliedAt: moment(),
    givenUpAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    // Agreed to is what was read whole and without a fault, and what nobody has given up.
    check(
      "ledgers_agreed",
      sql`${t.agreedAt} is null or (${t.readAt} is not null and ${t.refused} is null and ${t.problemCount} = 0 and ${t.givenUpAt} is null)`,
    ),
    check("ledgers_kind", sql`${t.kind} in ('households','concerns')`),
    check("ledgers_applied", sql`${t.appliedAt} is null or ${t.agreedAt} is not null`),
    index("ledgers_newest").on(t.communityId, t.createdAt.desc().nullsFirst()),
  ],
);

/** The doors of a ledger while it waits to be agreed to. */
export const ledgerRows = pgTable(
  "ledger_rows",
  {
    communityId: uuid().notNull(),
    ledgerId: uuid().notNull(),
    ordinal: integer().notNull(),
    building: text().notNull(),
    buildingKey: text().notNull(),
    entrance: text().notNull(),
    entranceKey: text().notNull(),
    /** The entrance there is already. */
    entranceId: uuid(),
    floor: integer().notNull(),
    door: text().notNull(),
    holder: text(),
    phone: text(),
    people: integer(),
    rented: boolean(),
    remark: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.ledgerId, t.ordinal] }),
    foreignKey({ columns: [t.communityId, t.ledgerId], foreignColumns: [ledgers.communityId, ledgers.id] }),
  ],
);

/** The concerns of a ledger while it waits to be agreed to, with the answer that each has had. */
export const ledgerConcerns = pgTable(
  "ledger_concerns",
  {
    communityId: uuid().notNull(),
    ledgerId: uuid().notNull(),
    ordinal: integer().notNull(),
    /** Its number in the list it comes from. */
    externalNumber: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    category: text().notNull(),
    raisedAt: moment().notNull(),
    reporter: text(),
    phone: text(),
    buildingId: uuid(),
    entranceId: uuid(),
    householdId: uuid(),
    answer: text(),
    answeredAt: moment(),
    /** The unit that answered. */
    organizationId: uuid(),
    /** What its content comes to: the same list again changes nothing. */
    mark: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.ledgerId, t.ordinal] }),
    foreignKey({ columns: [t.communityId, t.ledgerId], foreignColumns: [ledgers.communityId, ledgers.id] }),
  ],
);
