import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { nextDay } from "../deadline/clock.ts";
import { submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { leadsTo, onProblem, setProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";
import { problemCloseReasons } from "./rules.ts";

export const closeInput = z.object({
  key: submissionKey,
  number: problemNumber,
  reason: z.enum(problemCloseReasons, { error: "choose" }),
});

/** Ends a problem, with the reason. What stood behind it stays with it. */
export const closeProblem = (viewer: Viewer, { key, number, reason }: z.output<typeof closeInput>): Promise<void> =>
  onProblem(viewer, { number, key, command: "close", content: reason }, async (held) => {
    const to = leadsTo(held, "close");
    if (reason === "carried_out" && held.problem.status !== "done") throw new Refusal("notDone", { field: "reason" });
    await setProblem(held, { status: to, closedAt: new Date(), closeReason: reason, nextAt: null, nextNote: null });
    await tellOfProblem(held, { kind: "closed", audience: "everyone", to, data: { reason } });
  });

export const reopenInput = z.object({ key: submissionKey, number: problemNumber });

/** It has come back, or was not done after all: open again, with whoever had it, or who takes it up where they have left. */
export const reopenProblem = (viewer: Viewer, { key, number }: z.output<typeof reopenInput>): Promise<void> =>
  onProblem(viewer, { number, key, command: "reopen", content: [] }, async (held) => {
    const to = leadsTo(held, "reopen");
    const { tx, problem, userId } = held;
    const active = await isActive(held);
    await tellOfProblem(held, { kind: "reopened", audience: "everyone", to });
    await setProblem(held, {
      status: to,
      closedAt: null,
      closeReason: null,
      ownerId: active ? problem.ownerId : userId,
      nextAt: await nextDay(tx, problem, new Date()),
      nextNote: null,
    });
  });

async function isActive({ tx, problem }: Parameters<typeof leadsTo>[0]): Promise<boolean> {
  const [row] = await tx.execute<{ active: boolean }>(
    sql`select app.owner_is_active(${problem.communityId}, ${problem.ownerId}) as active`,
  );
  return row?.active ?? false;
}
