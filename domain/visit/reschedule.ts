import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { visitOfficers } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, localTime, orNull, submissionKey } from "../input.ts";
import { mustAllow, onVisit } from "./hold.ts";
import { aheadOf, insertVisit, timeZoneOf } from "./plan.ts";
import { bring, type FromPhone, momentOn } from "./record.ts";

/** Another time: a certain one, or none yet; then the door comes back into the plan. */
export const rescheduleInput = z.object({ key: submissionKey, visit: id, startsAt: orNull(localTime) });

/**
 * Moves a visit to another time: the old one is kept as rescheduled.
 * @param phone where it waited on a phone: what another has recorded meanwhile stands
 * @returns the id of the new visit, if there is one
 */
export async function reschedule(
  viewer: Viewer,
  input: z.output<typeof rescheduleInput>,
  phone?: FromPhone,
): Promise<string | null> {
  const { key, visit, startsAt: local } = input;
  return onVisit(viewer, { visit, key, command: "reschedule", content: local, once: Boolean(phone) }, async (held) => {
    const { tx, visit: old, userId, submission } = held;
    if (!phone) mustAllow(held, "reschedule");
    const timeZone = await timeZoneOf(tx, old.communityId);
    const startsAt = local ? aheadOf(local, timeZone) : null;
    const how = { by: userId, knockedBy: null, at: momentOn(held, phone), feeling: null };
    const arrival = await bring(held, "rescheduled", how, phone);
    if (!startsAt || (arrival !== "record" && arrival !== "correct")) return null;
    const officers = await tx
      .select({ userId: visitOfficers.userId })
      .from(visitOfficers)
      .where(and(eq(visitOfficers.communityId, old.communityId), eq(visitOfficers.visitId, old.id)));
    await insertVisit(tx, {
      timeZone,
      communityId: old.communityId,
      id: submission,
      householdId: old.householdId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + (old.endsAt.getTime() - old.startsAt.getTime())),
      purpose: old.purpose,
      plannedBy: userId,
      officers: officers.map((o) => o.userId),
    });
    return submission;
  });
}
