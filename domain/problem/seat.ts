import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { id, several, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { onOpenProblem, tellOfProblem } from "./hold.ts";
import { problemNumber } from "./number.ts";

export const seatInput = z.object({
  key: submissionKey,
  number: problemNumber,
  organizations: several(id, 20).refine((v) => v.length > 0, { params: { key: "chooseUnit" } }),
});

/** Asks units to the table of a problem: they read what it is, and the concerns behind it that they may see anyway. */
export const seat = (viewer: Viewer, { key, number, organizations }: z.output<typeof seatInput>): Promise<void> =>
  onOpenProblem(viewer, { number, key, command: "seat", content: organizations }, async (held) => {
    const { tx, problem, userId } = held;
    for (const organization of new Set(organizations)) {
      const seated = await tx.execute(sql`
        insert into problem_units (community_id, problem_id, organization_id, added_by)
        values (${problem.communityId}, ${problem.id}, ${organization}, ${userId})
        on conflict (community_id, problem_id, organization_id) do update set ended_at = null
          where problem_units.ended_at is not null`);
      if (seated.count) await tellOfProblem(held, { kind: "unit_seated", data: { organization } });
    }
  });

export const unseatInput = z.object({ key: submissionKey, number: problemNumber, organization: id });

/** A unit leaves the table. What it was told stays told. */
export const unseat = (viewer: Viewer, { key, number, organization }: z.output<typeof unseatInput>): Promise<void> =>
  onOpenProblem(viewer, { number, key, command: "unseat", content: organization }, async (held) => {
    const { tx, problem } = held;
    const gone = await tx.execute(sql`
      update problem_units set ended_at = now()
      where community_id = ${problem.communityId} and problem_id = ${problem.id} and organization_id = ${organization} and ended_at is null`);
    if (!gone.count) throw new Refusal("notNow");
    await tellOfProblem(held, { kind: "unit_unseated", data: { organization } });
  });
