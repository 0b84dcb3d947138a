import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { rounds } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { spanOfDay } from "../time.ts";
import { checkDays, roundFields } from "./create.ts";
import { arrange, tell } from "./hold.ts";

export const changeInput = z.object({ key: submissionKey, round: id, ...roundFields }).superRefine(checkDays);

/** Changes a round's name, days, target, and how long a visit takes. Its shifts stay, and so must lie within its days. */
export async function changeRound(viewer: Viewer, input: z.output<typeof changeInput>): Promise<void> {
  const { key, round, ...content } = input;
  await arrange(viewer, { round, key, command: "change", content }, async (held) => {
    const { tx, timeZone } = held;
    const { communityId, id: roundId } = held.round;
    const start = spanOfDay(input.startsOn, timeZone).start.toISOString();
    const end = spanOfDay(input.endsOn, timeZone).end.toISOString();
    const [outside] = await tx.execute<{ before: number; after: number }>(sql`
      select count(*) filter (where starts_at < ${start}::timestamptz)::int as before,
        count(*) filter (where starts_at >= ${end}::timestamptz)::int as after
      from shifts where community_id = ${communityId} and round_id = ${roundId}`);
    if (outside?.before) throw new Refusal("shiftsOutside", { field: "startsOn", params: { count: outside.before } });
    if (outside?.after) throw new Refusal("shiftsOutside", { field: "endsOn", params: { count: outside.after } });
    await tx
      .update(rounds)
      .set({
        name: input.name,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        target: input.target,
        visitMinutes: input.minutes,
      })
      .where(and(eq(rounds.communityId, communityId), eq(rounds.id, roundId)));
    await tell(held, "changed", { target: input.target }, "everyone");
  });
}
