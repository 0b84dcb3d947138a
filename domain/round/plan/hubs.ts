const none = Number.NEGATIVE_INFINITY;

/**
 * Where walks stand between two entrances or buildings. Each keeps, for each time of a ring, the best two that come from
 * different places: whoever goes on to the one's place takes the other.
 */
export class Hubs {
  readonly #ring: number;
  readonly #count: number;
  readonly #value: Float64Array;
  readonly #event: Int32Array;
  readonly #from: Int32Array;

  /** @param ring how many times are kept */
  constructor(ring: number, count: number) {
    this.#ring = ring;
    this.#count = count;
    this.#value = new Float64Array(2 * ring * count).fill(none);
    this.#event = new Int32Array(2 * ring * count);
    this.#from = new Int32Array(2 * ring * count).fill(-1);
  }

  /** Where the best walk is kept that stands in a hub at a time and comes from anywhere but one place. */
  best(t: number, hub: number, butFrom: number): number {
    const i = this.#at(t, hub);
    return this.#from[i] === butFrom ? i + 1 : i;
  }

  value(i: number): number {
    return this.#value[i] as number;
  }

  event(i: number): number {
    return this.#event[i] as number;
  }

  offer(t: number, hub: number, value: number, event: number, from: number): void {
    const i = this.#at(t, hub);
    if (value > (this.#value[i] as number)) {
      if (this.#from[i] !== from) this.#put(i + 1, this.value(i), this.event(i), this.#from[i] as number);
      this.#put(i, value, event, from);
    } else if (this.#from[i] !== from && value > (this.#value[i + 1] as number)) this.#put(i + 1, value, event, from);
  }

  /** Whoever stands there at a time may stand there a unit later. */
  wait(t: number): void {
    for (let hub = 0; hub < this.#count; hub++)
      for (let i = this.#at(t, hub); i < this.#at(t, hub) + 2; i++)
        if (this.value(i) !== none) this.offer(t + 1, hub, this.value(i), this.event(i), this.#from[i] as number);
  }

  /** Forgets one time, or all. */
  clear(t?: number): void {
    const from = t === undefined ? 0 : this.#at(t, 0);
    const to = t === undefined ? this.#value.length : from + 2 * this.#count;
    this.#value.fill(none, from, to);
    this.#from.fill(-1, from, to);
  }

  #at(t: number, hub: number): number {
    return 2 * ((t % this.#ring) * this.#count + hub);
  }

  #put(i: number, value: number, event: number, from: number): void {
    this.#value[i] = value;
    this.#event[i] = event;
    this.#from[i] = from;
  }
}
