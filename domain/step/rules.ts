import { type Capacity, type ConcernStatus, isClosed, leads } from "../concern/rules.ts";

export const stepStatuses = ["open", "done", "not_needed"] as const;

export type StepStatus = (typeof stepStatuses)[number];

/** What somebody is to the steps of a concern; app.step_capacities() in the database finds the same. */
export type StepCapacity = "carer" | "family" | "system";

type Rule = { act: string; from: readonly StepStatus[]; to: StepStatus; allowed: readonly StepCapacity[] };

/** The one transition table of the step; copied into the database like that of the concern. */
const rules = [
  { act: "tick", from: ["open"], to: "done", allowed: ["carer", "family"] },
  { act: "not_needed", from: ["open"], to: "not_needed", allowed: ["carer"] },
  { act: "take_up", from: ["done"], to: "open", allowed: ["carer", "family"] },
  { act: "take_up", from: ["not_needed"], to: "open", allowed: ["carer"] },
] as const satisfies readonly Rule[];

export const stepTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** Whether somebody with these capacities may move a step there now. */
export const mayMove = (from: StepStatus, to: StepStatus, capacities: readonly StepCapacity[]): boolean =>
  stepTransitions.some((t) => t.from === from && t.to === to && t.allowed.some((c) => capacities.includes(c)));

/** Whether whoever leads may begin to follow it: it is open, and not their own. */
export const mayFollow = (status: ConcernStatus, capacities: readonly Capacity[]): boolean =>
  leads(capacities) && !capacities.includes("reporter") && !isClosed(status) && status !== "unconfirmed";

/** What the family may say at last: that it is done, or that it need not be followed any more. */
export const familyWords = ["done", "stop"] as const;

export type FamilyWord = (typeof familyWords)[number];

/** Where an officer heard it. */
export const heardVia = ["door", "phone"] as const;

/** The papers of a step, one a line as they were typed. */
export const papersOf = (typed: string): string[] =>
  typed
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);

/** A day without a time of day begins at this hour, and is over when the day is. */
export const untimedHour = "09:00";
const hoursToMidnight = 15;

export type Dated = { at: Date | null; timed: boolean };

/** Whether what was to be done by then has passed. */
export const isPast = ({ at, timed }: Dated, now: Date): boolean =>
  at !== null && at.getTime() + (timed ? 0 : hoursToMidnight * 3_600_000) <= now.getTime();

/** The step that comes next: the open one with the earliest date, else the first open one in order. */
export function nextOf<S extends Dated & { status: StepStatus }>(steps: readonly S[]): S | null {
  const open = steps.filter((s) => s.status === "open");
  const dated = open.filter((s) => s.at !== null).toSorted((a, b) => Number(a.at) - Number(b.at));
  return dated[0] ?? open[0] ?? null;
}
