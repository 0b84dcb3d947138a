import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { meetings } from "#db/schema/index.ts";
import { ArrivedBefore, submit } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { timeZoneOf } from "../visit/plan.ts";
import { type MeetingAct, meetingAfter } from "./rules.ts";

type MeetingRow = typeof meetings.$inferSelect;

/** A meeting, for one act on it. */
export type HeldMeeting = {
  tx: Transaction;
  user: SignedIn;
  viewer: Viewer;
  meeting: MeetingRow;
  /** Whether the viewer leads it, and takes its minutes. */
  leads: boolean;
  writes: boolean;
  zone: string;
  /** The id that the one row of this submission gets. */
  id: string;
};

type Asked = { meeting: string; key: string; command: string; content: unknown; once?: boolean; lock?: boolean };

/**
 * Does one act on a meeting, once for each submission. Acts that change the meeting itself wait for one another; those
 * that write beside it (`lock: false`), such as the minutes, do not.
 * @throws NotFound where the viewer may not know of it: the same as where there is none
 * @throws Refusal where the rules of the database say no
 */
export async function onMeeting<T>(
  viewer: Viewer,
  { meeting: meetingId, key, command, content, once, lock = true }: Asked,
  work: (held: HeldMeeting) => Promise<T>,
): Promise<T> {
  const { user } = viewer;
  if (!user) throw new NotFound();
  return refusing({ DS001: new Refusal("notNow") }, async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `meeting.${command}`, content: [meetingId, content], ...(once ? { once } : {}) },
      async (tx, id) => {
        const [known] = await tx.select().from(meetings).where(eq(meetings.id, meetingId));
        if (!known) throw new NotFound();
        const [may] = await tx.execute<{ leads: boolean; writes: boolean }>(sql`
          select app.leads_meeting(${known.communityId}, ${known.id}) as leads,
            app.takes_minutes(${known.communityId}, ${known.id}) as writes`);
        const { leads = false, writes = false } = may ?? {};
        // Only who may change it can hold it (a policy says so): others act on what they read.
        const [locked] =
          lock && leads ? await tx.select().from(meetings).where(eq(meetings.id, meetingId)).for("update") : [known];
        const meeting = locked ?? known;
        const zone = await timeZoneOf(tx, meeting.communityId);
        return work({ tx, user, viewer, meeting, leads, writes, zone, id });
      },
    );
    return result;
  }).catch((error: unknown) => {
    throw error instanceof ArrivedBefore ? new Refusal("arrivedBefore") : error;
  });
}

/** The same, for whoever leads the meeting. */
export const leading: typeof onMeeting = (viewer, asked, work) =>
  onMeeting(viewer, asked, (held) => {
    if (!held.leads) throw new NotFound();
    return work(held);
  });

type Told =
  | "begun"
  | "times_proposed"
  | "choices_complete"
  | "chosen"
  | "called"
  | "moved"
  | "cancelled"
  | "invited"
  | "uninvited"
  | "party_replied"
  | "point_proposed"
  | "point_taken"
  | "point_declined"
  | "agenda_changed"
  | "held"
  | "minutes_changed"
  | "measure_made"
  | "attendance_taken"
  | "minutes_sent"
  | "corrected"
  | "objected"
  | "objection_answered"
  | "settled"
  | "checklist_changed"
  | "found";

/** Writes an event of a meeting, on its own chain. */
export const tellMeeting = (
  { tx, user, meeting }: Pick<HeldMeeting, "tx" | "user"> & { meeting: { communityId: string; id: string } },
  kind: Told,
  more: { from?: string; to?: string; data?: Record<string, unknown> } = {},
): Promise<void> =>
  record(tx, {
    community: meeting.communityId,
    subject: { type: "meeting", id: meeting.id },
    kind,
    audience: "everyone",
    actor: user.id,
    ...more,
  });

/** What the meeting comes to by an act. @throws Refusal where that is not possible now */
export function after(act: MeetingAct, { meeting }: HeldMeeting) {
  const to = meetingAfter(act, meeting.status);
  if (!to) throw new Refusal("notNow");
  return { from: meeting.status, to };
}

/** A principal for whom the viewer speaks, or (leading) for whom they write it down. @throws NotFound for another's */
export function speakingFor({ viewer, leads }: HeldMeeting, principal: string): void {
  if (!leads && !viewer.claims.principals.includes(principal)) throw new NotFound();
}
