import type { Model } from "./model.ts";

/**
 * Households that a proof need not tell apart: the same floor of the same entrance, the same wishes. They share one
 * price, and a walk visits a number of them.
 */
export type Classes = {
  /** Households of the plan in each class. */
  size: Int32Array;
  entrance: Int32Array;
  building: Int32Array;
  floor: Float64Array;
  wished: Uint8Array;
  kind: Int32Array;
  /** The class of each household, -1 where it is not in the plan. */
  of: Int32Array;
};

/** @param left households that are not in the plan */
export function classesOf(model: Model, left: ReadonlySet<number>): Classes {
  const of = new Int32Array(model.n).fill(-1);
  const firsts: number[] = [];
  const sizes: number[] = [];
  const at = new Map<string, number>();
  for (let h = 0; h < model.n; h++) {
    if (left.has(h)) continue;
    const key = `${model.entrance[h]} ${model.floor[h]} ${model.kind[h]}`;
    let c = at.get(key);
    if (c === undefined) {
      c = firsts.length;
      at.set(key, c);
      firsts.push(h);
      sizes.push(0);
    }
    of[h] = c;
    sizes[c] = (sizes[c] as number) + 1;
  }
  return {
    size: Int32Array.from(sizes),
    entrance: Int32Array.from(firsts, (h) => model.entrance[h] as number),
    building: Int32Array.from(firsts, (h) => model.building[h] as number),
    floor: Float64Array.from(firsts, (h) => model.floor[h] as number),
    wished: Uint8Array.from(firsts, (h) => model.wished[h] as number),
    kind: Int32Array.from(firsts, (h) => model.kind[h] as number),
    of,
  };
}
