import { type Model, walk } from "./model.ts";

/**
 * The walk of one duty. Stops are served as early as can be; `latest` is how late each could begin so that all after
 * it can still be served. Free is what of the shift is neither visit nor walk: an upper bound on what still fits.
 */
export type Route = {
  stops: readonly number[];
  earliest: readonly number[];
  latest: readonly number[];
  walked: number;
  free: number;
};

/** The first start at or after a time that slots allow; Infinity if none. */
function nextStart(slots: Float64Array, time: number): number {
  for (let i = 1; i < slots.length; i += 2)
    if (time <= (slots[i] as number)) return Math.max(time, slots[i - 1] as number);
  return Number.POSITIVE_INFINITY;
}

/** The last start at or before a time that slots allow; -Infinity if none. */
function lastStart(slots: Float64Array, time: number): number {
  for (let i = slots.length - 2; i >= 0; i -= 2)
    if (time >= (slots[i] as number)) return Math.min(time, slots[i + 1] as number);
  return Number.NEGATIVE_INFINITY;
}

/** When a visit to a household (not a fixed visit) may begin in a shift. */
export function slotsOf(model: Model, stop: number, shift: number): Float64Array {
  return model.slots[(model.kind[stop] as number) * model.shifts.length + shift] as Float64Array;
}

/** When the team can be at a stop after the first `count` of its walk. Fixed visits may overlap: the last to end counts. */
function arrival(
  model: Model,
  stops: readonly number[],
  earliest: readonly number[],
  count: number,
  to: number,
): number {
  let ready = Number.NEGATIVE_INFINITY;
  for (let i = count - 1; i >= 0; i--) {
    const stop = stops[i] as number;
    ready = Math.max(ready, (earliest[i] as number) + (model.stay[stop] as number) + walk(model, stop, to));
    if (stop < model.n) break;
  }
  return ready;
}

/**
 * The timetable of a walk.
 * @returns the index of the first stop that cannot be served in time, if there is one
 */
export function timetable(model: Model, duty: number, stops: readonly number[]): Route | number {
  const { n, stay, pinned } = model;
  const { shift } = model.duties[duty] as Model["duties"][number];
  const span = model.shifts[shift] as Model["shifts"][number];
  const count = stops.length;
  // Plain arrays: many short ones are made, and typed ones cost more to make than to read.
  const earliest = new Array<number>(count);
  const latest = new Array<number>(count);
  let ready = Number.NEGATIVE_INFINITY;
  let walked = 0;
  let work = 0;
  for (let i = 0; i < count; i++) {
    const stop = stops[i] as number;
    if (i > 0) {
      walked += walk(model, stops[i - 1] as number, stop);
      ready = arrival(model, stops, earliest, i, stop);
    }
    if (stop >= n) {
      const at = pinned[stop - n] as number;
      // Between two fixed visits nothing is ours to judge.
      if (ready > at && i > 0 && (stops[i - 1] as number) < n) return i - 1;
      earliest[i] = at;
    } else {
      const at = nextStart(slotsOf(model, stop, shift), ready);
      if (at === Number.POSITIVE_INFINITY) return i;
      earliest[i] = at;
    }
    work += stay[stop] as number;
  }
  let due = Number.POSITIVE_INFINITY;
  for (let i = count - 1; i >= 0; i--) {
    const stop = stops[i] as number;
    const before = due - (stay[stop] as number) - (i + 1 < count ? walk(model, stop, stops[i + 1] as number) : 0);
    latest[i] = stop >= n ? (pinned[stop - n] as number) : lastStart(slotsOf(model, stop, shift), before);
    due = latest[i] as number;
  }
  const pins = model.duties[duty]?.pins.length ?? 0;
  const free = pins > 0 ? Number.POSITIVE_INFINITY : span.end - span.start - work - walked;
  return { stops, earliest, latest, walked, free };
}

/** What it costs in milliseconds of walking and waiting to put a household before stops[at]; Infinity if it does not fit. */
export function insertion(model: Model, route: Route, shift: number, household: number, at: number): number {
  const { stops, earliest, latest } = route;
  const stay = model.stay[household] as number;
  let ready = Number.NEGATIVE_INFINITY;
  let cost = 0;
  if (at > 0) {
    const before = stops[at - 1] as number;
    cost += walk(model, before, household);
    ready = arrival(model, stops, earliest, at, household);
  }
  const start = nextStart(slotsOf(model, household, shift), ready);
  if (start === Number.POSITIVE_INFINITY) return start;
  if (at > 0) cost += (start - ready) / 2;
  if (at < stops.length) {
    const after = stops[at] as number;
    const leg = walk(model, household, after);
    if (start + stay + leg > (latest[at] as number)) return Number.POSITIVE_INFINITY;
    cost += leg;
    if (at > 0) cost -= walk(model, stops[at - 1] as number, after);
  }
  return cost;
}

/**
 * Whether a walk goes through its buildings one way. It falls into passes: a pass is in one entrance and goes only up
 * or only down. The team comes back to an entrance, or to a building it has left, only for a wished or fixed time:
 * such a pass begins with one.
 * @returns the index of the first stop that breaks this, or -1
 */
export function wrongWay(model: Model, stops: readonly number[]): number {
  const { entrance, building, floor, wished, n } = model;
  let way = 0;
  for (let i = 0; i < stops.length; i++) {
    const stop = stops[i] as number;
    const called = stop >= n || wished[stop] === 1;
    if (i === 0) continue;
    const before = stops[i - 1] as number;
    if (entrance[before] === entrance[stop]) {
      const step = Math.sign((floor[stop] as number) - (floor[before] as number));
      if (step === 0 || way === 0 || step === way) {
        if (step !== 0) way = step;
        continue;
      }
      way = 0;
      if (!called) return i;
      continue;
    }
    way = 0;
    if (called) continue;
    const left = building[before] !== building[stop];
    for (let j = 0; j < i; j++) {
      const earlier = stops[j] as number;
      if (entrance[earlier] === entrance[stop] || (left && building[earlier] === building[stop])) return i;
    }
  }
  return -1;
}

/** Stops with one more before stops[at]. */
export function withStop(stops: readonly number[], at: number, stop: number): number[] {
  const out = new Array<number>(stops.length + 1);
  for (let i = 0; i < at; i++) out[i] = stops[i] as number;
  out[at] = stop;
  for (let i = at; i < stops.length; i++) out[i + 1] = stops[i] as number;
  return out;
}
