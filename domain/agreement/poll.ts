import { sql } from "drizzle-orm";
import { z } from "zod";
import { databaseError } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, localTime, submissionKey, ticked } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { momentOf } from "../time.ts";
import { leading, tell } from "./hold.ts";

/**
 * What households must come to, as a community decides. The first is the plain rule; the other two are those of
 * the Civil Code of China, art. 278: two thirds must take part, and of these three quarters (using or raising the
 * maintenance fund, changing what is owned in common) or more than half (all else) must agree; by number of owners and by area.
 */
const pollRules = {
  two_thirds: { turnout: [0, 1], consent: [2, 3], over: "roll", moreThan: false },
  three_quarters: { turnout: [2, 3], consent: [3, 4], over: "cast", moreThan: false },
  more_than_half: { turnout: [2, 3], consent: [1, 2], over: "cast", moreThan: true },
} as const;

export type PollRule = keyof typeof pollRules;

export const pollRuleKeys = ["two_thirds", "three_quarters", "more_than_half"] as const satisfies readonly PollRule[];

export const pollInput = z.object({
  key: submissionKey,
  agreement: id,
  rule: z.enum(pollRuleKeys, { error: "choose" }),
  closesAt: localTime,
  byArea: ticked,
});

/** The longest that a vote runs, in days. */
export const mostPollDays = 90;

/** Puts what the units have signed to the households: who may vote is fixed at this moment. Coordinators do it. */
export async function openPoll(viewer: Viewer, input: z.output<typeof pollInput>): Promise<void> {
  const { key, agreement, ...content } = input;
  try {
    await leading(viewer, { agreement, key, command: "poll.open", content }, async (held) => {
      const { tx, userId, timeZone, submission } = held;
      const { communityId, id: agreementId, status, version } = held.agreement;
      if (!viewer.claims.coordinates.includes(communityId)) throw new NotFound();
      if (status !== "consent") throw new Refusal("notNow");
      const closesAt = momentOf(input.closesAt, timeZone);
      if (closesAt <= new Date()) throw new Refusal("past", { field: "closesAt" });
      if (closesAt.getTime() > Date.now() + mostPollDays * 86_400_000)
        throw new Refusal("pollTooLong", { field: "closesAt", params: { days: mostPollDays } });
      const [there] = await tx.execute(sql`
        select 1 from polls where community_id = ${communityId} and agreement_id = ${agreementId} and ordinal = ${version}`);
      if (there) throw new Refusal("notNow");
      const rule = pollRules[input.rule];
      await tx.execute(sql`
        insert into polls (community_id, id, agreement_id, ordinal, closes_at, turnout_numerator, turnout_denominator, consent_numerator,
          consent_denominator, consent_over, more_than, by_area, opened_by)
        values (${communityId}, ${submission}, ${agreementId}, ${version}, ${closesAt.toISOString()}::timestamptz, ${rule.turnout[0]},
          ${rule.turnout[1]}, ${rule.consent[0]}, ${rule.consent[1]}, ${rule.over}, ${rule.moreThan}, ${input.byArea}, ${userId})`);
      await tell(held, "poll_opened", { version }, "everyone");
    });
  } catch (error) {
    if (databaseError(error)?.constraint === "polls_areas") throw new Refusal("pollNoAreas", { field: "byArea" });
    throw error;
  }
}
