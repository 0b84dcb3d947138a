import { type Duty, dutiesOf } from "./duties.ts";
import type { PlanInput, Span } from "./types.ts";

const minute = 60_000;

/**
 * The input as arrays. A stop is a household to plan (0 … n-1) or a fixed visit (n …). Times are epoch milliseconds,
 * durations milliseconds: whole numbers that a double holds exactly.
 */
export type Model = {
  n: number;
  /** The household id of each stop. */
  ids: string[];
  entrance: Int32Array;
  building: Int32Array;
  floor: Float64Array;
  /** Length of the visit at each stop. */
  stay: Float64Array;
  /** 1 where times are wished. */
  wished: Uint8Array;
  knownBy: Int32Array;
  /** Households with the same wishes and guide have the same kind. */
  kind: Int32Array;
  /** Start of a fixed visit, by stop - n. */
  pinned: Float64Array;
  shifts: Span[];
  teams: number;
  duties: Duty[];
  dutiesOf: number[][];
  /** By kind * shifts + shift: when a visit may begin, as from, to, from, to … (inclusive), ascending. */
  slots: Float64Array[];
  walks: { floor: number; entrance: number; building: number; visit: number };
};

/** Spans put together where they touch, ascending, without empty ones. */
function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.filter((s) => s.end > s.start).toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else out.push({ ...span });
  }
  return out;
}

function common(a: readonly Span[], b: readonly Span[]): Span[] {
  const out = a.flatMap((x) => b.map((y) => ({ start: Math.max(x.start, y.start), end: Math.min(x.end, y.end) })));
  return merged(out);
}

/** When a visit may begin within a shift, as from, to, from, to …; wished spans that only touch are not one. */
export function startsWithin(shift: Span, stay: number, wish?: readonly Span[], guide?: readonly Span[]): Float64Array {
  const present = common([shift], guide ? merged(guide) : [shift]);
  // Overlapping wishes are one opportunity each; a visit lies within one of them, so they are not merged before.
  const starts = (wish ?? [shift])
    .flatMap((w) => common([w], present))
    .map((s) => ({ start: s.start, end: s.end - stay }));
  const out: number[] = [];
  for (const s of starts.filter((x) => x.end >= x.start).toSorted((a, b) => a.start - b.start)) {
    const last = out.length - 1;
    if (last > 0 && s.start <= (out[last] as number)) out[last] = Math.max(out[last] as number, s.end);
    else out.push(s.start, s.end);
  }
  return Float64Array.from(out);
}

function indexed(what: string, items: readonly { id: string }[]): Map<string, number> {
  const index = new Map(items.map((item, i) => [item.id, i]));
  if (index.size !== items.length) throw new RangeError(`two ${what} have the same id`);
  return index;
}

/** @throws RangeError what is named is not there, is there twice, or a duration is no positive number */
export function modelOf(input: PlanInput, households = input.households): Model {
  const { entrances, teams, shifts, timing } = input;
  const fixed = input.fixed ?? [];
  for (const [name, minutes] of Object.entries(timing))
    if (!Number.isFinite(minutes) || minutes < 0) throw new RangeError(`timing.${name} is not a number of minutes`);
  if (timing.visit <= 0) throw new RangeError("timing.visit is not positive");
  const entranceAt = indexed("entrances", entrances);
  const teamAt = indexed("teams", teams);
  const householdAt = indexed("households", input.households);
  indexed("shifts", shifts);
  const must = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new RangeError(`unknown ${what}`);
    return value;
  };
  for (const h of input.households) must(entranceAt.get(h.entrance), `entrance ${h.entrance}`);
  const buildings = new Map([...new Set(entrances.map((e) => e.building))].map((b, i) => [b, i]));
  const n = households.length;
  const count = n + fixed.length;
  const walks = {
    floor: Math.round(timing.floor * minute),
    entrance: Math.round(timing.entrance * minute),
    building: Math.round(timing.building * minute),
    visit: Math.round(timing.visit * minute),
  };
  const model: Model = {
    n,
    ids: [...households.map((h) => h.id), ...fixed.map((f) => f.household)],
    entrance: new Int32Array(count).fill(-1),
    building: new Int32Array(count).fill(-1),
    floor: new Float64Array(count),
    stay: new Float64Array(count).fill(walks.visit),
    wished: new Uint8Array(count),
    knownBy: new Int32Array(count).fill(-1),
    kind: new Int32Array(count).fill(-1),
    pinned: Float64Array.from(fixed, (f) => f.start),
    shifts: shifts.map(({ start, end }) => ({ start, end })),
    teams: teams.length,
    duties: [],
    dutiesOf: shifts.map(() => []),
    slots: [],
    walks,
  };
  const kinds = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const known = input.households[householdAt.get(model.ids[i] as string) ?? -1];
    const household = i < n ? households[i] : known;
    if (!household) continue;
    const e = entranceAt.get(household.entrance) as number;
    const entrance = entrances[e] as (typeof entrances)[number];
    model.entrance[i] = e;
    model.building[i] = buildings.get(entrance.building) as number;
    model.floor[i] = household.floor;
    if (i >= n) continue;
    const wish = household.wish !== "call" && household.wish?.length ? household.wish : undefined;
    model.wished[i] = wish ? 1 : 0;
    model.knownBy[i] = teamAt.get(household.knownBy ?? "") ?? -1;
    const key = JSON.stringify([wish?.map((w) => [w.start, w.end]), entrance.guide ? e : -1]);
    if (!kinds.has(key)) {
      kinds.set(key, kinds.size);
      for (const shift of shifts) model.slots.push(startsWithin(shift, walks.visit, wish, entrance.guide));
    }
    model.kind[i] = kinds.get(key) as number;
  }
  fixed.forEach((f, i) => {
    if (!(f.end > f.start)) throw new RangeError(`the fixed visit to ${f.household} does not end after it begins`);
    model.stay[n + i] = f.end - f.start;
  });
  const fixedTeams = fixed.map((f) => must(teamAt.get(f.team), `team ${f.team}`));
  const onDuty = shifts.map((shift) => [...new Set(shift.teams)].map((id) => must(teamAt.get(id), `team ${id}`)));
  model.duties = dutiesOf(model, teams, onDuty, fixedTeams);
  model.duties.forEach((duty, d) => {
    model.dutiesOf[duty.shift]?.push(d);
  });
  return model;
}

/** Milliseconds from one stop to another. A fixed visit at an unknown door counts as another building. */
export function walk(model: Model, a: number, b: number): number {
  const { entrance, building, floor, walks } = model;
  if (entrance[a] === entrance[b] && entrance[a] !== -1)
    return Math.abs((floor[a] as number) - (floor[b] as number)) * walks.floor;
  return building[a] === building[b] && building[a] !== -1 ? walks.entrance : walks.building;
}
