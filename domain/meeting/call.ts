import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { meetingParties, meetings, meetingTimes } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, localTime, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { after, type HeldMeeting, leading, tellMeeting } from "./hold.ts";
import { mayBegin } from "./rules.ts";
import { between } from "./when.ts";

const here = ({ meeting }: HeldMeeting) =>
  and(eq(meetings.communityId, meeting.communityId), eq(meetings.id, meeting.id));

export const callInput = z.object({ key: submissionKey, meeting: id, time: id });

/** Fixes one of the proposed times: the meeting is called, and everybody gets it for their calendar. */
export async function callMeeting(viewer: Viewer, input: z.output<typeof callInput>): Promise<void> {
  const { key, meeting, time } = input;
  await leading(viewer, { meeting, key, command: "call", content: time }, async (held) => {
    const { from, to } = after("call", held);
    const { tx } = held;
    const [span] = await tx
      .select({ startsAt: meetingTimes.startsAt, endsAt: meetingTimes.endsAt })
      .from(meetingTimes)
      .where(and(eq(meetingTimes.meetingId, meeting), eq(meetingTimes.id, time)));
    if (!span) throw new NotFound();
    if (span.startsAt < new Date()) throw new Refusal("past", { field: "time" });
    await tellMeeting(held, "called", { from, to });
    await tx
      .update(meetings)
      .set({ status: to, ...span })
      .where(here(held));
  });
}

export const moveInput = z.object({
  key: submissionKey,
  meeting: id,
  from: localTime,
  until: localTime,
  place: line(120),
});

/** Moves a meeting that was called to another time, or place: everybody is asked again whether they come. */
export async function moveMeeting(viewer: Viewer, input: z.output<typeof moveInput>): Promise<void> {
  const { key, meeting, from: begins, until, place } = input;
  await leading(viewer, { meeting, key, command: "move", content: [begins, until, place] }, async (held) => {
    after("move", held);
    const { tx, zone } = held;
    const span = between(begins, until, zone, new Date());
    const timeMoved =
      span.startsAt.getTime() !== held.meeting.startsAt?.getTime() ||
      span.endsAt.getTime() !== held.meeting.endsAt?.getTime();
    if (!timeMoved && place === held.meeting.place) throw new Refusal("nothingMoved", { field: "from" });
    await tellMeeting(held, "moved");
    await tx
      .update(meetings)
      .set({ ...span, place })
      .where(here(held));
    if (!timeMoved) return;
    await tx
      .update(meetingParties)
      .set({ reply: null, repliedBy: null, repliedAt: null })
      .where(and(eq(meetingParties.communityId, held.meeting.communityId), eq(meetingParties.meetingId, meeting)));
  });
}

export const cancelInput = z.object({ key: submissionKey, meeting: id, reason: text(500) });

/** Calls a meeting off, and says why. */
export async function cancelMeeting(viewer: Viewer, input: z.output<typeof cancelInput>): Promise<void> {
  const { key, meeting, reason } = input;
  await leading(viewer, { meeting, key, command: "cancel", content: reason }, async (held) => {
    const { from, to } = after("cancel", held);
    await tellMeeting(held, "cancelled", { from, to });
    await held.tx.update(meetings).set({ status: to, cancelReason: reason }).where(here(held));
  });
}

export const meetingInput = z.object({ key: submissionKey, meeting: id });

/** Says that the meeting takes place: from an hour before it begins. */
export async function holdMeeting(viewer: Viewer, { key, meeting }: z.output<typeof meetingInput>): Promise<void> {
  await leading(viewer, { meeting, key, command: "hold", content: null }, async (held) => {
    const { from, to } = after("hold", held);
    if (!mayBegin(held.meeting.startsAt, new Date())) throw new Refusal("notBegunYet");
    await tellMeeting(held, "held", { from, to });
    await held.tx.update(meetings).set({ status: to }).where(here(held));
  });
}
