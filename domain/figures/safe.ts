/**
 * What may be told of a community so that no household can be singled out: the rule, an attacker who calculates with all
 * that was ever told, and what is left out beside the rule so that the attacker finds nothing. Pure.
 *
 * The rule: nothing of which fewer than five households are behind it; counts in steps of five; shares in steps of five
 * percent, of ten or more. The attacker knows which figures add up to which, which are parts of which, how each was
 * rounded, and what was told before. Whatever has fewer than five households behind it must still be able to be any of five
 * values for them; where it is not, figures beside it are told more coarsely, or not at all.
 */

/** Fewer households than this are never told of. */
export const fewest = 5;
/** A share is told of so many concerns at least. */
export const leastShared = 10;
/** What is behind fewer households stays any of so many values. */
export const spread = 5;

/** What is counted: concerns, and the households behind them. */
export type Cell = { count: number; households: number };

/** A figure as it is told: rounded to a multiple of its step (1: exact); null: it is not told. */
export type Told = { value: number; step: number } | null;

/** Of a cell the count; steps from the finest that would be told. */
type Count = { cell: string; steps: readonly number[] };
/** Of a whole the part, in percent; the rest of it is a cell of its own. */
type Share = { part: string; rest: string; whole: string; steps: readonly number[] };

export type ToldCount = { cell: string; told: Told };
export type ToldShare = { part: string; rest: string; whole: string; told: Told };

/** What everybody knows without being told: what adds up to what, and what is part of what. */
export type Facts = {
  sums: readonly { whole: string; parts: readonly string[] }[];
  within: readonly { part: string; whole: string }[];
};

export type Box = { lo: number; hi: number };

/** A count as it is told in steps. */
export const inSteps = (value: number, step: number): number => Math.floor(value / step + 0.5) * step;

/** A share as it is told in steps of percent. */
export const percentInSteps = (part: number, whole: number, step: number): number =>
  Math.floor((200 * part + step * whole) / (2 * step * whole)) * step;

/** All values that a count told in steps may have been. */
export const boxOf = ({ value, step }: NonNullable<Told>): Box => ({
  lo: Math.max(fewest, Math.ceil(value - step / 2)),
  hi: Math.max(value, Math.ceil(value + step / 2) - 1),
});

type ShareOf = { part: string; rest: string; whole: string };

/** What is told of cells and shares that are known by their place. */
type Known = { counts: readonly (readonly [cell: number, told: NonNullable<Told>])[]; shares: readonly Told[] };

/**
 * All that hangs together, by numbers instead of names, so that it can be calculated with often: the attack is tried on
 * every figure that may be told more coarsely.
 */
