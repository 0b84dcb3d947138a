import type { Classes } from "./classes.ts";
import type { CostedColumn } from "./master.ts";

/** Classes that are given one price together: those without a wish in a building. Fewer prices are found sooner, and prove as well. */
export function groupsOf(classes: Classes): { of: Int32Array; size: Int32Array; first: Float64Array } {
  const at = new Map<string, number>();
  const first: number[] = [];
  const sizes: number[] = [];
  const of = classes.size.map((size, c) => {
    const key = classes.wished[c] === 1 ? `${c}` : `building ${classes.building[c]} ${classes.kind[c]}`;
    const g = at.get(key) ?? sizes.length;
    if (g === sizes.length) {
      at.set(key, g);
      first.push(c);
      sizes.push(0);
    }
    sizes[g] = (sizes[g] as number) + size;
    return g;
  });
  return { of, size: Int32Array.from(sizes), first: Float64Array.from(first) };
}

/** Walks by group rather than by class. */
export function grouped(columns: readonly CostedColumn[], of: Int32Array): CostedColumn[] {
  return columns.map((column) => {
    const counts = new Map<number, number>();
    column.classes.forEach((c, i) => {
      const g = of[c] as number;
      counts.set(g, (counts.get(g) ?? 0) + (column.counts[i] as number));
    });
    return { ...column, classes: [...counts.keys()], counts: [...counts.values()] };
  });
}
