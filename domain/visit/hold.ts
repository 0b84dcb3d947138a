import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { visits } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusingClashes } from "./plan.ts";
import { mayOnVisit, type VisitAct, type VisitCapacity, type VisitStatus } from "./rules.ts";

type VisitRow = typeof visits.$inferSelect;

/** A visit that is locked until the end of the transaction. */
export type Held = {
  tx: Transaction;
  viewer: Viewer;
  userId: string;
  visit: VisitRow;
  capacities: VisitCapacity[];
  submission: string;
};

/** Holds a visit for one of its team or a coordinator, and does something to it once. @throws NotFound to all others */
export async function onVisit<T>(
  viewer: Viewer,
  {
    visit,
    key,
    command,
    content,
    once,
  }: { visit: string; key: string; command: string; content: unknown; once?: boolean },
  work: (held: Held) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  return refusingClashes(async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `visit.${command}`, content: [visit, content], once },
      async (tx, submission) => {
        const [row] = await tx.select().from(visits).where(eq(visits.id, visit)).for("update");
        if (!row) throw new NotFound();
        const [found] = await tx.execute<{ caps: VisitCapacity[] }>(
          sql`select app.visit_capacities(${row.communityId}, ${row.id}) as caps`,
        );
        if (!found?.caps.length) throw new NotFound();
        return await work({ tx, viewer, userId, visit: row, capacities: found.caps, submission });
      },
    );
    return result;
  });
}

/** @throws Refusal `notNow` where the transition table does not allow it */
export function mustAllow({ visit, capacities }: Held, act: VisitAct): void {
  if (!mayOnVisit(act, visit.status as VisitStatus, capacities)) throw new Refusal("notNow");
}

/** Who recorded it, who stood at the door, when, and how the household feels about being visited. */
export type Recorded = { by: string; knockedBy: string | null; at: Date; feeling: string | null };

/** Changes the state, and tells it. @param how nothing where an outcome is taken back */
export async function move(
  { tx, userId, visit }: Held,
  to: VisitStatus,
  kind: string,
  how: Recorded | null,
): Promise<void> {
  await tx
    .update(visits)
    .set({
      status: to,
      recordedBy: how?.by ?? null,
      recordedAt: how?.at ?? null,
      knockedBy: how?.knockedBy ?? null,
      feeling: how?.feeling ?? null,
    })
    .where(and(eq(visits.communityId, visit.communityId), eq(visits.id, visit.id)));
  await record(tx, {
    community: visit.communityId,
    subject: { type: "visit", id: visit.id },
    kind,
    audience: "everyone",
    actor: userId,
    from: visit.status,
    to,
  });
  visit.status = to;
}

/** Moves by the steps that lead there: an outcome that gives way is taken back first. */
export async function moveBy(held: Held, steps: VisitStatus[], how: Recorded): Promise<void> {
  for (const to of steps) {
    if (to === "planned") await move(held, to, "undone", null);
    else await move(held, to, to, how);
  }
}
