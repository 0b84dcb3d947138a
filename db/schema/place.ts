import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { inCommunity, moment, told } from "./columns.ts";
import { organizations, users } from "./people.ts";

/** What an agency is linked with; belongs to a township, which belongs to a district. */
export const communities = pgTable("communities", {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  nameEn: text(),
  township: text().notNull(),
  district: text().notNull(),
  timeZone: text().notNull().default("Asia/Shanghai"),
  agencyId: uuid().references(() => organizations.id),
  /** Whoever owns a new concern until somebody takes it: nothing is forgotten. */
  dutyId: uuid().references(() => users.id),
  demo: boolean().notNull().default(false),
  createdAt: moment().notNull().defaultNow(),
});

/** Which organizations work in a community. */
export const communityOrganizations = pgTable(
  "community_organizations",
  {
    communityId: uuid()
      .notNull()
      .references(() => communities.id),
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.organizationId] }),
    index("community_organizations_organization").on(t.organizationId),
  ],
);

export const buildings = pgTable(
  "buildings",
  {
    ...inCommunity(),
    name: text().notNull(),
    ordinal: integer().notNull(),
    /** Where it stands (WGS84), where somebody has said it. */
    latitude: doublePrecision(),
    longitude: doublePrecision(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    uniqueIndex("buildings_name").on(t.communityId, t.name),
  ],
);

export const entrances = pgTable(
  "entrances",
  {
    ...inCommunity(),
    buildingId: uuid().notNull(),
    name: text().notNull(),
    ordinal: integer().notNull(),
    floors: integer().notNull(),
    /** The code on the poster in the hall: /report?at=… */
    code: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.buildingId], foreignColumns: [buildings.communityId, buildings.id] }),
    uniqueIndex("entrances_name").on(t.communityId, t.buildingId, t.name),
    uniqueIndex("entrances_code").on(t.code),
  ],
);

/** One door, on one floor. The address only: who lives there is in `household_contacts`. */
export const households = pgTable(
  "households",
  {
    ...inCommunity(),
    entranceId: uuid().notNull(),
    floor: integer().notNull(),
    door: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.entranceId], foreignColumns: [entrances.communityId, entrances.id] }),
    uniqueIndex("households_door").on(t.communityId, t.entranceId, t.door),
    index("households_told").on(t.communityId, told("door")),
  ],
);

/** Who lives behind a door. Others' rows are read only through app.read_household_contact(), which writes the event. */
export const householdContacts = pgTable(
  "household_contacts",
  {
    communityId: uuid().notNull(),
    householdId: uuid().notNull(),
    holder: text(),
    phone: text(),
    people: integer(),
    rented: boolean().notNull().default(false),
    remark: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.householdId] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    index("household_contacts_told").on(t.communityId, told("holder")).where(sql`holder is not null`),
  ],
);

/** A user who belongs to a household, proven by a doorstep code or confirmed by a coordinator. */
export const residents = pgTable(
  "residents",
  {
    communityId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    householdId: uuid().notNull(),
    status: text().notNull(),
    proof: text(),
    requestedAt: moment().notNull().defaultNow(),
    confirmedAt: moment(),
    confirmedBy: uuid().references(() => users.id),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.userId, t.householdId] }),
    foreignKey({ columns: [t.communityId, t.householdId], foreignColumns: [households.communityId, households.id] }),
    index("residents_user").on(t.userId),
    index("residents_household").on(t.communityId, t.householdId),
    check("residents_status", sql`${t.status} in ('pending','confirmed','ended')`),
    check("residents_proof", sql`${t.status} <> 'confirmed' or ${t.proof} in ('code','coordinator')`),
  ],
);

/** The volunteer of an entrance who introduces officers. */
export const guides = pgTable(
  "guides",
  {
    ...inCommunity(),
    entranceId: uuid().notNull(),
    householdId: uuid(),
    name: text().notNull(),
    phone: text(),
    remark: text(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.id] }),
    foreignKey({ columns: [t.communityId, t.entranceId], foreignColumns: [entrances.communityId, entrances.id] }),
    index("guides_entrance").on(t.communityId, t.entranceId),
    index("guides_told").on(t.communityId, told("name")),
  ],
);
