import {
  boxOf,
  type Cell,
  type Facts,
  fewest,
  leastShared,
  percentInSteps,
  safe,
  type Told,
  type ToldCount,
  type ToldShare,
} from "../safe.ts";
import { type OpenBy, type OpenMeasure, openCounts, openShareKeys, openShares } from "./measures.ts";

/** How many concerns and households of a month, and how many of those raised none in an earlier month of the year. */
export type Counted = {
  by: OpenBy;
  key: string;
  month: string;
  measure: string;
  n: number;
  households: number;
  newcomers: number;
};

/** Hours to the first answer or to the solution. */
export type Timed = {
  by: OpenBy;
  key: string;
  what: "answer" | "solve";
  households: number;
  median: number;
  p90: number;
};

/** A figure as everybody may read it. */
export type OpenFigure = { by: OpenBy; key: string; measure: OpenMeasure; told: Told };

/** What was told before of months of the same year: until when, and what. */
export type Earlier = OpenFigure & { until: string };

type Given = {
  /** The months of the year that are over and told now, as 2026-01-01; the last is the one that has just ended. */
  months: readonly string[];
  until: string;
  /** What there is to tell of: also what nothing was raised about, which looks like what few raised. */
  keys: Record<"category" | "building" | "unit", readonly string[]>;
  counted: readonly Counted[];
  timed: readonly Timed[];
  earlier: readonly Earlier[];
};

const measures = [
  "due",
  "in_time",
  "late",
  "raised",
  "solved",
  "unsolved",
  "rated",
  "satisfied",
  "unsatisfied",
] as const;

const steps = [5, 10, 25] as const;

/** The steps of a count, from the finest: what all raised together is told exactly. */
const stepsOf = (by: OpenBy, measure: string) => (by === "total" && measure === "raised" ? [1, ...steps] : steps);

/**
 * What is told of the months of a year so far: the rule of safe.ts, against an attacker who also has what was told at the
 * end of each month before, and so can take one from the other. Pure.
 */
