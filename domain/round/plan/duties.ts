import type { PlanTeam, Span } from "./types.ts";

/** What of the model there is when its duties are made. */
type Base = { n: number; shifts: Span[]; pinned: Float64Array; stay: Float64Array; walks: { building: number } };

/** One team in one shift: what the plan counts as a team-evening. */
export type Duty = {
  team: number;
  shift: number;
  /** Fixed visits that hold any of the team's officers around this time, as stops, by start. */
  pins: readonly number[];
  /** One of the pins is the team's own in this shift: used whatever is planned. */
  forced: boolean;
  /** Duties at the same time with an officer in common: only one of them gets visits. */
  conflicts: readonly number[];
};

/**
 * Every team in every shift it is on duty in, shift by shift.
 * @param onDuty teams by shift
 * @param fixedTeams the team of each fixed visit
 */
export function dutiesOf(model: Base, teams: readonly PlanTeam[], onDuty: number[][], fixedTeams: number[]): Duty[] {
  const mates = matesOf(teams);
  const start = (pin: number) => model.pinned[pin - model.n] as number;
  const end = (pin: number) => start(pin) + (model.stay[pin] as number);
  const margin = model.walks.building;
  const duties: Duty[] = [];
  const counted = new Set<number>();
  onDuty.forEach((on, s) => {
    const shift = model.shifts[s] as Span;
    const near = fixedTeams
      .map((team, i) => ({ team, pin: model.n + i }))
      .filter(({ pin }) => end(pin) + margin > shift.start && start(pin) - margin < shift.end)
      .toSorted((a, b) => start(a.pin) - start(b.pin));
    for (const team of on) {
      const pins = near.filter((f) => mates[team]?.has(f.team));
      // A fixed visit makes one team-evening, though shifts may overlap.
      const own = pins.filter((f) => f.team === team && start(f.pin) >= shift.start && start(f.pin) < shift.end);
      const forced = own.some((f) => !counted.has(f.pin));
      for (const f of own) counted.add(f.pin);
      duties.push({ team, shift: s, pins: pins.map((f) => f.pin), forced, conflicts: [] });
    }
  });
  setConflicts(model, duties, mates);
  return duties;
}

/** For each team, itself and every team with which it shares an officer. */
function matesOf(teams: readonly PlanTeam[]): Set<number>[] {
  const byOfficer = Map.groupBy(
    teams.flatMap((team, t) => team.officers.map((officer) => ({ officer, t }))),
    ({ officer }) => officer,
  );
  return teams.map(
    (team, t) => new Set([t, ...team.officers.flatMap((o) => (byOfficer.get(o) ?? []).map((other) => other.t))]),
  );
}

function setConflicts(model: Base, duties: Duty[], mates: Set<number>[]): void {
  const byTeam = Map.groupBy(duties.keys(), (d) => duties[d]?.team ?? -1);
  duties.forEach((duty, d) => {
    const mine = model.shifts[duty.shift] as Span;
    duty.conflicts = [...(mates[duty.team] ?? [])]
      .flatMap((team) => byTeam.get(team) ?? [])
      .filter((other) => {
        const theirs = model.shifts[duties[other]?.shift ?? 0] as Span;
        return other !== d && theirs.start < mine.end && mine.start < theirs.end;
      });
  });
}
