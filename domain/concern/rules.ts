/** The states of a concern. Closed for good are `confirmed` (the reporter agreed) and `closed` (ended otherwise). */
export const concernStatuses = [
  "unconfirmed",
  "new",
  "taken",
  "assigned",
  "waiting",
  "solved",
  "confirmed",
  "closed",
] as const;

export type ConcernStatus = (typeof concernStatuses)[number];

/** What somebody is to a concern; app.capacities() in the database finds the same. */
export type Capacity = "coordinator" | "owner" | "officer" | "unit" | "reporter" | "system";

type Rule = { act: string; from: readonly ConcernStatus[]; to: ConcernStatus; allowed: readonly Capacity[] };

/**
 * The one transition table of the concern. It is copied into the database at each migration, where a trigger lets no
 * other change of status pass; docs/architecture.md shows it.
 */
const rules = [
  { act: "confirm_mail", from: ["unconfirmed"], to: "new", allowed: ["system"] },
  { act: "take", from: ["new"], to: "taken", allowed: ["coordinator", "officer"] },
  { act: "assign", from: ["new", "taken"], to: "assigned", allowed: ["coordinator", "owner"] },
  { act: "return", from: ["assigned"], to: "taken", allowed: ["unit", "coordinator", "owner"] },
  { act: "ask", from: ["taken", "assigned"], to: "waiting", allowed: ["coordinator", "owner"] },
  { act: "supply", from: ["waiting"], to: "taken", allowed: ["reporter", "coordinator", "owner"] },
  { act: "supply", from: ["waiting"], to: "assigned", allowed: ["reporter", "coordinator", "owner"] },
  { act: "solve", from: ["new", "taken", "assigned", "waiting"], to: "solved", allowed: ["coordinator", "owner"] },
  { act: "confirm", from: ["solved"], to: "confirmed", allowed: ["reporter"] },
  // What the family said at the door or by telephone, noted by whoever accompanies a concern that is followed: see domain/step.
  { act: "confirm_heard", from: ["solved"], to: "confirmed", allowed: ["coordinator", "owner", "officer"] },
  {
    act: "reopen",
    from: ["solved", "confirmed", "closed"],
    to: "taken",
    allowed: ["reporter", "coordinator", "owner"],
  },
  { act: "close", from: ["new", "taken", "assigned", "waiting"], to: "closed", allowed: ["coordinator", "owner"] },
  { act: "withdraw", from: ["new", "taken", "assigned", "waiting"], to: "closed", allowed: ["reporter"] },
  { act: "merge", from: ["new", "taken", "assigned", "waiting"], to: "closed", allowed: ["coordinator"] },
  { act: "unmerge", from: ["closed"], to: "taken", allowed: ["coordinator"] },
  { act: "answered_before", from: ["new"], to: "closed", allowed: ["system"] },
  { act: "expire", from: ["unconfirmed", "solved"], to: "closed", allowed: ["system"] },
] as const satisfies readonly Rule[];

export type ConcernAct = (typeof rules)[number]["act"];

/** The table, a row a pair of states: as the database holds it. */
export const concernTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** Whether somebody with these capacities may do this now. */
export function may(act: ConcernAct, status: ConcernStatus, capacities: readonly Capacity[]): boolean {
  return concernTransitions.some(
    (t) => t.act === act && t.from === status && t.allowed.some((capacity) => capacities.includes(capacity)),
  );
}

export const isClosed = (status: ConcernStatus): boolean => status === "confirmed" || status === "closed";

/** What may be done without a change of state: while it is open, by whoever leads it. */
export const leads = (capacities: readonly Capacity[]): boolean =>
  capacities.includes("owner") || capacities.includes("coordinator");

/** Whether whoever raised it may ask again: while others are to act. */
export const mayNudge = (status: string, capacities: readonly Capacity[]): boolean =>
  capacities.includes("reporter") && (status === "new" || status === "taken" || status === "assigned");

/** Whether somebody may write in the thread: not a neighbour who only reads along. */
export const maySpeak = (capacities: readonly Capacity[]): boolean => capacities.length > 0;

/** Whether somebody reads and writes working messages: officers and assigned units, never the reporter. */
export const mayWork = (capacities: readonly Capacity[]): boolean =>
  !capacities.includes("reporter") &&
  capacities.some((capacity) => capacity === "officer" || capacity === "coordinator" || capacity === "unit");

/** How a state looks: colour and shape (with a word beside it). Late is what has passed its next date. */
export type Look = "new" | "going" | "waiting" | "done" | "late" | "quiet";

export function lookOf(status: ConcernStatus, nextAt: Date | null, now: Date): Look {
  if (status === "confirmed") return "done";
  if (status === "closed" || status === "unconfirmed") return "quiet";
  if (nextAt && nextAt < now) return "late";
  if (status === "new") return "new";
  if (status === "waiting" || status === "solved") return "waiting";
  return "going";
}

/** What is to happen next, unless the owner said it in their own words. */
export const nextSteps = [
  "confirm_mail",
  "take",
  "answer",
  "units_answer",
  "supply",
  "confirm",
  "visit",
  "meeting",
] as const;

/** Days that pass until a step that waits for the reporter is looked at again. */
export const waitingDays = { supply: 7, confirm: 7, confirm_mail: 7 } as const;

/** What one can say of what was done: how satisfied one is, or that it is not solved, or was never answered. */
export const ratingAnswers = ["5", "4", "3", "2", "1", "unsolved", "unanswered"] as const;

export type RatingAnswer = (typeof ratingAnswers)[number];

/** Why a concern is closed without having been solved and confirmed. */
export const closeReasons = [
  "explained",
  "duplicate",
  "not_possible",
  "moved_away",
  "withdrawn",
  "not_answered",
  "not_confirmed",
  // In the list that it was imported from.
  "answered_before",
  "merged",
  "split",
] as const;
