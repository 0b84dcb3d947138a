import { Hubs } from "./hubs.ts";
import type { Network } from "./network.ts";

/** A walk found by pricing: how often it visits each class, as pairs of class and count. */
export type Column = { shift: number; value: number; classes: number[]; counts: number[] };

const none = Number.NEGATIVE_INFINITY;

/**
 * The most that one walk through a shift can collect when each visit of a class pays its price: dynamic programming
 * over time, exact for walks of passes that each begin with a visit, go one way and count who was visited on the floor
 * they stand on. Real walks also never meet a household twice in different passes; that is not demanded here, so the
 * value is at least that of every real walk. Of a walk's return to an entrance only this is demanded: turning
 * around within it is for wished times alone, and otherwise the team has been at another entrance in between.
 */
export class Pricing {
  readonly #net: Network;
  readonly #shift: number;
  readonly #ring: number;
  readonly #value: Float64Array;
  readonly #event: Int32Array;
  readonly #turnValue: Float64Array;
  readonly #turnEvent: Int32Array;
  /** One for each building, to other entrances, and the last one to other buildings. */
  readonly #hubs: Hubs;
  readonly #bestValue: Float64Array;
  readonly #bestEvent: Int32Array;
  /** What was visited, and after what: paths share their beginnings. */
  #visited: Int32Array;
  #after: Int32Array;
  #events = 0;

  constructor(net: Network, shift: number) {
    this.#net = net;
    this.#shift = shift;
    const heights = net.nodes.map((n) => n.height);
    const tall = Math.ceil(Math.max(0, ...heights) - Math.min(0, ...heights));
    this.#ring = Math.max(net.visit, net.toEntrance, net.toBuilding, tall, 1) + 1;
    this.#value = new Float64Array(this.#ring * net.states).fill(none);
    this.#event = new Int32Array(this.#ring * net.states);
    this.#turnValue = new Float64Array(this.#ring * net.nodes.length).fill(none);
    this.#turnEvent = new Int32Array(this.#ring * net.nodes.length);
    this.#hubs = new Hubs(this.#ring, net.buildings + 1);
    this.#bestValue = new Float64Array(2 * net.nodes.length);
    this.#bestEvent = new Int32Array(2 * net.nodes.length);
    this.#visited = new Int32Array(1 << 16);
    this.#after = new Int32Array(1 << 16);
  }

