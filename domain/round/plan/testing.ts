import fc from "fast-check";
import type { Plan, PlanInput, PlannedVisit } from "./types.ts";

export const minute = 60_000;
export const begin = Date.UTC(2026, 10, 3, 10);
export const timing = { visit: 12, floor: 1, entrance: 2, building: 4 };

/** A span that begins some minutes after the first evening, and lasts some. */
const spans = (most: number, long: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 5, max: long })), { maxLength: 3 })
    .map((list) => list.map(([at, of]) => ({ start: begin + at * minute, end: begin + (at + of) * minute })));

/** Small communities with everything in them: wishes that can and cannot be kept, guides, shared officers, overlaps, fixed visits. */
export const inputs: fc.Arbitrary<PlanInput> = fc
  .record({
    entrances: fc.array(fc.record({ building: fc.integer({ min: 0, max: 2 }), guide: fc.option(spans(400, 200)) }), {
      minLength: 1,
      maxLength: 4,
    }),
    households: fc.array(
      fc.record({
        entrance: fc.nat(),
        floor: fc.integer({ min: -1, max: 9 }),
        wish: fc.oneof(
          { weight: 5, arbitrary: fc.constant(undefined) },
          { weight: 3, arbitrary: spans(450, 90) },
          { weight: 1, arbitrary: fc.constant("call" as const) },
        ),
        known: fc.nat({ max: 4 }),
      }),
      { maxLength: 40 },
    ),
    teams: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    shifts: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 400 }),
        long: fc.integer({ min: 5, max: 150 }),
        off: fc.nat({ max: 5 }),
      }),
      {
        maxLength: 4,
      },
    ),
    fixed: fc.array(
      fc.record({
        household: fc.nat({ max: 45 }),
        team: fc.nat(),
        at: fc.integer({ min: -30, max: 500 }),
        long: fc.integer({ min: 5, max: 20 }),
      }),
      {
        maxLength: 4,
      },
    ),
  })
  .map(({ entrances, households, teams, shifts, fixed }) => ({
    entrances: entrances.map((e, i) => ({ id: `e${i}`, building: `b${e.building}`, guide: e.guide ?? undefined })),
    households: households.map((h, i) => ({
      id: `h${i}`,
      entrance: `e${h.entrance % entrances.length}`,
      floor: h.floor,
      wish: h.wish,
      knownBy: `t${h.known}`,
    })),
    teams: teams.map((officers, i) => ({ id: `t${i}`, officers: officers.map((o) => `o${o}`) })),
    shifts: shifts.map((s, i) => ({
      id: `s${i}`,
      start: begin + s.at * minute,
      end: begin + (s.at + s.long) * minute,
      teams: teams.map((_, t) => `t${t}`).filter((_, t) => t !== s.off),
    })),
    fixed: (teams.length > 0 ? fixed : []).map((f) => ({
      household: `h${f.household}`,
      team: `t${f.team % teams.length}`,
      start: begin + f.at * minute,
      end: begin + (f.at + f.long) * minute,
    })),
    timing,
  }));

/** What a plan breaks, in words, judged from the input alone: none of the planner's own code is used. For tests. */
export function faultsOf(input: PlanInput, plan: Plan): string[] {
  return [...once(input, plan), ...places(input, plan), ...doors(input, plan), ...ways(input, plan)];
}

function once(input: PlanInput, plan: Plan): string[] {
  const told = [
    ...plan.visits.map((v) => v.household),
    ...plan.unplanned.map((u) => u.household),
    ...new Set(input.fixed?.map((f) => f.household).filter((id) => input.households.some((h) => h.id === id))),
  ].toSorted();
  const all = input.households.map((h) => h.id).toSorted();
  return JSON.stringify(told) === JSON.stringify(all) ? [] : [`planned or reported: ${told}, of ${all}`];
}

