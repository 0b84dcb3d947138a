import { sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { change, nobody } from "#db/viewer.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash, viewerOf } from "../account/viewer.ts";
import { duesOf, withinADay } from "../deadline/due.ts";
import { officeOf } from "../deadline/office.ts";
import type { Urgency } from "../deadline/target.ts";
import { NotFound } from "../refusal.ts";
import type { CategoryKey } from "./category.ts";

export const confirmReportInput = z.object({ secret: z.string().min(8).max(200) });

/**
 * Confirms, by the link of a mail, a report made without an account: from now on it counts.
 * @returns its number, and the secret of a new tracking link for this browser
 * @throws NotFound where the link is used or too old
 */
export async function confirmReport({
  secret,
}: z.output<typeof confirmReportInput>): Promise<{ number: string; trackingSecret: string }> {
  const trackingSecret = linkSecret();
  const token = newId();
  return change({ ...nobody, principals: [token] }, async (tx) => {
    const [confirmed] = await tx.execute<{ community_id: string; concern_id: string }>(
      sql`select * from auth.confirm_report(${tokenHash(secret)})`,
    );
    if (!confirmed) throw new NotFound();
    await tx.execute(
      sql`select auth.issue_tracking(${token}, ${tokenHash(trackingSecret)}, ${confirmed.community_id}, ${confirmed.concern_id})`,
    );
    const [concern] = await tx.execute<{ number: string; category: CategoryKey; urgency: Urgency }>(
      sql`select number, category, urgency from concerns where community_id = ${confirmed.community_id} and id = ${confirmed.concern_id}`,
    );
    if (!concern) throw new NotFound();
    const now = new Date();
    const office = await officeOf(tx, confirmed.community_id);
    const dues = duesOf(office, { ...concern, from: now });
    await tx.execute(sql`
      select auth.start_clock(${confirmed.community_id}, ${confirmed.concern_id}, ${dues.answerDueAt.toISOString()},
        ${dues.solveDueAt?.toISOString() ?? null}, ${dues.remindAt?.toISOString() ?? null},
        ${withinADay(office.calendar, now).toISOString()})`);
    return { number: concern.number, trackingSecret };
  });
}

/** The number of the concern that a tracking link leads to. @throws NotFound */
export async function followed(secret: string): Promise<string> {
  const viewer = await viewerOf(null, secret);
  if (!viewer.tracking) throw new NotFound();
  const concernId = viewer.tracking.concern;
  const [row] = await change(viewer.claims, (tx) =>
    tx.execute<{ number: string }>(sql`select number from concerns where id = ${concernId}`),
  );
  if (!row) throw new NotFound();
  return row.number;
}
