import { sql } from "drizzle-orm";
import { z } from "zod";
import { measures } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, localDay, optionalId, optionalText, orNull, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { dayOf } from "../time.ts";
import { onMeeting, tellMeeting } from "./hold.ts";

export const measureInput = z.object({
  key: submissionKey,
  meeting: id,
  line: id,
  what: line(300),
  organization: optionalId,
  due: orNull(localDay),
  /** How one will see that it is done. */
  proof: optionalText(500),
});

/** Makes a measure of a decision: what, who, by when, and how one will see that it is done. */
export async function makeMeasure(viewer: Viewer, input: z.output<typeof measureInput>): Promise<void> {
  const { key, meeting: asked, line: decision, what, organization, due, proof } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "measure", content: [decision, what, organization, due, proof], lock: false },
    async (held) => {
      const { tx, user, meeting, zone, id: measure } = held;
      if (!held.writes || !meeting.problemId) throw new NotFound();
      if (due && due < dayOf(new Date(), zone)) throw new Refusal("past", { field: "due" });
      const [found] = await tx.execute<{ decided: boolean; made: boolean }>(sql`
        select l.kind = 'decision' and l.removed_at is null as decided,
          exists (select from measures m where m.community_id = l.community_id and m.minute_line_id = l.id) as made
        from minute_lines l where l.community_id = ${meeting.communityId} and l.meeting_id = ${meeting.id} and l.id = ${decision} for update`);
      if (!found) throw new NotFound();
      if (!found.decided || found.made) throw new Refusal("notNow");
      if (organization) {
        const [unit] = await tx.execute(sql`
          select from community_organizations co join organizations o on o.id = co.organization_id and o.disabled_at is null
          where co.community_id = ${meeting.communityId} and co.organization_id = ${organization}`);
        if (!unit) throw new Refusal("chooseUnit", { field: "organization" });
      }
      await tx.insert(measures).values({
        ...{ communityId: meeting.communityId, id: measure, problemId: meeting.problemId, minuteLineId: decision },
        ...{ what, organizationId: organization, dueOn: due, proof, createdBy: user.id },
        ordinal: sql<number>`(
          select count(*) + 1 from measures
          where community_id = ${meeting.communityId} and problem_id = ${meeting.problemId})`,
      });
      await tellMeeting(held, "measure_made", { data: { line: decision } });
    },
  );
}
