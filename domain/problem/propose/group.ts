import type { Space, Vector } from "./vector.ts";

export type Group = {
  /** Places in the list of concerns. */
  members: number[];
  /** How alike its members are on the average, 0 to 1. */
  likeness: number;
  /** The group that it was begun from, where it grew from one that was given. */
  seed: number | null;
};

export type GroupOptions = {
  /** Two concerns at least so alike are looked at. */
  pair: number;
  /** Two groups at least so alike on the average of all their pairs become one: so that they do not chain together. */
  join: number;
  /** Groups that there are already, as places in the list: they grow, and no two of them become one. */
  seeds?: readonly (readonly number[])[];
  /** Told now and then how far it is (0 to 1); waited for, so that others have their turn. */
  onProgress?: (done: number) => Promise<void>;
};

/** A gram in more concerns than this leads to no candidates: what so many say does not tell which of them belong together. */
const candidateCap = (n: number) => Math.max(20, Math.min(Math.round(n * 0.04), 300));

/** So many of the likest of each are kept. */
const nearest = 16;

const chunk = 400;

type Edge = { a: number; b: number; likeness: number };

/**
 * Finds which concerns belong together. Candidates share a gram that few have (an index from gram to concerns, so that
 * not every pair is looked at); the likest pairs are joined first, and two groups become one only where the average of
 * all pairs between them is high enough: the dot product of their sums says that without looking at the pairs.
 */
export async function group(space: Space, options: GroupOptions): Promise<Group[]> {
  const edges = await edgesOf(space, options);
  return join(space, edges, options);
}

async function edgesOf({ vectors, counts }: Space, { pair, onProgress }: GroupOptions): Promise<Edge[]> {
  const cap = candidateCap(vectors.length);
  const postings = new Map<number, number[]>();
  const score = new Float32Array(vectors.length);
  const edges: Edge[] = [];
  for (const [i, { grams, weights }] of vectors.entries()) {
    if (i % chunk === 0) await onProgress?.((0.7 * i) / vectors.length);
    const met: number[] = [];
    for (let g = 0; g < grams.length; g++) {
      const gram = grams[g] as number;
      if ((counts[gram] as number) > cap) continue;
      const weight = (weights[g] as number) ** 2;
      const earlier = postings.get(gram);
      if (!earlier) {
        postings.set(gram, [i]);
        continue;
      }
      for (const j of earlier) {
        if (score[j] === 0) met.push(j);
        score[j] = (score[j] as number) + weight;
      }
      earlier.push(i);
    }
    // Two that share one rare gram are many; those that share most are looked at closely.
    const best = met.length > 4 * nearest ? met.sort((a, b) => (score[b] as number) - (score[a] as number)) : met;
    const close: Edge[] = [];
    for (const j of best.slice(0, 4 * nearest)) {
      const likeness = dot(vectors[i] as Vector, vectors[j] as Vector);
      if (likeness >= pair) close.push({ a: j, b: i, likeness });
    }
    for (const j of met) score[j] = 0;
    close.sort((a, b) => b.likeness - a.likeness);
    edges.push(...close.slice(0, nearest));
  }
  return edges.sort((a, b) => b.likeness - a.likeness || a.a - b.a || a.b - b.b);
}

/** What two vectors have in common. */
export function dot(a: Vector, b: Vector): number {
  const of = new Map<number, number>();
  for (let i = 0; i < a.grams.length; i++) of.set(a.grams[i] as number, a.weights[i] as number);
  let sum = 0;
  for (let i = 0; i < b.grams.length; i++) sum += (of.get(b.grams[i] as number) ?? 0) * (b.weights[i] as number);
  return sum;
}

/** `self`: what its members have in common with themselves, to be left out of what they have with each other. */
type Cluster = { members: number[]; sum: Map<number, number>; self: number; seed: number | null };

async function join({ vectors }: Space, edges: Edge[], options: GroupOptions): Promise<Group[]> {
  const clusterOf = new Map<number, Cluster>();
  const alone = (i: number): Cluster => {
    const { grams, weights } = vectors[i] as Vector;
    const sum = new Map<number, number>();
    for (let g = 0; g < grams.length; g++) sum.set(grams[g] as number, weights[g] as number);
    return { members: [i], sum, self: weights.reduce((all, w) => all + w * w, 0), seed: null };
  };
  for (const [seed, members] of (options.seeds ?? []).entries()) {
    const [first, ...rest] = members;
    if (first === undefined) continue;
    const cluster = { ...alone(first), seed };
    for (const i of rest) absorb(cluster, alone(i));
    for (const i of members) clusterOf.set(i, cluster);
  }
  for (const [n, { a, b }] of edges.entries()) {
    if (n % (chunk * 20) === 0) await options.onProgress?.(0.7 + (0.3 * n) / edges.length);
    const one = clusterOf.get(a) ?? alone(a);
    const other = clusterOf.get(b) ?? alone(b);
    if (one === other || (one.seed !== null && other.seed !== null)) continue;
    if (between(one, other) < options.join) continue;
    const [stays, goes] =
      other.seed !== null || (one.seed === null && other.members.length > one.members.length)
        ? [other, one]
        : [one, other];
    absorb(stays, goes);
    for (const i of goes.members) clusterOf.set(i, stays);
    clusterOf.set(a, stays);
    clusterOf.set(b, stays);
  }
  return [...new Set(clusterOf.values())].map((cluster) => ({
    members: cluster.members.toSorted((a, b) => a - b),
    likeness: withinOf(cluster),
    seed: cluster.seed,
  }));
}

function absorb(into: Cluster, other: Cluster): void {
  into.members.push(...other.members);
  into.self += other.self;
  for (const [gram, weight] of other.sum) into.sum.set(gram, (into.sum.get(gram) ?? 0) + weight);
}

/** The average likeness of a member of one to a member of the other. */
function between(a: Cluster, b: Cluster): number {
  const [small, large] = a.sum.size < b.sum.size ? [a.sum, b.sum] : [b.sum, a.sum];
  let sum = 0;
  for (const [gram, weight] of small) sum += weight * (large.get(gram) ?? 0);
  return sum / (a.members.length * b.members.length);
}

/** The average likeness of two of its members. */
function withinOf({ members, sum, self }: Cluster): number {
  const n = members.length;
  if (n < 2) return 1;
  let all = 0;
  for (const weight of sum.values()) all += weight * weight;
  return Math.max(0, Math.min(1, (all - self) / (n * (n - 1))));
}
