import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { meetingParties } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { leading, onMeeting, speakingFor, tellMeeting } from "./hold.ts";
import { askIn, partiesInput } from "./party.ts";
import { isWritten } from "./rules.ts";

export const inviteInput = z.object({ key: submissionKey, meeting: id, ...partiesInput });

/** Asks further parties to the table. */
export async function invite(viewer: Viewer, input: z.output<typeof inviteInput>): Promise<void> {
  const { key, meeting: asked, ...who } = input;
  const parties = [...who.parties, ...who.officers, ...who.households];
  if (!parties.length) throw new Refusal("inviteSomebody", { field: "parties" });
  await leading(viewer, { meeting: asked, key, command: "invite", content: parties }, async (held) => {
    const { tx, user, meeting } = held;
    if (meeting.status !== "finding" && !isWritten(meeting.status)) throw new Refusal("notNow");
    const principals = await askIn(tx, meeting, parties, user.id);
    if (principals.length) await tellMeeting(held, "invited", { data: { principals } });
  });
}

export const uninviteInput = z.object({ key: submissionKey, meeting: id, principal: id });

/** Takes a party from the table: from then on the meeting is not there for them. What they chose or proposed stays. */
export async function uninvite(viewer: Viewer, input: z.output<typeof uninviteInput>): Promise<void> {
  const { key, meeting: asked, principal } = input;
  await leading(viewer, { meeting: asked, key, command: "uninvite", content: principal }, async (held) => {
    const { tx, meeting } = held;
    if (meeting.status !== "finding" && meeting.status !== "called") throw new Refusal("notNow");
    if (principal === meeting.organizerId) throw new Refusal("organizerStays");
    await tellMeeting(held, "uninvited", { data: { principal } });
    await tx
      .delete(meetingParties)
      .where(
        and(
          eq(meetingParties.communityId, meeting.communityId),
          eq(meetingParties.meetingId, meeting.id),
          eq(meetingParties.principal, principal),
        ),
      );
  });
}

export const rsvpInput = z.object({
  key: submissionKey,
  meeting: id,
  principal: id,
  reply: z.enum(["yes", "no"], { error: "choose" }),
});

/** Says for a party whether it comes. */
export async function rsvp(viewer: Viewer, input: z.output<typeof rsvpInput>): Promise<void> {
  const { key, meeting: asked, principal, reply } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "rsvp", content: [principal, reply], lock: false },
    async (held) => {
      const { tx, user, meeting } = held;
      speakingFor(held, principal);
      if (meeting.status !== "called") throw new Refusal("notNow");
      const done = await tx
        .update(meetingParties)
        .set({ reply, repliedBy: user.id, repliedAt: new Date() })
        .where(
          and(
            eq(meetingParties.communityId, meeting.communityId),
            eq(meetingParties.meetingId, meeting.id),
            eq(meetingParties.principal, principal),
          ),
        );
      if (!done.count) throw new NotFound();
      await tellMeeting(held, "party_replied", { data: { principal, reply } });
    },
  );
}
