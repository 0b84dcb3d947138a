import type { ProblemFace, ProblemWorkings } from "#domain/problem/page.ts";
import { isOver, leadsProblem, type ProblemActName, problemActs, problemAfter, steps } from "#domain/problem/rules.ts";

/** What the viewer can do now, what leads on first. */
export function actsOn(problem: ProblemFace, workings: ProblemWorkings | null): ProblemActName[] {
  const { capacities, status } = problem;
  if (!workings || !leadsProblem(capacities)) return [];
  const open = !isOver(status);
  const can: Record<ProblemActName, boolean> = {
    ...(Object.fromEntries(steps.map((step) => [step, Boolean(problemAfter(step, status, capacities))])) as Record<
      (typeof steps)[number],
      boolean
    >),
    next: open,
    add: open,
    seat: open,
    publish: true,
    hide: problem.publishedAt !== null,
    handOver: open,
    rename: open,
    close: Boolean(problemAfter("close", status, capacities)),
    reopen: Boolean(problemAfter("reopen", status, capacities)),
  };
  return problemActs.filter((act) => can[act]);
}
