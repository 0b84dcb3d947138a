import type { Span } from "../round/plan/types.ts";

/**
 * What speaks against a visit at a time. The first two forbid it: officers cannot be at two doors, and what is over is
 * over. The rest is for whoever moves it to weigh.
 */
export const clashKinds = [
  "busy",
  "past",
  "tight",
  "off_duty",
  "outside_shift",
  "no_guide",
  "not_wished",
  "rather_call",
] as const;

type ClashKind = (typeof clashKinds)[number];

export type Clash = {
  kind: ClashKind;
  /** Another door that stands in the way, and when. */
  door?: string;
  at?: Date;
};

export const forbids = (clash: Clash): boolean => clash.kind === "busy" || clash.kind === "past";

/** Another visit of one of the officers, and how many minutes one walks from there. */
type Neighbour = Span & { door: string; walk: number };

export type Situation = {
  /** Epoch milliseconds. */
  now: number;
  visit: Span;
  /** The shifts of the round with whether the team is on duty. */
  shifts: readonly (Span & { onDuty: boolean })[];
  /** When the guide of the entrance can come; nothing where none is waited for. */
  guide: readonly Span[] | null;
  /** When the household wants to be visited; nothing where it said nothing. */
  wish: readonly Span[] | "call" | null;
  /** What else the officers do around that time. */
  others: readonly Neighbour[];
};

const within = (inner: Span, outer: Span) => inner.start >= outer.start && inner.end <= outer.end;
const minute = 60_000;

/** What speaks against a visit at this time, the gravest first. */
export function clashesOf({ now, visit, shifts, guide, wish, others }: Situation): Clash[] {
  const found: Clash[] = [];
  for (const o of others) {
    const named = { door: o.door, at: new Date(o.start) };
    if (o.start < visit.end && o.end > visit.start) found.push({ kind: "busy", ...named });
    else if (o.end + o.walk * minute > visit.start && o.start < visit.end) found.push({ kind: "tight", ...named });
    else if (visit.end + o.walk * minute > o.start && o.end > visit.start) found.push({ kind: "tight", ...named });
  }
  if (visit.start < now) found.push({ kind: "past" });
  const shift = shifts.find((s) => within(visit, s));
  if (!shift) found.push({ kind: "outside_shift" });
  else if (!shift.onDuty) found.push({ kind: "off_duty" });
  if (guide && !guide.some((g) => within(visit, g))) found.push({ kind: "no_guide" });
  if (wish === "call") found.push({ kind: "rather_call" });
  else if (wish && !wish.some((w) => within(visit, w))) found.push({ kind: "not_wished" });
  return found.toSorted((a, b) => clashKinds.indexOf(a.kind) - clashKinds.indexOf(b.kind));
}