function network(names: readonly string[], { sums, within }: Facts, shares: readonly ShareOf[]) {
  const places = new Map(names.map((name, i) => [name, i]));
  const at = (name: string): number => {
    const found = places.get(name);
    if (found === undefined) throw new Error(`no cell ${name}`);
    return found;
  };
  const threes = shares.map((s) => ({ part: at(s.part), rest: at(s.rest), whole: at(s.whole) }));
  const alls = [
    ...sums.map(({ whole, parts }) => ({ whole: at(whole), parts: Int32Array.from(parts, at) })),
    ...threes.map(({ part, rest, whole }) => ({ whole, parts: Int32Array.from([part, rest]) })),
  ];
  const pairs = within.map(({ part, whole }) => [at(part), at(whole)] as const);
  const run = (known: Known) => {
    const lo = new Float64Array(names.length);
    const hi = new Float64Array(names.length).fill(Number.POSITIVE_INFINITY);
    let changed = true;
    const narrow = (cell: number, from: number, to: number) => {
      if (from > (lo[cell] ?? 0)) {
        lo[cell] = from;
        changed = true;
      }
      if (to < (hi[cell] ?? 0)) {
        hi[cell] = to;
        changed = true;
      }
    };
    for (const [cell, told] of known.counts) {
      const box = boxOf(told);
      narrow(cell, box.lo, box.hi);
    }
    for (const [i, { whole }] of threes.entries())
      if (known.shares[i]) narrow(whole, leastShared, Number.POSITIVE_INFINITY);
    // (Narrowing by whole numbers comes to an end; the bound is a matter of form.)
    for (let rounds = 0; changed && rounds < 1000; rounds++) {
      changed = false;
      for (const { whole, parts } of alls) {
        let low = 0;
        let high = 0;
        let open = 0;
        for (const part of parts) {
          low += lo[part] ?? 0;
          if (hi[part] === Number.POSITIVE_INFINITY) open += 1;
          else high += hi[part] ?? 0;
        }
        narrow(whole, low, open ? Number.POSITIVE_INFINITY : high);
        const [most, least] = [hi[whole] ?? 0, lo[whole] ?? 0];
        for (const part of parts) {
          const isOpen = hi[part] === Number.POSITIVE_INFINITY;
          const others =
            open - (isOpen ? 1 : 0) > 0 ? Number.POSITIVE_INFINITY : isOpen ? high : high - (hi[part] ?? 0);
          narrow(part, least - others, most - (low - (lo[part] ?? 0)));
        }
      }
      for (const [part, whole] of pairs) {
        narrow(part, 0, hi[whole] ?? 0);
        narrow(whole, lo[part] ?? 0, Number.POSITIVE_INFINITY);
      }
      for (const [i, { part, rest, whole }] of threes.entries()) {
        const told = known.shares[i];
        if (!told) continue;
        // (2p - s)/200 of the whole <= part < (2p + s)/200 of it.
        const [from, to] = [2 * told.value - told.step, 2 * told.value + told.step];
        const [least, most] = [lo[whole] ?? 0, hi[whole] ?? 0];
        narrow(part, Math.ceil((from * least) / 200), Math.ceil((to * most) / 200) - 1);
        narrow(rest, Math.floor(((200 - to) * least) / 200) + 1, Math.floor(((200 - from) * most) / 200));
        const parted = from > 0 ? Math.floor((200 * (hi[part] ?? 0)) / from) : Number.POSITIVE_INFINITY;
        narrow(whole, Math.floor((200 * (lo[part] ?? 0)) / to) + 1, parted);
      }
    }
    return { lo, hi };
  };
  return { at, run };
}

/** What somebody finds out who calculates with everything that is told: for each cell the values it may have. */
export function attack(
  cells: Iterable<string>,
  { counts, shares }: { counts: readonly ToldCount[]; shares: readonly ToldShare[] },
  facts: Facts,
): Map<string, Box> {
  const names = [...cells];
  const net = network(names, facts, shares);
  const { lo, hi } = net.run({
    counts: counts.flatMap(({ cell, told }) => (told ? [[net.at(cell), told] as const] : [])),
    shares: shares.map(({ told }) => told),
  });
  return new Map(names.map((name, i) => [name, { lo: lo[i] ?? 0, hi: hi[i] ?? 0 }]));
}

/** The cells with fewer than five households behind them that are narrowed too far. */
export function foundOut(cells: ReadonlyMap<string, Cell>, boxes: ReadonlyMap<string, Box>): string[] {
  return [...cells]
    .filter(([, { households }]) => households < fewest)
    .map(([cell]) => cell)
    .filter((cell) => {
      const box = boxes.get(cell);
      return box !== undefined && box.hi - box.lo + 1 < spread;
    });
}

type Wanted = {
  cells: ReadonlyMap<string, Cell>;
  counts: readonly Count[];
  shares: readonly Share[];
  facts: Facts;
  /** What was told before, and is not taken back. */
  before?: { counts: readonly ToldCount[]; shares: readonly ToldShare[] };
};

export type Safe = { counts: ToldCount[]; shares: ToldShare[] };

