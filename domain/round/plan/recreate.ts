import type { Model } from "./model.ts";
import { shuffle } from "./random.ts";
import { insertion, slotsOf, withStop, wrongWay } from "./route.ts";
import type { State } from "./state.ts";

/** How often a place is overlooked on purpose, so that the same ruin is not always rebuilt the same way. */
const blink = 0.01;

/**
 * Puts each household of the bank where it costs least, in an order that changes; opens duties up to a limit.
 * Who fits nowhere stays in the bank; with more than `most` there it gives up.
 */
export function recreate(state: State, limit: number, random: () => number, most = Number.POSITIVE_INFINITY): void {
  const waiting = ordered(state, random);
  state.bank = [];
  for (const [i, household] of waiting.entries()) {
    if (state.bank.length > most) {
      state.bank.push(...waiting.slice(i));
      return;
    }
    if (place(state, household, random) || (state.open.length < limit && openFor(state, household, random))) continue;
    state.bank.push(household);
  }
}

function ordered(state: State, random: () => number): number[] {
  const { model } = state;
  const bank = shuffle(state.bank.slice(), random);
  const choice = random();
  if (choice < 0.35) return bank;
  if (choice < 0.7) {
    const chances = new Map(bank.map((h) => [h, opportunity(model, h)]));
    return bank.sort((a, b) => (chances.get(a) as number) - (chances.get(b) as number));
  }
  const way = random() < 0.5 ? 1 : -1;
  const at = (h: number) => (model.entrance[h] as number) * 1000 + way * (model.floor[h] as number);
  return bank.sort((a, b) => at(a) - at(b));
}

/** In how much time a household's visit could begin, over all shifts. */
function opportunity(model: Model, household: number): number {
  let sum = 0;
  for (let s = 0; s < model.shifts.length; s++) {
    const slots = slotsOf(model, household, s);
    for (let i = 0; i < slots.length; i += 2) sum += (slots[i + 1] as number) - (slots[i] as number) + 1;
  }
  return sum;
}

function place(state: State, household: number, random: () => number): boolean {
  const { model, routes, open, free } = state;
  const stay = model.stay[household] as number;
  let best = Number.POSITIVE_INFINITY;
  let bestDuty = -1;
  let bestAt = 0;
  for (let i = 0; i < open.length; i++) {
    const d = open[i] as number;
    if ((free[d] as number) < stay) continue;
    const route = routes[d] as State["routes"][number];
    const { shift, conflicts } = model.duties[d] as Model["duties"][number];
    const slots = slotsOf(model, household, shift);
    if (slots.length === 0) continue;
    if (conflicts.length > 0 && !state.allowed(d)) continue;
    // What is left over in a nearly full walk is worth little elsewhere.
    const crumbs = route.free === Number.POSITIVE_INFINITY ? 0 : Math.min(route.free - stay, model.walks.visit) / 16;
    const last = slots[slots.length - 1] as number;
    for (let at = 0; at <= route.stops.length; at++) {
      if (at < route.stops.length && (route.latest[at] as number) < (slots[0] as number) + stay) continue;
      if (at > 0 && (route.earliest[at - 1] as number) >= last) break;
      const cost = insertion(model, route, shift, household, at) + crumbs;
      if (cost >= best || random() < blink) continue;
      if (wrongWay(model, withStop(route.stops, at, household)) >= 0) continue;
      best = cost;
      bestDuty = d;
      bestAt = at;
    }
  }
  if (bestDuty < 0) return false;
  state.set(bestDuty, withStop((routes[bestDuty] as State["routes"][number]).stops, bestAt, household));
  return true;
}

/** Opens a duty in one of the shifts the household can be visited in, long ones rather than short ones. */
function openFor(state: State, household: number, random: () => number): boolean {
  const { model } = state;
  let best = Number.NEGATIVE_INFINITY;
  let bestDuty = -1;
  for (let s = 0; s < model.shifts.length; s++) {
    if (slotsOf(model, household, s).length === 0) continue;
    const span = model.shifts[s] as Model["shifts"][number];
    const worth = ((span.end - span.start) / model.walks.visit) * (1 - 0.3 * random());
    if (worth <= best) continue;
    const duty = freeDuty(state, s, household);
    if (duty < 0) continue;
    best = worth;
    bestDuty = duty;
  }
  if (bestDuty < 0) return false;
  const { stops } = state.routes[bestDuty] as State["routes"][number];
  state.set(bestDuty, withStop(stops, placeIn(state, bestDuty, household), household));
  return true;
}

function freeDuty(state: State, shift: number, household: number): number {
  for (const d of state.model.dutiesOf[shift] ?? [])
    if (!state.isOpen(d) && state.allowed(d) && placeIn(state, d, household) >= 0) return d;
  return -1;
}

/** Where a household fits into an unused duty, which may hold fixed visits of a shared officer; -1 if nowhere. */
function placeIn(state: State, duty: number, household: number): number {
  const { model } = state;
  const route = state.routes[duty] as State["routes"][number];
  const { shift } = model.duties[duty] as Model["duties"][number];
  for (let at = 0; at <= route.stops.length; at++) {
    if (insertion(model, route, shift, household, at) === Number.POSITIVE_INFINITY) continue;
    if (wrongWay(model, withStop(route.stops, at, household)) < 0) return at;
  }
  return -1;
}