  /**
   * @param prices by class, not negative
   * @param most how many walks to give
   * @returns the highest value of any walk, and some good ones that end in different entrances, the best first
   */
  price(prices: Float64Array, most: number): { value: number; columns: Column[] } {
    const net = this.#net;
    const ends = new Float64Array(net.entrances.length);
    const endEvents = new Int32Array(net.entrances.length).fill(-1);
    this.#value.fill(none);
    this.#turnValue.fill(none);
    this.#hubs.clear();
    this.#events = 0;
    for (let t = 0; t <= net.horizon; t++) {
      this.#walk(t);
      this.#visit(t, prices, ends, endEvents);
      this.#clear(t);
    }
    const order = [...ends.keys()]
      .filter((e) => (endEvents[e] as number) >= 0)
      .sort((a, b) => (ends[b] as number) - (ends[a] as number));
    return {
      value: order.length > 0 ? (ends[order[0] as number] as number) : 0,
      columns: order.slice(0, most).map((e) => this.#column(ends[e] as number, endEvents[e] as number)),
    };
  }

  /** Moves between floors, turns, and ways out, from every place one can stand at a time. */
  #walk(t: number): void {
    const net = this.#net;
    const slice = (t % this.#ring) * net.states;
    for (const [e, entrance] of net.entrances.entries()) {
      const { nodes } = entrance;
      let out = none;
      let outEvent = -1;
      for (let way = 0; way < 2; way++)
        for (let i = 0; i < nodes.length; i++) {
          const at = nodes[way === 0 ? i : nodes.length - 1 - i] as number;
          const node = net.nodes[at] as Network["nodes"][number];
          const z0 = slice + (node.first[way] as number);
          let best = none;
          let event = -1;
          for (let z = z0; z < z0 + node.counts; z++)
            if ((this.#value[z] as number) > best) {
              best = this.#value[z] as number;
              event = this.#event[z] as number;
            }
          this.#bestValue[2 * at + way] = best;
          this.#bestEvent[2 * at + way] = event;
          if (best === none) continue;
          if (best > out) {
            out = best;
            outEvent = event;
          }
          const next = way === 0 ? nodes[i + 1] : nodes[nodes.length - 2 - i];
          if (next !== undefined) {
            const beyond = net.nodes[next] as Network["nodes"][number];
            const dt = Math.floor(Math.abs(beyond.height - node.height) + 1e-9);
            this.#offer(t + dt, beyond.first[way] as number, best, event);
          }
          for (const turn of entrance.wished) {
            const there = net.nodes[turn] as Network["nodes"][number];
            const up = there.height - node.height;
            if (turn === at || turn > at === (way === 0)) continue;
            this.#offerTurn(t + Math.floor(Math.abs(up) + 1e-9), turn, best, event);
          }
        }
      if (out === none) continue;
      this.#hubs.offer(t + net.toEntrance, entrance.building, out, outEvent, e);
      this.#hubs.offer(t + net.toBuilding, net.buildings, out, outEvent, entrance.building);
    }
  }

  /** Visits, and waiting, at a time. */
  #visit(t: number, prices: Float64Array, ends: Float64Array, endEvents: Int32Array): void {
    const net = this.#net;
    const { from, classes, to, open, horizon, global } = net;
    const slice = (t % this.#ring) * net.states;
    const next = ((t + 1) % this.#ring) * net.states;
    const later = ((t + net.visit) % this.#ring) * net.states;
    const width = horizon + 1;
    let e = -1;
    let enter = 0;
    let enterEvent = -1;
    for (let at = 0; at < net.nodes.length; at++) {
      const node = net.nodes[at] as Network["nodes"][number];
      if (node.entrance !== e) {
        // A new pass begins: from the start of the shift, another entrance, another building; or by turning around.
        e = node.entrance;
        const building = (net.entrances[e] as Network["entrances"][number]).building;
        const near = this.#hubs.best(t, building, e);
        const far = this.#hubs.best(t, net.buildings, building);
        const hub = this.#hubs.value(near) > this.#hubs.value(far) ? near : far;
        const better = this.#hubs.value(hub) > 0;
        enter = better ? this.#hubs.value(hub) : 0;
        enterEvent = better ? this.#hubs.event(hub) : -1;
      }
      for (let way = 0; way < 2; way++) {
        const first = node.first[way] as number;
        for (let z = first; z < first + node.counts; z++) {
          const value = this.#value[slice + z] as number;
          if (value === none) continue;
          const event = this.#event[slice + z] as number;
          if (value > (this.#value[next + z] as number)) {
            this.#value[next + z] = value;
            this.#event[next + z] = event;
          }
          for (let v = from[z] as number; v < (from[z + 1] as number); v++) {
            const local = classes[v] as number;
            if (open[local * width + t] === 0) continue;
            const gained = value + (prices[global[local] as number] as number);
            const target = later + (to[v] as number);
            if (gained <= (this.#value[target] as number)) continue;
            this.#value[target] = gained;
            this.#event[target] = this.#record(local, event);
            if (gained > (ends[e] as number)) {
              ends[e] = gained;
              endEvents[e] = this.#event[target] as number;
            }
          }
        }
      }
      const turnAt = (t % this.#ring) * net.nodes.length + at;
      const turn = this.#turnValue[turnAt] as number;
      const turnEvent = this.#turnEvent[turnAt] as number;
      if (turn !== none) this.#offerTurn(t + 1, at, turn, turnEvent);
      for (let v = 0; v < node.here.length; v++) {
        const { local, wished, after } = node.here[v] as Network["nodes"][number]["here"][number];
        if (open[local * width + t] === 0) continue;
        const turned = wished && turn > enter;
        const gained = (turned ? turn : enter) + (prices[global[local] as number] as number);
        const up = later + after[0];
        const down = later + after[1];
        if (gained <= (this.#value[up] as number) && gained <= (this.#value[down] as number)) continue;
        const event = this.#record(local, turned ? turnEvent : enterEvent);
        if (gained > (ends[e] as number)) {
          ends[e] = gained;
          endEvents[e] = event;
        }
        if (gained > (this.#value[up] as number)) {
          this.#value[up] = gained;
          this.#event[up] = event;
        }
        if (gained > (this.#value[down] as number)) {
          this.#value[down] = gained;
          this.#event[down] = event;
        }
      }
    }
    this.#hubs.wait(t);
  }

  #clear(t: number): void {
    const { states, nodes } = this.#net;
    const at = t % this.#ring;
    this.#value.fill(none, at * states, (at + 1) * states);
    this.#turnValue.fill(none, at * nodes.length, (at + 1) * nodes.length);
    this.#hubs.clear(t);
  }

  #offer(t: number, state: number, value: number, event: number): void {
    const i = (t % this.#ring) * this.#net.states + state;
    if (value <= (this.#value[i] as number)) return;
    this.#value[i] = value;
    this.#event[i] = event;
  }

  #offerTurn(t: number, node: number, value: number, event: number): void {
    const i = (t % this.#ring) * this.#net.nodes.length + node;
    if (value <= (this.#turnValue[i] as number)) return;
    this.#turnValue[i] = value;
    this.#turnEvent[i] = event;
  }

  #record(local: number, after: number): number {
    if (this.#events === this.#visited.length) {
      const grown = (old: Int32Array) => {
        const out = new Int32Array(old.length * 2);
        out.set(old);
        return out;
      };
      this.#visited = grown(this.#visited);
      this.#after = grown(this.#after);
    }
    this.#visited[this.#events] = local;
    this.#after[this.#events] = after;
    return this.#events++;
  }

  #column(value: number, last: number): Column {
    const counts = new Map<number, number>();
    for (let e = last; e >= 0; e = this.#after[e] as number) {
      const c = this.#net.global[this.#visited[e] as number] as number;
      counts.set(c, (counts.get(c) ?? 0) + 1);
    }
    return { shift: this.#shift, value, classes: [...counts.keys()], counts: [...counts.values()] };
  }
}
