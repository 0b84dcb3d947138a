import type { Capacity } from "../concern/rules.ts";

export const assignmentStatuses = ["assigned", "accepted", "answered", "returned"] as const;

export type AssignmentStatus = (typeof assignmentStatuses)[number];

/** Whether the unit has still to answer. */
export const isOpen = (status: AssignmentStatus): status is "assigned" | "accepted" =>
  status === "assigned" || status === "accepted";

type Rule = { act: string; from: readonly AssignmentStatus[]; to: AssignmentStatus; allowed: readonly Capacity[] };

/** The one transition table of the assignment; copied into the database like that of the concern. */
const rules = [
  { act: "accept", from: ["assigned"], to: "accepted", allowed: ["unit"] },
  { act: "answer", from: ["assigned", "accepted"], to: "answered", allowed: ["unit"] },
  {
    act: "return",
    from: ["assigned", "accepted", "answered"],
    to: "returned",
    allowed: ["unit", "coordinator", "owner"],
  },
  { act: "ask_again", from: ["answered"], to: "assigned", allowed: ["coordinator", "owner"] },
] as const satisfies readonly Rule[];

export type AssignmentAct = (typeof rules)[number]["act"];

export const assignmentTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

export function mayOnAssignment(
  act: AssignmentAct,
  status: AssignmentStatus,
  capacities: readonly Capacity[],
): boolean {
  return assignmentTransitions.some(
    (t) => t.act === act && t.from === status && t.allowed.some((capacity) => capacities.includes(capacity)),
  );
}
