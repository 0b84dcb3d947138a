import { type Classes, classesOf } from "./classes.ts";
import { grouped, groupsOf } from "./groups.ts";
import { type CostedColumn, masterOf } from "./master.ts";
import type { Model } from "./model.ts";
import { networkOf } from "./network.ts";
import type { Pace } from "./pace.ts";
import { type Column, Pricing } from "./pricing.ts";
import type { Found } from "./search.ts";

/** What a set of prices proves: the most that one walk of each shift, and of each duty with fixed visits, collects. */
type Priced = {
  prices: Float64Array;
  total: number;
  byShift: Float64Array;
  pinned: { most: number; forced: boolean }[];
};

/** A network with more states than this is not priced exactly. */
const mostWork = 60_000_000;
/** How many walks are taken from each shift in a round. */
const perShift = 12;
/** How far prices may go from the best ones known, in shares of them: at first near, at last anywhere. */
const boxes = [0.1, 0.2, 0.5, 1000];

/**
 * A number of team-evenings below which no plan can go that keeps the fixed visits and visits the same households.
 *
 * Give each household a price, not negative. All prices together are collected by the walks of the plan: a walk in
 * shift s collects at most v(s), the highest sum any walk there can. So with m(s) duties on duty, each counting one,
 * the sum of the prices is at most used + sum over s of m(s) * max(0, v(s) - 1); what stands beside "used", taken
 * from the sum, is a bound, whatever the prices are (weak duality; Lagrange). A duty that is used anyway counts one,
 * and its v is taken from the sum. v(s) comes from `Pricing`, which admits every real walk and some that are none, so it
 * is never too low; where that is too large, or a duty has fixed visits to go around, v is the sum of as many of the
 * highest prices as visits fit into the time. Good prices are the dual values of the linear program over walks
 * (column generation); the bound holds before it has come to its end, too.
 */
export async function boundOf(
  model: Model,
  found: Found,
  pace: Pace,
  rounds: number,
  onStep: (done: number) => void = () => {},
): Promise<{ bound: number; by: "columns" | "volume" }> {
  const forced = model.duties.filter((d) => d.forced).length;
  const classes = classesOf(model, new Set(found.bank));
  if (classes.size.length === 0) return { bound: forced, by: "volume" };
  const flat = new Float64Array(classes.size.length).fill(1);
  let best = tightened(model, volume(model, classes, flat));
  let bound = proven(model, best);
  const answer = (by: "columns" | "volume") => ({ bound: Math.max(forced, Math.ceil(bound - 1e-6)), by });
  if (rounds === 0 || pace.over()) return answer("volume");

  const supply = model.dutiesOf.map((list) => list.filter((d) => !model.duties[d]?.forced).length);
  const networks = supply.map((m, s) => (m > 0 ? networkOf(model, classes, s) : null));
  const pricings = networks.map((net, s) =>
    net && net.horizon >= 0 && net.states * net.horizon < mostWork ? new Pricing(net, s) : null,
  );
  const groups = groupsOf(classes);
  const master = await masterOf(groups.size, supply);
  try {
    master.add(grouped(columnsOf(model, classes, found), groups.of));
    let prices = best.prices;
    let pull = 0.5;
    let box = 0;
    let settled = bound;
    for (let round = 0; round < rounds && !pace.over(); round++) {
      onStep(round / rounds);
      const wide = boxes[box] as number;
      const near = groups.first.map((c) => best.prices[c] as number);
      master.within(times(near, Math.max(0, 1 - wide)), times(near, 1 + wide));
      const goal = master.solve();
      prices = best.prices.map((p, c) => (1 - pull) * (goal.prices[groups.of[c] as number] as number) + pull * p);
      // Far from the end, a third of the shifts in turn shows walks enough; nothing is proven by it.
      const some = pull > 0.3 && round % 4 > 0 ? pricings.map((p, s) => ((s + round) % 3 === 0 ? p : null)) : pricings;
      const { priced, columns, whole } = await priceAll(model, classes, some, prices, pace);
      if (!whole) break;
      const now = proven(model, priced);
      if (now > bound) {
        bound = now;
        best = tightened(model, priced);
      }
      const most = forced + goal.objective;
      pull = Math.min(0.6, Math.max(0.1, (most - bound) / 4));
      if (most - bound < 0.25 || Math.ceil(bound - 1e-6) >= Math.ceil(most - 1e-6)) {
        if (box === boxes.length - 1) break;
        // Where the best prices have moved, so has the box: it need not be wider yet.
        if (bound < settled + 0.01) box++;
        settled = bound;
      }
      master.add(
        grouped(
          columns.map((column) => ({ ...column, cost: 1 })),
          groups.of,
        ),
      );
      await pace.breathe();
    }
  } finally {
    master.dispose();
  }
  return answer("columns");
}

