/** The units that speak in the demo's threads, by what they are. */
export type UnitKind = "property" | "fire" | "investment" | "committee" | "homeowners" | "health";

/**
 * One thing said or done in a thread, in order. `says` is for everyone on the concern, `works` for officers and units
 * only. An officer's `asks` waits for the reporter, whose next `says` ends the waiting. A unit's `answers` is its answer
 * to what it was given; its `returns` gives the concern back with the reason.
 */
export type Turn =
  | { by: "officer"; says: string }
  | { by: "officer"; works: string }
  | { by: "officer"; asks: string }
  | { by: "reporter"; says: string }
  | { by: UnitKind; says: string }
  | { by: UnitKind; works: string }
  | { by: UnitKind; answers: string }
  | { by: UnitKind; returns: string };

/** A concern of the demo community as it would run to its end; the loader stops it anywhere on the way. */
export type Story = {
  /** At most 30 characters. */
  title: string;
  /** As a resident would write it, or an officer note it down at the door: 20 to 400 characters. */
  body: string;
  /** In a common area; left out: at home. */
  area?: "corridor" | "lift" | "hall" | "garage" | "roof" | "grounds" | "gate" | "other";
  /** Only officers and units see it (medical, family, money, quarrels). Left out: as the category proposes. */
  private?: boolean;
  urgent?: boolean;
  /** Which units it is given to; none: an officer solves it alone, for example by explaining a policy. */
  units: UnitKind[];
  turns: Turn[];
  /** How the officer says that it is solved. */
  solved: string;
  /** What the reporter says when confirming, and how satisfied they are (1 to 5). */
  thanks?: string;
  rating: 1 | 2 | 3 | 4 | 5;
};