/** What may be told of all that is wanted: by the rule, and as much more coarsely that nobody can be singled out. */
export function safe({ cells, counts, shares, facts, before = { counts: [], shares: [] } }: Wanted): Safe {
  const of = (cell: string): Cell => {
    const found = cells.get(cell);
    if (!found) throw new Error(`no cell ${cell}`);
    return found;
  };
  // How far each has been made coarser: an index into its steps, behind the last of them nothing is told.
  const told = [
    ...counts.map((c) => ({ ...c, kind: "count" as const, at: 0, near: [c.cell], size: of(c.cell).count })),
    ...shares.map((s) => ({
      ...s,
      kind: "share" as const,
      at: 0,
      near: [s.part, s.rest, s.whole],
      size: of(s.whole).count,
    })),
  ];
  type Item = (typeof told)[number];
  const shown = (item: Item): Told => {
    const step = item.steps[item.at];
    if (step === undefined) return null;
    if (item.kind === "count") {
      const { count, households } = of(item.cell);
      const value = inSteps(count, step);
      return households < fewest || value === 0 ? null : { value, step };
    }
    const whole = of(item.whole);
    if (whole.households < fewest || whole.count < leastShared) return null;
    return { value: percentInSteps(of(item.part).count, whole.count, step), step };
  };
  const published = (): Safe => ({
    counts: told.flatMap((item) => (item.kind === "count" ? [{ cell: item.cell, told: shown(item) }] : [])),
    shares: told.flatMap((item) =>
      item.kind === "share" ? [{ part: item.part, rest: item.rest, whole: item.whole, told: shown(item) }] : [],
    ),
  });
  const names = [...cells.keys()];
  const small = names.flatMap((name, i) => (of(name).households < fewest ? [i] : []));
  const net = network(names, facts, [...before.shares, ...shares]);
  const places = told.map((item) => (item.kind === "count" ? net.at(item.cell) : -1));
  const knownBefore = before.counts.flatMap(({ cell, told }) => (told ? [[net.at(cell), told] as const] : []));
  const attacked = () => {
    const now = told.map(shown);
    const counts = now.flatMap((t, i) => (t && told[i]?.kind === "count" ? [[places[i] ?? 0, t] as const] : []));
    const { lo, hi } = net.run({
      counts: [...knownBefore, ...counts],
      shares: [...before.shares.map((s) => s.told), ...now.filter((_, i) => told[i]?.kind === "share")],
    });
    return (cell: number) => (hi[cell] ?? 0) - (lo[cell] ?? 0) + 1;
  };
  // What was found out before anything of this is told cannot be taken back: it must not become less.
  const alone = net.run({
    counts: knownBefore,
    shares: [...before.shares.map((s) => s.told), ...shares.map(() => null)],
  });
  const least = (cell: number) => Math.min(spread, (alone.hi[cell] ?? 0) - (alone.lo[cell] ?? 0) + 1);
  const near = nearness(told, facts, before);
  const tried = 24;
  for (;;) {
    const width = attacked();
    const found = small.filter((cell) => width(cell) < least(cell));
    if (!found.length) return published();
    let coarser = false;
    const touched = new Set<Item>();
    for (const cell of found) {
      // The nearest that tells of this cell: without it, more values would be possible.
      const telling = near(names[cell] ?? "").filter((item) => shown(item) !== null);
      if (telling.slice(0, 3).some((item) => touched.has(item))) continue;
      const item =
        telling.slice(0, tried).find((one) => {
          const { at } = one;
          one.at = one.steps.length;
          const wider = attacked()(cell) > width(cell);
          one.at = at;
          return wider;
        }) ?? telling[0];
      if (!item || touched.has(item)) continue;
      item.at += 1;
      touched.add(item);
      coarser = true;
    }
    // (With nothing of this told, no more is known than before, which was safe.)
    if (!coarser) return published();
  }
}

/** For a cell all that is told of what it hangs together with, the nearest first: shares before counts, the smallest first. */
function nearness<Item extends { kind: "count" | "share"; near: string[]; size: number }>(
  items: readonly Item[],
  facts: Facts,
  before: { shares: readonly ToldShare[] },
): (cell: string) => Item[] {
  const groups = [
    ...facts.sums.map(({ whole, parts }) => [whole, ...parts]),
    ...facts.within.map(({ part, whole }) => [part, whole]),
    ...before.shares.map(({ part, rest, whole }) => [part, rest, whole]),
    ...items.map((item) => item.near),
  ];
  const by = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    for (const cell of group) {
      const known = by.get(cell);
      if (known) known.push(i);
      else by.set(cell, [i]);
    }
  }
  const known = new Map<string, Item[]>();
  return (cell) => {
    const found = known.get(cell);
    if (found) return found;
    const distance = new Map([[cell, 0]]);
    const done = new Set<number>();
    const queue = [cell];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const group of by.get(next) ?? []) {
        if (done.has(group)) continue;
        done.add(group);
        for (const other of groups[group] ?? []) {
          if (distance.has(other)) continue;
          distance.set(other, (distance.get(next) ?? 0) + 1);
          queue.push(other);
        }
      }
    }
    const far = (item: Item) => Math.min(...item.near.map((c) => distance.get(c) ?? Number.POSITIVE_INFINITY));
    const sorted = items
      .filter((item) => Number.isFinite(far(item)))
      .toSorted(
        (a, b) => far(a) - far(b) || Number(a.kind === "count") - Number(b.kind === "count") || a.size - b.size,
      );
    known.set(cell, sorted);
    return sorted;
  };
}
