/** Raised whenever what is counted for everybody changes: what was told before keeps the number that it was counted by. */
export const definition = 1;

/** By what the figures for everybody are told, each for itself: never two at once. */
export const openBys = ["total", "month", "category", "building", "unit", "door"] as const;

export type OpenBy = (typeof openBys)[number];

/** Shares in percent: of what, and what is left; by the measures of 6-figures.sql. */
export const openShares = {
  answered: { part: "in_time", rest: "late", whole: "due" },
  solved: { part: "solved", rest: "unsolved", whole: "raised" },
  satisfied: { part: "satisfied", rest: "unsatisfied", whole: "rated" },
} as const;

export type OpenShare = keyof typeof openShares;

export const openShareKeys = Object.keys(openShares) as OpenShare[];

/** Counts of concerns. */
export const openCounts = ["raised", "due", "rated"] as const;

/** Times in hours of the calendar: the middle one, and the one that nine of ten do not exceed. */
export const openTimes = ["answer_median", "answer_p90", "solve_median", "solve_p90"] as const;

/** Doors of a round, and those visited. */
const openDoors = ["doors", "visited"] as const;

export type OpenMeasure =
  | (typeof openCounts)[number]
  | OpenShare
  | (typeof openTimes)[number]
  | (typeof openDoors)[number];

/** In what a measure is told. */
export const unitOf = (measure: OpenMeasure): "concerns" | "percent" | "hours" | "doors" =>
  measure in openShares
    ? "percent"
    : (openTimes as readonly string[]).includes(measure)
      ? "hours"
      : (openDoors as readonly string[]).includes(measure)
        ? "doors"
        : "concerns";

/** The data sets that everybody can have, and what is in each. */
export const openTables = {
  total: [...openCounts, ...openShareKeys, ...openTimes],
  month: [...openCounts, ...openShareKeys],
  category: [...openCounts, ...openShareKeys, ...openTimes],
  building: [...openCounts, ...openShareKeys, ...openTimes],
  unit: [...openCounts, ...openShareKeys, ...openTimes],
  door: openDoors,
} as const satisfies Record<OpenBy, readonly OpenMeasure[]>;
