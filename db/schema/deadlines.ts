import { sql } from "drizzle-orm";
import { boolean, check, date, foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { communities } from "./place.ts";

/** Within how much working time a concern is to be answered and solved. `any` is for every category without its own row. */
export const serviceTargets = pgTable(
  "service_targets",
  {
    communityId: uuid().notNull(),
    category: text().notNull(),
    urgency: text().notNull(),
    /** Minutes of working time. */
    answerMinutes: integer().notNull(),
    solveMinutes: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.category, t.urgency] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    check("service_targets_urgency", sql`${t.urgency} in ('normal','urgent')`),
    check(
      "service_targets_minutes",
      sql`${t.answerMinutes} > 0 and (${t.solveMinutes} is null or ${t.solveMinutes} > 0)`,
    ),
  ],
);

/** When a community's offices work: several spans a weekday (1 is Monday), as clocks there show it. */
export const workingHours = pgTable(
  "working_hours",
  {
    communityId: uuid().notNull(),
    weekday: integer().notNull(),
    /** 09:00 */
    opens: text().notNull(),
    /** 12:00; 24:00 is the end of the day. */
    closes: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.weekday, t.opens] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
    check("working_hours_weekday", sql`${t.weekday} between 1 and 7`),
    check("working_hours_span", sql`${t.opens} < ${t.closes}`),
  ],
);

/** A day that is not as its weekday is: a holiday, or a weekend that is worked in exchange for one. */
export const holidays = pgTable(
  "holidays",
  {
    communityId: uuid().notNull(),
    day: date({ mode: "string" }).notNull(),
    name: text().notNull(),
    /** Worked, like a weekday. */
    works: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.day] }),
    foreignKey({ columns: [t.communityId], foreignColumns: [communities.id] }),
  ],
);