export function tell(given: Given): OpenFigure[] {
  const { months, until, keys, counted, timed, earlier } = given;
  const found = Map.groupBy(counted, (c) => `${c.by}|${c.key}|${c.measure}`);
  const rows: { by: OpenBy; key: string }[] = [
    { by: "total", key: "" },
    ...(["category", "building", "unit"] as const).flatMap((by) => keys[by].map((key) => ({ by, key }))),
  ];
  const cells = new Map<string, Cell>();
  const sums: { whole: string; parts: string[] }[] = [];
  const within: { part: string; whole: string }[] = [];
  const name = (of: string, by: OpenBy, key: string, measure: string) => `${of}|${by}|${key}|${measure}`;
  const ofMonth = (by: OpenBy, key: string, month: string, measure: string): Cell => {
    const c = found.get(`${by}|${key}|${measure}`)?.find((one) => one.month === month);
    return { count: c?.n ?? 0, households: c?.households ?? 0 };
  };
  /** Of the year until a day. */
  const ofYear = (by: OpenBy, key: string, end: string, measure: string): Cell => {
    const some = (found.get(`${by}|${key}|${measure}`) ?? []).filter((one) => one.month <= end);
    return {
      count: some.reduce((n, c) => n + c.n, 0),
      households: some.reduce((n, c) => n + c.newcomers, 0),
    };
  };
  /** Of several months: as many households as in one of them at least. */
  const ofMonths = (by: OpenBy, key: string, some: readonly string[], measure: string): Cell => {
    const each = some.map((month) => ofMonth(by, key, month, measure));
    return { count: each.reduce((n, c) => n + c.count, 0), households: Math.max(0, ...each.map((c) => c.households)) };
  };
  const ends = [...new Set(earlier.filter((e) => e.by === "total").map((e) => e.until))].toSorted();
  const before = (end: string) => months.filter((month) => month <= end);
  const after = (end: string) => months.filter((month) => month > end);

  /** Everything that hangs together among the rows of some months. */
  const related = (of: string) => {
    for (const measure of measures) {
      for (const by of ["category", "building"] as const)
        if (keys[by].length)
          sums.push({
            whole: name(of, "total", "", measure),
            parts: keys[by].map((key) => name(of, by, key, measure)),
          });
      for (const key of keys.unit)
        within.push({ part: name(of, "unit", key, measure), whole: name(of, "total", "", measure) });
    }
    for (const { by, key } of rows) {
      for (const { part, rest, whole } of Object.values(openShares))
        sums.push({ whole: name(of, by, key, whole), parts: [name(of, by, key, part), name(of, by, key, rest)] });
      within.push({ part: name(of, by, key, "rated"), whole: name(of, by, key, "raised") });
    }
  };
  const put = (of: string, cell: (by: OpenBy, key: string, measure: string) => Cell) => {
    for (const { by, key } of rows)
      for (const measure of measures) cells.set(name(of, by, key, measure), cell(by, key, measure));
    related(of);
  };
  put(until, (by, key, measure) => ofYear(by, key, until, measure));
  for (const month of months) put(month, (by, key, measure) => ofMonth(by, key, month, measure));
  for (const end of ends) put(end, (by, key, measure) => ofYear(by, key, end, measure));
  // The year so far is what it was at an earlier end, and what has come since: of one month, or of several.
  for (const end of [...ends, until]) {
    for (const { by, key } of rows)
      for (const measure of measures)
        sums.push({
          whole: name(end, by, key, measure),
          parts: before(end).map((month) => name(month, by, key, measure)),
        });
  }
  for (const end of ends) {
    const since = after(end);
    const of = `since ${end}`;
    put(of, (by, key, measure) => ofMonths(by, key, since, measure));
    for (const { by, key } of rows)
      for (const measure of measures) {
        sums.push({
          whole: name(until, by, key, measure),
          parts: [name(end, by, key, measure), name(of, by, key, measure)],
        });
        sums.push({ whole: name(of, by, key, measure), parts: since.map((month) => name(month, by, key, measure)) });
      }
  }

  const told = toldBefore(earlier, cells, name);
  const untold = months.filter((month) => !earlier.some((e) => e.by === "month" && e.key === month.slice(0, 7)));
  const wanted = [
    ...rows.map((row) => ({ ...row, of: until, at: row })),
    ...untold.map((month) => ({
      by: "month" as const,
      key: month.slice(0, 7),
      of: month,
      at: { by: "total" as const, key: "" },
    })),
  ];
  const facts: Facts = { sums, within };
  const result = safe({
    cells,
    counts: wanted.flatMap(({ by, of, at }) =>
      openCounts.map((measure) => ({ cell: name(of, at.by, at.key, measure), steps: stepsOf(by, measure) })),
    ),
    shares: wanted.flatMap(({ of, at }) => openShareKeys.map((share) => ({ ...namesOf(of, at, share, name), steps }))),
    facts,
    before: told,
  });
  const counts = new Map(result.counts.map((c) => [c.cell, c.told]));
  const shares = new Map(result.shares.map((s) => [s.part, s.told]));
  return [
    ...wanted.flatMap(({ by, key, of, at }) => [
      ...openCounts.map((measure) => ({
        by,
        key,
        measure,
        told: counts.get(name(of, at.by, at.key, measure)) ?? null,
      })),
      ...openShareKeys.map((share) => ({
        by,
        key,
        measure: share,
        told: shares.get(name(of, at.by, at.key, openShares[share].part)) ?? null,
      })),
    ]),
    ...rows.flatMap(({ by, key }) =>
      (["answer", "solve"] as const).flatMap((what) => timesOf({ by, key }, what, timed)),
    ),
  ];
}

type Name = (of: string, by: OpenBy, key: string, measure: string) => string;

const namesOf = (of: string, { by, key }: { by: OpenBy; key: string }, share: keyof typeof openShares, name: Name) => {
  const { part, rest, whole } = openShares[share];
  return { part: name(of, by, key, part), rest: name(of, by, key, rest), whole: name(of, by, key, whole) };
};

