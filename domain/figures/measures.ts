/**
 * What is counted, and by which moment it belongs to a month: when the first answer was due, when the concern was raised,
 * when it was given to a unit, when that had to be received and done. What each word means is said once, in db/sql/6-figures.sql.
 */
const moments = {
  due: "due",
  in_time: "due",
  late: "due",
  raised: "raised",
  solved: "raised",
  rated: "raised",
  satisfied: "raised",
  given: "given",
  receivable: "receivable",
  received: "receivable",
  returned: "given",
  answered: "given",
  redone: "given",
  dated: "dated",
  on_date: "dated",
} as const;

export type Measure = keyof typeof moments;

export const measureKeys = Object.keys(moments) as [Measure, ...Measure[]];

/** The moment by which a measure belongs to a month. */
export const momentOfMeasure = (measure: Measure): (typeof moments)[Measure] => moments[measure];

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
