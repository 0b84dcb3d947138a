import { type VisitStatus, visitTransitions } from "./rules.ts";

/** What a door gives. */
export const outcomes = ["visited", "nobody_home", "declined", "moved_away", "no_language"] as const;

export type Outcome = (typeof outcomes)[number];

/** How a household feels about being visited, as it says itself. */
export const feelings = ["glad", "neutral", "uneasy"] as const;

export type Feeling = (typeof feelings)[number];

/** What a phone brings: an outcome, or that somebody comes back another time. */
export type Brought = Outcome | "rescheduled";

const leads = (from: VisitStatus, to: VisitStatus): boolean =>
  visitTransitions.some((t) => t.from === from && t.to === to && t.allowed.includes("team"));

/** By which steps a visit comes from one state to another; none where it cannot. */
export function stepsTo(from: VisitStatus, to: Brought): VisitStatus[] | undefined {
  if (leads(from, to)) return [to];
  return leads(from, "planned") && leads("planned", to) ? ["planned", to] : undefined;
}

/**
 * What becomes of an outcome that was entered without signal and arrives now.
 * - `same`: it stands so already
 * - `record`: nothing stands in its way
 * - `correct`: one's own earlier entry gives way to one's own later one
 * - `late`: one's own later entry stands
 * - `conflict`: another has recorded something else meanwhile. Nothing is overwritten; they settle it.
 * @param stands the state now, whether it is the sender's own entry, and from when
 * @param brought the outcome, the state that its officer saw, and when it was entered
 */
export function arriving(
  stands: { status: VisitStatus; own: boolean; at: Date | null },
  brought: { to: Brought; seen: VisitStatus; at: Date },
): "same" | "record" | "correct" | "late" | "conflict" {
  if (stands.status === brought.to) return "same";
  const known = stands.status === "planned" || stands.status === brought.seen;
  if (known && leads(stands.status, brought.to)) return "record";
  if (stands.own && stepsTo(stands.status, brought.to)) return stands.at && stands.at > brought.at ? "late" : "correct";
  return "conflict";
}

/** By how much an entry may lie before its planned time: whole teams start early, none a day early. */
const earliest = 24 * 3_600_000;
/** Clocks that are right differ by this much, and a request takes its time. */
const tolerance = 2 * 60_000;

/**
 * When an entry was made, by a phone whose clock may be wrong: its clock at sending tells by how much. Where that cannot
 * be (the clock was put right in between), the planned time is the best guess.
 */
export function trueMoment(clock: { at: number; sentAt: number }, now: number, planned: number): Date {
  const at = clock.at + (now - clock.sentAt);
  if (at > now && at <= now + tolerance) return new Date(now);
  return new Date(at <= now && at >= Math.min(planned, now) - earliest ? at : Math.min(planned, now));
}
