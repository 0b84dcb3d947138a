export const visitStatuses = [
  "planned",
  "visited",
  "nobody_home",
  "declined",
  "moved_away",
  "no_language",
  "rescheduled",
  "cancelled",
] as const;

export type VisitStatus = (typeof visitStatuses)[number];

/** What somebody is to a visit; app.visit_capacities() in the database finds the same. */
export type VisitCapacity = "coordinator" | "team" | "system";

type Rule = { act: string; from: readonly VisitStatus[]; to: VisitStatus; allowed: readonly VisitCapacity[] };

/** The one transition table of the visit; copied into the database like that of the concern. */
const rules = [
  { act: "visited", from: ["planned", "nobody_home"], to: "visited", allowed: ["team", "coordinator"] },
  { act: "nobody_home", from: ["planned"], to: "nobody_home", allowed: ["team", "coordinator"] },
  { act: "declined", from: ["planned", "nobody_home"], to: "declined", allowed: ["team", "coordinator"] },
  // Whoever the ledger names has left: the ledger is to be put right.
  { act: "moved_away", from: ["planned", "nobody_home"], to: "moved_away", allowed: ["team", "coordinator"] },
  // Somebody who speaks their language comes back.
  { act: "no_language", from: ["planned", "nobody_home"], to: "no_language", allowed: ["team", "coordinator"] },
  { act: "reschedule", from: ["planned", "nobody_home"], to: "rescheduled", allowed: ["team", "coordinator"] },
  { act: "cancel", from: ["planned"], to: "cancelled", allowed: ["team", "coordinator", "system"] },
  // A slip of the thumb at the door is taken back.
  {
    act: "undo",
    from: ["visited", "nobody_home", "declined", "moved_away", "no_language"],
    to: "planned",
    allowed: ["team", "coordinator"],
  },
] as const satisfies readonly Rule[];

export type VisitAct = (typeof rules)[number]["act"];

export const visitTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

export function mayOnVisit(act: VisitAct, status: VisitStatus, capacities: readonly VisitCapacity[]): boolean {
  return visitTransitions.some(
    (t) => t.act === act && t.from === status && t.allowed.some((capacity) => capacities.includes(capacity)),
  );
}

/** How a door looks on the elevation and in lists. */
export const doorLooks = [
  "visited",
  "planned",
  "nobody_home",
  "declined",
  "moved_away",
  "no_language",
  "refuses",
  "open",
] as const;

export type DoorLook = (typeof doorLooks)[number];

export function visitLook(status: VisitStatus): "done" | "going" | "waiting" | "quiet" {
  if (status === "visited") return "done";
  if (status === "planned") return "going";
  if (status === "nobody_home" || status === "no_language") return "waiting";
  return "quiet";
}