async function priceAll(
  model: Model,
  classes: Classes,
  pricings: (Pricing | null)[],
  prices: Float64Array,
  pace: Pace,
) {
  const priced = volume(model, classes, prices);
  const columns: Column[] = [];
  for (const [s, pricing] of pricings.entries()) {
    if (!pricing) continue;
    if (pace.over()) return { priced, columns, whole: false };
    const found = pricing.price(prices, perShift);
    priced.byShift[s] = found.value;
    columns.push(...found.columns);
    await pace.breathe();
  }
  return { priced, columns, whole: true };
}

/** The bound of some prices: the best of what they prove at any scale, which changes its slope only where a v is one. */
function proven(model: Model, priced: Priced): number {
  return Math.max(...scales(priced).map((scale) => provenAt(model, priced, scale)));
}

function scales(priced: Priced): number[] {
  const most = [...priced.byShift, ...priced.pinned.map((p) => p.most)].filter((v) => v > 0);
  return [1, ...most.map((v) => 1 / v)];
}

function provenAt(model: Model, { total, byShift, pinned }: Priced, scale: number): number {
  let bound = scale * total;
  byShift.forEach((v, s) => {
    const free = (model.dutiesOf[s] ?? []).filter((d) => model.duties[d]?.pins.length === 0).length;
    bound -= free * Math.max(0, scale * v - 1);
  });
  for (const { most, forced } of pinned) bound -= forced ? scale * most - 1 : Math.max(0, scale * most - 1);
  return bound;
}

/** The same prices at their best scale. */
function tightened(model: Model, priced: Priced): Priced {
  const scale = scales(priced).reduce((a, b) => (provenAt(model, priced, b) > provenAt(model, priced, a) ? b : a));
  return {
    prices: times(priced.prices, scale),
    total: priced.total * scale,
    byShift: times(priced.byShift, scale),
    pinned: priced.pinned.map((p) => ({ ...p, most: p.most * scale })),
  };
}

function times(prices: Float64Array, by: number): Float64Array {
  return prices.map((p) => p * by);
}

/** As many of the highest prices as visits fit into a shift: the weaker v, for every shift and duty with fixed visits. */
function volume(model: Model, classes: Classes, prices: Float64Array): Priced {
  const order = [...prices.keys()].sort((a, b) => (prices[b] as number) - (prices[a] as number));
  const { visit } = model.walks;
  const most = (shift: number, time: number) => {
    let room = Math.max(0, Math.floor(time / visit));
    let sum = 0;
    for (const c of order) {
      if (room === 0) break;
      const slots = model.slots[(classes.kind[c] as number) * model.shifts.length + shift];
      if (!slots?.length) continue;
      const count = Math.min(room, classes.size[c] as number);
      sum += count * (prices[c] as number);
      room -= count;
    }
    return sum;
  };
  const pinned = model.duties
    .filter((d) => d.pins.length > 0)
    .map((duty) => ({ most: most(duty.shift, timeAround(model, duty)), forced: duty.forced }));
  return {
    prices,
    total: prices.reduce((sum, p, c) => sum + p * (classes.size[c] as number), 0),
    byShift: Float64Array.from(model.shifts, ({ start, end }, s) =>
      model.dutiesOf[s]?.length ? most(s, end - start) : 0,
    ),
    pinned,
  };
}

/** What fixed visits leave of a shift: overlapping ones (of two officers) are not counted twice. */
function timeAround(model: Model, { shift, pins }: Model["duties"][number]): number {
  const span = model.shifts[shift] as Model["shifts"][number];
  let left = span.end - span.start;
  let until = span.start;
  for (const pin of pins) {
    const start = Math.max(until, model.pinned[pin - model.n] as number);
    const end = Math.min(span.end, (model.pinned[pin - model.n] as number) + (model.stay[pin] as number));
    if (end <= start) continue;
    left -= end - start;
    until = end;
  }
  return left;
}

/** The walks of a plan, and others that the search came by, as columns: the program has a solution from the first round on. */
function columnsOf(model: Model, classes: Classes, found: Found): CostedColumn[] {
  const columns = new Map<string, CostedColumn>();
  const add = (stops: readonly number[], shift: number, cost: number) => {
    const counts = new Map<number, number>();
    for (const stop of stops) {
      const c = stop < model.n ? (classes.of[stop] as number) : -1;
      if (c >= 0) counts.set(c, (counts.get(c) ?? 0) + 1);
    }
    const pairs = [...counts].sort((a, b) => a[0] - b[0]);
    if (pairs.length > 0)
      columns.set(JSON.stringify([shift, cost, pairs]), {
        shift,
        value: 0,
        classes: pairs.map(([c]) => c),
        counts: pairs.map(([, n]) => n),
        cost,
      });
  };
  found.stops.forEach((stops, d) => {
    const duty = model.duties[d];
    if (duty) add(stops, duty.shift, duty.forced ? 0 : 1);
  });
  for (const [stops, shift] of found.seen) add(stops, shift, 1);
  return [...columns.values()];
}
