import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { duesOf } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import type { Urgency } from "../deadline/target.ts";
import type { CategoryKey } from "./category.ts";

/** By when a unit usually answers what it is given now: within the time that its category has for an answer. */
export const usualDue = (
  viewer: Viewer,
  { communityId, ...as }: { communityId: string; category: CategoryKey; urgency: Urgency },
  now: Date,
): Promise<Date> =>
  asViewer(viewer.claims, async (tx) => duesOf(await officeOf(tx, communityId), { ...as, from: now }).answerDueAt);
