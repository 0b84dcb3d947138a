import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { problems } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type Audience, record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { isOver, type ProblemAct, type ProblemCapacity, type ProblemStatus, problemAfter } from "./rules.ts";

export type ProblemRow = typeof problems.$inferSelect;

/** A problem held for one act by who leads it: its row is locked until the transaction ends. */
export type HeldProblem = {
  tx: Transaction;
  viewer: Viewer;
  userId: string;
  problem: ProblemRow;
  capacities: ProblemCapacity[];
  timeZone: string;
};

/**
 * Holds a problem that the viewer leads and does one act on it, once for each submission.
 * @throws NotFound where the viewer may not lead it: the same as where there is none
 * @throws Refusal where the rules, here or in the database, say no
 */
export async function onProblem<T>(
  viewer: Viewer,
  { number, key, command, content }: { number: string; key: string; command: string; content: unknown },
  work: (held: HeldProblem) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  return refusingOnProblem(async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `problem.${command}`, content: [number, content] },
      async (tx) => {
        const [problem] = await tx.select().from(problems).where(eq(problems.number, number)).for("update");
        if (!problem) throw new NotFound();
        const [row] = await tx.execute<{ caps: ProblemCapacity[]; timeZone: string }>(sql`
          select app.problem_capacities(${problem.communityId}, ${problem.id}) as caps, c.time_zone as "timeZone"
          from communities c where c.id = ${problem.communityId}`);
        const { caps = [], timeZone = "Asia/Shanghai" } = row ?? {};
        return work({ tx, viewer, userId, problem, capacities: caps, timeZone });
      },
    );
    return result;
  });
}

/** Does something to problems, and says in words what the database refused. @throws NotFound, Refusal */
export const refusingOnProblem = <T>(work: () => Promise<T>): Promise<T> =>
  refusing({ DS001: new Refusal("notNow"), DS003: new Refusal("ownerInactive", { field: "owner" }) }, work);

/** The same, for a problem that is not closed: what is over stays as it was. */
export const onOpenProblem: typeof onProblem = (viewer, asked, work) =>
  onProblem(viewer, asked, (held) => {
    if (isOver(held.problem.status as ProblemStatus)) throw new Refusal("notNow");
    return work(held);
  });

/** Changes a held problem. The event is the caller's to record. */
export async function setProblem({ tx, problem }: HeldProblem, values: Partial<ProblemRow>): Promise<void> {
  await tx
    .update(problems)
    .set(values)
    .where(and(eq(problems.communityId, problem.communityId), eq(problems.id, problem.id)));
}

/** The state an act leads to from here. @throws Refusal `notNow` where it does not, or not for this viewer */
export function leadsTo({ problem, capacities }: HeldProblem, act: ProblemAct): ProblemStatus {
  const to = problemAfter(act, problem.status as ProblemStatus, capacities);
  if (!to) throw new Refusal("notNow");
  return to;
}

/** Writes an event on the problem's own chain. To everyone goes only how far it has come. */
export const tellOfProblem = (
  {
    tx,
    userId,
    problem,
  }: Pick<HeldProblem, "tx" | "userId"> & { problem: Pick<ProblemRow, "communityId" | "id" | "status"> },
  {
    kind,
    audience = "working",
    to,
    data,
    message,
  }: {
    kind: string;
    audience?: Audience | "office";
    to?: ProblemStatus;
    data?: Record<string, unknown>;
    message?: string;
  },
): Promise<void> =>
  record(tx, {
    community: problem.communityId,
    subject: { type: "problem", id: problem.id },
    kind,
    audience,
    actor: userId,
    ...(to && to !== problem.status ? { from: problem.status, to } : {}),
    data,
    message,
  });
