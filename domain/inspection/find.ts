import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { attachments, inspectionItems } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, optionalText, several, submissionKey, ticked } from "../input.ts";
import { onMeeting, tellMeeting } from "../meeting/hold.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { findings } from "./rules.ts";

export const findInput = z.object({
  key: submissionKey,
  item: id,
  finding: z.enum(findings, { error: "choose" }),
  note: optionalText(1000),
  attachments: several(id, 6),
  /** What stood there when it was filled in: somebody else may have been faster. */
  seen: z.union([z.literal(""), z.enum(findings)]).catch(""),
  /** Put in all the same, having seen what the other found. */
  over: ticked,
});

/**
 * Writes down what is found at an item: on the page, or from a phone that was without signal (`once`). What a colleague
 * found otherwise meanwhile is not overwritten unseen; photos of both stay.
 */
export async function recordFinding(
  viewer: Viewer,
  input: z.output<typeof findInput>,
  { once = false } = {},
): Promise<void> {
  const { key, item, finding, note, attachments: files, seen, over } = input;
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.select({ meeting: inspectionItems.meetingId }).from(inspectionItems).where(eq(inspectionItems.id, item)),
  );
  if (!row) throw new NotFound();
  const content = [item, finding, note, files, over];
  await onMeeting(viewer, { meeting: row.meeting, key, command: "find", content, once, lock: false }, async (held) => {
    const { tx, user, meeting } = held;
    const [found] = await tx.execute<{
      finding: string | null;
      note: string | null;
      by: string | null;
      name: string | null;
      inspects: boolean;
    }>(sql`
        select i.finding, i.note, i.found_by as by, (select name from users u where u.id = i.found_by) as name,
          app.inspects(i.community_id, i.meeting_id) as inspects
        from inspection_items i where i.community_id = ${meeting.communityId} and i.id = ${item}`);
    if (!found) throw new NotFound();
    if (!found.inspects) throw new Refusal("inspectionOver");
    const others = found.finding !== null && found.by !== user.id && found.finding !== seen;
    if (others && !over && (found.finding !== finding || (found.note ?? "") !== (note ?? "")))
      throw new Refusal("foundOtherwise", { params: { who: found.name ?? "" } });
    const done = await tx
      .update(inspectionItems)
      // A colleague's words stay where one has none.
      .set({ finding, note: note ?? found.note, foundBy: user.id, foundAt: new Date() })
      .where(and(eq(inspectionItems.communityId, meeting.communityId), eq(inspectionItems.id, item)));
    if (!done.count) throw new NotFound();
    for (const file of files) {
      await tx
        .update(attachments)
        .set({ inspectionItemId: item })
        .where(and(eq(attachments.communityId, meeting.communityId), eq(attachments.id, file)));
    }
    await tellMeeting(held, "found", { data: { item, finding } });
  });
}
