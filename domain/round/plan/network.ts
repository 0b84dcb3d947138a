import type { Classes } from "./classes.ts";
import type { Model } from "./model.ts";

/**
 * One shift as a network for pricing: a node is a floor of an entrance where somebody can be visited in this shift; a
 * state is a node, a way (0 up, 1 down) and how many of each class were visited on this floor. Times are whole units
 * since the shift began; every time and duration is rounded down, so each real walk has its like in the network.
 */
export type Network = {
  unit: number;
  /** The last time a visit can begin; -1 if nobody can be visited. */
  horizon: number;
  visit: number;
  toEntrance: number;
  toBuilding: number;
  nodes: Node[];
  /** Nodes of each entrance from the lowest floor up, entrances of a building together. */
  entrances: { nodes: number[]; building: number; wished: number[] }[];
  buildings: number;
  states: number;
  /** Visits from each state: from[z] … from[z + 1] in classes and to. */
  from: Int32Array;
  classes: Int32Array;
  to: Int32Array;
  /** By visitable class * (horizon + 1) + time: 1 where a visit may begin. */
  open: Uint8Array;
  /** The class of each visitable class. */
  global: Int32Array;
};

type Node = {
  entrance: number;
  /** In units from the lowest node of the entrance: the difference is rounded down to a walk. */
  height: number;
  /** First state by way; it is followed by the other counts. */
  first: [number, number];
  counts: number;
  /** Visitable classes here, and the states that a walk is in which begins with them. */
  here: { local: number; wished: boolean; after: [number, number] }[];
};

/** More counts on one floor than this are no longer told apart: the classes beyond may then be visited any number of times. */
const mostCounts = 128;
const minute = 60_000;
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The largest unit that loses nothing, a minute at least. */
function unitOf(model: Model): number {
  const { walks } = model;
  return Math.max(minute, gcd(gcd(walks.visit, walks.floor), gcd(walks.entrance, walks.building)));
}

export function networkOf(model: Model, classes: Classes, shift: number): Network {
  const { walks } = model;
  const unit = unitOf(model);
  const begin = model.shifts[shift]?.start ?? 0;
  const slots = (c: number) => model.slots[(classes.kind[c] as number) * model.shifts.length + shift] as Float64Array;
  const visitable = [...classes.size.keys()]
    .filter((c) => slots(c).length > 0)
    .sort(
      (a, b) =>
        (classes.building[a] as number) - (classes.building[b] as number) ||
        (classes.entrance[a] as number) - (classes.entrance[b] as number) ||
        (classes.floor[a] as number) - (classes.floor[b] as number),
    );
  const units = (time: number) => Math.floor((time - begin) / unit);
  const horizon = visitable.reduce((last, c) => Math.max(last, units(slots(c).at(-1) as number)), -1);
  const open = new Uint8Array(visitable.length * (horizon + 1));
  visitable.forEach((c, local) => {
    const list = slots(c);
    for (let i = 0; i < list.length; i += 2)
      open.fill(
        1,
        local * (horizon + 1) + units(list[i] as number),
        local * (horizon + 1) + units(list[i + 1] as number) + 1,
      );
  });

  const net: Network = {
    unit,
    horizon,
    visit: Math.floor(walks.visit / unit),
    toEntrance: Math.floor(walks.entrance / unit),
    toBuilding: Math.floor(walks.building / unit),
    nodes: [],
    entrances: [],
    buildings: 0,
    states: 0,
    from: new Int32Array(0),
    classes: new Int32Array(0),
    to: new Int32Array(0),
    open,
    global: Int32Array.from(visitable),
  };
  const from: number[] = [];
  const by: number[] = [];
  const to: number[] = [];
  const buildings = new Map<number, number>();
  const floors = Map.groupBy(visitable.keys(), (local) => {
    const c = visitable[local] as number;
    return `${classes.entrance[c]} ${classes.floor[c]}`;
  });
  const entranceAt = new Map<number, number>();
  for (const locals of floors.values()) {
    const c = visitable[locals[0] as number] as number;
    const building = classes.building[c] as number;
    if (!buildings.has(building)) buildings.set(building, buildings.size);
    const e = classes.entrance[c] as number;
    if (!entranceAt.has(e)) {
      entranceAt.set(e, net.entrances.length);
      net.entrances.push({ nodes: [], building: buildings.get(building) as number, wished: [] });
    }
    const entrance = net.entrances[entranceAt.get(e) as number] as Network["entrances"][number];
    const strides: number[] = [];
    let counts = 1;
    for (const local of locals) {
      const size = (classes.size[visitable[local] as number] as number) + 1;
      const told = counts * size <= mostCounts;
      strides.push(told ? counts : 0);
      if (told) counts *= size;
    }
    const first: [number, number] = [net.states, net.states + counts];
    for (const start of first)
      for (let m = 0; m < counts; m++) {
        from.push(to.length);
        locals.forEach((local, i) => {
          const stride = strides[i] as number;
          const size = (classes.size[visitable[local] as number] as number) + 1;
          if (stride > 0 && Math.floor(m / stride) % size === size - 1) return;
          by.push(local);
          to.push(start + m + stride);
        });
      }
    net.states += 2 * counts;
    entrance.nodes.push(net.nodes.length);
    const wished = (local: number) => classes.wished[visitable[local] as number] === 1;
    if (locals.some(wished)) entrance.wished.push(net.nodes.length);
    net.nodes.push({
      entrance: entranceAt.get(e) as number,
      height: ((classes.floor[c] as number) * walks.floor) / unit,
      first,
      counts,
      here: locals.map((local, i) => ({
        local,
        wished: wished(local),
        after: [first[0] + (strides[i] as number), first[1] + (strides[i] as number)],
      })),
    });
  }
  from.push(to.length);
  net.buildings = buildings.size;
  return Object.assign(net, { from: Int32Array.from(from), classes: Int32Array.from(by), to: Int32Array.from(to) });
}
