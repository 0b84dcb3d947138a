import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { meetings, minuteObjections } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { addWorking, dayMinutes } from "../deadline/calendar.ts";
import { officeOf } from "../deadline/office.ts";
import { id, submissionKey, text, whole } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { meetingInput } from "./call.ts";
import { after, type HeldMeeting, leading, onMeeting, speakingFor, tellMeeting } from "./hold.ts";

const here = ({ meeting }: HeldMeeting) =>
  and(eq(meetings.communityId, meeting.communityId), eq(meetings.id, meeting.id));

export const sendInput = z.object({ key: submissionKey, meeting: id, days: whole(1, 30) });

/** Sends the minutes to all who were there; they may object within so many days of work. */
export async function sendMinutes(viewer: Viewer, input: z.output<typeof sendInput>): Promise<void> {
  const { key, meeting, days } = input;
  await leading(viewer, { meeting, key, command: "send", content: days }, async (held) => {
    const { from, to } = after("send", held);
    const { tx } = held;
    const [found] = await tx.execute<{ lines: number; there: number }>(sql`
      select (select count(*)::int from minute_lines l where l.community_id = m.community_id and l.meeting_id = m.id and l.removed_at is null) as lines,
        (select count(*)::int from meeting_parties p where p.community_id = m.community_id and p.meeting_id = m.id and p.attended) as there
      from meetings m where m.id = ${meeting}`);
    if (!found?.lines) throw new Refusal("noMinutes");
    if (!found.there) throw new Refusal("nobodyThere");
    const { calendar } = await officeOf(tx, held.meeting.communityId);
    const now = new Date();
    await tellMeeting(held, "minutes_sent", { from, to });
    await tx
      .update(meetings)
      .set({ status: to, minutesSentAt: now, objectUntil: addWorking(calendar, now, days * dayMinutes(calendar)) })
      .where(here(held));
  });
}

/** Takes the minutes back to correct them: they are sent anew then, and may be objected to anew. */
export async function correctMinutes(viewer: Viewer, { key, meeting }: z.output<typeof meetingInput>): Promise<void> {
  await leading(viewer, { meeting, key, command: "correct", content: null }, async (held) => {
    const { from, to } = after("correct", held);
    await tellMeeting(held, "corrected", { from, to });
    await held.tx.update(meetings).set({ status: to, objectUntil: null }).where(here(held));
  });
}

export const objectInput = z.object({ key: submissionKey, meeting: id, principal: id, body: text(1000) });

/** Says what one who was there has against the minutes. */
export async function objectTo(viewer: Viewer, input: z.output<typeof objectInput>): Promise<void> {
  const { key, meeting: asked, principal, body } = input;
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "object", content: [principal, body], lock: false },
    async (held) => {
      const { tx, user, meeting, id: objection } = held;
      speakingFor(held, principal);
      if (meeting.status !== "sent") throw new Refusal("notNow");
      if (!meeting.objectUntil || meeting.objectUntil < new Date()) throw new Refusal("tooLateToObject");
      await tx.insert(minuteObjections).values({
        ...{ communityId: meeting.communityId, id: objection, meetingId: meeting.id, principal, body },
        raisedBy: user.id,
      });
      await tellMeeting(held, "objected", { data: { principal } });
    },
  );
}

export const answerObjectionInput = z.object({ key: submissionKey, meeting: id, objection: id, answer: text(1000) });

/** Says how an objection is taken up. */
export async function answerObjection(viewer: Viewer, input: z.output<typeof answerObjectionInput>): Promise<void> {
  const { key, meeting: asked, objection, answer } = input;
  await leading(viewer, { meeting: asked, key, command: "answer", content: [objection, answer] }, async (held) => {
    const { tx, user, meeting } = held;
    const only = and(
      eq(minuteObjections.communityId, meeting.communityId),
      eq(minuteObjections.meetingId, meeting.id),
      eq(minuteObjections.id, objection),
    );
    const [found] = await tx
      .select({ principal: minuteObjections.principal, answeredAt: minuteObjections.answeredAt })
      .from(minuteObjections)
      .where(only);
    if (!found) throw new NotFound();
    if (found.answeredAt) throw new Refusal("notNow");
    await tx.update(minuteObjections).set({ answer, answeredBy: user.id, answeredAt: new Date() }).where(only);
    await tellMeeting(held, "objection_answered", { data: { principal: found.principal } });
  });
}

/** Settles minutes that were objected to, once each objection is answered and there is no more time for another. */
export async function settleMinutes(viewer: Viewer, { key, meeting }: z.output<typeof meetingInput>): Promise<void> {
  await leading(viewer, { meeting, key, command: "settle", content: null }, async (held) => {
    const { from, to } = after("settle", held);
    const [open] = await held.tx.execute(sql`
      select from minute_objections o where o.meeting_id = ${meeting} and o.answered_at is null limit 1`);
    if (open) throw new Refusal("objectionsOpen");
    if (!held.meeting.objectUntil || held.meeting.objectUntil > new Date()) throw new Refusal("stillObjecting");
    await tellMeeting(held, "settled", { from, to });
    await held.tx.update(meetings).set({ status: to, settledAt: new Date() }).where(here(held));
  });
}

/**
 * Settles minutes whose time to object is over and against which nothing is open: by queued work.
 * (Where somebody objected, whoever leads says so themselves.)
 */
export async function settleQuiet(tx: Transaction, at: string): Promise<void> {
  await tx.execute(sql`
    with due as (
      select m.community_id, m.id from meetings m
      where m.status = 'sent' and m.object_until < ${at}::timestamptz and not exists (
        select from minute_objections o where o.community_id = m.community_id and o.meeting_id = m.id
          and (o.answered_at is null or o.raised_at > m.minutes_sent_at))
      order by m.object_until, m.id limit 200 for update skip locked
    ), moved as (
      update meetings m set status = 'settled', settled_at = ${at}::timestamptz from due
      where m.community_id = due.community_id and m.id = due.id returning m.community_id, m.id)
    insert into events (community_id, subject_type, subject_id, kind, audience, from_status, to_status, data)
    select community_id, 'meeting', id, 'settled', 'everyone', 'sent', 'settled', '{}' from moved`);
}
