import { isOpen, mayOnAssignment } from "#domain/assignment/rules.ts";
import type { AssignmentLine, ConcernPage } from "#domain/concern/page.ts";
import { type Capacity, type ConcernAct, isClosed, leads, may } from "#domain/concern/rules.ts";
import { mayFollow } from "#domain/step/rules.ts";

export type ActName =
  | "take"
  | "assign"
  | "accept"
  | "answer"
  | "hand"
  | "giveBack"
  | "askAgain"
  | "ask"
  | "solve"
  | "confirm"
  | "reopen"
  | "close"
  | "withdraw"
  | "nudge"
  | "unmerge"
  | "setLabels"
  | "setNext"
  | "sort"
  | "handOver"
  | "takeIn";

/** Something that can be done now. `key` names it in the address of the page (`?do=`). */
export type Act = { key: string; name: ActName; assignment?: AssignmentLine };

/**
 * All that this viewer can do on a concern now, by the transition tables, in the order in which it is likely.
 * @param followed it is followed to its end: then only the family closes it
 */
export function availableActs({ concern, assignments }: ConcernPage, followed: boolean): Act[] {
  const { status, capacities } = concern;
  const open = !isClosed(status) && status !== "unconfirmed";
  const leading = leads(capacities) && open;
  const can = (act: ConcernAct) => may(act, status, capacities);
  const own = open ? assignments.filter((a) => a.own) : [];
  const unit: Capacity[] = ["unit"];
  const onAssignment = (name: "accept" | "answer" | "hand" | "giveBack" | "askAgain", list: AssignmentLine[]): Act[] =>
    list.map((assignment) => ({ key: `${name}-${assignment.id}`, name, assignment }));
  const simple = (name: ActName, possible: boolean): Act[] => (possible ? [{ key: name, name }] : []);
  return [
    ...onAssignment(
      "accept",
      own.filter((a) => mayOnAssignment("accept", a.status, unit)),
    ),
    ...onAssignment(
      "answer",
      own.filter((a) => mayOnAssignment("answer", a.status, unit)),
    ),
    ...onAssignment(
      "hand",
      own.filter((a) => isOpen(a.status)),
    ),
    ...simple("confirm", can("confirm")),
    ...simple("take", can("take")),
    ...simple("assign", leading && ["new", "taken", "assigned"].includes(status)),
    ...simple("solve", can("solve")),
    ...simple("ask", can("ask")),
    ...onAssignment(
      "askAgain",
      leading && status !== "solved" ? assignments.filter((a) => a.status === "answered") : [],
    ),
    ...onAssignment("giveBack", open ? assignments.filter((a) => a.status !== "returned" && (a.own || leading)) : []),
    ...simple("reopen", can("reopen")),
    ...simple("setNext", leading),
    ...simple("sort", leading),
    ...simple("handOver", leading),
    ...simple("takeIn", leading),
    ...simple("close", can("close") && !followed),
    ...simple("setLabels", capacities.includes("coordinator") && status !== "unconfirmed"),
    ...simple("unmerge", concern.mergedInto !== null && can("unmerge")),
    ...simple("nudge", concern.mayNudge),
    ...simple("withdraw", can("withdraw")),
  ];
}

/** What a unit that gave the concern back last said of whose it is, until that unit has it. */
export function suggestedUnit({ assignments }: ConcernPage): AssignmentLine | null {
  const last = assignments.findLast((a) => a.status === "returned" && a.suggestedId);
  const has = assignments.some((a) => a.organizationId === last?.suggestedId && a.status !== "returned");
  return last && !has ? last : null;
}

/** The act that waits for exactly this viewer: the page shows it open, as its main one. */
export function pressingAct(acts: Act[], page: ConcernPage): Act | null {
  const { concern } = page;
  const first = (...names: ActName[]) => acts.find((a) => names.includes(a.name)) ?? null;
  const waiting = first("accept", "answer", "confirm");
  if (waiting) return waiting;
  if (suggestedUnit(page)) return first("assign");
  if (concern.status === "new") return first("assign", "take");
  if (concern.status === "taken") return first("assign");
  return concern.status === "assigned" && concern.nextStep === "answer" ? first("solve") : null;
}

export type ActPage = "merge" | "split" | "steps";

/**
 * What has a page of its own: merging with another, splitting, and following it to its end. What is followed is ended by
 * the family, so it is not merged into another.
 */
export const pagesOf = ({ capacities, status }: ConcernPage["concern"], followed: boolean): ActPage[] => [
  ...(!followed && mayFollow(status, capacities) ? (["steps"] as const) : []),
  ...(capacities.includes("coordinator") && may("merge", status, capacities)
    ? followed
      ? (["split"] as const)
      : (["merge", "split"] as const)
    : []),
];
