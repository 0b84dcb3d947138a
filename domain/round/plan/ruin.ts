import type { Model } from "./model.ts";
import type { State } from "./state.ts";

/** Households of each entrance and building, to find neighbours in. */
type Places = { inEntrance: Map<number, number[]>; inBuilding: Map<number, number[]> };

export function placesOf(model: Model): Places {
  const all = Array.from({ length: model.n }, (_, h) => h);
  return {
    inEntrance: Map.groupBy(all, (h) => model.entrance[h] as number),
    inBuilding: Map.groupBy(all, (h) => model.building[h] as number),
  };
}

const longest = 10;

/**
 * Takes strings of neighbouring visits out of a few walks near one household ("slack induction by string removals",
 * Christiaens and Vanden Berghe 2020); now and then whole walks, so that other shifts can be tried.
 */
export function ruin(state: State, places: Places, random: () => number): void {
  const { model, dutyOf } = state;
  const seed = Math.floor(random() * model.n);
  const whole = random() < 0.15;
  const strings = 1 + Math.floor(random() * (whole ? 2 : 3));
  const touched = new Set<number>();
  for (const household of neighbours(state, places, seed, random)) {
    if (touched.size >= strings) break;
    const duty = dutyOf[household] as number;
    if (duty < 0 || touched.has(duty)) continue;
    touched.add(duty);
    state.remove(duty, whole ? new Set(doors(state, duty)) : string(doors(state, duty), household, random));
  }
}

/** The households of a duty without its fixed visits. */
function doors(state: State, duty: number): number[] {
  return (state.routes[duty] as State["routes"][number]).stops.filter((stop) => stop < state.model.n);
}

/** A string that contains the household; half of them leave out a piece in their middle. */
function string(all: number[], household: number, random: () => number): Set<number> {
  const length = 1 + Math.floor(random() * Math.min(longest, all.length));
  const kept = random() < 0.5 ? Math.floor(random() * Math.max(0, all.length - length)) : 0;
  const whole = Math.min(all.length, length + kept);
  const at = all.indexOf(household);
  const from = Math.max(0, Math.min(all.length - whole, at - Math.floor(random() * whole)));
  const piece = all.slice(from, from + whole);
  const hole = Math.floor(random() * (whole - kept));
  return new Set(piece.filter((_, i) => i < hole || i >= hole + kept));
}

function* neighbours(state: State, places: Places, seed: number, random: () => number): Generator<number> {
  const { model, bank } = state;
  yield seed;
  // Half of the time what waits in the bank says where to make room.
  const near = bank.length > 0 && random() < 0.5 ? (bank[Math.floor(random() * bank.length)] as number) : seed;
  const here = places.inEntrance.get(model.entrance[near] as number) ?? [];
  const floor = model.floor[near] as number;
  // Nearer floors more often, without sorting them.
  if (random() < 0.7)
    for (let i = 0; i < 30; i++) {
      const household = here[Math.floor(random() * here.length)] as number;
      if (Math.abs((model.floor[household] as number) - floor) <= 8 * random()) yield household;
    }
  const around = places.inBuilding.get(model.building[near] as number) ?? [];
  for (let i = 0; i < 20; i++) yield around[Math.floor(random() * around.length)] as number;
  for (let i = 0; i < 20; i++) yield Math.floor(random() * model.n);
}
