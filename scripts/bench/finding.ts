import { findProblems } from "#domain/problem/propose/find.ts";
import { generated } from "#domain/problem/propose/testing.ts";

export type FindingFigures = {
  concerns: number;
  seconds: number;
  /** Of what stands in groups: how much stands with its own. Of what has something in common: how much was found. */
  right: number;
  found: number;
};

/** How long it takes to find what belongs together, and how well the themes of generated concerns are found again. */
export async function benchFinding(): Promise<FindingFigures[]> {
  const figures: FindingFigures[] = [];
  for (const n of [4_000, 100_000]) {
    const { concerns, themes } = generated(n);
    const start = performance.now();
    const groups = await findProblems(concerns, { most: n });
    const seconds = (performance.now() - start) / 1000;
    const sizes = groups.map((g) => {
      const counts = new Map<number, number>();
      for (const id of g.concerns) {
        const theme = themes.get(id);
        if (theme !== undefined) counts.set(theme, (counts.get(theme) ?? 0) + 1);
      }
      return { all: g.concerns.length, own: Math.max(0, ...counts.values()) };
    });
    const own = sizes.reduce((sum, s) => sum + s.own, 0);
    const all = sizes.reduce((sum, s) => sum + s.all, 0);
    figures.push({ concerns: n, seconds, right: all ? own / all : 0, found: own / themes.size });
  }
  return figures;
}
