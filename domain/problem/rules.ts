export const problemStatuses = ["open", "talks", "agreed", "works", "done", "closed"] as const;

export type ProblemStatus = (typeof problemStatuses)[number];

/** What somebody is to a problem; app.problem_capacities() in the database finds the same. */
export type ProblemCapacity = "coordinator" | "owner" | "officer" | "unit" | "system";

type Rule = { act: string; from: readonly ProblemStatus[]; to: ProblemStatus; allowed: readonly ProblemCapacity[] };

/** The one transition table of the problem; copied into the database like that of the concern. */
const rules = [
  { act: "talk", from: ["open", "agreed"], to: "talks", allowed: ["coordinator", "owner", "system"] },
  { act: "agree", from: ["open", "talks"], to: "agreed", allowed: ["coordinator", "owner", "system"] },
  { act: "work", from: ["talks", "agreed"], to: "works", allowed: ["coordinator", "owner", "system"] },
  { act: "finish", from: ["works"], to: "done", allowed: ["coordinator", "owner", "system"] },
  { act: "close", from: ["open", "talks", "agreed", "works", "done"], to: "closed", allowed: ["coordinator", "owner"] },
  { act: "reopen", from: ["done", "closed"], to: "open", allowed: ["coordinator", "owner"] },
] as const satisfies readonly Rule[];

export type ProblemAct = (typeof rules)[number]["act"];

/** The acts that lead on without a reason or a word. */
export const steps = ["talk", "agree", "work", "finish"] as const satisfies readonly ProblemAct[];

/** What whoever leads a problem can do on its page. */
export const problemActs = [
  ...steps,
  "next",
  "add",
  "seat",
  "publish",
  "hide",
  "handOver",
  "rename",
  "close",
  "reopen",
] as const;

export type ProblemActName = (typeof problemActs)[number];

export const problemTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** What a problem comes to by an act of somebody with these capacities; nothing where that is not possible now. */
export const problemAfter = (
  act: ProblemAct,
  status: ProblemStatus,
  capacities: readonly ProblemCapacity[],
): ProblemStatus | undefined =>
  problemTransitions.find(
    (t) => t.act === act && t.from === status && t.allowed.some((capacity) => capacities.includes(capacity)),
  )?.to;

/** Whether somebody leads it: says what belongs to it, when it is looked at next, and who sits at the table. */
export const leadsProblem = (capacities: readonly ProblemCapacity[]): boolean =>
  capacities.includes("coordinator") || capacities.includes("owner");

/** Whether somebody works on it: reads what it is, and which concerns that they may see stand behind it. */
export const worksOnProblem = (capacities: readonly ProblemCapacity[]): boolean =>
  leadsProblem(capacities) || capacities.includes("officer") || capacities.includes("unit");

export const isOver = (status: ProblemStatus): boolean => status === "closed";

/** Why a problem is closed. */
export const problemCloseReasons = ["carried_out", "not_possible", "elsewhere", "no_problem"] as const;

export type ProblemCloseReason = (typeof problemCloseReasons)[number];

/** How a state looks, as with concerns. */
export function problemLook(
  status: ProblemStatus,
  nextAt: Date | null,
  now: Date,
): "new" | "going" | "done" | "late" | "quiet" {
  if (status === "closed") return "quiet";
  if (status === "done") return "done";
  if (nextAt && nextAt < now) return "late";
  return status === "open" ? "new" : "going";
}

/** Under which what was agreed stands on the page of a problem: stories link there. */
export const agreementAnchor = "agreement";
