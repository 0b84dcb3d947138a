import { boundOf } from "./bound.ts";
import { type Model, modelOf } from "./model.ts";
import { Pace } from "./pace.ts";
import { randomFrom } from "./random.ts";
import { hopeless } from "./reasons.ts";
import { timetable } from "./route.ts";
import { type Found, search } from "./search.ts";
import { loads, shareOut } from "./teams.ts";
import type { Plan, PlanInput, PlannedVisit, PlanOptions, PlanProgress } from "./types.ts";

/** Of the budget, what the search takes; the proof gets the rest. */
const searching = 0.42;

/**
 * Proposes which team is at which door at which time: fits as many households as it can, then with as few
 * team-evenings as it can, then met by those who know them and with even loads. Fixed visits stay as they are, their
 * households are not planned again. It gives way to other work every 25 ms and can be stopped by its signal at any
 * time; what it then answers is valid, though not as good as it could be.
 * @throws RangeError the input names what is not there, the same id twice, or has a timing that is none
 */
export async function plan(input: PlanInput, options: PlanOptions = {}): Promise<Plan> {
  const budget = options.budget ?? (options.iterations === undefined ? 8000 : Number.POSITIVE_INFINITY);
  const pace = new Pace(budget, options.signal);
  const fixed = new Set(input.fixed?.map((f) => f.household));
  const open = input.households.filter((h) => !fixed.has(h.id));
  const why = hopeless(input);
  const judged = open.map((household) => ({ household, reason: why(household) }));
  const model = modelOf(
    input,
    judged.filter((j) => j.reason === null).map((j) => j.household),
  );
  const told = (phase: PlanProgress["phase"], done: number, bank: number, used: number) =>
    options.onProgress?.({ phase, done, planned: model.n - bank, unplanned: open.length - model.n + bank, used });
  told("placing", 0, model.n, model.duties.filter((d) => d.forced).length);

  const random = randomFrom(options.seed ?? 1);
  const iterations = options.iterations ?? Number.POSITIVE_INFINITY;
  const improve = (from: Found | undefined, begin: number, until: number) =>
    search(model, {
      random,
      pace,
      until,
      iterations,
      ...(from && { from }),
      onStep: ({ bank, used, done }) => told("improving", begin + done * (until - begin), bank, used),
    });
  let found = await improve(undefined, 0, searching);
  const proof = await boundOf(model, found, pace, options.proof ?? 60, (done) =>
    told("proving", searching + done * (1 - searching), found.bank.length, found.used),
  );
  // What the proof left of the time goes into the plan. With somebody left out the bound would be that of others.
  if (options.iterations === undefined && found.bank.length === 0 && found.used > proof.bound && !pace.over()) {
    const more = await improve(found, pace.spent, 1);
    found = { ...more, iterations: found.iterations + more.iterations };
  }
  const fixedTeams = (input.fixed ?? []).map((f) => input.teams.findIndex((t) => t.id === f.team));
  const stops = shareOut(model, found.stops, fixedTeams);

  const visits = visitsOf(input, model, stops);
  const left = new Set(found.bank.map((h) => model.ids[h]));
  const stopped = pace.stopped;
  const reason = stopped && found.iterations === 0 ? "stopped" : "no_capacity";
  const load = loads(model, stops, fixedTeams).filter((_, t) => model.duties.some((d) => d.team === t));
  told("proving", 1, found.bank.length, found.used);
  return {
    visits,
    unplanned: judged.flatMap(({ household, reason: never }) =>
      never
        ? [{ household: household.id, reason: never }]
        : left.has(household.id)
          ? [{ household: household.id, reason }]
          : [],
    ),
    figures: {
      used: found.used,
      bound: proof.bound,
      gap: proof.bound > 0 ? (found.used - proof.bound) / proof.bound : 0,
      proof: proof.by,
      load: load.length > 0 ? { min: Math.min(...load), max: Math.max(...load) } : { min: 0, max: 0 },
      wishes: {
        kept: countWished(model, found),
        of: open.filter((h) => h.wish !== "call" && h.wish?.length).length,
      },
      known: knownOf(model, stops),
      iterations: found.iterations,
      time: pace.elapsed,
    },
    stopped,
  };
}

function visitsOf(input: PlanInput, model: Model, stops: Found["stops"]): PlannedVisit[] {
  return stops.flatMap((list, d) => {
    const duty = model.duties[d];
    const route = timetable(model, d, list);
    if (!duty || typeof route === "number") return [];
    return list.flatMap((stop, i) => {
      if (stop >= model.n) return [];
      const start = route.earliest[i] as number;
      return {
        household: model.ids[stop] as string,
        team: input.teams[duty.team]?.id as string,
        shift: input.shifts[duty.shift]?.id as string,
        start,
        end: start + (model.stay[stop] as number),
      };
    });
  });
}

function countWished(model: Model, found: Found): number {
  const left = new Set(found.bank);
  let kept = 0;
  for (let h = 0; h < model.n; h++) if (model.wished[h] === 1 && !left.has(h)) kept++;
  return kept;
}

function knownOf(model: Model, stops: Found["stops"]): { met: number; of: number } {
  let met = 0;
  let of = 0;
  stops.forEach((list, d) => {
    for (const stop of list) {
      if (stop >= model.n || (model.knownBy[stop] as number) < 0) continue;
      of++;
      if (model.knownBy[stop] === model.duties[d]?.team) met++;
    }
  });
  return { met, of };
}
