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

/** What somebody finds out who calculates with everything that is told: for each cell the values it may have. */
export function attack(
  cells: Iterable<string>,
  { counts, shares }: { counts: readonly ToldCount[]; shares: readonly ToldShare[] },
  { sums, within }: Facts,
): Map<string, Box> {
  const boxes = new Map<string, Box>([...cells].map((cell) => [cell, { lo: 0, hi: Number.POSITIVE_INFINITY }]));
  const box = (cell: string): Box => {
    const found = boxes.get(cell);
    if (!found) throw new Error(`no cell ${cell}`);
    return found;
  };
  let changed = true;
  const narrow = (cell: string, lo: number, hi: number) => {
    const of = box(cell);
    if (lo > of.lo) {
      of.lo = lo;
      changed = true;
    }
    if (hi < of.hi) {
      of.hi = hi;
      changed = true;
    }
  };
  for (const { cell, told } of counts) {
    if (!told) continue;
    const { lo, hi } = boxOf(told);
    narrow(cell, lo, hi);
  }
  for (const { whole, told } of shares) if (told) narrow(whole, leastShared, Number.POSITIVE_INFINITY);
  const all = [...sums, ...shares.map(({ part, rest, whole }) => ({ whole, parts: [part, rest] }))];
  // (Narrowing by whole numbers comes to an end; the bound is a matter of form.)
  for (let rounds = 0; changed && rounds < 1000; rounds++) {
    changed = false;
    for (const { whole, parts } of all) {
      const of = parts.map(box);
      const lo = of.reduce((sum, b) => sum + b.lo, 0);
      const hi = of.reduce((sum, b) => sum + b.hi, 0);
      narrow(whole, lo, hi);
      const total = box(whole);
      const open = of.filter((b) => b.hi === Number.POSITIVE_INFINITY).length;
      for (const [i, b] of of.entries()) {
        const othersHi = b.hi === Number.POSITIVE_INFINITY ? (open > 1 ? hi : finite(of, i)) : hi - b.hi;
        narrow(parts[i] ?? "", total.lo - othersHi, total.hi - (lo - b.lo));
      }
    }
    for (const { part, whole } of within) {
      narrow(part, 0, box(whole).hi);
      narrow(whole, box(part).lo, Number.POSITIVE_INFINITY);
    }
    for (const { part, rest, whole, told } of shares) {
      if (!told) continue;
      // (2p - s)/200 of the whole <= part < (2p + s)/200 of it.
      const [from, to] = [2 * told.value - told.step, 2 * told.value + told.step];
      const w = box(whole);
      narrow(part, Math.ceil((from * w.lo) / 200), Math.ceil((to * w.hi) / 200) - 1);
      narrow(rest, Math.floor(((200 - to) * w.lo) / 200) + 1, Math.floor(((200 - from) * w.hi) / 200));
      narrow(whole, Math.floor((200 * box(part).lo) / to) + 1, from > 0 ? Math.floor((200 * box(part).hi) / from) : w.hi);
    }
  }
  return boxes;
}

const finite = (of: readonly Box[], without: number) => of.reduce((sum, b, i) => (i === without ? sum : sum + b.hi), 0);

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
  const attacked = () => {
    const now = published();
    return attack(
      cells.keys(),
      { counts: [...before.counts, ...now.counts], shares: [...before.shares, ...now.shares] },
      facts,
    );
  };
  const near = nearness(told, facts, before);
  for (;;) {
    const boxes = attacked();
    const [cell] = foundOut(cells, boxes);
    if (cell === undefined) return published();
    const width = widthOf(boxes.get(cell));
    // The nearest that tells of this cell: without it, more values would be possible.
    const telling = near(cell).filter((item) => shown(item) !== null);
    const item =
      telling.find((one) => {
        const { at } = one;
        one.at = one.steps.length;
        const wider = widthOf(attacked().get(cell)) > width;
        one.at = at;
        return wider;
      }) ?? telling[0];
    // (With nothing of this told, no more is known than before, which was safe.)
    if (!item) return published();
    item.at += 1;
  }
}

const widthOf = (box: Box | undefined) => (box ? box.hi - box.lo + 1 : 0);

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
      .toSorted((a, b) => far(a) - far(b) || Number(a.kind === "count") - Number(b.kind === "count") || a.size - b.size);
    known.set(cell, sorted);
    return sorted;
  };
}
