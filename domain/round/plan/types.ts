/** A half-open span of instants, in epoch milliseconds: a change of clocks changes nothing here. */
export type Span = { start: number; end: number };

export type PlanHousehold = {
  id: string;
  entrance: string;
  floor: number;
  /** When the household wants to be visited (the whole visit lies in one of these), "call": rather be called, absent or empty: any time. */
  wish?: readonly Span[] | "call" | undefined;
  /** The team that knows the household from last time. */
  knownBy?: string | undefined;
};

type PlanEntrance = {
  id: string;
  building: string;
  /** When its guide is there; absent: none is needed. */
  guide?: readonly Span[] | undefined;
};

export type PlanTeam = { id: string; officers: readonly string[] };

/** An evening, or a span of a weekend, and the teams on duty in it. */
type PlanShift = Span & { id: string; teams: readonly string[] };

/** All in minutes. */
type PlanTiming = {
  visit: number;
  /** Walking a floor up or down within an entrance. */
  floor: number;
  /** From a door to a door in another entrance of the same building, stairs or lift included. */
  entrance: number;
  /** From a door to a door in another building, all included. */
  building: number;
};

export type PlannedVisit = { household: string; team: string; shift: string; start: number; end: number };

/** A visit that stays as it is: fixed by hand, confirmed, or made. Its shift is found from team and start. */
type FixedVisit = Span & { household: string; team: string };

export type PlanInput = {
  households: readonly PlanHousehold[];
  entrances: readonly PlanEntrance[];
  teams: readonly PlanTeam[];
  shifts: readonly PlanShift[];
  timing: PlanTiming;
  fixed?: readonly FixedVisit[] | undefined;
};

export type PlanProgress = {
  phase: "placing" | "improving" | "proving";
  /** From 0 to 1, of the whole job. */
  done: number;
  planned: number;
  unplanned: number;
  used: number;
};

export type PlanOptions = {
  /** The same seed and `iterations` without `budget` gives the same plan. Default 1. */
  seed?: number | undefined;
  /** Milliseconds for search and proof together. Default 8,000, or none where `iterations` is given. */
  budget?: number | undefined;
  /** Rounds of ruin and recreate at most. */
  iterations?: number | undefined;
  /** Rounds of column generation at most; 0: only the bound by volume and walking. */
  proof?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: PlanProgress) => void) | undefined;
};

/**
 * Why a household is not in the plan:
 * `rather_call` it asked not to be visited; `no_teams` there is none, or none is on duty in any shift; `no_shifts` there is none;
 * `too_short` no shift is as long as a visit; `wish_outside_shifts` no wished time holds a visit within a shift;
 * `no_guide` the guide is never there for a visit within a shift; `wish_without_guide` both exist, never together;
 * `no_capacity` the teams that could come are full; `stopped` the job was stopped before its turn.
 */
export type UnplannedReason =
  | "rather_call"
  | "no_teams"
  | "no_shifts"
  | "too_short"
  | "wish_outside_shifts"
  | "no_guide"
  | "wish_without_guide"
  | "no_capacity"
  | "stopped";

type PlanFigures = {
  /** Team-evenings with at least one visit, fixed ones too. */
  used: number;
  /** No plan that keeps what is fixed and visits the same households uses fewer team-evenings. */
  bound: number;
  /** (used - bound) / bound; 0 where nothing is used. */
  gap: number;
  /** How the bound was proven: by columns, or by volume and walking alone. */
  proof: "columns" | "volume";
  /** Visits of the teams on duty in some shift, fixed ones too. */
  load: { min: number; max: number };
  /** Households with wished times in the input that are not fixed, and how many of them are planned (each at a wished time). */
  wishes: { kept: number; of: number };
  /** Proposed visits at which a team that knows the household comes, of those that have one. */
  known: { met: number; of: number };
  iterations: number;
  /** Milliseconds. */
  time: number;
};

export type Plan = {
  /** Proposed visits without the fixed ones, by shift and team in walking order. */
  visits: PlannedVisit[];
  unplanned: { household: string; reason: UnplannedReason }[];
  figures: PlanFigures;
  /** The job was stopped by its signal; what is given is valid, though not as good as it could be. */
  stopped: boolean;
};
