import { type SQL, sql } from "drizzle-orm";

/**
 * What is counted, and by which moment it belongs to a month: when the first answer was due, when the concern was raised,
 * when it was given to a unit, when that had to be received and done. What each word means is said once, in db/sql/6-figures.sql.
 */
const measures = {
  due: { at: "due", is: sql`app.counts_as_due(c)` },
  in_time: { at: "due", is: sql`app.answered_in_time(c)` },
  late: { at: "due", is: sql`app.counts_as_due(c) and not app.answered_in_time(c)` },
  raised: { at: "raised", is: sql`app.counts_as_raised(c)` },
  solved: { at: "raised", is: sql`app.counts_as_solved(c)` },
  rated: { at: "raised", is: sql`app.counts_as_rated(c)` },
  satisfied: { at: "raised", is: sql`app.counts_as_satisfied(c)` },
  given: { at: "given", is: sql`app.counts(c)` },
  receivable: { at: "receivable", is: sql`app.counts_as_receivable(a, c)` },
  received: { at: "receivable", is: sql`app.received_in_time(a, c)` },
  returned: { at: "given", is: sql`app.given_back(a, c)` },
  answered: { at: "given", is: sql`app.counts_as_answered(a, c)` },
  redone: { at: "given", is: sql`app.had_to_be_redone(a, c)` },
  dated: { at: "dated", is: sql`app.counts_as_dated(a, c)` },
  on_date: { at: "dated", is: sql`app.done_by_date(a, c)` },
} as const satisfies Record<string, { at: "due" | "raised" | "given" | "receivable" | "dated"; is: SQL }>;

export type Measure = keyof typeof measures;

/** The moment by which a measure belongs to a month. */
export type Moment = (typeof measures)[Measure]["at"];

export const measureKeys = Object.keys(measures) as [Measure, ...Measure[]];

export const momentOfMeasure = (measure: Measure): Moment => measures[measure].at;

/** What holds of a concern `c` (and an assignment `a`, where it is about what was given to a unit) that is counted. */
export const holds = (measure: Measure): SQL => measures[measure].is;

export const columnOf: Record<Moment, SQL> = {
  due: sql`c.answer_due_at`,
  raised: sql`c.created_at`,
  given: sql`a.assigned_at`,
  receivable: sql`a.accept_due_at`,
  dated: sql`a.due_at`,
};

/** The three rates: which of which. */
export const rates = {
  answered: { part: "in_time", whole: "due" },
  solved: { part: "solved", whole: "raised" },
  satisfied: { part: "satisfied", whole: "rated" },
} as const satisfies Record<string, { part: Measure; whole: Measure }>;

export type Rate = keyof typeof rates;

export const rateKeys = Object.keys(rates) as Rate[];

/** What stands beside them for each unit. */
export const duties = {
  received: { part: "received", whole: "receivable" },
  on_date: { part: "on_date", whole: "dated" },
  returned: { part: "returned", whole: "given" },
  redone: { part: "redone", whole: "answered" },
} as const satisfies Record<string, { part: Measure; whole: Measure }>;

export type Duty = keyof typeof duties;

export const dutyKeys = Object.keys(duties) as Duty[];

/** What the three rates count, of all concerns or of some. */
export type RateCounts = Record<"due" | "in_time" | "raised" | "solved" | "rated" | "satisfied", number>;

/** What stands beside them, of what was given to a unit. */
export type DutyCounts = Record<
  "given" | "receivable" | "received" | "returned" | "answered" | "redone" | "dated" | "on_date",
  number
>;

export const rateMeasures = ["due", "in_time", "raised", "solved", "rated", "satisfied"] as const;

export const dutyMeasures = [
  "given",
  "receivable",
  "received",
  "returned",
  "answered",
  "redone",
  "dated",
  "on_date",
] as const;

/** Of fewer than this no percentage is told: one more or less would move it by more than it says. */
export const leastWhole = 10;

/** A share in whole percent, rounded down, so that 100 means all; null where so few are divided that it would mislead. */
export const percent = (part: number, whole: number): number | null =>
  whole < leastWhole ? null : Math.floor((100 * part) / whole);
