import type { Model } from "./model.ts";
import type { Pace } from "./pace.ts";
import { recreate } from "./recreate.ts";
import { placesOf, ruin } from "./ruin.ts";
import { State } from "./state.ts";

export type Found = {
  /** By duty. */
  stops: (readonly number[])[];
  /** Households without a place. */
  bank: number[];
  used: number;
  iterations: number;
  /** Walks that were good for a while, and their shifts: a start for the proof. */
  seen: Map<readonly number[], number>;
};

type SearchOptions = {
  random: () => number;
  pace: Pace;
  /** The share of the pace's budget at which the search ends. */
  until: number;
  iterations: number;
  /** A plan to go on from, instead of a greedy one. */
  from?: Found;
  onStep?: (found: { bank: number; used: number; done: number }) => void;
};

/**
 * Fits as many households as it can, then with as few duties as it can: greedy, then ruin and recreate with simulated
 * annealing. Whenever all fit that ever did, the duty is dropped whose households had to wait least for a place so
 * far, and they wait in the bank for room.
 * @returns the best plan found; when stopped early, one with a longer bank
 */
export async function search(model: Model, options: SearchOptions): Promise<Found> {
  const { random, pace, until, iterations } = options;
  const state = new State(model);
  if (options.from) state.restore(options.from.stops);
  else await greedy(state, pace, until, random);
  let best: Found = {
    stops: state.snapshot(),
    bank: state.bank.slice(),
    used: state.open.length,
    iterations: 0,
    seen: new Map(),
  };
  const placed = () => {
    best = { ...best, stops: state.snapshot(), bank: state.bank.slice(), used: state.open.length };
  };
  if (model.n === 0 || model.duties.length === 0) return best;
  const places = placesOf(model);
  const waits = new Float64Array(model.n).fill(1);
  let limit = state.bank.length === 0 ? drop(state, waits) : model.duties.length;
  let i = 0;
  for (; i < iterations && !pace.over(until); i++) {
    const done = Math.max(i / iterations, pace.spent / until);
    if (i % 16 === 0) {
      await pace.breathe();
      if (i % 128 === 0 && done > 0.3) remember(state, best.seen);
      options.onStep?.({ bank: best.bank.length, used: best.used, done });
    }
    if (limit < 0) break;
    const heat = model.walks.visit * hot * (cold / hot) ** done;
    const before = { bank: state.bank.length, energy: state.energy };
    state.begin();
    ruin(state, places, random);
    recreate(state, limit, random, before.bank);
    for (const h of state.bank) (waits[h] as number)++;
    const missing = state.bank.length - before.bank;
    const better =
      missing < 0 || missing * model.walks.visit + state.energy < before.energy - heat * Math.log(random());
    if (!better) {
      state.undo();
      continue;
    }
    if (
      state.bank.length < best.bank.length ||
      (state.bank.length <= best.bank.length && state.open.length < best.used)
    )
      placed();
    // While some fit nowhere though every duty may be used, a quarter of the search goes into finding them a place.
    const settled = state.bank.length === 0 || (done > 0.25 && state.bank.length <= best.bank.length);
    if (settled) limit = drop(state, waits);
  }
  return { ...best, iterations: i };
}

const mostSeen = 4000;

function remember(state: State, seen: Found["seen"]): void {
  for (const d of state.open) {
    const duty = state.model.duties[d];
    if (seen.size < mostSeen && duty?.pins.length === 0)
      seen.set((state.routes[d] as State["routes"][number]).stops, duty.shift);
  }
}

/** The heat of the annealing at its beginning and end, in visits. */
const hot = 0.03;
const cold = 0.01;

async function greedy(state: State, pace: Pace, until: number, random: () => number): Promise<void> {
  const { model } = state;
  const all = state.bank.toSorted(
    (a, b) =>
      (model.entrance[a] as number) - (model.entrance[b] as number) ||
      (model.floor[a] as number) - (model.floor[b] as number),
  );
  const wished = all.filter((h) => model.wished[h] === 1);
  const left: number[] = [];
  const queue = [...wished, ...all.filter((h) => model.wished[h] === 0)];
  while (queue.length > 0 && !pace.over(until)) {
    state.bank = queue.splice(0, 8);
    recreate(state, model.duties.length, random);
    left.push(...state.bank);
    await pace.breathe();
  }
  state.bank = [...left, ...queue];
  state.begin();
}

/** Empties the duty whose households found a place most easily so far. @returns how many duties may be used now, -1 if none can be dropped */
function drop(state: State, waits: Float64Array): number {
  const { model } = state;
  let least = Number.POSITIVE_INFINITY;
  let which = -1;
  for (const d of state.open) {
    if (model.duties[d]?.forced) continue;
    let sum = 0;
    for (const stop of state.routes[d]?.stops ?? []) if (stop < model.n) sum += waits[stop] as number;
    if (sum < least) {
      least = sum;
      which = d;
    }
  }
  if (which < 0) return -1;
  const stops = state.routes[which]?.stops ?? [];
  state.remove(which, new Set(stops.filter((stop) => stop < model.n)));
  return state.open.length;
}
