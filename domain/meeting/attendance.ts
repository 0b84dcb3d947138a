import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { clean, id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { onMeeting, tellMeeting } from "./hold.ts";
import { isWritten } from "./rules.ts";

/** A box and a line of names a party, named after it. */
export const attendanceInput = z
  .object({ key: submissionKey, meeting: id })
  .catchall(z.unknown())
  .transform(({ key, meeting, ...rest }) => ({
    key,
    meeting,
    there: Object.entries(rest).flatMap(([name, value]) => {
      const principal = /^was-([0-9a-f-]{36})$/.exec(name)?.[1];
      if (!principal) return [];
      const names = rest[`who-${principal}`];
      const who = typeof names === "string" ? Array.from(clean(names).replace(/\s+/g, " ")).slice(0, 200).join("") : "";
      return [{ principal, attended: value === "yes", attendees: who || null }];
    }),
  }));

/** Writes down who was there, and who came for each party. */
export async function takeAttendance(viewer: Viewer, input: z.output<typeof attendanceInput>): Promise<void> {
  const { key, meeting: asked, there } = input;
  await onMeeting(viewer, { meeting: asked, key, command: "attendance", content: there, lock: false }, async (held) => {
    if (!held.writes) throw new NotFound();
    const { tx, meeting } = held;
    if (!isWritten(meeting.status)) throw new Refusal("minutesClosed");
    for (const { principal, attended, attendees } of there) {
      await tx.execute(sql`
          update meeting_parties set attended = ${attended}, attendees = ${attended ? attendees : null}
          where community_id = ${meeting.communityId} and meeting_id = ${meeting.id} and principal = ${principal}`);
    }
    await tellMeeting(held, "attendance_taken");
  });
}
