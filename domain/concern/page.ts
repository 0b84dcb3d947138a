import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { isNudgeDue, type Office } from "../deadline/due.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standing, standingOf } from "../deadline/standing.ts";
import { NotFound } from "../refusal.ts";
import { writesNothing, writingOf } from "../thread/writing.ts";
import { type AssignmentRow, aroundOf } from "./around.ts";
import { headOf, raiserOf } from "./head.ts";
import { type ConcernStatus, mayNudge } from "./rules.ts";
import type { ConcernPage } from "./shown.ts";
import { timelineOf } from "./timeline.ts";

export type { AssignmentLine, ConcernHead, ConcernPage, OtherConcern } from "./shown.ts";

/**
 * All that the page of a concern shows to this viewer.
 * @throws NotFound
 */
export async function concernPage(viewer: Viewer, number: string): Promise<ConcernPage> {
  return asViewer(viewer.claims, async (tx) => {
    // Sent together: by number each finds the concern for itself, so that nothing waits for an answer. What the timeline names
    // and what stands around the concern is asked in a second go, and only what there is.
    const asked = Promise.all([headOf(tx, number), raiserOf(tx, number)]);
    const about = asked.then(([head, raiser]) => ({
      open: raiser !== undefined,
      raisedBy: head?.raisedBy ?? null,
      files: head?.around.includes("files") ?? false,
    }));
    const around = asked.then(([head]) => head && aroundOf(tx, viewer, head));
    const [[head, raiser], found, timeline, writing, offices] = await Promise.all([
      asked,
      around,
      timelineOf(tx, { number, about }),
      viewer.user
        ? writingOf(tx, sql`(select community_id, id from concerns where number = ${number})`)
        : writesNothing,
      officesOf(tx, viewer.claims.memberIn),
    ]);
    if (!head || !found) throw new NotFound();
    const { readSeq, muted, nextAt, createdAt, answeredAt, answerDueAt, solveDueAt, nudgedAt, ...row } = head;
    const { around: _around, raisedBy: _raisedBy, mergedIntoId: _into, splitFromId: _from, ...concern } = row;
    const { assignments, rooms, meetings, following, ...told } = found;
    const office = offices.get(head.communityId);
    const now = new Date();
    return {
      concern: {
        ...concern,
        ...told,
        door: raiser?.door ?? null,
        reporter: raiser?.name ?? null,
        byHelper: raiser?.byHelper ?? false,
        nextAt: dateOf(nextAt),
        createdAt: new Date(createdAt),
        standing: standingOf(office, { ...head, answeredAt, answerDueAt, solveDueAt }, now),
        mayNudge:
          office !== undefined &&
          mayNudge(head.status, head.capacities) &&
          isNudgeDue(office.calendar, dateOf(nudgedAt), now),
      },
      assignments: assignments.map((a) => ({
        ...a,
        dueAt: new Date(a.dueAt),
        answeredAt: dateOf(a.answeredAt),
        standing: standingOfUnit(office, a, head.status, now),
        own: viewer.claims.organizations.includes(a.organizationId),
      })),
      timeline,
      writing,
      rooms,
      meetings,
      following,
      readSeq: viewer.user ? (readSeq ?? 0) : null,
      muted,
    };
  });
}

/** How it stands with a unit's answer; null where nothing is due from it. */
function standingOfUnit(
  office: Office | undefined,
  a: AssignmentRow,
  status: ConcernStatus,
  now: Date,
): Standing | null {
  const waits = a.status === "assigned" || a.status === "accepted";
  if (!office || !waits || ["solved", "confirmed", "closed"].includes(status)) return null;
  return standing(office.calendar, { of: "unit", at: new Date(a.dueAt) }, { now, paused: status === "waiting" });
}

const dateOf = (value: Date | string | null): Date | null => (value === null ? null : new Date(value));