/** What was told before, as far as it still tells of what is counted now: what has changed since tells nothing exact. */
function toldBefore(earlier: readonly Earlier[], cells: ReadonlyMap<string, Cell>, name: Name) {
  const counts: ToldCount[] = [];
  const shares: ToldShare[] = [];
  for (const { by, key, measure, told, until } of earlier) {
    if (!told) continue;
    const [of, at] =
      by === "month" ? [`${key}-01`, { by: "total" as const, key: "" }] : ([until, { by, key }] as const);
    if (measure in openShares) {
      const names = namesOf(of, at, measure as keyof typeof openShares, name);
      const [part, whole] = [cells.get(names.part)?.count ?? 0, cells.get(names.whole)?.count ?? 0];
      if (whole >= leastShared && percentInSteps(part, whole, told.step) === told.value)
        shares.push({ ...names, told });
    } else if ((openCounts as readonly string[]).includes(measure)) {
      const cell = name(of, at.by, at.key, measure);
      const count = cells.get(cell)?.count ?? 0;
      const { lo, hi } = boxOf(told);
      if (count >= lo && count <= hi) counts.push({ cell, told });
    }
  }
  return { counts, shares };
}

/** Hours as they are told: whole ones, and from two days on whole days. */
const inHours = (hours: number): NonNullable<Told> =>
  hours < 47.5 ? { value: Math.max(1, Math.round(hours)), step: 1 } : { value: Math.round(hours / 24) * 24, step: 24 };

/** The middle of at least five households; what nine of ten do not exceed, of at least ten. */
function timesOf(
  { by, key }: { by: OpenBy; key: string },
  what: "answer" | "solve",
  timed: readonly Timed[],
): OpenFigure[] {
  const found = timed.find((t) => t.by === by && t.key === key && t.what === what);
  const told = (least: number, hours: number | undefined) =>
    found && hours !== undefined && found.households >= least ? inHours(hours) : null;
  return [
    { by, key, measure: `${what}_median`, told: told(fewest, found?.median) },
    { by, key, measure: `${what}_p90`, told: told(2 * fewest, found?.p90) },
  ];
}

/** The doors of a round by building, as they are told: how many there are is no secret, how many were visited goes in steps. */
export function tellDoors(buildings: readonly { id: string; doors: number; visited: number }[]): OpenFigure[] {
  const rows = [
    ...buildings.map((b) => ({ key: b.id, doors: b.doors, visited: b.visited })),
    {
      key: "",
      doors: buildings.reduce((n, b) => n + b.doors, 0),
      visited: buildings.reduce((n, b) => n + b.visited, 0),
    },
  ];
  const cells = new Map<string, Cell>();
  for (const { key, doors, visited } of rows)
    for (const [what, n] of [
      ["doors", doors],
      ["visited", visited],
      ["left", doors - visited],
    ] as const)
      cells.set(`${key}|${what}`, { count: n, households: n });
  const known = rows.map(({ key, doors }) => ({ cell: `${key}|doors`, told: { value: doors, step: 1 } }));
  const result = safe({
    cells,
    counts: rows.map(({ key }) => ({ cell: `${key}|visited`, steps })),
    shares: [],
    facts: {
      sums: [
        ...rows.map(({ key }) => ({ whole: `${key}|doors`, parts: [`${key}|visited`, `${key}|left`] })),
        ...["visited", "left"].map((what) => ({ whole: `|${what}`, parts: buildings.map((b) => `${b.id}|${what}`) })),
      ],
      within: [],
    },
    before: { counts: known.filter(({ told }) => told.value >= fewest), shares: [] },
  });
  const visited = new Map(result.counts.map((c) => [c.cell, c.told]));
  return rows.flatMap(
    ({ key, doors }) =>
      [
        { by: "door", key, measure: "doors", told: { value: doors, step: 1 } },
        { by: "door", key, measure: "visited", told: visited.get(`${key}|visited`) ?? null },
      ] satisfies OpenFigure[],
  );
}