function places(input: PlanInput, plan: Plan): string[] {
  const within = (v: PlannedVisit, spans: readonly { start: number; end: number }[]) =>
    spans.some((s) => s.start <= v.start && v.end <= s.end);
  return plan.visits.flatMap((v) => {
    const household = input.households.find((h) => h.id === v.household);
    const guide = input.entrances.find((e) => e.id === household?.entrance)?.guide;
    const shift = input.shifts.find((s) => s.id === v.shift);
    const faults: string[] = [];
    if (v.end - v.start !== input.timing.visit * minute) faults.push(`${v.household}: as long as no visit`);
    if (!shift || !within(v, [shift]) || !shift.teams.includes(v.team)) faults.push(`${v.household}: not on duty`);
    if (household?.wish === "call") faults.push(`${v.household}: would rather be called`);
    else if (household?.wish?.length && !within(v, household.wish)) faults.push(`${v.household}: not when wished`);
    // The guide may come in two spans that touch.
    if (guide && !covered(v, guide)) faults.push(`${v.household}: without guide`);
    return faults;
  });
}

function covered(v: { start: number; end: number }, spans: readonly { start: number; end: number }[]): boolean {
  let until = v.start;
  for (const span of spans.toSorted((a, b) => a.start - b.start))
    if (span.start <= until) until = Math.max(until, span.end);
  return until >= v.end;
}

function walkOf(input: PlanInput, a: string, b: string): number {
  const [x, y] = [a, b].map((id) => input.households.find((h) => h.id === id));
  const [p, q] = [x, y].map((h) => input.entrances.find((e) => e.id === h?.entrance));
  if (!x || !y || !p || !q) return input.timing.building;
  if (p.id === q.id) return Math.abs(x.floor - y.floor) * input.timing.floor;
  return p.building === q.building ? input.timing.entrance : input.timing.building;
}

/** Nobody is at two doors at once, fixed visits included, nor too far from the next door within a shift. */
function doors(input: PlanInput, plan: Plan): string[] {
  const officers = new Map(input.teams.map((t) => [t.id, new Set([...t.officers, `team ${t.id}`])]));
  const fixed = (input.fixed ?? []).map((f) => ({ ...f, shift: "", fixed: true }));
  const all = [...plan.visits.map((v) => ({ ...v, fixed: false })), ...fixed].flatMap((v) =>
    [...(officers.get(v.team) ?? [])].map((officer) => ({ ...v, officer })),
  );
  return [...Map.groupBy(all, (v) => v.officer)].flatMap(([officer, visits]) => {
    const sorted = visits.toSorted((a, b) => a.start - b.start || a.end - b.end);
    const meets = sorted.some((b, i) => sorted.some((a, j) => j < i && !(a.fixed && b.fixed) && a.end > b.start));
    if (meets) return [`${officer}: at two doors at once`];
    return sorted.flatMap((b, i) => {
      const a = sorted[i - 1];
      if (!a || (a.fixed && b.fixed)) return [];
      const near = a.fixed || b.fixed || a.shift === b.shift;
      const walk = near ? walkOf(input, a.household, b.household) * minute : 0;
      return a.end + walk > b.start
        ? [`${officer}: ${a.household} until ${a.end}, ${b.household} from ${b.start}`]
        : [];
    });
  });
}

/** Each walk goes one way, and comes back only for a wished time. Walks with fixed visits among them are not judged. */
function ways(input: PlanInput, plan: Plan): string[] {
  const walks = Map.groupBy(plan.visits, (v) => `${v.team} ${v.shift}`);
  return [...walks].flatMap(([name, visits]) => {
    const shift = input.shifts.find((s) => s.id === visits[0]?.shift);
    if (input.fixed?.some((f) => shift && f.start < shift.end + 3_600_000 && f.end > shift.start - 3_600_000))
      return [];
    const seen: string[] = [];
    const left = new Set<string>();
    let way = 0;
    let floor = 0;
    let building = "";
    const faults: string[] = [];
    for (const v of visits) {
      const household = input.households.find((h) => h.id === v.household);
      const entrance = input.entrances.find((e) => e.id === household?.entrance);
      if (!household || !entrance) continue;
      const step = Math.sign(household.floor - floor);
      const here = seen.at(-1) === entrance.id;
      const turned = here && step !== 0 && way !== 0 && step !== way;
      const back =
        turned ||
        (!here && (seen.includes(entrance.id) || (building !== entrance.building && left.has(entrance.building))));
      if (back && !household.wish?.length) faults.push(`${name}: back at ${household.id} without a wish`);
      way = turned || !here ? 0 : step || way;
      floor = household.floor;
      if (!here) seen.push(entrance.id);
      if (building && building !== entrance.building) left.add(building);
      building = entrance.building;
    }
    return faults;
  });
}
