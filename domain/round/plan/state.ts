import type { Model } from "./model.ts";
import { type Route, timetable, wrongWay } from "./route.ts";

/** A plan in the making: a walk for each duty, and the households that are in none. Changes can be taken back. */
export class State {
  readonly model: Model;
  readonly routes: Route[];
  /** The duty of each household, -1 for none. */
  readonly dutyOf: Int32Array;
  /** What is free in each duty, beside each other for the loop over all of them. */
  readonly free: Float64Array;
  /** Duties in use. */
  readonly open: number[] = [];
  bank: number[] = [];
  /** Lower is better among plans with as many visits and duties: see `cost`. */
  energy = 0;
  readonly #openAt: Int32Array;
  readonly #journal = new Map<number, Route>();
  #bankBefore: number[] = [];

  constructor(model: Model) {
    this.model = model;
    this.dutyOf = new Int32Array(model.n).fill(-1);
    this.#openAt = new Int32Array(model.duties.length).fill(-1);
    this.routes = model.duties.map((duty, d) => this.#timed(d, duty.pins));
    this.free = Float64Array.from(this.routes, (route) => route.free);
    for (const [d, route] of this.routes.entries()) {
      this.#count(d);
      this.energy += this.#cost(d, route);
    }
    this.bank = Array.from({ length: model.n }, (_, i) => i);
  }

  /** How many visits a duty has that are not fixed. */
  planned(duty: number): number {
    return (this.routes[duty]?.stops.length ?? 0) - (this.model.duties[duty]?.pins.length ?? 0);
  }

  /** Whether a duty may get visits: nobody in its team is at other doors in another duty at that time. */
  allowed(duty: number): boolean {
    for (const other of this.model.duties[duty]?.conflicts ?? []) if (this.planned(other) > 0) return false;
    return true;
  }

  isOpen(duty: number): boolean {
    return (this.#openAt[duty] as number) >= 0;
  }

  /** From here changes can be taken back. */
  begin(): void {
    this.#journal.clear();
    this.#bankBefore = this.bank.slice();
  }

  undo(): void {
    for (const d of this.#journal.keys()) {
      for (const stop of this.routes[d]?.stops ?? []) if (stop < this.model.n) this.dutyOf[stop] = -1;
    }
    for (const [d, before] of this.#journal) this.#put(d, before);
    this.#journal.clear();
    this.bank = this.#bankBefore;
  }

  /** Gives a duty other stops. They must be servable and go one way. */
  set(duty: number, stops: readonly number[]): void {
    this.#change(duty, this.#timed(duty, stops));
  }

  /** Takes households out of a duty, and those without which the rest is no longer servable one way; puts them in the bank. */
  remove(duty: number, gone: ReadonlySet<number>): void {
    const { model } = this;
    const all = (this.routes[duty] as Route).stops;
    const stops = all.filter((stop) => !gone.has(stop));
    let timed = timetable(model, duty, stops);
    for (;;) {
      const bad = typeof timed === "number" ? timed : wrongWay(model, stops);
      if (bad < 0) break;
      // A fixed visit stays; whoever is before or after it goes.
      const victim = [bad, bad - 1, bad + 1].find((i) => (stops[i] ?? model.n) < model.n) ?? -1;
      if (victim < 0) break;
      stops.splice(victim, 1);
      timed = timetable(model, duty, stops);
    }
    const left = new Set(stops);
    for (const stop of all)
      if (!left.has(stop)) {
        this.dutyOf[stop] = -1;
        this.bank.push(stop);
      }
    this.#change(duty, typeof timed === "number" ? this.#timed(duty, stops) : timed);
  }

  /** The stops of each duty, to be kept. */
  snapshot(): (readonly number[])[] {
    return this.routes.map((route) => route.stops);
  }

  /** Goes back to a snapshot. */
  restore(snapshot: (readonly number[])[]): void {
    this.dutyOf.fill(-1);
    snapshot.forEach((stops, d) => {
      this.#put(d, this.#timed(d, stops));
    });
    this.bank = [...this.dutyOf.keys()].filter((h) => this.dutyOf[h] === -1);
    this.begin();
  }

  #timed(duty: number, stops: readonly number[]): Route {
    const route = timetable(this.model, duty, stops);
    if (typeof route === "number") throw new RangeError(`stop ${route} of duty ${duty} cannot be served in time`);
    return route;
  }

  #change(duty: number, route: Route): void {
    if (!this.#journal.has(duty)) this.#journal.set(duty, this.routes[duty] as Route);
    this.#put(duty, route);
  }

  #put(duty: number, route: Route): void {
    this.energy += this.#cost(duty, route) - this.#cost(duty, this.routes[duty] as Route);
    this.routes[duty] = route;
    this.free[duty] = route.free;
    for (const stop of route.stops) if (stop < this.model.n) this.dutyOf[stop] = duty;
    this.#count(duty);
  }

  /** Walking, less a reward for time that lies free in one piece: full walks and empty ones rather than all half full. */
  #cost(duty: number, route: Route): number {
    if (route.stops.length === (this.model.duties[duty]?.pins.length ?? 0) || route.free === Number.POSITIVE_INFINITY)
      return route.walked;
    return route.walked - (route.free * route.free) / (100 * this.model.walks.visit);
  }

  #count(duty: number): void {
    const inUse = this.model.duties[duty]?.forced || this.planned(duty) > 0;
    const at = this.#openAt[duty] as number;
    if (inUse && at < 0) {
      this.#openAt[duty] = this.open.length;
      this.open.push(duty);
    } else if (!inUse && at >= 0) {
      const last = this.open.pop() as number;
      if (last !== duty) {
        this.open[at] = last;
        this.#openAt[last] = at;
      }
      this.#openAt[duty] = -1;
    }
  }
}
