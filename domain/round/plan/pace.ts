/** Lets a long computation breathe, end in time and be stopped. */
export class Pace {
  readonly #began = performance.now();
  #slice = performance.now();
  readonly #budget: number;
  readonly #signal: AbortSignal | undefined;

  /** @param budget milliseconds, Infinity for none */
  constructor(budget: number, signal?: AbortSignal) {
    this.#budget = budget;
    this.#signal = signal;
  }

  get stopped(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return performance.now() - this.#began;
  }

  /** The share of the budget that is spent, 0 without a budget. */
  get spent(): number {
    return this.#budget === Number.POSITIVE_INFINITY ? 0 : this.elapsed / Math.max(1, this.#budget);
  }

  /** Whether more than a share of the budget is spent, or the job was stopped. */
  over(share = 1): boolean {
    return this.stopped || this.spent >= share;
  }

  /** Gives others the thread when it was held for 25 ms, so that a stop can arrive. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#slice < 25) return;
    await new Promise((done) => setImmediate(done));
    this.#slice = performance.now();
  }
}
