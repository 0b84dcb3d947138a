import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { concerns, problemConcerns } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { optionalId, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { type HeldProblem, onOpenProblem, type ProblemRow, tellOfProblem } from "./hold.ts";
import { concernNumbers, problemNumber } from "./number.ts";
import { decide } from "./propose/decide.ts";

export const addInput = z.object({
  key: submissionKey,
  number: problemNumber,
  concerns: concernNumbers.refine((v) => v.length > 0, { params: { key: "chooseConcern" } }),
  /** What it was proposed as. */
  proposal: optionalId.optional(),
});

/** Puts concerns behind a problem: what stands behind it already stays, what stands behind another is refused. */
export const addConcerns = (viewer: Viewer, input: z.output<typeof addInput>): Promise<void> =>
  onOpenProblem(
    viewer,
    { number: input.number, key: input.key, command: "add", content: input.concerns },
    async (held) => {
      await putBehind(held, input.concerns);
      if (input.proposal) await decide(held.tx, viewer, input.proposal, "accepted");
    },
  );

type To = Pick<HeldProblem, "tx" | "userId"> & { problem: Pick<ProblemRow, "communityId" | "id" | "status"> };

/**
 * Puts concerns behind a problem that the viewer leads, and says so on the problem's chain and on each concern's own.
 * @throws Refusal where one is not there, or stands behind another problem
 */
export async function putBehind(to: To, numbers: readonly string[]): Promise<void> {
  const { tx, userId, problem } = to;
  const wanted = [...new Set(numbers)];
  if (!wanted.length) return;
  const found = await tx
    .select({ id: concerns.id, number: concerns.number, privacy: concerns.privacy, status: concerns.status })
    .from(concerns)
    .where(and(eq(concerns.communityId, problem.communityId), inArray(concerns.number, wanted)));
  const missing = wanted.find((number) => !found.some((c) => c.number === number && c.status !== "unconfirmed"));
  if (missing) throw new Refusal("noConcernOf", { field: "concerns", params: { number: missing } });
  const behind = await tx
    .select({ concernId: problemConcerns.concernId, problemId: problemConcerns.problemId })
    .from(problemConcerns)
    .where(
      and(
        eq(problemConcerns.communityId, problem.communityId),
        inArray(
          problemConcerns.concernId,
          found.map((c) => c.id),
        ),
      ),
    );
  const elsewhere = behind.find((b) => b.problemId !== problem.id);
  const taken = elsewhere && found.find((c) => c.id === elsewhere.concernId);
  if (taken) throw new Refusal("inAnotherProblem", { field: "concerns", params: { number: taken.number } });
  const added = found.filter((c) => !behind.some((b) => b.concernId === c.id));
  if (!added.length) return;
  const ids = `{${added.map((c) => c.id).join(",")}}`;
  await tx.execute(sql`
    insert into problem_concerns (community_id, problem_id, concern_id, added_by)
    select ${problem.communityId}, ${problem.id}, x.id, ${userId} from unnest(${ids}::uuid[]) x (id)`);
  await tellOfConcerns(to, "concerns_added", added);
}

/**
 * Says on the problem's chain which concerns came or went: of private ones to who leads alone. On the concern's own chain
 * it is said to those who work on it.
 */
export async function tellOfConcerns(
  { tx, userId, problem }: To,
  kind: "concerns_added" | "concerns_taken_out",
  changed: readonly { id: string; privacy: string }[],
): Promise<void> {
  for (const privacy of ["neighbourhood", "private"]) {
    const some = changed.filter((c) => c.privacy === privacy).map((c) => c.id);
    if (!some.length) continue;
    await tellOfProblem(
      { tx, userId, problem },
      {
        kind,
        audience: privacy === "private" ? "office" : "working",
        data: { concerns: some, count: some.length },
      },
    );
  }
  const ids = `{${changed.map((c) => c.id).join(",")}}`;
  await tx.execute(sql`
    insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, data)
    select ${problem.communityId}, 'concern', x.id, ${kind === "concerns_added" ? "problem_joined" : "problem_left"}, 'working', ${userId},
      jsonb_build_object('problem', ${problem.id}::uuid)
    from unnest(${ids}::uuid[]) x (id)`);
}
