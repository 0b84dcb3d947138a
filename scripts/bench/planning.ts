import { plan } from "#domain/round/plan/plan.ts";
import { randomFrom } from "#domain/round/plan/random.ts";
import type { PlanInput, PlanOptions, Span } from "#domain/round/plan/types.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Monday, 2026-11-02, midnight in Shanghai. */
const monday = Date.UTC(2026, 10, 1, 16);

/**
 * A community made up the same way each time: buildings of four entrances, twelve floors of four doors each, a team of
 * two for 68 households, two weeks with eight evenings of 135 minutes and four weekend afternoons of 150. Thirty in a
 * hundred households wish for one to three spans of 45 to 90 minutes, one in a hundred would rather be called,
 * every fourth entrance needs its guide, who has time in two of three shifts, and a fifth is known by a team.
 */
function community(n: number, seed = 7): PlanInput {
  const random = randomFrom(seed);
  const pick = (count: number) => Math.floor(random() * count);
  const teams = Array.from({ length: Math.max(2, Math.round(n / 68)) }, (_, t) => ({
    id: `team ${t}`,
    officers: [`officer ${2 * t}`, `officer ${2 * t + 1}`],
  }));
  const shift = (d: number, from: number, to: number) => ({
    id: `day ${d}`,
    start: monday + d * day + from * minute,
    end: monday + d * day + to * minute,
    teams: teams.map((t) => t.id),
  });
  const weeks = [0, 7].flatMap((w) => [1, 2, 3, 4].map((d) => shift(w + d, 1110, 1245)));
  const weekends = [5, 6, 12, 13].map((d) => shift(d, 840, 990));
  const shifts = [...weeks, ...weekends].sort((a, b) => a.start - b.start);
  const entrances = Array.from({ length: Math.ceil(n / 48) }, (_, e) => ({
    id: `entrance ${e}`,
    building: `building ${Math.floor(e / 4)}`,
    guide: e % 4 === 3 ? shifts.filter(() => random() < 2 / 3).map(({ start, end }) => ({ start, end })) : undefined,
  }));
  const wishes = (): Span[] =>
    Array.from({ length: 1 + pick(3) }, () => {
      const { start, end } = shifts[pick(shifts.length)] as Span;
      const long = 45 + 15 * pick(4);
      const from = start + 15 * minute * pick((end - start) / minute / 15 - long / 15 + 1);
      return { start: from, end: from + long * minute };
    });
  const households = Array.from({ length: n }, (_, i) => {
    const luck = random();
    return {
      id: `household ${i}`,
      entrance: `entrance ${Math.floor(i / 48)}`,
      floor: 1 + Math.floor((i % 48) / 4),
      wish: luck < 0.3 ? wishes() : luck < 0.31 ? ("call" as const) : undefined,
      knownBy: random() < 0.2 ? `team ${pick(teams.length)}` : undefined,
    };
  });
  return { households, entrances, teams, shifts, timing: { visit: 12, floor: 1, entrance: 2, building: 4 } };
}

export type PlanningFigures = {
  households: number;
  officers: number;
  seconds: number;
  used: number;
  bound: number;
  gap: number;
  unplanned: number;
};

/** Plans made-up communities and says how long it took, and how far each plan is from its proven bound. */
export async function benchPlanning(
  sizes: readonly { n: number; options: PlanOptions }[] = [
    { n: 100, options: { budget: 5000 } },
    { n: 1152, options: { budget: 9500 } },
    { n: 10_000, options: { budget: 55_000 } },
  ],
): Promise<PlanningFigures[]> {
  const rows: PlanningFigures[] = [];
  for (const { n, options } of sizes) {
    const input = community(n);
    const began = performance.now();
    const { figures, unplanned } = await plan(input, options);
    rows.push({
      households: n,
      officers: 2 * input.teams.length,
      seconds: (performance.now() - began) / 1000,
      used: figures.used,
      bound: figures.bound,
      gap: figures.gap,
      unplanned: unplanned.filter((u) => u.reason !== "rather_call").length,
    });
  }
  return rows;
}

if (import.meta.main) {
  const n = Number(process.argv[2] ?? 0);
  const budget = Number(process.argv[3] ?? 9500);
  console.table(await benchPlanning(n > 0 ? [{ n, options: { budget } }] : undefined));
}
